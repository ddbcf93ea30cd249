"""A scenario: what a demonstration loads, as its files say it; days count from the loading day."""

from typing import Annotated, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict

from circular.domain.drafts import is_blank
from circular.domain.exchanges import Direction, ExchangeKind
from circular.domain.facilities import CapacityUnit
from circular.domain.facility_bookings import BookingState
from circular.domain.introductions import Answer, MatchSide
from circular.domain.jobs import JobKind
from circular.domain.next_actions import ActionKind
from circular.domain.permissions import Role
from circular.domain.stages import ExitKind, Stage
from circular.domain.tracked_matches import MatchMove


def _none_when_blank(value: object) -> object:
    return None if is_blank(value) else value


Text = Annotated[str | None, BeforeValidator(_none_when_blank)]
Day = Annotated[int | None, BeforeValidator(_none_when_blank)]
Amount = Annotated[float | None, BeforeValidator(_none_when_blank)]
Count = Annotated[int | None, BeforeValidator(_none_when_blank)]
Flag = Annotated[bool | None, BeforeValidator(_none_when_blank)]


class _Part(BaseModel):
    """A part of a scenario: never changed, and nothing in the file is passed over in silence."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ScenarioPerson(NamedTuple):
    """A person of a project, the first one being the first to call."""

    name: str
    role: str
    gender: Text = None
    email: Text = None
    phone: Text = None


class ScenarioExchange(NamedTuple):
    """An exchange with a project's people."""

    day: int
    kind: ExchangeKind
    direction: Direction
    note: str


class ScenarioReview(NamedTuple):
    """The note of a case review, written by the staff for the accounts of some roles."""

    day: int
    text: str
    next_step: Text = None
    readers: tuple[Role, ...] = ()


class ScenarioAction(NamedTuple):
    """A planned action, done or not."""

    label: str
    kind: ActionKind
    due: int
    done: Day = None


class ScenarioService(NamedTuple):
    """A service of the bouquet: asked, and perhaps given."""

    service_type: str
    requested: int
    given: Day = None
    by: Text = None
    effect: Text = None


class ScenarioMove(NamedTuple):
    """A move to a stage."""

    stage: Stage
    day: int


class ScenarioExit(NamedTuple):
    """How a project left."""

    kind: ExitKind
    reason: str
    day: int


class ScenarioJobs(NamedTuple):
    """A line of jobs: FTE, heads, women, contract, days, evidence, day of verification."""

    kind: JobKind
    full_time_equivalent: float
    heads: Count
    women: Count
    contract: Text
    starts: int
    ends: Day = None
    evidence: Text = None
    verified: Day = None


class ScenarioAgreement(_Part):
    """An agreement and how far it has come: draft, review, to_sign or signed.

    A renewal gives the day of its decision and its months; an amendment the day of its signature,
    the jobs that it promises and its subject.
    """

    state: str
    drafted: int
    months: int
    jobs: float
    services: tuple[str, ...] = ()
    planned: int | None = None
    signed: int | None = None
    starts: int | None = None
    renewals: tuple[tuple[int, int], ...] = ()
    amendments: tuple[tuple[int, float, str], ...] = ()


class ScenarioNeed(_Part):
    """A material need, in tonnes a year and kilometres; `months` is « 3-11 » or unknown."""

    title: str
    codes: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    min: float | None = None
    max: float | None = None
    distance: float | None = None
    contamination: float | None = None
    operations: tuple[str, ...] = ()
    months: Text = None


class ScenarioImplantation(_Part):
    """A site, its planned opening, and the real one with its proof."""

    commune: str
    address: str
    planned: int
    facility: str | None = None
    opened: int | None = None
    proof: str | None = None
    note: str | None = None


class ScenarioProject(_Part):
    """A project from first contact to where it stands."""

    title: str
    detected: int
    origin: str
    people: tuple[ScenarioPerson, ...]
    commune: str | None = None
    summary: str | None = None
    sector: str | None = None
    pillars: tuple[str, ...] = ()
    legal_now: str | None = None
    legal_planned: str | None = None
    siret: str | None = None
    creation: bool = False
    jobs_planned: float | None = None
    qpv: bool | None = None
    sought: float | None = None
    found: float | None = None
    premises: str | None = None
    area: float | None = None
    block: str | None = None
    exchanges: tuple[ScenarioExchange, ...] = ()
    reviews: tuple[ScenarioReview, ...] = ()
    actions: tuple[ScenarioAction, ...] = ()
    services: tuple[ScenarioService, ...] = ()
    agreement: ScenarioAgreement | None = None
    needs: tuple[ScenarioNeed, ...] = ()
    moves: tuple[ScenarioMove, ...] = ()
    exit: ScenarioExit | None = None
    implantation: ScenarioImplantation | None = None
    jobs: tuple[ScenarioJobs, ...] = ()


class ScenarioAccount(_Part):
    """Somebody who uses the demonstration."""

    role: Role
    name: str
    organisation: str | None = None


class ScenarioPartner(_Part):
    """A real partner of the territory."""

    name: str
    kind: str
    role: str
    commune: str | None = None
    epci: str | None = None
    note: str | None = None


class ScenarioEpci(_Part):
    """A member EPCI and the partner that it is."""

    siren: str
    partner: str


class ScenarioTarget(_Part):
    """A target of net jobs; a later decision revises the earlier one."""

    value: float
    starts: int
    due_months: int
    decided: int
    source: str
    decided_by: str
    note: str


class ScenarioStream(_Part):
    """A stream; `months` is « 3-11 », `measures` « 2:165 »: 165 t two years before the loading."""

    title: str
    producer: str
    kind: str
    commune: str
    code: str
    tonnes_min: Amount = None
    tonnes_likely: Amount = None
    tonnes_max: Amount = None
    months: Text = None
    contamination: Amount = None
    quality: Text = None
    outlet: Text = None
    outlet_cost: Amount = None
    price: Amount = None
    confidential: bool = False
    from_in: Day = None
    to_in: Day = None
    address: Text = None
    contaminants: Text = None
    packaging: Text = None
    reliability: Text = None
    measures: Text = None


class ScenarioMatchMove(_Part):
    """A move of a match; an agreement gives tonnes, price and period."""

    kind: MatchMove
    day: int
    reason: str | None = None
    tonnes: float | None = None
    price: float | None = None
    starts: int | None = None
    ends: int | None = None
    document: str | None = None
    note: str | None = None


class ScenarioIntroduction(_Part):
    """An introduction sent to one side of a match, and its answer."""

    side: MatchSide
    day: int
    means: ExchangeKind = ExchangeKind.EMAIL
    answer: Answer | None = None
    answered: int | None = None
    back: int | None = None
    note: str | None = None


class ScenarioMeasure(_Part):
    """The tonnes that really moved in a year; `years_ago` 0 is the year of the loading day."""

    years_ago: int
    tonnes: float
    source: str


class ScenarioMatch(_Part):
    """A stream kept for a need, and what became of it."""

    stream: str
    project: str
    need: str
    kept: int
    moves: tuple[ScenarioMatchMove, ...] = ()
    sent: tuple[ScenarioIntroduction, ...] = ()
    measures: tuple[ScenarioMeasure, ...] = ()


class ScenarioDismissal(_Part):
    """A stream set aside for a need; `then_tonnes` is its tonnage, known later."""

    stream: str
    project: str
    need: str
    day: int
    reason: str
    then_tonnes: float | None = None


class ScenarioFacility(_Part):
    """A facility or premises."""

    name: str
    kind: str
    organisation: Text = None
    commune: str
    address: Text = None
    area_m2: Amount = None
    conditions: Text = None
    is_available: Flag = None
    available_in: Day = None
    note: Text = None
    is_fictitious: bool = False
    capacity: Amount = None
    capacity_unit: Annotated[CapacityUnit | None, BeforeValidator(_none_when_blank)] = None
    at_once: Count = None
    hours: Text = None
    closed: str = ""
    families: str = ""


class ScenarioClosure(_Part):
    """Days on which a facility of the scenario is closed."""

    facility: str
    starts: int
    ends: int
    reason: str


class ScenarioBooking(_Part):
    """A booking of a facility by a project, what was decided, and what it was used for."""

    facility: str
    project: str
    starts: int
    ends: int
    purpose: str
    share: Amount = None
    asked: int
    state: BookingState
    reason: Text = None
    used: Amount = None
    used_note: Text = None


class ScenarioAssociation(_Part):
    """The association of the demonstration and its logo."""

    name: str
    launched: int
    logo: str = ""


class Scenario(_Part):
    """All that a demonstration holds."""

    association: ScenarioAssociation
    account: tuple[ScenarioAccount, ...]
    partner: tuple[ScenarioPartner, ...]
    epci: tuple[ScenarioEpci, ...]
    target: tuple[ScenarioTarget, ...]
    facility: tuple[ScenarioFacility, ...] = ()
    closure: tuple[ScenarioClosure, ...] = ()
    booking: tuple[ScenarioBooking, ...] = ()
    stream: tuple[ScenarioStream, ...] = ()
    project: tuple[ScenarioProject, ...] = ()
    match: tuple[ScenarioMatch, ...] = ()
    dismissal: tuple[ScenarioDismissal, ...] = ()

    def without_holders(self) -> "Scenario":
        """Return the same territory, without any holder, project, agreement or match."""
        return self.model_copy(update={"project": (), "booking": (), "match": (), "dismissal": ()})


def months_between(text: str | None) -> tuple[int, ...]:
    """Return the months of a season written « 3-11 » or « 11-2 »; empty when unknown."""
    if text is None:
        return ()
    first, last = (int(part) for part in text.split("-"))
    return tuple(month for month in range(1, 13) if _is_between(month, first, last))


def _is_between(month: int, first: int, last: int) -> bool:
    return first <= month <= last if first <= last else month >= first or month <= last
