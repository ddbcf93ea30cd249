"""Questions about the register of requests: what is open, what is late, what was answered."""

from dataclasses import dataclass
from datetime import date

from circular.domain.data_requests import (
    DataRequestKind,
    RequestOutcome,
    RequestUrgency,
    urgency,
)
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor, require
from circular.store import data_requests as store
from circular.store.connection import Database
from circular.store.rows import Row

MOST = 200


@dataclass(frozen=True, slots=True)
class DataRequestLine:
    """A request of the register, with its deadline and its answer if it has one."""

    id: int
    kind: DataRequestKind
    received_on: date
    due_on: date
    urgency: RequestUrgency
    requester: str
    contact: str | None
    holder_id: int | None
    holder_name: str | None
    request: str | None
    outcome: RequestOutcome | None
    answered_on: date | None
    answer: str | None
    version: int


@dataclass(frozen=True, slots=True)
class RequestCounts:
    """How many requests are open, late among them, and answered."""

    open: int
    late: int
    answered: int


def request_counts(db: Database, visitor: Visitor, *, today: date) -> RequestCounts:
    """Count the requests of the register.

    Raises:
        NotAllowedError: the visitor may not manage personal data.
    """
    require(visitor, Permission.MANAGE_PERSONAL_DATA)
    return RequestCounts(**store.counts(db, today=today))


def open_requests(
    db: Database, visitor: Visitor, *, today: date, limit: int = MOST
) -> tuple[DataRequestLine, ...]:
    """Return the requests that wait for their answer, the most pressing first.

    Raises:
        NotAllowedError: the visitor may not manage personal data.
    """
    require(visitor, Permission.MANAGE_PERSONAL_DATA)
    found = store.requests(db, answered=False, limit=limit)
    return tuple(_line(row, today=today) for row in found)


def answered_requests(
    db: Database, visitor: Visitor, *, today: date, limit: int = MOST
) -> tuple[DataRequestLine, ...]:
    """Return the requests that were answered, the latest first.

    Raises:
        NotAllowedError: the visitor may not manage personal data.
    """
    require(visitor, Permission.MANAGE_PERSONAL_DATA)
    found = store.requests(db, answered=True, limit=limit)
    return tuple(_line(row, today=today) for row in found)


def _line(row: Row, *, today: date) -> DataRequestLine:
    due_on = date.fromisoformat(row["due_on"])
    answered_on = date.fromisoformat(row["answered_on"]) if row["answered_on"] else None
    return DataRequestLine(
        id=row["id"],
        kind=DataRequestKind(row["kind"]),
        received_on=date.fromisoformat(row["received_on"]),
        due_on=due_on,
        urgency=urgency(due_on, answered_on=answered_on, today=today),
        requester=row["requester"],
        contact=row["contact"],
        holder_id=row["holder_id"],
        holder_name=row["holder_name"],
        request=row["request"],
        outcome=RequestOutcome(row["outcome"]) if row["outcome"] else None,
        answered_on=answered_on,
        answer=row["answer"],
        version=row["version"],
    )
