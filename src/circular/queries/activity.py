"""Questions about the activity of the team: what was done in a period, who has what in hand."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product
from typing import Any

from circular.domain.activity import (
    NOBODY,
    RECENT_DAYS,
    ActivityFilters,
    ActivityRows,
    Charge,
    Deed,
)
from circular.domain.exchanges import Direction, ExchangeKind
from circular.domain.health import dormant_since
from circular.domain.labels import Labelled
from circular.domain.next_actions import ActionKind
from circular.domain.permissions import Permission
from circular.domain.stages import Health, MoveKind, Stage
from circular.domain.visitors import Visitor, require
from circular.queries.settings import association_settings
from circular.store import activity as store
from circular.store import reference
from circular.store.connection import Database
from circular.store.rows import Row

Sum = tuple[Deed, str | None, str | None, date | None]

PAGE_ROWS = 20
NOBODYS = "Personne ne suit"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many times something was done: which deed, its detail and side, in which step."""

    deed: Deed
    detail: str
    side: str
    step_on: date
    count: int


@dataclass(frozen=True, slots=True)
class Workload:
    """What a person has in hand on a day; account 0 is nobody."""

    account_id: int
    name: str
    stages: Mapping[Stage, int]
    charges: Mapping[Charge, int]


@dataclass(frozen=True, slots=True)
class Activity:
    """The deeds of a period, those of the period before, and the workload at its last day.

    `sums` holds the counts of each deed under each detail, side and step, None standing for all.
    `services` gives the words of the types of services.
    """

    filters: ActivityFilters
    sums: Mapping[Sum, int]
    before: Mapping[Deed, int]
    workloads: tuple[Workload, ...]
    services: Mapping[str, str]

    def count(
        self,
        deed: Deed,
        *,
        detail: str | None = None,
        side: str | None = None,
        step_on: date | None = None,
    ) -> int:
        """Count a deed, of a detail, a side or a step when one is given."""
        return self.sums.get((deed, detail, side, step_on), 0)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was done in the period, and nobody has anything in hand."""
        return not self.sums and not self.workloads


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """A row behind a number: its project, its day, what it is, and who did it."""

    project_id: int
    title: str
    day: date
    what: str
    who: str | None


@dataclass(frozen=True, slots=True)
class ActivityPage:
    """A page of the rows behind a number, and how many there are."""

    rows: tuple[ActivityLine, ...]
    total: int


def activity(db: Database, visitor: Visitor, filters: ActivityFilters) -> Activity:
    """Return the activity of a period.

    Raises:
        NotAllowedError: the visitor may not see the pipeline.
    """
    require(visitor, Permission.SEE_PIPELINE)
    before: Counter[Deed] = Counter()
    for each in _tallies(db, _earlier(filters)):
        before[each.deed] += each.count
    return Activity(
        filters=filters,
        sums=_sums(_tallies(db, filters)),
        before=before,
        workloads=_workloads(store.workload(db, _values(db, filters))),
        services=_services(db),
    )


def activity_rows(
    db: Database,
    visitor: Visitor,
    filters: ActivityFilters,
    asked: ActivityRows,
    *,
    page: int | None = 1,
) -> ActivityPage:
    """Return a page of the rows behind a number, or every one with `page=None`.

    Raises:
        NotAllowedError: the visitor may not see the pipeline.
    """
    require(visitor, Permission.SEE_PIPELINE)
    limit = -1 if page is None else PAGE_ROWS
    offset = 0 if page is None else PAGE_ROWS * (page - 1)
    values = _values(db, _earlier(filters) if asked.is_before else filters)
    if asked.charge is not None:
        found = store.in_hand(
            db,
            asked.charge,
            {**values, "whose": asked.account_id or NOBODY, "stage": asked.stage},
            limit=limit,
            offset=offset,
        )
    else:
        is_visit = asked.deed is Deed.VISIT
        narrowed = {
            "deed": (Deed.EXCHANGE if is_visit else asked.deed or Deed.EXCHANGE).value,
            "detail": ExchangeKind.VISIT.value if is_visit else asked.detail,
            "side": asked.side,
            "step_on": asked.step_on.isoformat() if asked.step_on else None,
        }
        found = store.deeds(db, filters.step, values | narrowed, limit=limit, offset=offset)
    services = _services(db)
    return ActivityPage(
        tuple(_line(row, asked, services) for row in found), found[0]["total"] if found else 0
    )


def _earlier(filters: ActivityFilters) -> ActivityFilters:
    """Return what is asked, over the period before."""
    since, last = filters.before
    return replace(filters, since=since, as_of=last)


def _tallies(db: Database, filters: ActivityFilters) -> list[Tally]:
    """Return the counts of a period; a visit is counted twice, as an exchange and by itself."""
    found = [
        Tally(
            Deed(row["deed"]),
            row["detail"],
            row["side"],
            date.fromisoformat(row["step_on"]),
            row["n"],
        )
        for row in store.counts(db, filters.step, _values(db, filters))
    ]
    visits = [
        replace(each, deed=Deed.VISIT)
        for each in found
        if each.deed is Deed.EXCHANGE and each.detail == ExchangeKind.VISIT.value
    ]
    return found + visits


def _sums(found: Iterable[Tally]) -> Mapping[Sum, int]:
    """Add the counts up under every narrowing that a page may ask for."""
    sums: Counter[Sum] = Counter()
    for each in found:
        for detail, side, step_on in product(
            (each.detail, None), (each.side, None), (each.step_on, None)
        ):
            sums[each.deed, detail, side, step_on] += each.count
    return dict(sums)


def _values(db: Database, filters: ActivityFilters) -> dict[str, Any]:
    days = association_settings(db).dormant_after_days
    return {
        "since": filters.since.isoformat(),
        "day": filters.as_of.isoformat(),
        "epci": filters.epci_siren,
        "account": filters.account_id,
        "silent_since": dormant_since(filters.as_of, dormant_after_days=days).isoformat(),
        "recent_since": (filters.as_of - timedelta(days=RECENT_DAYS)).isoformat(),
    }


def _services(db: Database) -> dict[str, str]:
    found = reference.entries(db, "service_types", with_inactive=True)
    return {row["key"]: row["label"] for row in found}


def _workloads(found: list[Row]) -> tuple[Workload, ...]:
    """Gather the counts by person, by name; what nobody follows comes last."""
    names = {row["account_id"]: row["name"] or NOBODYS for row in found}
    ordered = sorted(names, key=lambda each: (each == NOBODY, names[each], each))
    return tuple(
        _workload(each, names[each], [row for row in found if row["account_id"] == each])
        for each in ordered
    )


def _workload(account_id: int, name: str, own: list[Row]) -> Workload:
    stages: Counter[Stage] = Counter()
    charges: Counter[Charge] = Counter()
    for row in own:
        if row["what"] == "recent":
            charges[Charge.RECENT] += row["n"]
        elif row["what"] == "actions":
            charges[Charge.ACTIONS] += row["n"]
            charges[Charge.OVERDUE] += row["n"] if row["detail"] else 0
        else:
            stages[Stage(row["what"])] += row["n"]
            charges[Charge.PROJECTS] += row["n"]
            if row["detail"] != Health.ACTIVE.value:
                charges[Charge(row["detail"])] += row["n"]
    return Workload(account_id, name, stages, charges)


def _line(row: Row, asked: ActivityRows, services: Mapping[str, str]) -> ActivityLine:
    return ActivityLine(
        project_id=row["project_id"],
        title=row["title"],
        day=date.fromisoformat(row["day"]),
        what=row["label"] or _what(row, asked, services),
        who=row["who"],
    )


def _what(row: Row, asked: ActivityRows, services: Mapping[str, str]) -> str:
    """Say what a row is: the words of its detail, then of its side."""
    if asked.deed in {Deed.SERVICE_ASKED, Deed.SERVICE_GIVEN}:
        return services.get(row["detail"], row["detail"])
    if asked.charge is Charge.RECENT or asked.deed in {Deed.EXCHANGE, Deed.VISIT}:
        words = [_word(row["detail"], ExchangeKind), _word(row["side"], Direction).lower()]
    elif asked.deed in {Deed.MOVE, Deed.EXIT}:
        words = [_word(row["detail"], MoveKind), Stage(row["side"]).reached]
    elif asked.deed is not None:
        words = [_word(row["detail"], ActionKind)]
    else:
        words = [_word(row["side"], Stage), _word(row["detail"], Health).lower()]
    return ", ".join(word for word in words if word)


def _word(code: str, kind: type[Labelled]) -> str:
    return kind(code).label if code else ""
