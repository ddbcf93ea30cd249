"""Noting what a stream weighed in a year, and taking out a figure noted by mistake."""

from datetime import date
from typing import Any

from circular.actions.holders import check_entries
from circular.actions.streams import ENTITY, known_stream
from circular.actions.work import Work, work
from circular.domain import french
from circular.domain.errors import NotFoundError
from circular.domain.french import quoted
from circular.domain.permissions import Permission
from circular.domain.stream_measures import StreamMeasureDraft, check_measure, widened
from circular.domain.visitors import Visitor
from circular.store import stream_measures as store
from circular.store import streams
from circular.store.connection import Database
from circular.store.rows import Row

_TITLE = "Tonnes de l\u2019année"
_LIKELY, _LEAST, _MOST = "Tonnes par an", "Au moins (t par an)", "Au plus (t par an)"


def note_stream_measure(
    db: Database,
    author: Visitor,
    stream_id: int,
    draft: StreamMeasureDraft,
    *,
    today: date,
    token: str | None = None,
) -> int:
    """Note the tonnes of a stream in a year; when asked, they become its likely tonnage.

    Raises:
        NotAllowedError: the author may not edit streams, or it is another organisation's.
        NotFoundError: there is no such stream.
        DomainError: the year or the day is yet to come, the year has a measure already, or the
            reliability is unknown.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_STREAMS, token=token) as unit:
        stream = known_stream(unit, stream_id)
        before = store.of_year(db, stream_id, draft.year)
        already = None if before is None else (before["tonnes"], before["source"])
        check_measure(draft, already=already, today=today)
        check_entries(db, {"reliability": ("figure_reliabilities", draft.reliability)})
        record = {
            **draft.model_dump(mode="json", exclude={"updates_likely", "replaces"}),
            "stream_id": stream_id,
            "author_id": author.account_id,
            "entered_at": unit.now.isoformat(timespec="seconds"),
        }
        measure_id = store.write(db, record)
        old = None if before is None else french.tonnes(before["tonnes"])
        changes: dict[str, tuple[str | None, str | None]] = {
            _TITLE: (old, french.tonnes(draft.tonnes))
        }
        if draft.updates_likely:
            changes |= _update_likely(unit, stream, draft)
        sentence = f"Tonnes de {draft.year} notées pour le gisement {quoted(stream['title'])}."
        unit.note(ENTITY, stream_id, "measure_noted", sentence, changes)
        return unit.produced(measure_id)


def remove_stream_measure(db: Database, author: Visitor, stream_id: int, year: int) -> int:
    """Take out the measure of a year, noted by mistake; the tonnage of the stream stays.

    Raises:
        NotAllowedError: the author may not edit streams, or it is another organisation's.
        NotFoundError: there is no such stream, or the year has no measure.
    """
    with work(db, author, Permission.EDIT_STREAMS) as unit:
        stream = known_stream(unit, stream_id)
        before = store.of_year(db, stream_id, year)
        if before is None:
            raise NotFoundError(f"{year} n\u2019a pas, ou plus, de mesure.")
        store.remove(db, stream_id, year)
        unit.note(
            ENTITY,
            stream_id,
            "measure_removed",
            f"Mesure de {year} retirée du gisement {quoted(stream['title'])}.",
            {_TITLE: (french.tonnes(before["tonnes"]), None)},
        )
        return stream_id


def _update_likely(
    unit: Work, stream: Row, draft: StreamMeasureDraft
) -> dict[str, tuple[str | None, str | None]]:
    """Make a measure the figure of its stream, bounds moved to hold it; return what changed."""
    least, most = widened(stream["tonnes_min"], stream["tonnes_max"], draft.tonnes)
    record: dict[str, Any] = {
        "tonnes_min": least,
        "tonnes_likely": draft.tonnes,
        "tonnes_max": most,
        "figure_source": draft.source,
        "figure_on": draft.measured_on.isoformat(),
        "reliability": draft.reliability,
    }
    streams.change(unit.db, stream["id"], record, version=stream["version"], now=unit.now)
    columns = {_LIKELY: "tonnes_likely", _LEAST: "tonnes_min", _MOST: "tonnes_max"}
    return {
        title: (_number(stream[column]), _number(record[column]))
        for title, column in columns.items()
        if stream[column] != record[column]
    }


def _number(value: float | None) -> str | None:
    return None if value is None else french.number(value)
