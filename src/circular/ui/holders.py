"""People on screen: who may already be known, the form of a person, the people of a project."""

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from circular.actions import holders as actions
from circular.domain import french
from circular.domain.holders import Gender, HolderDraft
from circular.domain.permissions import Permission
from circular.domain.projects import PersonDraft
from circular.domain.visitors import Visitor
from circular.queries import holders as queries
from circular.queries import projects, reference
from circular.queries.holders import HolderRecord, LikelyDuplicate
from circular.queries.projects import PersonOfProject, ProjectRecord
from circular.ui import components, dialogs, forms, markup, navigation, session, versions
from circular.ui.communes import commune_field
from circular.ui.forms import Form

FICTITIOUS = ":gray-badge[Fictif]"

_PAGE = "project"
_NOTICE = "Information sur les données remise le"


def likely_duplicates(
    visitor: Visitor, *, name: str | None, reach: str | None, but_not: int | None = None
) -> None:
    """Show who may already be known while a name or a contact is being typed, with their link."""
    with session.reading() as db:
        found = queries.likely_duplicates(db, visitor, name=name, reach=reach, but_not=but_not)
    for person in found:
        _duplicate(person)


def _duplicate(person: LikelyDuplicate) -> None:
    project = f"«\u00a0{person.project_title}\u00a0»" if person.project_title else None
    where = ", ".join(filter(None, [person.commune, project]))
    name = f"**{markup.plain(person.name)}**"
    known = f"{name}, {markup.plain(where)}" if where else name
    archived = ", aux archives" if person.is_archived else ""
    with st.container(gap="xxsmall", key=f"alike_{person.id}"):
        st.markdown(
            f":orange[:material/group:] :small[Déjà connu\u202f? {known} "
            f"({person.reason}{archived}).]"
        )
        st.page_link(
            navigation.path_of("holder.py"),
            label="Ouvrir sa fiche",
            icon=":material/arrow_forward:",
            icon_position="right",
            query_params={"id": str(person.id)},
        )


def fields(form: Form, stored: HolderRecord | None, visitor: Visitor) -> dict[str, object]:
    """Draw the fields of a person and return what is typed; likely duplicates show under."""
    name = forms.line(form, "name", value=stored.name if stored else None, live="300ms")
    alike = st.container(gap="small")
    left, right = st.columns(2)
    with left:
        phone = forms.line(form, "phone", value=stored.phone if stored else None, live="300ms")
    with right:
        email = forms.line(form, "email", value=stored.email if stored else None, live="300ms")
    with alike:
        reach = ", ".join(filter(None, [phone, email]))
        known = stored.id if stored else None
        if not stored or name != stored.name or email != stored.email or phone != stored.phone:
            likely_duplicates(visitor, name=name, reach=reach, but_not=known)
    return {"name": name, "phone": phone, "email": email} | _more_fields(form, stored)


def _more_fields(form: Form, stored: HolderRecord | None) -> dict[str, object]:
    genders = {gender: gender.label for gender in Gender}
    given_on = stored.information_given_on if stored else None
    return {
        "other_contact": forms.line(
            form, "other_contact", value=stored.other_contact if stored else None
        ),
        "commune_code": commune_field(
            form, "commune_code", value=stored.commune_code if stored else None
        ),
        "gender": forms.pills(form, "gender", genders, value=stored.gender if stored else None),
        "information_given_on": forms.day(form, "information_given_on", value=given_on),
        "note": forms.paragraph(form, "note", value=stored.note if stored else None),
    }


def register_dialog(visitor: Visitor) -> None:
    """Open the drawer that writes a person without any project yet."""

    @st.dialog(
        "Ajouter une personne",
        position="right",
        icon=":material/person_add:",
        on_dismiss=dialogs.close,
    )
    def write() -> None:
        form = forms.begin("register_holder", HolderDraft)
        typed = fields(form, None, visitor)
        if not forms.submit(form, "Enregistrer la personne", width="stretch"):
            return
        draft = forms.draft(form, HolderDraft, typed)
        if draft is None:
            return
        with session.writing(visitor, form) as door:
            actions.register_holder(
                door.db, visitor, draft, today=session.today(), token=form.token
            )
            door.done("Personne enregistrée.")
        if door.went_through:
            dialogs.close_and_rerun()

    write()


def edit_form(visitor: Visitor, stored: HolderRecord) -> None:
    """Draw the record of a person to be changed in place; the second saver loses nothing."""
    form = forms.begin(f"holder_{stored.id}", HolderDraft)
    version = versions.opened(form, stored.version)
    typed = fields(form, stored, visitor)
    if not forms.submit(form, "Enregistrer les modifications"):
        return
    draft = forms.draft(form, HolderDraft, typed)
    if draft is None:
        return
    with session.writing(visitor, form) as door:
        actions.update_holder(
            door.db,
            visitor,
            stored.id,
            draft,
            version=version,
            today=session.today(),
            token=form.token,
        )
        door.done("Fiche enregistrée.")
    versions.settle(form, door, stored.version)
    if door.went_through:
        st.rerun()


def project_tab(visitor: Visitor, project_id: int) -> None:
    """Draw the people of a project: who they are, how to reach them, what they were told."""
    with session.reading() as db:
        record = projects.project_record(db, visitor, project_id, today=session.today())
    may_edit = visitor.may(Permission.EDIT_PIPELINE) and not record.is_archived
    place: DeltaGenerator = st.container()
    if not record.people:
        place = components.empty(
            "group",
            "Personne n’est encore rattaché à ce projet",
            "Ajoutez la personne qui le porte, et celles qui l’entourent.",
        )
    if may_edit:
        place.button(
            "Ajouter une personne",
            icon=":material/person_add:",
            key="add_person",
            on_click=partial(dialogs.ask, _PAGE, "add_person"),
        )
    for person in record.people:
        _person_row(visitor, record, person, may_edit=may_edit)


def _person_row(
    visitor: Visitor, record: ProjectRecord, person: PersonOfProject, *, may_edit: bool
) -> None:
    with st.container(key=f"row_person_{person.id}", gap="xxsmall"):
        head = st.container(horizontal=True, vertical_alignment="center")
        head.page_link(
            navigation.path_of("holder.py"),
            label=markup.plain(person.name),
            query_params={"id": str(person.id)},
        )
        head.caption(markup.plain(person.role_label or person.role), width="content")
        if person.is_fictitious:
            head.markdown(FICTITIOUS, width="content")
        ways = [person.phone, person.email, person.other_contact]
        st.markdown(markup.plain("\u00a0· ".join(filter(None, ways)) or "Aucun moyen de contact."))
        _notice(visitor, person.id, person, may_edit=may_edit)
        if may_edit:
            st.button(
                "Retirer du projet",
                type="tertiary",
                key=f"remove_person_{person.id}",
                on_click=partial(_remove, visitor, record.id, person.id),
            )


def _notice(
    visitor: Visitor, holder_id: int, person: PersonOfProject | HolderRecord, *, may_edit: bool
) -> None:
    if person.information_given_on is not None:
        day = french.day(person.information_given_on)
        st.caption(f":material/check_circle: {_NOTICE} {day}")
        return
    row = st.container(horizontal=True, vertical_alignment="center")
    row.markdown(
        ":orange[:material/radio_button_unchecked:] **Information sur les données à remettre**",
        width="content",
    )
    if may_edit:
        row.button(
            "Information remise aujourd’hui",
            key=f"inform_{holder_id}",
            on_click=partial(_inform, visitor, holder_id),
        )


def notice(visitor: Visitor, person: HolderRecord) -> None:
    """Say whether the information on personal data was given, with its button when it was not."""
    may_edit = visitor.may(Permission.EDIT_PIPELINE) and not person.is_archived
    _notice(visitor, person.id, person, may_edit=may_edit)


def _inform(visitor: Visitor, holder_id: int) -> None:
    today = session.today()
    session.act(
        visitor,
        "Remise de l’information notée.",
        lambda db: actions.give_notice(db, visitor, holder_id, given_on=today, today=today),
    )


def _remove(visitor: Visitor, project_id: int, holder_id: int) -> None:
    session.act(
        visitor,
        "Personne retirée du projet. Sa fiche reste.",
        lambda db: actions.remove_person(db, visitor, project_id, holder_id),
    )


def add_person_dialog(visitor: Visitor, project_id: int) -> None:
    """Open the drawer that brings a person into a project, already known or new."""

    @st.dialog(
        "Ajouter une personne",
        position="right",
        icon=":material/person_add:",
        on_dismiss=dialogs.close,
    )
    def bring() -> None:
        known, new = "Déjà connue", "Nouvelle"
        kind = st.segmented_control(
            "Cette personne est",
            [known, new],
            default=known,
            required=True,
            key=f"add_person_kind_{project_id}",
        )
        if kind == new:
            _bring_new(visitor, project_id)
        else:
            _bring_known(visitor, project_id)

    bring()


def _bring_known(visitor: Visitor, project_id: int) -> None:
    form = forms.begin(f"add_person_{project_id}", PersonDraft)
    with session.reading() as db:
        people = queries.holder_list(db, visitor, page=None).rows
        roles = _roles()
    names = {
        person.id: ", ".join(filter(None, [person.name, person.shown_commune])) for person in people
    }
    typed = {
        "holder_id": forms.choice(form, "holder_id", names, placeholder="Tapez son nom"),
        "role": forms.choice(form, "role", roles),
        "is_first": forms.tick(form, "is_first"),
    }
    if not forms.submit(form, "Ajouter au projet", width="stretch"):
        return
    draft = forms.draft(form, PersonDraft, typed)
    if draft is None:
        return
    with session.writing(visitor, form) as door:
        actions.add_person(door.db, visitor, project_id, draft, token=form.token)
        door.done("Personne ajoutée au projet.")
    if door.went_through:
        dialogs.close_and_rerun()


def _bring_new(visitor: Visitor, project_id: int) -> None:
    form = forms.begin(f"add_new_person_{project_id}", HolderDraft)
    roles = _roles()
    typed = fields(form, None, visitor)
    role = st.selectbox(
        "Rôle",
        list(roles),
        format_func=lambda key: roles[key],
        key=form.widget("role"),
        persist_state="page",
    )
    if not forms.submit(form, "Ajouter au projet", width="stretch"):
        return
    draft = forms.draft(form, HolderDraft, typed)
    if draft is None:
        return
    with session.writing(visitor, form) as door:
        actions.add_new_person(
            door.db,
            visitor,
            project_id,
            draft,
            role=str(role),
            today=session.today(),
            token=form.token,
        )
        door.done("Personne enregistrée et ajoutée au projet.")
    if door.went_through:
        dialogs.close_and_rerun()


def _roles() -> dict[str, str]:
    with session.reading() as db:
        return {entry.key: entry.label for entry in reference.entries(db, "holder_roles")}
