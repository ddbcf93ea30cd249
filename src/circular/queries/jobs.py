"""Questions about jobs: the lines of a project, their sums at a day, month by month, by EPCI."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from circular.domain.indicators import Perimeter
from circular.domain.jobs import Evidence, JobKind, is_alive
from circular.store import jobs as store
from circular.store.connection import Database
from circular.store.rows import Row

PAGE_SIZE = 100


@dataclass(frozen=True, slots=True)
class JobLine:
    """A job line with its words; a verified one says when and by whom."""

    id: int
    project_id: int
    project_title: str
    is_fictitious: bool
    kind: JobKind
    full_time_equivalent: float
    heads: int | None
    women: int | None
    contract: str | None
    contract_label: str | None
    starts_on: date
    ends_on: date | None
    evidence: str | None
    verified_on: date | None
    verified_by: str | None
    note: str | None
    version: int
    epci_siren: str | None = None
    epci_name: str | None = None

    @property
    def how_sure(self) -> Evidence:
        """Declared or verified."""
        return Evidence.DECLARED if self.verified_on is None else Evidence.VERIFIED

    def is_alive(self, as_of: date) -> bool:
        """Say whether the line counts on a day."""
        return is_alive(self.starts_on, self.ends_on, as_of=as_of)


@dataclass(frozen=True, slots=True)
class JobSum:
    """Jobs added up at a day: FTE, the part of them that is verified, heads and women.

    Heads and women count what is known; `lines_without_heads` says how many lines do not tell.
    """

    fte: float
    verified_fte: float
    heads: int
    women: int
    heads_of_known_sex: int
    lines: int
    lines_without_heads: int

    @property
    def declared_fte(self) -> float:
        """The part that nobody verified yet."""
        return round(self.fte - self.verified_fte, 2)

    @property
    def known_heads(self) -> int | None:
        """The heads, None when no line tells: unknown is not zero."""
        return None if self.lines and self.lines == self.lines_without_heads else self.heads


@dataclass(frozen=True, slots=True)
class JobFigures:
    """The four sums at a day, shown apart and never added.

    Created are those that began by then; net those of them still alive.
    """

    as_of: date
    created: JobSum
    net: JobSum
    safeguarded: JobSum
    planned: JobSum


@dataclass(frozen=True, slots=True)
class MonthOfJobs:
    """Net jobs in FTE at the end of a month (or at the last day asked for)."""

    day: date
    net_fte: float
    net_verified_fte: float


@dataclass(frozen=True, slots=True)
class JobFilters:
    """What the list of job lines is narrowed to: those that count on a day, then what is chosen.

    `with_ended` adds the lines that had ended by that day, which made « créés depuis le début ».
    """

    as_of: date
    kind: JobKind | None = None
    epci_siren: str | None = None
    how_sure: Evidence | None = None
    with_ended: bool = False

    @property
    def without_choices(self) -> "JobFilters":
        """The same day with nothing filtered out: the N of « n sur N »."""
        return JobFilters(as_of=self.as_of, with_ended=self.with_ended)

    @property
    def values(self) -> dict[str, str | int | None]:
        """What the store is asked."""
        verified = None if self.how_sure is None else int(self.how_sure is Evidence.VERIFIED)
        return {
            "kind": self.kind,
            "epci": self.epci_siren,
            "verified": verified,
            "alive_on": self.as_of.isoformat(),
            "with_ended": int(self.with_ended),
        }


@dataclass(frozen=True, slots=True)
class JobPage:
    """A page of the list: its rows, how many the filters keep, how many count that day."""

    rows: tuple[JobLine, ...]
    shown: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages the filters keep, at least one."""
        return max(1, -(-self.shown // PAGE_SIZE))


def lines_of_project(db: Database, project_id: int) -> tuple[JobLine, ...]:
    """Return the job lines of a project, the latest start first."""
    return tuple(_line(row) for row in store.of_project(db, project_id))


def job_line(db: Database, line_id: int) -> JobLine | None:
    """Return one job line, None when it does not exist."""
    row = store.line(db, line_id)
    return None if row is None else _line(row)


def count_for_project(db: Database, project_id: int) -> int:
    """Count the job lines of a project."""
    return store.count_of_project(db, project_id)


def job_lines(db: Database, filters: JobFilters, *, page: int | None = 1) -> JobPage:
    """Return the job lines that count on a day, a page of them or (None) all."""
    size = -1 if page is None else PAGE_SIZE
    offset = 0 if page is None else (page - 1) * PAGE_SIZE
    found = store.search(db, filters.values, limit=size, offset=offset)
    return JobPage(
        rows=tuple(_line(row) for row in found),
        shown=store.count(db, filters.values),
        total=store.count(db, filters.without_choices.values),
    )


def figures(db: Database, perimeter: Perimeter) -> JobFigures:
    """Return the sums of jobs at a day, over one EPCI or everything."""
    found = store.sums(db, as_of=perimeter.as_of, epci_siren=perimeter.epci_siren)
    return _figures(found, perimeter.as_of)


def figures_of_project(db: Database, project_id: int, *, as_of: date) -> JobFigures:
    """Return the sums of jobs of one project at a day."""
    return _figures(store.sums_of_project(db, project_id, as_of=as_of), as_of)


def net_by_epci(db: Database, *, as_of: date) -> dict[str | None, float]:
    """Return net jobs at a day, in FTE, by EPCI siren; None gathers projects of unknown place."""
    return {row["siren"]: row["fte"] for row in store.net_by_epci(db, as_of=as_of)}


def first_start(db: Database, perimeter: Perimeter) -> date | None:
    """Return the day on which the first created jobs began, None when none had by the day asked."""
    return _day(store.first_start(db, as_of=perimeter.as_of, epci_siren=perimeter.epci_siren))


def net_by_month(db: Database, perimeter: Perimeter, *, starts_on: date) -> tuple[MonthOfJobs, ...]:
    """Return net jobs at a start, then at each month's end, then at the day of the perimeter."""
    if starts_on > perimeter.as_of:
        return ()
    first = store.net_fte(db, as_of=starts_on, epci_siren=perimeter.epci_siren)
    months = store.net_by_month(
        db, starts_on=starts_on, as_of=perimeter.as_of, epci_siren=perimeter.epci_siren
    )
    return (
        MonthOfJobs(starts_on, first["fte"], first["verified_fte"]),
        *(
            MonthOfJobs(date.fromisoformat(row["day"]), row["net_fte"], row["net_verified_fte"])
            for row in months
        ),
    )


def _figures(found: Sequence[Row], as_of: date) -> JobFigures:
    parts = {
        row["part"]: JobSum(**{field: row[field] for field in JobSum.__slots__}) for row in found
    }
    return JobFigures(as_of=as_of, **parts)


def _line(row: Row) -> JobLine:
    return JobLine(
        **{
            **row,
            "is_fictitious": bool(row["is_fictitious"]),
            "kind": JobKind(row["kind"]),
            "starts_on": date.fromisoformat(row["starts_on"]),
            "ends_on": _day(row["ends_on"]),
            "verified_on": _day(row["verified_on"]),
        }
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
