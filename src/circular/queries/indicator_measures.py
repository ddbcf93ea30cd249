"""What a figure is, and how it is measured: sums shared by several are read once."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from circular.domain import french
from circular.domain.indicators import Combination, Figure, Perimeter, Span, Theme, Unit
from circular.domain.secrecy import Reserve
from circular.queries import facility_bookings, funnel, jobs
from circular.queries.secrecy import kept_back, people_by_place, told_reserve
from circular.queries.survival import survival_at
from circular.store import benefits, figure_rows
from circular.store import indicators as store
from circular.store.connection import Database
from circular.store.rows import Row

# Where figures come from, as their help says it.
MOVES = "historique des étapes, dates d\u2019effet"
CONVENTIONS = "registre des conventions"
LARGE_TOTAL = 200
"""People: a total above it never comes down to one person a place."""


class Sums:
    """What is read of the store for one perimeter; each sum at most once.

    Unless the reader `sees_confidential`, tonnes are those that shared views may tell.
    """

    def __init__(
        self, db: Database, perimeter: Perimeter, *, sees_confidential: bool = False
    ) -> None:
        """Hold the question; nothing is read yet."""
        self.db = db
        self.perimeter = perimeter
        self.sees_confidential = sees_confidential

    @property
    def since_origin(self) -> "Sums":
        """The sums of the same day, from the origin on: these when no period is asked for."""
        if self.perimeter.since is None:
            return self
        whole = replace(self.perimeter, since=None)
        return Sums(self.db, whole, sees_confidential=self.sees_confidential)

    @cached_property
    def jobs(self) -> jobs.JobFigures:
        """The four sums of jobs at the day."""
        return jobs.figures(self.db, self.perimeter)

    @cached_property
    def people(self) -> tuple[Row, ...]:
        """The people of each EPCI, whichever is asked for."""
        return people_by_place(self.db, self.perimeter)

    def with_secrecy(self, key: str, figure: Figure) -> Figure:
        """Return a figure of people that knows whether shared views keep it back for others."""
        siren = self.perimeter.epci_siren
        if figure.value is None or figure.smallest is None:
            return figure
        if siren is None and figure.smallest > LARGE_TOTAL:
            return figure
        found = kept_back(self.people, key)
        is_kept = found.with_total if siren is None else siren in found.places
        return replace(figure, kept_back=is_kept)

    @cached_property
    def agreements(self) -> Row:
        """The counts of agreements at the day."""
        return store.agreement_counts(self.db, self.perimeter)


Measure = Callable[[Sums], Figure]


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One figure: what it is called, what it counts, where the data come from, how it is measured.

    `label` fits a tile, `name` says it in full. `definition` is plain French; `source` says who
    enters the data. A figure of `Span.PERIOD` counts from `Perimeter.since` on.
    """

    key: str
    label: str
    unit: Unit
    theme: Theme
    definition: str
    source: str
    measure: Measure
    span: Span = Span.DAY
    more_is_better: bool = True
    long_name: str = ""

    @property
    def name(self) -> str:
        """The whole name, where there is room."""
        return self.long_name or self.label

    def help(self, perimeter: Perimeter) -> str:
        """Return the definition with its source and its day, for the help of a tile."""
        counted = ""
        if self.span is Span.PERIOD:
            since = perimeter.since
            start = f"le {french.day(since)}" if since else "l\u2019origine"
            counted = f"Compté depuis {start}. "
        return (
            f"{self.definition} Source\u00a0: {self.source}. {counted}"
            f"Situation au {french.day(perimeter.as_of)}."
        )


def full_time(part: str) -> Measure:
    """Measure one of the four sums of jobs, in full-time equivalents."""

    def measure(sums: Sums) -> Figure:
        found: jobs.JobSum = getattr(sums.jobs, part)
        return Figure(found.fte, records=found.lines)

    return measure


def verified(sums: Sums) -> Figure:
    """Measure the part of the net jobs that was verified."""
    return Figure(sums.jobs.net.verified_fte)


def heads(part: str) -> Measure:
    """Measure one of the four sums of jobs in people, on the lines that tell."""

    def measure(sums: Sums) -> Figure:
        found: jobs.JobSum = getattr(sums.jobs, part)
        return Figure(found.known_heads, missing=found.lines_without_heads, records=found.lines)

    return measure


def within_period(key: str, otherwise: Measure) -> Measure:
    """Measure from the rows when a period is asked for, else by the quicker sum."""
    from_rows = of_rows(key)

    def measure(sums: Sums) -> Figure:
        return otherwise(sums) if sums.perimeter.since is None else from_rows(sums)

    return measure


def of_rows(key: str) -> Measure:
    """Measure a figure from its very rows: sum, count, median or share."""

    def measure(sums: Sums) -> Figure:
        found = figure_rows.totals(sums.db, key, sums.perimeter)
        records, missing = found["records"], found["missing"]
        combine = figure_rows.SOURCES[key].combine
        if combine is Combination.COUNT:
            return Figure(records, missing=missing, records=records)
        if combine is Combination.SHARE:
            return _share(found)
        if combine is Combination.SUM and not records:
            return Figure(0.0, records=0)
        value = None if found["amount"] is None else round(found["amount"], 2)
        return Figure(value, missing=missing, records=records)

    return measure


def _share(found: Row) -> Figure:
    """Return a share in points; none of nothing is unknown."""
    amount, base = found["amount"] or 0, found["base"] or 0
    return Figure(
        round(100 * amount / base, 1) if base else None,
        missing=found["missing"],
        records=found["records"],
        smallest=min(amount, base - amount) if base else None,
    )


def agreements(column: str) -> Measure:
    """Measure one of the counts of agreements."""

    def measure(sums: Sums) -> Figure:
        return Figure(sums.agreements[column])

    return measure


def followed(sums: Sums) -> Figure:
    """Count the projects in a stage, neither left nor archived."""
    return Figure(funnel.projects_followed(sums.db, sums.perimeter))


def tonnes(read: Callable[[Database, Perimeter], Row], *, with_reserve: bool = False) -> Measure:
    """Measure tonnes a year; those of confidential producers only as far as secrecy allows.

    `with_reserve`: what these have together is told for the whole territory, and for it alone.
    """

    def measure(sums: Sums) -> Figure:
        found = read(sums.db, sums.perimeter)
        streams, missing = found["streams"], found["without_tonnes"]
        if not streams:
            return Figure(0.0, records=0)
        if sums.sees_confidential or not found["confidential"]:
            return Figure(found["tonnes"], missing=missing, records=streams)
        told = told_reserve(sums.db, sums.perimeter) if with_reserve else Reserve()
        parts = [found["open_tonnes"], told.tonnes if told.streams else None]
        known = [part for part in parts if part is not None]
        return Figure(
            round(sum(known), 2) if known else None,
            missing=missing,
            records=streams,
            withheld=found["confidential"] - told.streams,
        )

    return measure


noted_tonnes = tonnes(store.stream_tonnes, with_reserve=True)
kept_tonnes = tonnes(store.kept_tonnes)
agreed_tonnes = tonnes(benefits.agreed_tonnes)
measured_tonnes = tonnes(benefits.measured_tonnes)


def booked_rate(sums: Sums) -> Figure:
    """Measure how much of their open days the technical facilities were booked."""
    rate, facilities = facility_bookings.booked_rate(sums.db, sums.perimeter)
    return Figure(rate, records=facilities)


def survival(sums: Sums) -> Figure:
    """Measure how many companies are still open two years after they opened."""
    return survival_at(sums.db, sums.perimeter)
