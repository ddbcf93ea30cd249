"""The first steps on a real database: territory, team, second factor, name."""

import streamlit as st

from circular.actions import territory as actions
from circular.domain import french
from circular.domain.territory import MemberEpci
from circular.domain.visitors import Visitor
from circular.queries import accounts as account_queries
from circular.queries import reference, sign_in
from circular.queries import territory as queries
from circular.queries.settings import association_settings
from circular.ui import gate, markup, navigation, session

MOST_FOUND = 6


def territory(visitor: Visitor) -> None:
    """Draw the choice of the EPCI that make up the territory."""
    with session.reading() as db:
        members = queries.member_epcis(db)
    _step("Choisissez votre territoire", done=bool(members))
    for member in members:
        communes = french.plural(member.commune_count, "commune", "communes")
        st.markdown(f":green[:material/check_circle:] **{markup.plain(member.name)}**, {communes}")
    typed = st.text_input(
        "Chercher une intercommunalité",
        placeholder="Par exemple\u00a0: Libournais",
        icon=":material/search:",
        live="300ms",
        key="epci_text",
    )
    _found(visitor, typed, members)


def team(visitor: Visitor) -> None:
    """Draw the step that brings the others in."""
    with session.reading() as db:
        found = account_queries.account_list(db, now=gate.caller().at)
    others = [each for each in found if each.id != visitor.account_id and not each.is_fictitious]
    _step("Invitez votre équipe", done=bool(others))
    _link("accounts.py", "Inviter quelqu’un par un lien")


def protection(visitor: Visitor) -> None:
    """Draw the step that protects the account."""
    with session.reading() as db:
        factor = sign_in.own_factor(db, visitor.account_id or 0, visitor.role)
    _step("Protégez votre compte", done=factor.is_set)
    _link("my_account.py", "Mettre en place un second facteur")


def association() -> None:
    """Draw the step that names the association."""
    with session.reading() as db:
        settings = association_settings(db)
    _step("Donnez le nom de votre association", done=settings.association_name != "Circular")
    _link("settings.py", "Écrire le nom, ajouter le logo")


def _found(visitor: Visitor, typed: str | None, members: tuple[MemberEpci, ...]) -> None:
    """Draw what matches the words typed, each with its button."""
    if not typed or not typed.strip():
        return
    taken = {member.siren for member in members}
    with session.reading() as db:
        found = reference.epcis_matching(db, typed, limit=MOST_FOUND + len(taken))
    shown = [each for each in found if each.siren not in taken][:MOST_FOUND]
    if not shown:
        st.caption("Aucune autre intercommunalité ne porte ce nom.")
    for each in shown:
        row = st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
        )
        row.markdown(f"{markup.plain(each.name)}", width="stretch")
        pressed = row.button("Ajouter", key=f"add_{each.siren}", icon=":material/add:")
        if pressed and _added(visitor, each.siren, each.name):
            st.rerun()


def _added(visitor: Visitor, siren: str, name: str) -> bool:
    return session.act(visitor, f"{name} ajoutée.", lambda db: actions.add_epci(db, visitor, siren))


def _step(heading: str, *, done: bool) -> None:
    icon = ":green[:material/check_circle:]" if done else ":material/radio_button_unchecked:"
    st.header(f"{icon} {heading}")


def _link(file: str, label: str) -> None:
    st.page_link(navigation.path_of(file), label=label, icon=":material/arrow_forward:")
