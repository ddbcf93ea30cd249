"""The record of a project: its header, its two cards and the tabs of all that concerns it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st

from circular.domain.errors import NotFoundError
from circular.domain.permissions import Permission
from circular.domain.stages import MoveKind, Place
from circular.domain.trials import TrialKind
from circular.domain.visitors import Visitor
from circular.queries import agreements as agreement_queries
from circular.queries import case_notes as case_note_queries
from circular.queries import exchanges as exchange_queries
from circular.queries import facility_bookings as booking_queries
from circular.queries import jobs as job_queries
from circular.queries import moves as move_queries
from circular.queries import needs as need_queries
from circular.queries import projects as queries
from circular.queries import services as service_queries
from circular.queries.moves import Readiness
from circular.queries.projects import ProjectRecord
from circular.store.connection import Database
from circular.ui import (
    agreements,
    case_note_forms,
    case_notes,
    components,
    dialogs,
    exchanges,
    facility_booking_forms,
    facility_booking_rows,
    history,
    holders,
    implantations,
    jobs,
    markup,
    moves,
    navigation,
    needs,
    next_actions,
    project_menu,
    project_sheet,
    services,
    session,
    trials,
)

_PAGE = "project"
_ON_SCREEN = "_project_on_screen"
HISTORY = "history"
REVIEWS = "reviews"
BOOKINGS = "bookings"
ASKED_TAB = "onglet"
FICTITIOUS = ":gray-badge[Fictif]"
ARCHIVED = ":gray-badge[:material/archive: Archivé]"


def read(visitor: Visitor, asked: int | None) -> ProjectRecord | None:
    """Return the record that the address asks for, None when there is no such project."""
    if asked is None:
        return None
    try:
        with session.reading() as db:
            return queries.project_record(db, visitor, asked, today=session.today())
    except NotFoundError:
        return None


def header(visitor: Visitor, record: ProjectRecord) -> None:
    """Draw the way back, the title with who and where, the primary act, the menu, the stepper."""
    if st.session_state.get(_ON_SCREEN) != record.id:
        dialogs.close()  # a dialog left open on another project does not follow to this one
        st.session_state[_ON_SCREEN] = record.id
    components.back(navigation.path_of("projects.py"), "Projets", key="projects")
    row = st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"
    )
    left = row.container(width="content", gap="xxsmall")
    left.title(markup.plain(record.title), width="content")
    left.markdown(_who_and_where(record))
    acts = row.container(horizontal=True, width="content")
    if visitor.may(Permission.EDIT_PIPELINE):
        if not record.is_archived:
            acts.button(
                "Noter un échange",
                type="primary",
                icon=":material/edit_note:",
                key="note_exchange",
                on_click=dialogs.ask,
                args=(_PAGE, "note_exchange"),
            )
        project_menu.menu(visitor, record, acts)
    markup.stepper(record.stage, record.entered_on, left=_left(record))
    if record.is_trial:
        trials.notice(TrialKind.PROJECT)
    if record.blocked_reason is not None:
        st.warning(f"Bloqué\u00a0: {markup.plain(record.blocked_reason)}", icon=":material/block:")


def _who_and_where(record: ProjectRecord) -> str:
    first = next(iter(record.people), None)
    who = first.name if first else "Personne n’est encore rattaché"
    where = ", ".join(each for each in (record.shown_commune, record.epci_name) if each)
    words = markup.plain(f"{who}\u00a0· {where}" if where else who)
    badges = [
        components.HEALTH_BADGES[record.health] if record.health else "",
        ARCHIVED if record.is_archived else "",
        trials.BADGE if record.is_trial else "",
        FICTITIOUS if record.is_fictitious else "",
    ]
    return " ".join([words, *(badge for badge in badges if badge)])


def _left(record: ProjectRecord) -> str | None:
    """Say how a project left the journey; None while it is in it."""
    if record.exit_kind is None:
        return None
    reason = f", {record.exit_reason_label.lower()}" if record.exit_reason_label else ""
    standing = record.shown_standing
    return f"{standing[0].upper()}{standing[1:]}{reason}"


def standing(visitor: Visitor, record: ProjectRecord) -> None:
    """Draw what the next stage still asks for and, beside it, what is to be done next."""
    with session.reading() as db:
        ready = move_queries.readiness(db, record.id, today=session.today())
    left, right = st.columns([2, 1], gap="medium")
    with left:
        if ready.requirements and not ready.is_ready:
            components.what_is_missing(
                ready.heading,
                [
                    components.Missing(line.done, line.sentence, line.remedy, line.place.value)
                    for line in ready.requirements
                ],
                key="missing",
                on_remedy=partial(_open_remedy, record.id),
            )
        else:
            _nothing_missing(visitor, record, ready)
    with right:
        next_actions.card(visitor, record.id)


def _nothing_missing(visitor: Visitor, record: ProjectRecord, ready: Readiness) -> None:
    with st.container(border=True, key="card_missing"):
        st.header(ready.heading)
        for line in ready.requirements:
            st.markdown(f":green[:material/check_circle:] {line.sentence}")
        may_edit = visitor.may(Permission.EDIT_PIPELINE) and not record.is_archived
        if not may_edit:
            return
        if ready.is_ready and ready.next_stage is not None:
            _move_button(f"Passer {ready.next_stage.reached}", MoveKind.ADVANCE, "arrow_forward")
        elif ready.has_left:
            _move_button("Reprendre le projet", MoveKind.RETURN, "restart_alt")
        else:
            st.markdown("Notez l’activité, les emplois et les échanges tant que le suivi dure.")


def _move_button(label: str, kind: MoveKind, icon: str) -> None:
    st.button(
        label,
        icon=f":material/{icon}:",
        key=f"move_{kind.value}",
        on_click=partial(dialogs.ask, _PAGE, "move", kind=kind),
    )


def _open_remedy(project_id: int, place: str) -> None:
    """Open the tab where a missing thing is given; the sheet opens ready to be changed."""
    open_tab(project_id, place)
    if place == Place.FILE.value:
        project_sheet.edit(project_id)


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab of the record: its code, its word, its count (None: no count) and its drawing."""

    code: str
    word: str
    count: Callable[[Database, int], int] | None
    draw: Callable[[Visitor, ProjectRecord], None]


def _of_id(draw: Callable[[Visitor, int], None]) -> Callable[[Visitor, ProjectRecord], None]:
    return lambda visitor, record: draw(visitor, record.id)


def _history(visitor: Visitor, record: ProjectRecord) -> None:
    st.header("Les étapes")
    moves.project_tab(visitor, record.id)
    st.header("Le journal")
    history.history(visitor, "project", record.id)


TABS = (
    Tab(
        Place.EXCHANGES.value,
        "Échanges",
        exchange_queries.count_for_project,
        _of_id(exchanges.project_tab),
    ),
    Tab(
        Place.SERVICES.value,
        "Prestations",
        service_queries.count_for_project,
        _of_id(services.project_tab),
    ),
    Tab(
        Place.AGREEMENTS.value,
        "Convention",
        agreement_queries.count_for_project,
        _of_id(agreements.project_tab),
    ),
    Tab(Place.NEEDS.value, "Besoins", need_queries.count_for_project, _of_id(needs.project_tab)),
    Tab(
        BOOKINGS,
        "Installations",
        booking_queries.count_for_project,
        _of_id(facility_booking_rows.project_tab),
    ),
    Tab(Place.IMPLANTATION.value, "Implantation", None, _of_id(implantations.project_tab)),
    Tab(Place.JOBS.value, "Emplois", job_queries.count_for_project, _of_id(jobs.project_tab)),
    Tab(Place.FILE.value, "Fiche", None, project_sheet.project_tab),
    Tab(Place.PEOPLE.value, "Personnes", None, _of_id(holders.project_tab)),
    Tab(
        REVIEWS,
        "Revues",
        case_note_queries.count_for_project,
        case_notes.project_tab,
    ),
    Tab(HISTORY, "Historique", None, _history),
)


def tabs(visitor: Visitor, record: ProjectRecord) -> None:
    """Draw the tabs with their counts; only the open one is computed."""
    with session.reading() as db:
        labels = [_label(db, tab, record) for tab in TABS]
    key = f"record_tabs_{record.id}"
    _keep_open(key, labels)
    drawn = st.tabs(labels, key=key, on_change="rerun")
    for tab, place in zip(TABS, drawn, strict=True):
        if place.open:
            with place:
                tab.draw(visitor, record)


def open_tab(project_id: int, code: str) -> None:
    """Ask for a tab to be open at the next drawing of the record."""
    word = next(tab.word for tab in TABS if tab.code == code)
    st.session_state[f"record_tabs_{project_id}"] = word


def _label(db: Database, tab: Tab, record: ProjectRecord) -> str:
    if tab.code == Place.PEOPLE.value:
        return f"{tab.word}\u00a0· {len(record.people)}"
    return tab.word if tab.count is None else f"{tab.word}\u00a0· {tab.count(db, record.id)}"


def _keep_open(key: str, labels: list[str]) -> None:
    """Keep the same tab open though its label changed with its count.

    On arrival the address may ask for one by its code.
    """
    if key not in st.session_state:
        asked = st.query_params.get(ASKED_TAB, "")
        held = next((tab.word for tab in TABS if tab.code == asked), None)
    else:
        held = st.session_state.get(key)
    if held is None:
        return
    word = str(held).split("\u00a0·")[0]
    same = next((label for label in labels if label.split("\u00a0·")[0] == word), labels[0])
    st.session_state[key] = same


def open_dialogs(visitor: Visitor, record: ProjectRecord) -> None:
    """Open the dialog that was asked for on this record."""
    if not visitor.may(Permission.EDIT_PIPELINE):
        return
    under = record.id
    dialogs.open_asked(
        _PAGE,
        {
            "note_exchange": partial(exchanges.note_dialog, visitor, under),
            "amend_exchange": partial(exchanges.amend_dialog, visitor, under),
            "plan_action": partial(next_actions.plan_dialog, visitor, under),
            "postpone": partial(next_actions.postpone_dialog, visitor),
            "request_service": partial(services.request_dialog, visitor, under),
            "give_service": partial(services.give_dialog, visitor),
            "amend_service": partial(services.amend_dialog, visitor),
            "move": partial(moves.move_dialog, visitor, record),
            "correct_move": partial(moves.correct_dialog, visitor, record),
            "block": partial(project_menu.block_dialog, visitor, under),
            "hand_over": partial(project_menu.hand_over_dialog, visitor, record),
            "trial": partial(
                trials.mark_dialog, visitor, TrialKind.PROJECT, under, is_trial=record.is_trial
            ),
            "archive": partial(project_menu.archive_dialog, visitor, under),
            "add_person": partial(holders.add_person_dialog, visitor, under),
            "write_case_note": partial(case_note_forms.write_dialog, visitor, under),
            "amend_case_note": partial(case_note_forms.amend_dialog, visitor),
            "remove_case_note": partial(case_note_forms.remove_dialog, visitor),
            "book": partial(facility_booking_forms.book_dialog, visitor, project_id=under),
            **facility_booking_forms.drawers(visitor),
        },
    )
