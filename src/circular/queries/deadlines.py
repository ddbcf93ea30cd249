"""Every deadline of the conventions, as each role may read them.

The team reads all of them, elected officials those of their EPCI without texts nor people, a
partner what its own organisation promised.
"""

from dataclasses import dataclass
from datetime import date

from circular.domain.agreements import PartyKind
from circular.domain.commitments import CommitmentKind, CommitmentLight, soon_until
from circular.domain.deadlines import DeadlineFilters, DeadlineKind, nearness
from circular.domain.permissions import Permission, Role
from circular.domain.visitors import Visitor, require
from circular.store import deadlines as store
from circular.store.connection import Database
from circular.store.rows import Row

PAGE = 50
NOBODY = -1


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day that an agreement brings; `project` is None for who may not read agreements."""

    kind: DeadlineKind
    day: date
    light: CommitmentLight
    agreement_id: int
    commitment_id: int | None
    number: str | None
    type: str
    project: str | None
    epci: str | None
    what: str
    who: str | None

    @property
    def nearness(self) -> str:
        """How near it is, in words."""
        return self.light.label


@dataclass(frozen=True, slots=True)
class DeadlinePage:
    """A page of the list: how many there are, late, within 30 days, and asked for."""

    rows: tuple[Deadline, ...]
    total: int
    late: int
    soon: int
    shown: int

    @property
    def pages(self) -> int:
        """How many pages the list has."""
        return max(1, -(-self.shown // PAGE))


def deadlines(
    db: Database, visitor: Visitor, filters: DeadlineFilters, *, today: date, page: int | None = 1
) -> DeadlinePage:
    """Return a page of the deadlines, the nearest first; a page of None is the whole list.

    Raises:
        NotAllowedError: the visitor may not read deadlines.
    """
    require(visitor, Permission.SEE_DEADLINES)
    reader, days = _reader(visitor), filters.days(today)
    kind = None if filters.kind is None else filters.kind.value
    counted = store.counts(db, reader, kind=kind, days=days, today=today, soon=soon_until(today))
    found = store.listed(
        db,
        reader,
        kind=kind,
        days=days,
        today=today,
        limit=None if page is None else PAGE,
        offset=0 if page is None else PAGE * (page - 1),
    )
    return DeadlinePage(rows=tuple(_deadline(row, visitor, today) for row in found), **counted)


def _reader(visitor: Visitor) -> store.Reader:
    is_partner = visitor.role is Role.PARTNER
    with_people = visitor.may(Permission.SEE_PEOPLE)
    return store.Reader(
        with_people=with_people,
        with_texts=with_people or is_partner,
        with_confidential=visitor.may(Permission.SEE_CONFIDENTIAL) or is_partner,
        only_epcis=visitor.only_epcis,
        organisation_id=(visitor.organisation_id or NOBODY) if is_partner else None,
    )


def _deadline(row: Row, visitor: Visitor, today: date) -> Deadline:
    kind, day = DeadlineKind(row["kind"]), date.fromisoformat(row["day"])
    promised = row["commitment_kind"]
    what = row["label"] or (CommitmentKind(promised).label if promised else kind.label)
    who = row["party"] or (PartyKind(row["party_kind"]).label if row["party_kind"] else None)
    return Deadline(
        kind=kind,
        day=day,
        light=nearness(day, today=today),
        agreement_id=row["agreement_id"],
        commitment_id=row["commitment_id"],
        number=row["number"],
        type=row["type"],
        project=row["project"] if visitor.may(Permission.SEE_AGREEMENTS) else None,
        epci=row["epci"],
        what=what,
        who=who,
    )
