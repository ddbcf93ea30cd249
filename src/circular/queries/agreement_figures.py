"""Figures of the agreements on a day: each rests upon rows that can be read one by one."""

from dataclasses import dataclass
from datetime import date

from circular.domain.agreement_lists import AgreementFilters
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor, require
from circular.queries.agreements import in_force_count, scope_of
from circular.store import agreement_figures as store
from circular.store.connection import Database

MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class YearOfDelays:
    """The median delay (days) of a year of signature, None: all years, and its cases.

    `unknown` counts the agreements signed without a known delay.
    """

    year: int | None
    median: float | None
    cases: int
    unknown: int


@dataclass(frozen=True, slots=True)
class TermReached:
    """A renewable agreement whose first period is over: until when it ran, renewed or not."""

    id: int
    number: str | None
    project: str
    first_end: date
    is_renewed: bool


@dataclass(frozen=True, slots=True)
class ServiceKept:
    """A service of the bouquet: how many agreements promise it, how many projects were given it."""

    label: str
    promised: int
    given: int


@dataclass(frozen=True, slots=True)
class AgreementJobs:
    """A signed agreement: jobs promised, net jobs of its project (FTE), services.

    `net` is None for who may not read jobs one by one, and when the project has none noted.
    """

    id: int
    number: str | None
    project: str
    promised: float | None
    net: float | None
    services: int
    given: int


@dataclass(frozen=True, slots=True)
class JobsInAll:
    """The jobs of all signed agreements, FTE: posts, which are told however few they are."""

    agreements: int
    promised: float | None
    without_jobs: int
    net: float | None


@dataclass(frozen=True, slots=True)
class AgreementFigures:
    """All figures of a day."""

    day: date
    in_force: int
    delays: tuple[YearOfDelays, ...]
    terms: tuple[TermReached, ...]
    services: tuple[ServiceKept, ...]
    jobs: JobsInAll
    job_rows: tuple[AgreementJobs, ...]

    @property
    def all_delays(self) -> YearOfDelays:
        """The delays of all years together."""
        none = YearOfDelays(None, None, 0, 0)
        return next((each for each in self.delays if each.year is None), none)

    @property
    def renewed(self) -> int:
        """How many of the agreements that came to their first term were renewed."""
        return sum(each.is_renewed for each in self.terms)

    @property
    def renewal_rate(self) -> float | None:
        """The share of them, between 0 and 1; None when none came to its term."""
        return self.renewed / len(self.terms) if self.terms else None


def agreement_figures(db: Database, visitor: Visitor, day: date) -> AgreementFigures:
    """Return the figures of a day, trials left out, archives included.

    Net jobs are told in all, as on the elected page; one by one to who may read jobs one by one.

    Raises:
        NotAllowedError: the visitor may not read agreements.
    """
    require(visitor, Permission.SEE_AGREEMENTS)
    sees_jobs = visitor.may(Permission.SEE_JOBS)
    scope = scope_of(visitor, AgreementFilters(on=day, with_archived=True), with_people=False)
    jobs = store.jobs_in_all(db, scope)
    return AgreementFigures(
        day=day,
        in_force=in_force_count(db, visitor, day),
        delays=tuple(
            YearOfDelays(**{**row, "year": None if row["year"] is None else int(row["year"])})
            for row in store.delays_by_year(db, scope)
        ),
        terms=tuple(
            TermReached(
                **{
                    **row,
                    "first_end": date.fromisoformat(row["first_end"]),
                    "is_renewed": bool(row["is_renewed"]),
                }
            )
            for row in store.came_to_term(db, scope)
        ),
        services=tuple(ServiceKept(**row) for row in store.services_by_type(db, scope)),
        jobs=JobsInAll(**{**jobs, "without_jobs": jobs["without_jobs"] or 0}),
        job_rows=tuple(
            AgreementJobs(**{**row, "net": row["net"] if sees_jobs else None})
            for row in store.jobs_by_agreement(db, scope, most=MOST_ROWS)
        ),
    )
