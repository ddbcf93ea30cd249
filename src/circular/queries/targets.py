"""Questions about targets: the one in force on a day, the decisions behind it, where it stands."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from circular.domain.dates import add_months
from circular.domain.indicators import Figure, Perimeter, Span
from circular.domain.permissions import Permission
from circular.domain.targets import (
    AIMS,
    JOBS_NET,
    Aim,
    Path,
    PathKind,
    PathPoint,
    Progress,
    progress,
)
from circular.domain.visitors import Visitor, require, require_epci
from circular.queries import indicators, jobs
from circular.queries.indicator_measures import Indicator
from circular.store import places
from circular.store import targets as store
from circular.store.connection import Database
from circular.store.rows import Row

MOST_MEASURES = 12


@dataclass(frozen=True, slots=True)
class Target:
    """One decision on a target, with its source; `epci_name` is None for the whole territory.

    `corrects_id` says that it stands for a decision that was noted wrongly.
    """

    id: int
    indicator: str
    epci_siren: str | None
    epci_name: str | None
    value: float
    starts_on: date
    due_on: date
    source: str
    decided_on: date
    decided_by: str | None
    note: str | None
    version: int
    baseline: float | None = None
    path_kind: PathKind = PathKind.LINEAR
    points: tuple[PathPoint, ...] = ()
    corrected_at: str | None = None
    corrects_id: int | None = None

    @property
    def path(self) -> Path:
        """The way from the start to the value."""
        return Path(
            value=self.value,
            starts_on=self.starts_on,
            due_on=self.due_on,
            kind=self.path_kind,
            points=self.points,
            baseline=self.baseline,
        )


@dataclass(frozen=True, slots=True)
class TargetStanding:
    """A target in force on a day and where it stands, for a reader.

    `is_masked`: the count is too small to be shown to this reader. `is_member` is False when the
    EPCI has left the association's territory.
    """

    target: Target
    as_of: date
    figure: Figure
    progress: Progress
    is_masked: bool
    is_member: bool

    @property
    def perimeter(self) -> Perimeter:
        """The day and the territory of the figure."""
        return perimeter_of(self.target, self.as_of)

    @property
    def indicator(self) -> Indicator:
        """The indicator that the target is about."""
        return indicators.indicator(self.target.indicator)

    @property
    def aim(self) -> Aim:
        """How the target is reached."""
        return AIMS[self.target.indicator]


@dataclass(frozen=True, slots=True)
class Measured:
    """What an indicator was on a day; None is unknown, or kept back from the reader."""

    day: date
    value: float | None


def named(indicator: str, epci_name: str | None) -> str:
    """Name a target by what it counts and where: « Emplois nets, tout le territoire »."""
    return f"{indicators.indicator(indicator).name}, {epci_name or 'tout le territoire'}"


def target_in_force(
    db: Database, indicator: str, *, epci_siren: str | None, as_of: date
) -> Target | None:
    """Return the target in force on a day: the last decided on or before it, None when none was.

    `epci_siren` None asks for the whole territory; an EPCI has its own targets or none.
    """
    row = store.in_force(db, indicator=indicator, epci_siren=epci_siren, as_of=as_of)
    return None if row is None else _target(row)


def history(db: Database, indicator: str, *, epci_siren: str | None) -> tuple[Target, ...]:
    """Return all decisions on an indicator and a territory, the latest first."""
    found = store.decisions(db, indicator=indicator, epci_siren=epci_siren)
    return tuple(_target(row) for row in found)


def decision(db: Database, target_id: int) -> Target | None:
    """Return one decision, None when it does not exist."""
    row = store.by_id(db, target_id)
    return None if row is None else _target(row)


def decision_before(db: Database, target: Target) -> Target | None:
    """Return the decision that one revises, None when it is the first."""
    found = history(db, target.indicator, epci_siren=target.epci_siren)
    after = [each.id for each in found].index(target.id) + 1
    return found[after] if after < len(found) else None


def all_targets(db: Database) -> tuple[Target, ...]:
    """Return all decisions on all indicators, each one's latest first."""
    return tuple(_target(row) for row in store.every(db))


def targets_in_force(db: Database, *, as_of: date, only: Sequence[str] = ()) -> tuple[Target, ...]:
    """Return the target in force on a day of each indicator and territory, or of some EPCI `only`.

    Whoever is limited to some EPCI gets no target of the whole territory.
    """
    found: dict[tuple[str, str | None], Target] = {}
    for target in all_targets(db):
        if target.decided_on <= as_of and (not only or target.epci_siren in only):
            found.setdefault((target.indicator, target.epci_siren), target)
    order = list(AIMS)
    known = [target for target in found.values() if target.indicator in AIMS]
    return tuple(sorted(known, key=lambda each: order.index(each.indicator)))


def standings(db: Database, visitor: Visitor, *, as_of: date) -> tuple[TargetStanding, ...]:
    """Return where each target in force on a day stands, within what the visitor may read.

    Raises:
        NotAllowedError: the visitor may not read the dashboard.
    """
    require(visitor, Permission.SEE_DASHBOARD)
    members = {row["siren"] for row in places.member_epcis(db)}
    return tuple(
        _standing(db, visitor, target, as_of=as_of, members=members)
        for target in targets_in_force(db, as_of=as_of, only=visitor.only_epcis)
    )


def decisions_by(
    db: Database, visitor: Visitor, target: Target, *, as_of: date
) -> tuple[Target, ...]:
    """Return the decisions that led to a target, taken by a day, the latest first.

    Raises:
        NotAllowedError: the visitor may not read this territory.
    """
    require_epci(visitor.only_epcis, target.epci_siren)
    found = history(db, target.indicator, epci_siren=target.epci_siren)
    return tuple(each for each in found if each.decided_on <= as_of)


def measures(
    db: Database, visitor: Visitor, target: Target, *, as_of: date
) -> tuple[Measured, ...]:
    """Return what the indicator of a target was from its start to a day, in time.

    Net jobs are told month by month, in one statement; the others at the start, at each year's end
    (or each quarter's, or month's, as long as it makes twelve days at most) and at the day.

    Raises:
        NotAllowedError: the visitor may not read this territory.
    """
    require_epci(visitor.only_epcis, target.epci_siren)
    if as_of < target.starts_on:
        return ()
    perimeter = Perimeter(as_of=as_of, epci_siren=target.epci_siren)
    if target.indicator == JOBS_NET:
        months = jobs.net_by_month(db, perimeter, starts_on=target.starts_on)
        return tuple(Measured(month.day, month.net_fte) for month in months)
    return tuple(
        Measured(day, None if masked else figure.value)
        for day in measure_days(target.starts_on, as_of)
        for figure, masked in [_figure(db, visitor, target, as_of=day)]
    )


def perimeter_of(target: Target, as_of: date) -> Perimeter:
    """Return what the indicator of a target is asked for on a day.

    What happened during a period is counted from the start of the target on, unless the target
    says the value that it starts from: it then counts everything, as that value did.
    """
    counts_all = AIMS[target.indicator] is Aim.GROWTH and target.baseline is not None
    spans = indicators.indicator(target.indicator).span is Span.PERIOD
    since = target.starts_on if spans and not counts_all else None
    return Perimeter(as_of=as_of, epci_siren=target.epci_siren, since=since)


def measure_days(starts_on: date, as_of: date) -> tuple[date, ...]:
    """Return the days, twelve at most, at which an indicator is measured to be drawn."""
    for months in (1, 3, 6, 12, 24, 60):
        days, step = [starts_on], 1
        while (day := add_months(starts_on, months * step)) < as_of:
            days.append(day)
            step += 1
        if len(days) < MOST_MEASURES:
            break
    return tuple(dict.fromkeys((*days, as_of)))


def _standing(
    db: Database, visitor: Visitor, target: Target, *, as_of: date, members: set[str]
) -> TargetStanding:
    figure, is_masked = _figure(db, visitor, target, as_of=as_of)
    reached = None if is_masked else figure.value
    return TargetStanding(
        target=target,
        as_of=as_of,
        figure=figure,
        progress=progress(target.path, AIMS[target.indicator], reached, as_of),
        is_masked=is_masked,
        is_member=target.epci_siren is None or target.epci_siren in members,
    )


def _figure(db: Database, visitor: Visitor, target: Target, *, as_of: date) -> tuple[Figure, bool]:
    """Measure the indicator of a target; people fewer than five are kept from shared views."""
    sees = visitor.may(Permission.SEE_CONFIDENTIAL)
    figure = indicators.measured(
        db, target.indicator, perimeter_of(target, as_of), sees_confidential=sees
    )
    if visitor.may(Permission.SEE_JOBS):
        return figure, False
    if figure.is_telling:
        return Figure(None), True
    return figure, False


def _target(row: Row) -> Target:
    days = {name: date.fromisoformat(row[name]) for name in ("starts_on", "due_on", "decided_on")}
    points = tuple(
        PathPoint(date.fromisoformat(day), value) for day, value in json.loads(row["points"])
    )
    return Target(**{**row, **days, "points": points, "path_kind": PathKind(row["path_kind"])})
