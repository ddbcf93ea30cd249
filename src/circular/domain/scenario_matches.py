"""The matches of a scenario: what was kept, what became of it, what was set aside."""

from circular.domain.exchanges import ExchangeKind
from circular.domain.introductions import Answer, MatchSide
from circular.domain.scenario_parts import Part
from circular.domain.tracked_matches import MatchMove


class ScenarioMatchMove(Part):
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


class ScenarioIntroduction(Part):
    """An introduction sent to one side of a match, and its answer."""

    side: MatchSide
    day: int
    means: ExchangeKind = ExchangeKind.EMAIL
    answer: Answer | None = None
    answered: int | None = None
    back: int | None = None
    note: str | None = None


class ScenarioMeasure(Part):
    """The tonnes that really moved in a year; `years_ago` 0 is the year of the loading day."""

    years_ago: int
    tonnes: float
    source: str


class ScenarioMatch(Part):
    """A stream kept for a need, and what became of it."""

    stream: str
    project: str
    need: str
    kept: int
    moves: tuple[ScenarioMatchMove, ...] = ()
    sent: tuple[ScenarioIntroduction, ...] = ()
    measures: tuple[ScenarioMeasure, ...] = ()


class ScenarioDismissal(Part):
    """A stream set aside for a need; `then_tonnes` is its tonnage, known later."""

    stream: str
    project: str
    need: str
    day: int
    reason: str
    then_tonnes: float | None = None
