"""The plan as it is read from the database, with and without a trial."""

import pytest

from circular.actions.allocation import accept_lines
from circular.actions.matches import decide
from circular.domain.allocation import Scenario, Stakes, WhyClosed
from circular.domain.errors import DomainError, NotAllowedError
from circular.domain.match_decisions import Decision, DecisionDraft
from circular.domain.matches import DEFAULT_WEIGHTS, Component
from circular.domain.visitors import Visitor
from circular.queries.allocation import answer, decision_drafts, question
from circular.queries.allocation_plans import Allocation
from circular.store.connection import Database, write_tx
from tests.builders.plans import a_territory
from tests.builders.streams import TODAY


@pytest.fixture
def ids(db: Database, staff: Visitor) -> dict[str, int]:
    """Return the identifiers of a small territory."""
    return a_territory(db, staff)


def plan(db: Database, visitor: Visitor, scenario: Scenario | None = None) -> Allocation:
    """Ask and answer."""
    return answer(question(db, visitor, scenario or Scenario(), today=TODAY))


def agree(db: Database, visitor: Visitor, pair: tuple[int, int]) -> None:
    """Agree on 70 tonnes a year of a stream for a need."""
    drafts = decision_drafts(db, visitor, [pair], today=TODAY)
    accept_lines(db, visitor, drafts, today=TODAY)
    with write_tx(db):
        db.conn.execute(
            "UPDATE material_match SET stage = 'agreed', agreed_tonnes = 70, agreed_on = :day,"
            " agreed_from = :day",
            {"day": TODAY.isoformat()},
        )


def offered(db: Database, visitor: Visitor, scenario: Scenario, stream_id: int) -> float | None:
    """Return what a stream offers to the plan of a scenario."""
    asked = question(db, visitor, scenario, today=TODAY)
    return next(each.tonnes_offered for each in asked.streams if each.key == str(stream_id))


def test_streams_go_together_to_the_need_that_they_open(
    db: Database, staff: Visitor, ids: dict[str, int]
) -> None:
    found = plan(db, staff)

    lines = {line.stream_id: line for line in found.lines}
    assert {key: line.tonnes for key, line in lines.items()} == pytest.approx(
        {ids["first"]: 80, ids["second"]: 40}
    )
    assert {line.need_id for line in found.lines} == {ids["small_need"]}
    assert (found.needs, found.unknown_tonnes, found.unlimited) == (2, 0, ())
    assert found.offered == pytest.approx(80 + 40 + 180)
    line = lines[ids["first"]]
    assert (line.commune, line.project_title, line.is_kept) == (
        "Libourne",
        "Compost de quartier",
        False,
    )
    assert line.start == line.end
    (closed,) = found.closed
    assert (closed.need_id, closed.why) == (ids["large_need"], WhyClosed.TOO_LITTLE)
    assert closed.within == pytest.approx(120)


def test_a_trial_switches_off_and_widens(db: Database, staff: Visitor, ids: dict[str, int]) -> None:
    without = plan(db, staff, Scenario(without_streams=frozenset({ids["first"]})))
    wide = frozenset({(ids["small_need"], 1_500.0)})
    further = plan(db, staff, Scenario(distances=wide, stakes=Stakes(kilometre=0.0)))
    dear = plan(db, staff, Scenario(distances=wide))
    gone = plan(db, staff, Scenario(without_projects=frozenset({ids["small"]})))

    assert without.lines == ()
    assert further.tonnes == pytest.approx(300)
    assert dear.tonnes == pytest.approx(120)  # so far that each tonne costs more than its score
    assert (gone.needs, gone.lines) == (1, ())


def test_pairs_set_aside_are_not_planned_and_kept_ones_are_told(
    db: Database, staff: Visitor, ids: dict[str, int]
) -> None:
    pair = {"stream_id": ids["first"], "need_id": ids["small_need"], "weights": DEFAULT_WEIGHTS}
    kept = DecisionDraft.model_validate({**pair, "decision": Decision.KEPT})
    decide(db, staff, kept, today=TODAY)

    assert [line.is_kept for line in plan(db, staff).lines] == [True, False]

    aside = {"stream_id": ids["second"], "decision": Decision.DISMISSED, "reason": "distance"}
    decide(db, staff, DecisionDraft.model_validate({**pair, **aside}), today=TODAY)
    assert plan(db, staff).lines == ()


def test_what_is_kept_can_be_replayed(db: Database, staff: Visitor, ids: dict[str, int]) -> None:
    (draft,) = decision_drafts(db, staff, [(ids["first"], ids["small_need"])], today=TODAY)

    assert draft.score == pytest.approx(plan(db, staff).lines[0].score, abs=1e-6)
    assert draft.components[Component.MATERIAL] == 1
    assert draft.weights == DEFAULT_WEIGHTS
    assert accept_lines(db, staff, [draft], today=TODAY) == 1


def test_a_line_that_the_records_of_today_forbid_is_refused(
    db: Database, staff: Visitor, ids: dict[str, int]
) -> None:
    with pytest.raises(DomainError, match="trop loin"):
        decision_drafts(db, staff, [(ids["far"], ids["small_need"])], today=TODAY)
    with pytest.raises(DomainError, match="plus en cours"):
        decision_drafts(db, staff, [(9_999, ids["small_need"])], today=TODAY)


def test_what_is_agreed_for_a_need_fills_it_and_leaves_the_stream(
    db: Database, staff: Visitor, ids: dict[str, int]
) -> None:
    agree(db, staff, (ids["first"], ids["small_need"]))
    asked = question(db, staff, Scenario(), today=TODAY)

    assert asked.promised == {str(ids["small_need"]): 70}
    assert {line.stream_id: line.tonnes for line in answer(asked).lines} == pytest.approx(
        {ids["first"]: 10, ids["second"]: 40}  # 70 are agreed: 30 more are enough to open it
    )


@pytest.mark.parametrize("off", ["projects", "needs"])
def test_what_is_switched_off_gives_back_what_was_promised_to_it_in_the_trial_alone(
    db: Database, staff: Visitor, ids: dict[str, int], off: str
) -> None:
    agree(db, staff, (ids["first"], ids["small_need"]))
    tried = (
        Scenario(without_projects=frozenset({ids["small"]}))
        if off == "projects"
        else Scenario(without_needs=frozenset({ids["small_need"]}))
    )

    assert offered(db, staff, Scenario(), ids["first"]) == 10
    assert offered(db, staff, tried, ids["first"]) == 80
    assert (
        offered(db, staff, Scenario(without_projects=frozenset({ids["large"]})), ids["first"]) == 10
    )
    before, after = plan(db, staff), plan(db, staff, tried)
    assert (before.agreed, after.agreed) == (70, 0)
    assert after.offered == pytest.approx(before.offered + 70)
    assert offered(db, staff, Scenario(), ids["first"]) == 10, "nothing of a trial is stored"


def test_a_stream_switched_off_gives_its_place_back_to_the_need(
    db: Database, staff: Visitor, ids: dict[str, int]
) -> None:
    agree(db, staff, (ids["first"], ids["small_need"]))
    tried = Scenario(without_streams=frozenset({ids["first"]}))

    assert question(db, staff, tried, today=TODAY).promised == {}
    assert plan(db, staff, tried).lines == ()  # 40 tonnes alone no longer open a need of 100
    assert plan(db, staff).agreed == 70


def test_a_single_need_can_be_switched_off(
    db: Database, staff: Visitor, ids: dict[str, int]
) -> None:
    gone = plan(db, staff, Scenario(without_needs=frozenset({ids["small_need"]})))

    assert (gone.needs, gone.lines) == (1, ())
    assert len(gone.names.streams) == 3


def test_elected_officials_and_partners_may_not_ask(
    db: Database, elected: Visitor, partner: Visitor
) -> None:
    for visitor in (elected, partner):
        with pytest.raises(NotAllowedError):
            question(db, visitor, Scenario(), today=TODAY)
