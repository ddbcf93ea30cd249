"""Loading the matches of a demonstration: what was kept and how far it went, what was set aside."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from circular.actions import introductions, matches, streams, tracked_matches
from circular.analysis.matching import rank
from circular.analysis.stored_flows import ranked_need, ranked_stream
from circular.domain.errors import DomainError
from circular.domain.introductions import AnswerDraft, IntroductionDraft
from circular.domain.match_decisions import Decision, DecisionDraft
from circular.domain.matches import Component
from circular.domain.scenario import Scenario
from circular.domain.scenario_matches import (
    ScenarioDismissal,
    ScenarioIntroduction,
    ScenarioMatch,
    ScenarioMatchMove,
)
from circular.domain.seasons import read
from circular.domain.streams import StreamDraft
from circular.domain.tracked_matches import MatchMove, MatchMoveDraft, MatchStage, MeasureDraft
from circular.domain.visitors import Visitor
from circular.store import introductions as sent
from circular.store import match_weights as weights_store
from circular.store import matches as matches_store
from circular.store import needs
from circular.store import streams as stream_store
from circular.store import tracked_matches as store
from circular.store.connection import Database

Days = Callable[[int], date]


@dataclass(frozen=True, slots=True)
class Known:
    """The streams and the projects that a scenario loaded, by their titles."""

    streams: Mapping[str, int]
    projects: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Scene:
    db: Database
    staff: Visitor
    day: Days
    known: Known


def load_matches(
    staff: Visitor, scenario: Scenario, *, db: Database, day: Days, known: Known
) -> None:
    """Load what was kept and what was set aside, each at its own day.

    Raises:
        DomainError: a stream, a project or a need is not in the scenario, or a move is refused.
    """
    scene = _Scene(db, staff, day, known)
    for match in scenario.match:
        _match(scene, match)
    for dismissal in scenario.dismissal:
        _dismissal(scene, dismissal)


def _pair(scene: _Scene, line: ScenarioMatch | ScenarioDismissal) -> tuple[int, int]:
    stream_id = scene.known.streams.get(line.stream)
    project_id = scene.known.projects.get(line.project)
    found = [] if project_id is None else needs.of_project(scene.db, project_id)
    need_id = next((row["id"] for row in found if row["title"] == line.need), None)
    if stream_id is None or need_id is None:
        raise DomainError(f"Rapprochement sans ses deux côtés\u00a0: {line.stream}, {line.need}.")
    return stream_id, need_id


def _decide(scene: _Scene, pair: tuple[int, int], *, reason: str | None, on: date) -> None:
    draft = DecisionDraft(
        stream_id=pair[0],
        need_id=pair[1],
        decision=Decision.KEPT if reason is None else Decision.DISMISSED,
        reason=reason,
        components=_components(scene, pair, on=on),
        weights=weights_store.current(scene.db),
    )
    matches.decide(scene.db, scene.staff, draft, today=on)


def _components(scene: _Scene, pair: tuple[int, int], *, on: date) -> dict[Component, float | None]:
    """Score a pair as the screen would have that day; nothing for what a filter keeps apart."""
    sides = matches_store.pair(scene.db, *pair, today=on)
    if sides is None:
        return {}
    stream, need = ranked_stream(sides[0]), ranked_need(sides[1])
    found = rank([stream], [need]).pair(stream.key, need.key)
    return {part.component: part.value for part in found.components}


def _match(scene: _Scene, line: ScenarioMatch) -> None:
    pair = _pair(scene, line)
    _decide(scene, pair, reason=None, on=scene.day(line.kept))
    match = store.of_pair(scene.db, *pair)
    if match is None:
        return
    happenings: list[ScenarioIntroduction | ScenarioMatchMove] = [*line.sent, *line.moves]
    for each in sorted(happenings, key=lambda each: each.day):
        if isinstance(each, ScenarioIntroduction):
            _introduction(scene, match["id"], each)
        else:
            _move(scene, match["id"], each)
    for measure in line.measures:
        year = scene.day(0).year - measure.years_ago
        draft = MeasureDraft(
            year=year, tonnes=measure.tonnes, source=measure.source, measured_on=scene.day(0)
        )
        tracked_matches.note_measure(scene.db, scene.staff, match["id"], draft, today=scene.day(0))


def _move(scene: _Scene, match_id: int, line: ScenarioMatchMove) -> None:
    match = store.bare(scene.db, match_id)
    if match is None or (line.kind is MatchMove.CONTACT and match["stage"] != MatchStage.PROPOSED):
        return  # an introduction sent before is the contact
    on = scene.day(line.day)
    draft = MatchMoveDraft(
        kind=line.kind,
        effective_on=on,
        refusal_reason=line.reason,
        tonnes=line.tonnes,
        price=line.price,
        starts_on=None if line.starts is None else scene.day(line.starts),
        ends_on=None if line.ends is None else scene.day(line.ends),
        document=line.document,
        note=line.note,
    )
    tracked_matches.move_match(
        scene.db, scene.staff, match_id, draft, version=match["version"], today=on
    )


def _introduction(scene: _Scene, match_id: int, line: ScenarioIntroduction) -> None:
    on = scene.day(line.day)
    draft = IntroductionDraft(side=line.side, sent_on=on, means=line.means)
    sent_id = introductions.send_introduction(scene.db, scene.staff, match_id, draft, today=on)
    row = sent.get(scene.db, sent_id)
    if line.answer is None or line.answered is None or row is None:
        return
    answered_on = scene.day(line.answered)
    answer = AnswerDraft(
        answer=line.answer,
        answered_on=answered_on,
        call_back_on=None if line.back is None else scene.day(line.back),
        answer_note=line.note,
    )
    introductions.answer_introduction(
        scene.db, scene.staff, sent_id, answer, version=row["version"], today=answered_on
    )


def _dismissal(scene: _Scene, line: ScenarioDismissal) -> None:
    pair = _pair(scene, line)
    _decide(scene, pair, reason=line.reason, on=scene.day(line.day))
    row = stream_store.row(scene.db, pair[0])
    if line.then_tonnes is None or row is None:
        return
    stored = {name: row[name] for name in StreamDraft.model_fields if name in row}
    draft = StreamDraft.model_validate(
        {
            **stored,
            "months": read(row["months"]),
            "is_confidential": bool(row["is_confidential"]),
            "tonnes_likely": line.then_tonnes,
            "tonnes_min": None,
            "tonnes_max": None,
        }
    )
    streams.amend_stream(
        scene.db, scene.staff, pair[0], draft, version=row["version"], today=scene.day(0)
    )
