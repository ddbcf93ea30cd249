"""The projects of a scenario: their people, needs, agreement, moves and jobs."""

from typing import NamedTuple

from circular.domain.exchanges import Direction, ExchangeKind
from circular.domain.jobs import JobKind
from circular.domain.next_actions import ActionKind
from circular.domain.permissions import Role
from circular.domain.scenario_parts import Count, Day, Part, Text
from circular.domain.stages import ExitKind, Stage


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


class ScenarioCommitment(Part):
    """What a party promised: « association », « holder » or the name of an organisation.

    `kept` is the day on which it was done, if it was.
    """

    who: str
    kind: str
    label: str
    due: int
    kept: Day = None
    proof: Text = None


class ScenarioAgreement(Part):
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
    commitments: tuple[ScenarioCommitment, ...] = ()


class ScenarioNeed(Part):
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


class ScenarioImplantation(Part):
    """A site, its planned opening, and the real one with its proof."""

    commune: str
    address: str
    planned: int
    facility: str | None = None
    opened: int | None = None
    proof: str | None = None
    note: str | None = None


class ScenarioProject(Part):
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
