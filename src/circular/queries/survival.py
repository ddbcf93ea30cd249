"""How long companies last once they have opened: curve, horizons, references, and their rows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from circular.analysis.survival import Curve, kaplan_meier
from circular.domain.french import MASK_BELOW
from circular.domain.indicators import Figure, Perimeter
from circular.domain.permissions import Permission
from circular.domain.secrecy import kept_back
from circular.domain.survival import (
    DAYS_A_MONTH,
    FEWEST_AT_RISK,
    HEADLINE,
    HORIZONS,
    Cohort,
    CompanyLife,
    CompanyState,
    SurvivalReference,
    too_few,
)
from circular.domain.visitors import Visitor, require, require_epci
from circular.store import survival as store
from circular.store.connection import Database
from circular.store.rows import Row

_PER_CENT = 100


@dataclass(frozen=True, slots=True)
class Company:
    """A company that opened; `title` is None where it would name somebody to this reader.

    `is_priority_district` is None when unknown, or not to be told to this reader.
    """

    project_id: int
    title: str | None
    epci_siren: str | None
    epci_name: str | None
    life: CompanyLife
    is_priority_district: bool | None
    is_fictitious: bool


@dataclass(frozen=True, slots=True)
class SurvivalHorizon:
    """What is known of a cohort so many months after opening; shares are in [0, 1].

    `at_risk` were followed that long, `closed` had closed before, `unknown` were lost from sight
    before, `recent` opened too lately. `share` is None when nobody was followed that long.
    """

    months: int
    at_risk: int
    closed: int
    unknown: int
    recent: int
    share: float | None
    low: float | None
    high: float | None
    reference: SurvivalReference | None

    @property
    def is_telling(self) -> bool:
        """Whether enough companies were followed that long for the share to say something."""
        return self.share is not None and self.at_risk >= FEWEST_AT_RISK


@dataclass(frozen=True, slots=True)
class CohortSurvival:
    """The survival of a cohort; `steps` are (months, share) where the curve falls.

    `bands` are (months, low, high) at the same times, where the interval has a meaning. A cohort
    that `is_masked` holds nothing: so few companies that a reader could tell which.
    """

    cohort: Cohort
    companies: int
    open: int
    closed: int
    unknown: int
    followed_months: float
    steps: tuple[tuple[float, float], ...]
    bands: tuple[tuple[float, float, float], ...]
    horizons: tuple[SurvivalHorizon, ...]
    is_masked: bool = False

    @property
    def headline(self) -> SurvivalHorizon | None:
        """The horizon that the page speaks of first; None when the cohort is masked."""
        return next((each for each in self.horizons if each.months == HEADLINE), None)

    @property
    def is_telling(self) -> bool:
        """Whether enough companies were followed that long for its curve to say something."""
        return self.headline is not None and self.headline.is_telling

    @property
    def too_few(self) -> str:
        """Why its curve says nothing yet, as it is written where the curve ends."""
        at_risk = 0 if self.headline is None else self.headline.at_risk
        return too_few(self.cohort, companies=self.companies, at_risk=at_risk)


@dataclass(frozen=True, slots=True)
class Survival:
    """The whole page at a day, for one EPCI or the whole territory.

    `without_district` companies are of no known district (None: not to be told),
    `without_opening` projects are followed without a day of opening, `closed_before_opening`
    contradict themselves: the last two are in no curve.
    """

    perimeter: Perimeter
    cohorts: tuple[CohortSurvival, ...]
    references: tuple[SurvivalReference, ...]
    without_district: int | None
    without_opening: int
    closed_before_opening: int

    def of(self, cohort: Cohort) -> CohortSurvival:
        """Return one cohort."""
        return {each.cohort: each for each in self.cohorts}[cohort]


def survival(db: Database, visitor: Visitor, perimeter: Perimeter) -> Survival:
    """Return how long companies last, as of the day of the perimeter.

    Districts are masked for whoever is not of the team as soon as one of the two cohorts they make
    is below five, for the other would tell it, or would give such a cohort of another EPCI.

    Raises:
        NotAllowedError: the visitor may not read the dashboard, or not this territory.
    """
    require(visitor, Permission.SEE_DASHBOARD)
    require_epci(visitor.only_epcis, perimeter.epci_siren)
    found = _companies(db, perimeter)
    references = _references(db)
    is_masked = _districts_are_masked(db, visitor, perimeter, found)
    unplaced = sum(each.is_priority_district is None for each in found)
    return Survival(
        perimeter=perimeter,
        cohorts=tuple(_cohort(each, found, references, is_masked=is_masked) for each in Cohort),
        references=references,
        without_district=None if is_masked else unplaced,
        **store.left_out(db, perimeter),
    )


def survival_at(db: Database, perimeter: Perimeter, months: int = HEADLINE) -> Figure:
    """Return the share of companies still open so many months after opening, in percent.

    The value is None when fewer than ten were followed that long; `records` counts those that
    opened, `missing` those lost from sight before.
    """
    found = _companies(db, perimeter)
    horizon = _horizon(_curve(found), found, months, None)
    value = None if not horizon.is_telling else round((horizon.share or 0) * _PER_CENT, 1)
    return Figure(value, missing=horizon.unknown, records=len(found))


def companies(
    db: Database,
    visitor: Visitor,
    perimeter: Perimeter,
    *,
    cohort: Cohort = Cohort.ALL,
    months: int | None = None,
    state: CompanyState | None = None,
) -> tuple[Company, ...]:
    """Return the companies behind a number, the latest opening first.

    `months` asks for their state so long after opening, None for their state on the day.

    Raises:
        NotAllowedError: the visitor may not open rows, or not those of this territory.
    """
    require(visitor, Permission.SEE_FIGURE_ROWS)
    require_epci(visitor.only_epcis, perimeter.epci_siren)
    found = _companies(db, perimeter)
    is_masked = _districts_are_masked(db, visitor, perimeter, found)
    if is_masked and cohort is not Cohort.ALL:
        return ()
    may_know = visitor.may(Permission.SEE_PIPELINE)
    return tuple(
        each if may_know else _without_district(each)
        for each in found
        if cohort.holds(is_priority_district=each.is_priority_district)
        and state in (None, state_of(each, months))
    )


def state_of(company: Company, months: int | None) -> CompanyState:
    """Return the state of a company on the day, or so many months after its opening."""
    return company.life.state if months is None else company.life.state_after(months)


def _without_district(company: Company) -> Company:
    return replace(company, is_priority_district=None)


def _districts_are_masked(
    db: Database, visitor: Visitor, perimeter: Perimeter, found: Sequence[Company]
) -> bool:
    """Say whether the cohorts of districts are too small to be shown, or would tell such ones."""
    if visitor.may(Permission.SEE_PIPELINE):
        return False
    if min(_by_district(found)) < MASK_BELOW:
        return True
    if perimeter.epci_siren is None:
        return False
    everywhere = _companies(db, replace(perimeter, epci_siren=None))
    places = {each.epci_siren for each in everywhere}
    sizes = {
        place: _by_district([each for each in everywhere if each.epci_siren == place])
        for place in places
    }
    return perimeter.epci_siren in kept_back(sizes).places


def _by_district(found: Sequence[Company]) -> tuple[int, int]:
    """Count the companies within priority districts, and those outside them."""
    districts = [each.is_priority_district for each in found]
    return districts.count(True), districts.count(False)


def _cohort(
    cohort: Cohort,
    found: Sequence[Company],
    references: Sequence[SurvivalReference],
    *,
    is_masked: bool,
) -> CohortSurvival:
    if is_masked and cohort is not Cohort.ALL:
        return CohortSurvival(cohort, 0, 0, 0, 0, 0.0, (), (), (), is_masked=True)
    kept = [each for each in found if cohort.holds(is_priority_district=each.is_priority_district)]
    states = [each.life.state for each in kept]
    curve = _curve(kept)
    return CohortSurvival(
        cohort=cohort,
        companies=len(kept),
        open=states.count(CompanyState.OPEN),
        closed=states.count(CompanyState.CLOSED),
        unknown=states.count(CompanyState.UNKNOWN),
        followed_months=curve.last / DAYS_A_MONTH,
        steps=tuple(
            (time / DAYS_A_MONTH, share)
            for time, share in zip(curve.times, curve.shares, strict=True)
        ),
        bands=tuple(
            (estimate.time / DAYS_A_MONTH, estimate.low, estimate.high)
            for estimate in map(curve.at, curve.times)
            if estimate.low is not None and estimate.high is not None
        ),
        horizons=tuple(
            _horizon(curve, kept, months, _reference(references, cohort, months))
            for months in HORIZONS
        ),
    )


def _curve(found: Sequence[Company]) -> Curve:
    return kaplan_meier(
        [each.life.days for each in found],
        [each.life.state is CompanyState.CLOSED for each in found],
    )


def _horizon(
    curve: Curve, found: Sequence[Company], months: int, reference: SurvivalReference | None
) -> SurvivalHorizon:
    estimate = curve.at(months * DAYS_A_MONTH)
    states = [each.life.state_after(months) for each in found]
    return SurvivalHorizon(
        months=months,
        at_risk=estimate.at_risk,
        closed=states.count(CompanyState.CLOSED),
        unknown=states.count(CompanyState.UNKNOWN),
        recent=states.count(CompanyState.RECENT),
        share=estimate.share,
        low=estimate.low,
        high=estimate.high,
        reference=reference,
    )


def _reference(
    references: Sequence[SurvivalReference], cohort: Cohort, months: int
) -> SurvivalReference | None:
    """Return the rate to hold a cohort against: its own, else that of all for those elsewhere."""
    wanted = Cohort.PRIORITY if cohort is Cohort.PRIORITY else Cohort.ALL
    same = [each for each in references if each.months == months]
    own = [each for each in same if each.cohort is cohort]
    return next(iter([*own, *(each for each in same if each.cohort is wanted)]), None)


def _references(db: Database) -> tuple[SurvivalReference, ...]:
    return tuple(
        SurvivalReference(
            cohort=Cohort(row["cohort"]),
            months=row["months"],
            share=row["rate"] / _PER_CENT,
            label=row["label"],
            source=row["source"],
        )
        for row in store.references(db)
    )


def _companies(db: Database, perimeter: Perimeter) -> tuple[Company, ...]:
    return tuple(_company(row, perimeter.as_of) for row in store.companies(db, perimeter))


def _company(row: Row, as_of: date) -> Company:
    district = row["is_priority_district"]
    closed_on = row["closed_on"]
    return Company(
        project_id=row["project_id"],
        title=row["title"],
        epci_siren=row["epci_siren"],
        epci_name=row["epci_name"],
        life=CompanyLife(
            opened_on=date.fromisoformat(row["opened_on"]),
            closed_on=None if closed_on is None else date.fromisoformat(closed_on),
            last_sign_on=date.fromisoformat(row["last_sign_on"]),
            as_of=as_of,
        ),
        is_priority_district=None if district is None else bool(district),
        is_fictitious=bool(row["is_fictitious"]),
    )
