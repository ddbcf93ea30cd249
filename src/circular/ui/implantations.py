"""The set-up of a project on screen: the site, the opening planned, the opening and its proof."""

from functools import partial

import streamlit as st

from circular.actions import implantations as actions
from circular.domain import french
from circular.domain.documents import DocumentSubject
from circular.domain.implantations import ImplantationDraft, OpeningDraft, SiteDraft
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.queries import implantations as queries
from circular.queries import reference
from circular.queries.implantations import Implantation
from circular.ui import components, dialogs, documents, forms, markup, session, versions
from circular.ui.communes import commune_field
from circular.ui.forms import Form

_PAGE = "project_implantation"


def project_tab(visitor: Visitor, project_id: int) -> None:
    """Draw the set-up of a project, or what to do when it has none."""
    known = _read(project_id)
    may_edit = visitor.may(Permission.EDIT_PIPELINE)
    if known is None:
        place = components.empty(
            "storefront",
            "Aucun site choisi",
            "Notez ici où le projet s\u2019installe\u00a0: une commune et son adresse, "
            "ou un local prêté.",
        )
    else:
        _summary(known)
        place = st.container(horizontal=True, key="noprint_implantation_acts")
    if may_edit:
        for name, label, icon in _acts(known):
            place.button(
                label,
                icon=f":material/{icon}:",
                key=f"implantation_{name}",
                on_click=partial(dialogs.ask, _PAGE, name),
            )
    if known is not None:
        documents.section(visitor, DocumentSubject.IMPLANTATION, known.id)
    dialogs.open_asked(
        _PAGE,
        {
            "site": partial(_site_dialog, visitor, project_id),
            "opening": partial(_opening_dialog, visitor, project_id),
            "amend": partial(_amend_dialog, visitor, project_id),
        },
    )


def _acts(known: Implantation | None) -> list[tuple[str, str, str]]:
    """Return what can be done from here: the name of the dialog, its button and its icon."""
    if known is None:
        return [("site", "Choisir le site", "location_on")]
    if known.opened_on is None:
        return [
            ("opening", "Enregistrer l\u2019ouverture", "storefront"),
            ("site", "Changer de site", "location_on"),
        ]
    return [("amend", "Corriger l\u2019implantation", "edit")]


def _summary(known: Implantation) -> None:
    """Write the set-up as a small table: what is unknown is « – »."""
    if known.opened_on is None:
        planned = french.day(known.opening_planned_on)
        st.markdown(f"**Site choisi**, ouverture prévue le {planned}.")
    else:
        st.markdown(f"**Ouvert le {french.day(known.opened_on)}.**")
    commune = known.commune_name
    if commune and known.department_name:
        commune = f"{commune} ({known.department_name})"
    proof = " – ".join(part for part in (known.proof_label, known.proof_note) if part)
    rows = (
        ("Local ou installation prêtée", known.facility_name),
        ("Adresse", known.address or known.facility_address),
        ("Commune", commune),
        ("Ouverture prévue", french.day(known.opening_planned_on)),
        ("Ouvert le", french.day(known.opened_on)),
        ("Preuve", proof),
    )
    markup.table(
        (markup.TableColumn("Élément"), markup.TableColumn("Ce que l\u2019on sait")),
        [(title, text or french.UNKNOWN) for title, text in rows],
        caption="Implantation du projet",
    )


def _site_dialog(visitor: Visitor, project_id: int) -> None:
    @st.dialog(
        "Choisir le site", position="right", icon=":material/location_on:", on_dismiss=dialogs.close
    )
    def ask() -> None:
        known = _read(project_id)
        form = forms.begin(f"site_{project_id}", SiteDraft)
        version = versions.opened(form, known.version if known else 0)
        st.caption("La commune suffit pour commencer\u202f; un local de la liste suffit aussi.")
        typed = _site_fields(form, known)
        if not forms.submit(form, "Enregistrer le site", width="stretch"):
            return
        draft = forms.draft(form, SiteDraft, typed)
        if draft is None:
            return
        with session.writing(visitor, form) as door:
            actions.choose_site(
                door.db, visitor, project_id, draft, version=version or None, token=form.token
            )
            door.done("Site enregistré.")
        versions.settle(form, door, _version(project_id))
        if door.went_through:
            dialogs.close_and_rerun()

    ask()


def _opening_dialog(visitor: Visitor, project_id: int) -> None:
    @st.dialog(
        "Enregistrer l\u2019ouverture",
        position="right",
        icon=":material/storefront:",
        on_dismiss=dialogs.close,
    )
    def ask() -> None:
        known = _read(project_id)
        form = forms.begin(f"opening_{project_id}", OpeningDraft)
        version = versions.opened(form, known.version if known else 0)
        typed = {
            "opened_on": forms.day(form, "opened_on"),
            "address": forms.line(form, "address", value=_address(known)),
            "commune_code": commune_field(form, "commune_code", value=_commune(known)),
            **_proof_fields(form, known),
        }
        if not forms.submit(form, "Enregistrer l\u2019ouverture", width="stretch"):
            return
        draft = forms.draft(form, OpeningDraft, typed)
        if draft is None:
            return
        with session.writing(visitor, form) as door:
            actions.record_opening(
                door.db,
                visitor,
                project_id,
                draft,
                today=session.today(),
                version=version or None,
                token=form.token,
            )
            door.done("Ouverture enregistrée.")
        versions.settle(form, door, _version(project_id))
        if door.went_through:
            dialogs.close_and_rerun()

    ask()


def _amend_dialog(visitor: Visitor, project_id: int) -> None:
    @st.dialog(
        "Corriger l\u2019implantation",
        position="right",
        icon=":material/edit:",
        on_dismiss=dialogs.close,
    )
    def ask() -> None:
        known = _read(project_id)
        if known is None:
            return
        form = forms.begin(f"amend_implantation_{project_id}", ImplantationDraft)
        version = versions.opened(form, known.version)
        typed = {
            **_site_fields(form, known),
            "opened_on": forms.day(form, "opened_on", value=known.opened_on),
            **_proof_fields(form, known),
        }
        if not forms.submit(form, "Enregistrer la correction", width="stretch"):
            return
        draft = forms.draft(form, ImplantationDraft, typed)
        if draft is None:
            return
        with session.writing(visitor, form) as door:
            actions.amend_implantation(
                door.db,
                visitor,
                known.id,
                draft,
                version=version,
                today=session.today(),
                token=form.token,
            )
            door.done("Implantation corrigée.")
        versions.settle(form, door, _version(project_id))
        if door.went_through:
            dialogs.close_and_rerun()

    ask()


def _read(project_id: int) -> Implantation | None:
    with session.reading() as db:
        return queries.implantation_of(db, project_id)


def _version(project_id: int) -> int:
    known = _read(project_id)
    return known.version if known else 0


def _address(known: Implantation | None) -> str | None:
    return (known.address or known.facility_address) if known else None


def _commune(known: Implantation | None) -> str | None:
    return (known.commune_code or known.facility_commune_code) if known else None


def _site_fields(form: Form, known: Implantation | None) -> dict[str, object]:
    """Draw the fields of a site and return what is typed."""
    with session.reading() as db:
        facilities = queries.facilities_to_lend(db)
    if known and known.facility_id is not None:
        facilities.setdefault(known.facility_id, known.facility_name or french.UNKNOWN)
    none_lent = "Aucun local n\u2019est noté" if not facilities else "À choisir"
    planned = known.opening_planned_on if known else None
    return {
        "facility_id": forms.choice(
            form,
            "facility_id",
            facilities,
            value=known.facility_id if known else None,
            placeholder=none_lent,
        ),
        "commune_code": commune_field(
            form, "commune_code", value=known.commune_code if known else None
        ),
        "address": forms.line(form, "address", value=known.address if known else None),
        "opening_planned_on": forms.day(form, "opening_planned_on", value=planned),
    }


def _proof_fields(form: Form, known: Implantation | None) -> dict[str, object]:
    """Draw what proves an opening and return what is typed."""
    with session.reading() as db:
        proofs = {each.key: each.label for each in reference.entries(db, "proof_kinds")}
    return {
        "proof_kind": forms.choice(
            form, "proof_kind", proofs, value=known.proof_kind if known else None
        ),
        "proof_note": forms.paragraph(
            form, "proof_note", value=known.proof_note if known else None
        ),
    }
