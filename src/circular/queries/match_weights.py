"""The weights of matches: those in force, their versions, and what others would change."""

from dataclasses import dataclass
from datetime import date, datetime

from circular.domain.match_weights import WeightsVersion
from circular.domain.matches import DEFAULT_WEIGHTS, Component, MatchWeights
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor, require
from circular.queries.matches import streams_for_project
from circular.queries.proposals import Proposal
from circular.store import match_weights as store
from circular.store import matches as matches_store
from circular.store.connection import Database

SAMPLE = 5
_BEST = 3


@dataclass(frozen=True, slots=True)
class Trial:
    """What other weights would do to one project: its best streams now and then, the best first."""

    project_id: int
    project_title: str
    now: tuple[Proposal, ...]
    then: tuple[Proposal, ...]

    @property
    def keeps_its_first(self) -> bool:
        """Whether the stream that comes first stays the same."""
        return _keys(self.now)[:1] == _keys(self.then)[:1]

    @property
    def keeps_its_order(self) -> bool:
        """Whether the streams shown stay the same, in the same order."""
        return _keys(self.now) == _keys(self.then)


def current_weights(db: Database) -> MatchWeights:
    """Return the weights in force."""
    return store.current(db)


def weights_versions(db: Database) -> tuple[WeightsVersion, ...]:
    """Return every version, the newest first, down to the starting weights of the product."""
    chosen = (
        WeightsVersion(
            weights=MatchWeights(
                version=row["version"], **{each.value: row[each.value] for each in Component}
            ),
            reason=row["reason"],
            author=row["author_name"],
            decided_at=datetime.fromisoformat(row["decided_at"]),
            restored_from=row["restored_from"],
        )
        for row in store.versions(db)
    )
    return (*chosen, WeightsVersion(DEFAULT_WEIGHTS, "Poids de départ"))


def trials(
    db: Database, visitor: Visitor, weights: MatchWeights, *, today: date
) -> tuple[Trial, ...]:
    """Rank the streams of a few projects under both weights; projects with the most needs first.

    Raises:
        NotAllowedError: the visitor may not see matches.
    """
    require(visitor, Permission.SEE_MATCHES)
    found = []
    for row in matches_store.sample_of_seekers(db, limit=SAMPLE):
        sides = [
            streams_for_project(db, visitor, row["id"], today=today, shown=_BEST, weights=each)
            for each in (None, weights)
        ]
        now, then = (() if side is None else side.proposals for side in sides)
        if now or then:
            found.append(Trial(row["id"], row["title"], now, then))
    return tuple(found)


def _keys(proposals: tuple[Proposal, ...]) -> list[int]:
    return [each.stream_id for each in proposals]
