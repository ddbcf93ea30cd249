"""A plan as it is shown: its lines, what stays closed, what it was made of."""

from collections.abc import Mapping
from dataclasses import dataclass

from circular.domain.allocation import AllocationMethod, WhyClosed

Pair = tuple[int, int]
Point = tuple[float, float]
NeedName = tuple[str, str, float | None]  # title, title of the project, maximum distance (km)


@dataclass(frozen=True, slots=True)
class PlanLine:
    """Tonnes a year of a stream that would go to a need; `score` is in [0, 1], distances km.

    `start` and `end` are (longitude, latitude), None when a place is unknown.
    """

    stream_id: int
    stream_title: str
    family: str | None
    commune: str | None
    start: Point | None
    need_id: int
    need_title: str
    project_id: int
    project_title: str
    project_commune: str | None
    end: Point | None
    tonnes: float
    score: float
    kilometres: float | None
    is_kept: bool

    @property
    def pair(self) -> Pair:
        """Return the pair that the line would keep: (stream, need)."""
        return self.stream_id, self.need_id


@dataclass(frozen=True, slots=True)
class Around:
    """A stream near a closed need, with the tonnes a year that the plan leaves it."""

    stream_id: int
    title: str
    commune: str | None
    tonnes: float
    kilometres: float | None
    is_within_reach: bool


@dataclass(frozen=True, slots=True)
class ClosedLine:
    """A need that receives nothing for lack of its minimum, and what would open it.

    Tonnes are a year's: `within` are all those within reach, of which the plan leaves `free`;
    `around` are those that it leaves around, within reach included; `unnamed` counts the streams
    left around that `neighbours` does not name;
    `opens_at` is the distance in kilometres at which they reach the minimum, None when never.
    """

    need_id: int
    need_title: str
    project_id: int
    project_title: str
    minimum: float
    distance_max_km: float | None
    within: float
    free: float
    around: float
    unnamed: int
    opens_at: float | None
    why: WhyClosed
    neighbours: tuple[Around, ...]


@dataclass(frozen=True, slots=True)
class PlanNames:
    """Everything that a plan was made of and that a trial may switch off, by identifier."""

    streams: Mapping[int, str]
    projects: Mapping[int, str]
    needs: Mapping[int, NeedName]


@dataclass(frozen=True, slots=True)
class Allocation:
    """A plan as it is shown; tonnes are a year's, `value` is in points.

    `offered` counts the tonnes that all streams have left, `agreed` those of the agreements that
    the plan holds to, beside its lines; `open_needs` what each served need receives, by
    identifier; `closed_count` the needs closed for lack of a minimum, of which `closed` tells the
    largest; `unlimited` names needs without maximum, `unknown_tonnes` counts the streams without
    tonnage. The sentences say how the plan was found, how far it may be from the best, and what
    it may use.
    """

    lines: tuple[PlanLine, ...]
    tonnes: float
    agreed: float
    offered: float
    streams: int
    needs: int
    open_needs: Mapping[int, float]
    closed: tuple[ClosedLine, ...]
    closed_count: int
    unlimited: tuple[str, ...]
    unknown_tonnes: int
    value: float
    gap: float
    hit_limit: bool
    method: AllocationMethod
    method_sentence: str
    gap_sentence: str
    rule_sentence: str
    names: PlanNames
    seconds: float
