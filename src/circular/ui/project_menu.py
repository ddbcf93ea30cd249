"""The menu « Plus » of a project's record: moves, block, hand over, archives, and its dialogs."""

from collections.abc import Callable
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from circular.actions import projects as actions
from circular.domain.projects import BlockDraft, HandOverDraft
from circular.domain.stages import MoveKind
from circular.domain.visitors import Visitor
from circular.queries import accounts
from circular.queries.projects import ProjectRecord
from circular.store.connection import Database
from circular.ui import dialogs, forms, moves, session, trials

_PAGE = "project"
_MOVES = {
    MoveKind.ADVANCE: "Faire avancer…",
    MoveKind.BACK: "Revenir à une étape…",
    MoveKind.EXIT: "Noter une sortie…",
    MoveKind.RETURN: "Reprendre le projet…",
}


def menu(visitor: Visitor, record: ProjectRecord, place: DeltaGenerator) -> None:
    """Draw the menu; what is chosen opens its dialog, or is done at once when nothing is asked."""
    choices = _choices(visitor, record)
    chosen = place.menu_button(
        "Plus", list(choices), icon=":material/more_horiz:", key="project_menu"
    )
    if chosen is not None:
        choices[chosen]()


def _choices(visitor: Visitor, record: ProjectRecord) -> dict[str, Callable[[], None]]:
    """Return what makes sense for the project as it stands, in the order of the menu."""
    trial = {trials.act_for(is_trial=record.is_trial): partial(dialogs.ask, _PAGE, "trial")}
    if record.is_archived:
        return {"Sortir des archives": partial(restore, visitor, record.id), **trial}
    choices: dict[str, Callable[[], None]] = {
        _MOVES[kind]: partial(dialogs.ask, _PAGE, "move", kind=kind)
        for kind in moves.possible_kinds(record)
    }
    if not record.has_left:
        if record.blocked_reason is None:
            choices["Bloquer…"] = partial(dialogs.ask, _PAGE, "block")
        else:
            choices["Débloquer"] = partial(unblock, visitor, record.id)
    choices["Confier à…"] = partial(dialogs.ask, _PAGE, "hand_over")
    choices["Archiver…"] = partial(dialogs.ask, _PAGE, "archive")
    return {**choices, **trial}


def unblock(visitor: Visitor, project_id: int) -> None:
    """Say that a project can go on."""
    _at_once(visitor, "Le projet peut continuer.", partial(_unblock, visitor, project_id))


def restore(visitor: Visitor, project_id: int) -> None:
    """Take a project out of the archives."""
    _at_once(visitor, "Le projet est sorti des archives.", partial(_restore, visitor, project_id))


def _unblock(visitor: Visitor, project_id: int, db: Database) -> None:
    actions.unblock_project(db, visitor, project_id)


def _restore(visitor: Visitor, project_id: int, db: Database) -> None:
    actions.restore_project(db, visitor, project_id)


def _at_once(visitor: Visitor, said: str, do: Callable[[Database], None]) -> None:
    if session.act(visitor, said, do):
        st.rerun()


def block_dialog(visitor: Visitor, project_id: int) -> None:
    """Ask what blocks a project."""

    @st.dialog("Bloquer le projet", icon=":material/block:", on_dismiss=dialogs.close)
    def ask() -> None:
        st.markdown("Le projet reste à son étape\u00a0; sa fiche dira ce qui le bloque.")
        form = forms.begin(f"block_{project_id}", BlockDraft)
        typed = {"reason": forms.line(form, "reason")}
        if forms.submit(form, "Bloquer le projet", icon=":material/block:", width="stretch"):
            today = session.today()
            dialogs.save(
                visitor,
                form,
                forms.draft(form, BlockDraft, typed),
                lambda db, draft: actions.block_project(
                    db, visitor, project_id, draft, today=today, token=form.token
                ),
                said="Le projet est noté comme bloqué.",
            )

    ask()


def hand_over_dialog(visitor: Visitor, record: ProjectRecord) -> None:
    """Ask who follows a project from now on."""

    @st.dialog("Confier le projet", icon=":material/person:", on_dismiss=dialogs.close)
    def ask() -> None:
        form = forms.begin(f"hand_over_{record.id}", HandOverDraft)
        with session.reading() as db:
            team = accounts.advisers(db)
        typed = {"adviser_id": forms.choice(form, "adviser_id", team, value=record.adviser_id)}
        if forms.submit(form, "Confier le projet", width="stretch"):
            dialogs.save(
                visitor,
                form,
                forms.draft(form, HandOverDraft, typed),
                lambda db, draft: actions.hand_over(
                    db, visitor, record.id, draft, token=form.token
                ),
                said="Le projet est confié.",
            )

    ask()


def archive_dialog(visitor: Visitor, project_id: int) -> None:
    """Ask before a project leaves the lists: what goes, what stays."""

    @st.dialog("Archiver ce projet\u202f?", icon=":material/archive:", on_dismiss=dialogs.close)
    def ask() -> None:
        st.markdown(
            "Il quitte le tableau, les listes et la journée. Il reste consultable parmi les "
            "projets archivés, et les chiffres déjà comptés ne changent pas."
        )
        with st.container(horizontal=True, horizontal_alignment="right"):
            if st.button("Garder le projet", key="archive_keep"):
                dialogs.close_and_rerun()
            if st.button("Archiver", type="primary", key="archive_act"):
                done = session.act(
                    visitor,
                    "Le projet est archivé.",
                    lambda db: actions.archive_project(db, visitor, project_id),
                )
                if done:
                    dialogs.close_and_rerun()

    ask()
