"""The dialogs that change the territory: members, their communes, the partners they are."""

from collections.abc import Mapping
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from circular.actions import territory as actions
from circular.domain import french
from circular.domain.permissions import Permission
from circular.domain.territory import CommuneDraft, MemberDraft, MemberEpci
from circular.domain.visitors import Visitor
from circular.queries import organisations, reference
from circular.queries import territory as queries
from circular.ui import dialogs, forms, markup, session
from circular.ui.forms import Form
from circular.ui.territory import PAGE

MOST_FOUND = 8
NOTHING_FOUND = "Rien ne correspond\u00a0: essayez un autre mot, ou moins de lettres."


def add_button(visitor: Visitor, place: DeltaGenerator) -> None:
    """Draw the page's primary button for those who edit the territory."""
    if visitor.may(Permission.EDIT_TERRITORY):
        place.button(
            "Ajouter une intercommunalité",
            type="primary",
            icon=":material/add:",
            key="add_epci",
            on_click=partial(dialogs.ask, PAGE, "add_epci"),
        )


def open_asked(visitor: Visitor) -> None:
    """Open the dialog that a button of the page asked for."""
    if visitor.may(Permission.EDIT_TERRITORY):
        dialogs.open_asked(
            PAGE,
            {
                "add_epci": partial(_add_epci, visitor),
                "link_partner": partial(_link_partner, visitor),
                "remove_epci": partial(_remove_epci, visitor),
                "add_commune": partial(_add_commune, visitor),
                "remove_commune": partial(_remove_commune, visitor),
            },
        )


def _add_epci(visitor: Visitor) -> None:
    @st.dialog(
        "Ajouter une intercommunalité",
        position="right",
        icon=":material/add:",
        on_dismiss=dialogs.close,
    )
    def draw() -> None:
        form = forms.begin("add_epci", MemberDraft)
        typed = _search(form, "siren", "Nom ou SIREN")
        with session.reading() as db:
            found = {
                each.siren: f"{each.name} · "
                f"{french.plural(each.commune_count, 'commune', 'communes')} · "
                f"{french.plural(each.population, 'habitant', 'habitants')}"
                for each in reference.epcis_matching(db, typed, limit=MOST_FOUND)
            }
        siren = _among(form, "siren", found, typed)
        values = {"siren": siren, **_membership(visitor, form, None)}
        st.caption("Toutes ses communes d’aujourd’hui viennent avec elle.")
        if not forms.submit(form, "Ajouter au territoire", width="stretch"):
            return
        draft = forms.draft(form, MemberDraft, values)
        dialogs.save(
            visitor,
            form,
            draft,
            lambda db, given: actions.add_epci(
                db,
                visitor,
                given.siren,
                organisation_id=given.organisation_id,
                joined_on=given.joined_on,
                token=form.token,
            ),
            said="Intercommunalité ajoutée, avec ses communes.",
        )

    draw()


def _membership(visitor: Visitor, form: Form, member: MemberEpci | None) -> dict[str, object]:
    """Draw which partner an EPCI is, and since when."""
    with session.reading() as db:
        known = organisations.choices(db, visitor)
    if member is not None and member.organisation_id is not None:
        known.setdefault(member.organisation_id, member.organisation_name or "")
    return {
        "organisation_id": forms.choice(
            form,
            "organisation_id",
            known,
            value=member.organisation_id if member else None,
            placeholder="Aucune",
        ),
        "joined_on": forms.day(form, "joined_on", value=member.joined_on if member else None),
    }


def _link_partner(visitor: Visitor, siren: str) -> None:
    @st.dialog("Adhésion", position="right", icon=":material/edit:", on_dismiss=dialogs.close)
    def draw() -> None:
        with session.reading() as db:
            member = queries.member_epci(db, siren)
        if member is None:
            st.info("Cette intercommunalité n’est plus membre du territoire.")
            return
        st.markdown(f"**{markup.plain(member.name)}**")
        form = forms.begin(f"membership_{siren}", MemberDraft)
        now = (member.organisation_id, member.joined_on)
        seen = st.session_state.setdefault(form.widget("seen"), now)
        values = {"siren": siren, **_membership(visitor, form, member)}
        wanted = forms.submit(form, "Enregistrer", width="stretch")
        _removal_button(siren)
        if not wanted:
            return
        draft = forms.draft(form, MemberDraft, values)
        dialogs.save(
            visitor,
            form,
            draft,
            lambda db, given: actions.link_partner(
                db,
                visitor,
                siren,
                organisation_id=given.organisation_id,
                joined_on=given.joined_on,
                seen=seen,
                token=form.token,
            ),
            said="Adhésion enregistrée.",
        )
        if draft is not None:
            st.session_state[form.widget("seen")] = now

    draw()


def _removal_button(siren: str) -> None:
    """Draw the way to the question that precedes a removal."""
    if st.button(
        "Retirer du territoire", type="tertiary", icon=":material/close:", key="ask_removal"
    ):
        dialogs.ask(PAGE, "remove_epci", siren=siren)
        st.rerun()


def _remove_epci(visitor: Visitor, siren: str) -> None:
    with session.reading() as db:
        member = queries.member_epci(db, siren)
        dependents = queries.dependents(db, siren)
    if member is None:
        dialogs.close()
        return

    @st.dialog(
        "Retirer cette intercommunalité\u202f?", icon=":material/close:", on_dismiss=dialogs.close
    )
    def draw() -> None:
        name = f"**{markup.plain(member.name)}**"
        communes = french.plural(member.commune_count, "commune", "communes")
        if dependents.sentence is not None:
            st.markdown(
                f"{name} ne peut pas être retirée. Ce qui en dépend\u00a0: {dependents.sentence}."
            )
            st.caption("Rattachez-les d’abord ailleurs.")
            if st.button("Garder l’intercommunalité", key="keep_epci"):
                dialogs.close_and_rerun()
            return
        st.markdown(
            f"{name} sort du territoire, avec {communes}. Vous pourrez l’ajouter de nouveau\u202f; "
            "les communes ajoutées ou retirées une à une seraient à reprendre."
        )
        with st.container(horizontal=True, horizontal_alignment="right"):
            if st.button("Garder l’intercommunalité", key="keep_epci"):
                dialogs.close_and_rerun()
            if st.button("Retirer", type="primary", key="confirm_remove_epci") and session.act(
                visitor,
                "Intercommunalité retirée du territoire.",
                lambda db: actions.remove_epci(db, visitor, siren),
            ):
                dialogs.close_and_rerun()

    draw()


def _add_commune(visitor: Visitor) -> None:
    @st.dialog(
        "Ajouter une commune", position="right", icon=":material/add:", on_dismiss=dialogs.close
    )
    def draw() -> None:
        form = forms.begin("add_commune", CommuneDraft)
        values = _commune_fields(form)
        if not forms.submit(form, "Ajouter au territoire", width="stretch"):
            return
        draft = forms.draft(form, CommuneDraft, values)
        dialogs.save(
            visitor,
            form,
            draft,
            lambda db, given: actions.add_commune(
                db, visitor, given.commune_code, epci_siren=given.epci_siren, token=form.token
            ),
            said="Commune ajoutée au territoire.",
        )

    draw()


def _commune_fields(form: Form) -> dict[str, str | None]:
    """Draw the search of a commune and the member that it will count for, its own if it can."""
    typed = _search(form, "commune_code", "Nom, code postal ou INSEE")
    with session.reading() as db:
        members = queries.territory_epcis(db)
        matching = queries.communes_to_add(db, typed, limit=MOST_FOUND)
    found = {
        each.code: ", ".join(filter(None, (each.shown_name, each.epci_name))) for each in matching
    }
    code = _among(form, "commune_code", found, typed)
    own = next((each.epci_siren for each in matching if each.code == code), None)
    chosen = forms.choice(
        form,
        "epci_siren",
        members,
        placeholder=members.get(own or "", "À choisir"),
    )
    return {"commune_code": code, "epci_siren": chosen or (own if own in members else None)}


def _remove_commune(visitor: Visitor) -> None:
    @st.dialog(
        "Retirer une commune", position="right", icon=":material/close:", on_dismiss=dialogs.close
    )
    def draw() -> None:
        form = forms.begin("remove_commune", CommuneDraft)
        with session.reading() as db:
            known = queries.territory_communes(db)
        code = forms.choice(form, "commune_code", known, filter_mode="contains")
        st.caption(
            "Les projets et les gisements qui s’y trouvent restent\u202f; ils comptent alors dans "
            "l’intercommunalité officielle de la commune. Vous pourrez la remettre."
        )
        if not forms.submit(form, "Retirer du territoire", width="stretch"):
            return
        values = {"commune_code": code, "epci_siren": "-"}
        draft = forms.draft(form, CommuneDraft, values)
        dialogs.save(
            visitor,
            form,
            draft,
            lambda db, given: actions.remove_commune(
                db, visitor, given.commune_code, token=form.token
            ),
            said="Commune retirée du territoire.",
        )

    draw()


def _search(form: Form, name: str, placeholder: str) -> str:
    """Draw the search box of a field and return what is typed."""
    typed = st.text_input(
        form.label(name),
        key=form.widget(f"{name}_search"),
        placeholder=placeholder,
        icon=":material/search:",
        live="300ms",
        persist_state="page",
    )
    return (typed or "").strip()


def _among(form: Form, name: str, found: Mapping[str, str], typed: str) -> str | None:
    """Draw what the search found, the only one being chosen, and return the choice."""
    chosen: str | None = None
    if found:
        codes = list(found)
        chosen = st.radio(
            "Laquelle\u202f?",
            codes,
            index=0 if len(codes) == 1 else None,
            format_func=lambda code: found[code],
            key=f"{form.widget(name)}_{'_'.join(codes)}",
        )
    elif typed:
        st.caption(NOTHING_FOUND)
    forms.slot(form, name)
    return chosen
