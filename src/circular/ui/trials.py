"""Trials on screen: their badge, what the mark means, the question before it, the way to them."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from circular.actions import trials as actions
from circular.domain import french
from circular.domain.permissions import Permission
from circular.domain.trials import TrialKind
from circular.domain.visitors import Visitor
from circular.queries import trials as queries
from circular.ui import dialogs, session

BADGE = ":gray-badge[:material/science: Fiche d’essai]"
"""The badge of a trial record: « Essai » alone names a stage of a match."""
MARK, COUNT_AGAIN = "Marquer comme fiche d’essai…", "Compter de nouveau…"
"""The act of the menu of a record, and its way back."""

_LEAVES = {
    TrialKind.PROJECT: (
        "Le projet et tout ce qui y est écrit quittent **tous les chiffres, passés "
        "compris**\u00a0: emplois, conventions, entonnoir, délais, besoins, tableau des élus. Il "
        "quitte aussi les listes, les rapprochements et la journée."
    ),
    TrialKind.STREAM: (
        "Le gisement quitte **tous les chiffres, passés compris**, la liste et les "
        "rapprochements. Un besoin qu’il servait redevient un besoin sans gisement."
    ),
    TrialKind.FACILITY: (
        "Le lieu quitte la liste et ses comptes, et n’est plus proposé aux projets. Un projet qui "
        "y est installé le reste, et y compte toujours."
    ),
}
_AFTER = (
    "Seule l’équipe le verra encore, au filtre «\u00a0Fiches d’essai\u00a0». Rien n’est effacé, "
    "et vous pourrez revenir en arrière."
)
_BACK = (
    "Tout revient **dans les chiffres, passés compris**, aux dates déjà notées, et dans les "
    "listes que lisent les élus et les partenaires."
)
_WORDS = {
    TrialKind.PROJECT: (
        "Fiche d’essai\u00a0: rien de ce projet ne compte dans les chiffres, les listes, les "
        "rapprochements ou la journée. Seule l’équipe le voit. Ses porteurs gardent leurs droits."
    ),
    TrialKind.STREAM: (
        "Fiche d’essai\u00a0: ce gisement ne compte dans aucun chiffre et n’est proposé à aucun "
        "projet, sauf à un projet d’essai. Seule l’équipe le voit."
    ),
    TrialKind.FACILITY: (
        "Fiche d’essai\u00a0: ce lieu ne compte dans aucune liste et n’est proposé à aucun projet. "
        "Seule l’équipe le voit."
    ),
}


def may_mark(visitor: Visitor) -> bool:
    """Say whether the visitor may mark a record as a trial, or count it again."""
    return visitor.may(Permission.EDIT_PIPELINE)


def act_for(*, is_trial: bool) -> str:
    """Return the words of the act that makes sense for a record."""
    return COUNT_AGAIN if is_trial else MARK


def notice(kind: TrialKind) -> None:
    """Say, at the head of a trial's record, what being one means."""
    st.info(_WORDS[kind], icon=":material/science:")


def mark_dialog(visitor: Visitor, kind: TrialKind, record_id: int, *, is_trial: bool) -> None:
    """Ask before a record leaves every figure, or comes back into them."""
    heading = (
        "Compter cette fiche de nouveau\u202f?"
        if is_trial
        else "Marquer comme fiche d’essai\u202f?"
    )

    @st.dialog(heading, icon=":material/science:", on_dismiss=dialogs.close)
    def ask() -> None:
        st.markdown(_BACK if is_trial else f"{_LEAVES[kind]}{_held(visitor, kind, record_id)}")
        if not is_trial:
            st.markdown(_AFTER)
        keep = "Garder comme fiche d’essai" if is_trial else "Ne rien changer"
        with st.container(horizontal=True, horizontal_alignment="right"):
            if st.button(keep, key="trial_keep"):
                dialogs.close_and_rerun()
            act = "Compter de nouveau" if is_trial else "Marquer comme fiche d’essai"
            if st.button(act, type="primary", key="trial_act") and _carry_out(
                visitor, kind, record_id, is_trial=is_trial
            ):
                dialogs.close_and_rerun()

    ask()


def left_out_button(count: int, *, key: str, on_click: Callable[..., None], args: Any = ()) -> None:
    """Say how many trials a list leaves out, with the button that shows them; none, nothing."""
    if count:
        st.button(
            f"{french.plural(count, 'fiche d’essai', 'fiches d’essai')}, hors des chiffres",
            type="tertiary",
            icon=":material/science:",
            key=key,
            on_click=on_click,
            args=args,
        )


def without_button(*, key: str, on_click: Callable[..., None]) -> None:
    """Draw the way back to a list without trials."""
    st.button(
        "Sans les fiches d’essai",
        type="tertiary",
        icon=":material/close:",
        key=key,
        on_click=on_click,
    )


def _held(visitor: Visitor, kind: TrialKind, record_id: int) -> str:
    """Say what is written of a project: it leaves with it."""
    if kind is not TrialKind.PROJECT:
        return ""
    with session.reading() as db:
        held = queries.held_by_project(db, visitor, record_id)
    return "" if held is None else f" Partent avec lui\u00a0: {held}."


def _carry_out(visitor: Visitor, kind: TrialKind, record_id: int, *, is_trial: bool) -> bool:
    act = actions.count_again if is_trial else actions.mark_as_trial
    said = (
        "La fiche est de nouveau comptée."
        if is_trial
        else "La fiche est marquée comme fiche d’essai."
    )
    return session.act(visitor, said, lambda db: act(db, visitor, kind, record_id))
