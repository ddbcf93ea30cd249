"""A stream and a need side by side as they are shown, with what was decided of them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from circular.analysis.matching import Pairing
from circular.domain.match_decisions import Decision
from circular.domain.matches import (
    Because,
    Component,
    ComponentScore,
    Exclusion,
    MatchWeights,
    score_of,
)
from circular.domain.needs import wanted_sentence
from circular.domain.streams import CONFIDENTIAL_PRODUCER, remaining_sentence, tonnes_sentence
from circular.domain.tracked_matches import MatchStage
from circular.queries.communes import point_of
from circular.queries.match_questions import Question
from circular.store.rows import Row

TONNES = ("tonnes_min", "tonnes_likely", "tonnes_max")
_ALIKE = 0.005  # what a bar does not show


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal as it was when somebody decided: its score, its parts and their weights."""

    score: float | None
    components: Mapping[Component, float | None]
    weights: MatchWeights

    @property
    def replayed(self) -> float | None:
        """Compute the score again, of the parts and weights that were kept."""
        return score_of(self.components, self.weights)


@dataclass(frozen=True, slots=True)
class Taken:
    """A decision already taken on a pair; a kept one has its match, with the stage it reached."""

    decision: Decision
    reason: str | None
    author: str | None
    decided_on: date
    match_id: int | None = None
    stage: MatchStage | None = None
    proposed: Proposed | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A stream and a need side by side, with the score of the pair, in [0, 1], and its parts.

    `noted` are the parts of the day of the decision, for a pair that is agreed: its own promise
    would lower those of today, and `score` is that of the same day. `changes` says why a pair that
    was set aside is proposed again; `questions` wait for an answer.
    `points` are the longitudes and latitudes of both communes, in degrees, when they are known.
    """

    stream_id: int
    stream_title: str
    producer: str | None
    commune: str | None
    quantity: str
    is_hazardous: bool
    is_fictitious: bool
    is_trial_stream: bool
    is_trial_project: bool
    need_id: int
    need_title: str
    need_quantity: str | None
    project_id: int
    project_title: str
    project_commune: str | None
    score: float | None
    completeness: float
    components: tuple[ComponentScore, ...]
    exclusions: tuple[Exclusion, ...]
    noted: tuple[ComponentScore, ...] = ()
    taken: Taken | None = None
    changes: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    points: tuple[tuple[float, float] | None, ...] = (None, None)


@dataclass(frozen=True, slots=True)
class Matches:
    """What a ranking gives: the first proposals, what is set aside and why, and the totals.

    `dismissed_count` counts the streams (or the projects) that people set aside and that are
    neither proposed for another need nor kept, `excluded_count` those that filters alone keep
    apart; `feasible` counts the pairs that pass every filter, `tonnes` what remains of their
    streams a year, `wanted` what the needs ask for a year at most, None when nothing is said.
    """

    title: str
    need_count: int
    proposals: tuple[Proposal, ...]
    kept: tuple[Proposal, ...]
    dismissed: tuple[Proposal, ...]
    dismissed_count: int
    excluded: tuple[Proposal, ...]
    feasible: int
    excluded_count: int
    tonnes: float
    wanted: float | None
    weights: MatchWeights


def as_agreed(told: Proposal, proposed: Proposed | None) -> Proposal:
    """Show an agreed pair as it was noted: what remains today no longer counts its own promise."""
    today = tuple(each for each in told.components if each.component is not Component.QUANTITY)
    if proposed is None:
        return replace(told, components=today)
    explained = {each.component: each for each in told.components}
    noted = tuple(
        _noted(explained.get(component), component, proposed.components[component])
        for component in Component
    )
    return replace(told, components=today, noted=noted, score=proposed.score)


def _noted(
    today: ComponentScore | None, component: Component, value: float | None
) -> ComponentScore:
    """Give a part its value of that day, and the reason of today when it still explains it."""
    if value is None:
        return ComponentScore(component, None, Because.UNKNOWN)
    if today is not None and today.value is not None and abs(today.value - value) < _ALIKE:
        return replace(today, value=value)
    return ComponentScore(component, value, Because.AS_DECIDED)


def proposed_of(row: Row) -> Proposed | None:
    """Read the proposal that a decision kept; None when it kept no part of it."""
    parts = json.loads(row["components"])
    if not parts:
        return None
    components = {each: parts.get(each.value) for each in Component}
    weights = MatchWeights.model_validate_json(row["weights"])
    return Proposed(score=row["score"], components=components, weights=weights)


def proposal_of(stream: Row, need: Row, pairing: Pairing) -> Proposal:
    """Put a stream, a need and their ranking side by side."""
    return Proposal(
        stream_id=stream["id"],
        stream_title=stream["title"],
        producer=CONFIDENTIAL_PRODUCER if stream["is_masked"] else stream["producer"],
        commune=stream["commune_name"],
        quantity=remaining_sentence(
            tonnes_sentence(*(stream[name] for name in TONNES)),
            promised=stream["promised"],
            remaining=stream["remaining"],
        ),
        is_hazardous=bool(stream["is_hazardous"]),
        is_fictitious=bool(stream["is_fictitious"]),
        is_trial_stream=bool(stream["is_trial"]),
        is_trial_project=bool(need["is_trial"]),
        need_id=need["id"],
        need_title=need["title"],
        need_quantity=wanted_sentence(need["tonnes_min"], need["tonnes_max"]),
        project_id=need["project_id"],
        project_title=need["project_title"],
        project_commune=need["commune_name"],
        score=pairing.score,
        completeness=pairing.completeness,
        components=pairing.components,
        exclusions=pairing.exclusions,
        points=(point_of(stream), point_of(need)),
    )
