"""Questions about the way projects go: how many in each stage, how long they stay, who left."""

from dataclasses import dataclass

from circular.domain.indicators import Perimeter
from circular.domain.stages import FEWEST_STAYS, ExitKind, Stage
from circular.store import funnel as store
from circular.store.connection import Database


@dataclass(frozen=True, slots=True)
class StageFigures:
    """A stage on a day: projects standing in it, median days of the stays that are over."""

    stage: Stage
    projects: int
    median_days: float | None
    stays: int


@dataclass(frozen=True, slots=True)
class Funnel:
    """All stages on a day, and the projects that left since 1 January of its year."""

    stages: tuple[StageFigures, ...]
    exits: tuple[tuple[ExitKind, int], ...]

    @property
    def projects(self) -> int:
        """Projects followed: in a stage, neither left nor archived."""
        return sum(each.projects for each in self.stages)

    @property
    def longest(self) -> StageFigures | None:
        """The stage that shows the longest median stay, however few its stays; None without any."""
        known = [each for each in self.stages if each.stays]
        return max(known, key=lambda each: each.median_days or 0, default=None)

    @property
    def slowest(self) -> StageFigures | None:
        """The same stage, None while too few of its stays are over to say that one waits there."""
        longest = self.longest
        return longest if longest and longest.stays >= FEWEST_STAYS else None


def funnel(db: Database, perimeter: Perimeter) -> Funnel:
    """Return the funnel at a day, over one EPCI or everything."""
    counts = {row["stage"]: row["projects"] for row in store.counts_by_stage(db, perimeter)}
    stays = {row["stage"]: row for row in store.stays_by_stage(db, perimeter)}
    exits = {row["exit_kind"]: row["projects"] for row in store.exits_of_year(db, perimeter)}
    return Funnel(
        stages=tuple(
            StageFigures(
                stage=stage,
                projects=counts.get(stage, 0),
                median_days=stays[stage]["median_days"] if stage in stays else None,
                stays=stays[stage]["stays"] if stage in stays else 0,
            )
            for stage in Stage
        ),
        exits=tuple((kind, exits[kind]) for kind in ExitKind if kind in exits),
    )


def projects_followed(db: Database, perimeter: Perimeter) -> int:
    """Count the projects in a stage at a day, neither left nor archived."""
    found = store.counts_by_stage(db, perimeter)
    return sum(row["projects"] for row in found)
