"""The record of a match: where it stands, its introductions, what was agreed and what moved."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial

import streamlit as st

from circular.actions import tracked_matches as actions
from circular.domain import french
from circular.domain.documents import DocumentKind, DocumentSubject
from circular.domain.permissions import Permission
from circular.domain.tracked_matches import MeasureDraft
from circular.domain.visitors import Visitor
from circular.queries import documents as stored
from circular.queries import tracked_matches as queries
from circular.queries.tracked_matches import MatchMoveLine, Measure, TrackedMatch
from circular.ui import (
    components,
    dialogs,
    documents,
    forms,
    introductions,
    markup,
    match_moves,
    navigation,
    session,
    trials,
)
from circular.ui.match_moves import PAGE

_MEASURE = "measure"
_ON_SCREEN = "_match_on_screen"


def record_page(visitor: Visitor, match_id: int | None) -> None:
    """Draw the record that the address asks for."""
    components.back(navigation.path_of("tracked_matches.py"), "Suivi", key="tracked_matches")
    record = _read(visitor, match_id)
    if record is None:
        components.empty(
            "join_inner", "Rapprochement introuvable", "Il n\u2019existe pas, ou plus."
        )
        return
    if st.session_state.get(_ON_SCREEN) != record.id:
        dialogs.close()  # a dialog left open on another match does not follow to this one
        st.session_state[_ON_SCREEN] = record.id
    _header(visitor, record)
    left, right = st.columns([3, 2], gap="large")
    with left:
        introductions.match_section(visitor, record)
        _measures(visitor, record)
        documents.section(visitor, DocumentSubject.MATCH, record.id)
    with right:
        _facts(visitor, record)
    _history(visitor, record)
    match_moves.moves_table()
    _open_dialogs(visitor, record)


def _read(visitor: Visitor, match_id: int | None) -> TrackedMatch | None:
    if match_id is None:
        return None
    with session.reading() as db:
        return queries.tracked_match(db, visitor, match_id, today=session.today())


def _header(visitor: Visitor, record: TrackedMatch) -> None:
    """Draw both sides, each a way to its record, the stage, and the acts."""
    place = components.title(
        f"{markup.plain(record.stream_title)} → {markup.plain(record.project_title)}"
    )
    fictitious = " :gray-badge[Fictif]" if record.is_fictitious else ""
    trial = f" {trials.BADGE}" if record.is_trial else ""
    st.markdown(f"{match_moves.badge(record.stage)}{trial}{fictitious}")
    match_moves.acts(visitor, record, place)
    markup.lead(lead(record))


def lead(record: TrackedMatch) -> str:
    """Say where a match stands: stage, since when, what was agreed or why it was refused."""
    since = f"**{record.stage.label}** depuis le {french.day(record.since)}"
    if record.reason:
        return f"{since}\u00a0: {record.reason[:1].lower()}{record.reason[1:]}."
    return f"{since}. Accord\u00a0: {record.terms}." if record.terms else f"{since}."


def _facts(visitor: Visitor, record: TrackedMatch) -> None:
    """Write both sides and the agreement, with the ways to their records."""
    st.header("Les deux côtés")
    st.page_link(
        navigation.path_of("stream.py"),
        label=markup.plain(record.stream_title),
        icon=":material/recycling:",
        query_params={"id": str(record.stream_id)},
    )
    st.page_link(
        navigation.path_of("project.py"),
        label=markup.plain(record.project_title),
        icon=":material/view_kanban:",
        query_params={"id": str(record.project_id)},
    )
    left = record.remaining
    markup.facts(
        {
            "Producteur": record.producer,
            "Commune": record.commune,
            "Besoin": record.need_title,
            "Il reste du gisement": None
            if left is None
            else f"{french.tonnes(round(left, 3))} par an",
            "Original signé": record.document or _signed_copy(visitor, record.id),
        }
    )


def _signed_copy(visitor: Visitor, match_id: int) -> str | None:
    """Say that the signed copy lies among the documents of the match, and since when."""
    if not visitor.may(Permission.SEE_DOCUMENTS):
        return None
    with session.reading() as db:
        found = stored.documents_of(
            db, visitor, DocumentSubject.MATCH, match_id, now=datetime.now()
        )
    signed = (each for each in found if each.kind is DocumentKind.SIGNED_COPY and each.is_in_place)
    last = max((each.uploaded_at for each in signed), default=None)
    return None if last is None else f"copie déposée le {french.day(last.date())}, voir Documents"


def _measures(visitor: Visitor, record: TrackedMatch) -> None:
    """Draw what really moved, year by year, beside what was agreed."""
    if record.agreed is None:
        return
    st.header("Tonnes promises et tonnes réelles")
    with session.reading() as db:
        found = queries.measures_of(db, visitor, record.id)
    if found:
        markup.table(
            [
                markup.TableColumn("Année"),
                markup.TableColumn("Promises", numeric=True),
                markup.TableColumn("Réelles", numeric=True),
                markup.TableColumn("Source", optional=True),
            ],
            [_measure_cells(each) for each in found],
            caption="Tonnes promises et tonnes réellement échangées, par année",
        )
    else:
        st.caption("Aucun relevé\u00a0: notez ce qui a vraiment été échangé dans l\u2019année.")
    if visitor.may(Permission.EDIT_MATCHES):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                "Noter les tonnes d\u2019une année",
                icon=":material/scale:",
                key="note_measure",
                on_click=partial(dialogs.ask, PAGE, _MEASURE),
            )
            for each in found:
                _remove_button(visitor, record, each)


def _measure_cells(measure: Measure) -> Sequence[str]:
    """Write one year; the promise is that of a whole year, whatever the days of the agreement."""
    source = f"{measure.source}, relevé le {french.day(measure.measured_on)}"
    author = f" par {measure.author}" if measure.author else ""
    return (
        str(measure.year),
        french.tonnes(measure.agreed),
        french.tonnes(measure.tonnes),
        f"{source}{author}",
    )


def _remove_button(visitor: Visitor, record: TrackedMatch, measure: Measure) -> None:
    if st.button(
        f"Retirer {measure.year}",
        type="tertiary",
        icon=":material/delete:",
        key=f"remove_measure_{measure.year}",
    ) and session.act(
        visitor,
        f"Relevé de {measure.year} retiré\u202f; le journal le garde.",
        lambda db: actions.remove_measure(db, visitor, record.id, measure.year),
    ):
        st.rerun()


def _measure_dialog(visitor: Visitor, record: TrackedMatch) -> None:
    """Ask for the tonnes of a year, their source and their day."""

    @st.dialog(
        "Noter les tonnes d\u2019une année", icon=":material/scale:", on_dismiss=dialogs.close
    )
    def ask() -> None:
        st.markdown(f"Promises\u00a0: {french.tonnes(record.agreed)} par an.")
        form = forms.begin(f"measure_{record.id}", MeasureDraft)
        today = session.today()
        typed = {
            "year": forms.line(form, "year", value=str(today.year)),
            "tonnes": forms.amount(form, "tonnes", unit="t"),
            "source": forms.line(form, "source", placeholder="Par exemple\u00a0: bons de pesée"),
            "measured_on": forms.day(form, "measured_on", value=today),
        }
        if forms.submit(form, "Noter ces tonnes", width="stretch"):
            dialogs.save(
                visitor,
                form,
                forms.draft(form, MeasureDraft, typed),
                lambda db, draft: actions.note_measure(
                    db, visitor, record.id, draft, today=today, token=form.token
                ),
                said="Tonnes notées.",
            )

    ask()


def _history(visitor: Visitor, record: TrackedMatch) -> None:
    """Draw the history of the match, newest first, corrected lines struck out."""
    st.header("Les étapes")
    with session.reading() as db:
        lines = queries.match_history(db, visitor, record.id)
    for line in lines:
        _line(line, may_edit=visitor.may(Permission.EDIT_MATCHES))


def _line(line: MatchMoveLine, *, may_edit: bool) -> None:
    row = st.container(horizontal=True, wrap=False, key=f"row_match_move_{line.id}")
    left = row.container(width=130, gap="xxsmall")
    left.markdown(f"**{french.day(line.effective_on)}**")
    left.caption("date d\u2019effet")
    right = row.container(gap="xxsmall")
    label = line.kind.label
    right.markdown(f"~~{label}~~" if line.is_corrected else f"**{label}**")
    document = f"Original signé\u00a0: {line.document}" if line.document else None
    details = [text for text in (line.terms, line.reason_label, document, line.note) if text]
    if details:
        markup.prose("\n".join(details), right)
    right.caption("\u00a0· ".join(_notes(line)))
    if may_edit and not line.is_corrected:
        right.button(
            "Corriger ce passage",
            type="tertiary",
            icon=":material/edit:",
            key=f"correct_match_move_{line.id}",
            on_click=partial(dialogs.ask, PAGE, match_moves.CORRECT, move_id=line.id),
        )


def _notes(line: MatchMoveLine) -> Sequence[str]:
    author = f" par {markup.plain(line.author_name)}" if line.author_name else ""
    notes = [f"noté le {french.day(date.fromisoformat(line.entered_at[:10]))}{author}"]
    if line.corrected_at is not None:
        corrected = french.day(date.fromisoformat(line.corrected_at[:10]))
        notes.append(f"corrigé le {corrected}, ne compte plus")
    if line.corrects_id is not None:
        notes.append("remplace une ligne corrigée")
    return notes


def _open_dialogs(visitor: Visitor, record: TrackedMatch) -> None:
    """Open the dialog that was asked for on this record."""
    if not visitor.may(Permission.EDIT_MATCHES):
        return
    dialogs.open_asked(
        PAGE,
        {
            match_moves.MOVE: partial(match_moves.move_dialog, visitor, record),
            match_moves.CORRECT: partial(match_moves.correct_dialog, visitor, record.id),
            _MEASURE: partial(_measure_dialog, visitor, record),
            introductions.SEND: partial(introductions.send_dialog, visitor, record.id),
            introductions.ANSWER: partial(introductions.answer_dialog, visitor),
        },
    )
