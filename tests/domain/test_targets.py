"""Targets: what a decision says, its straight path, the pace it asks for."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from pydantic import ValidationError

from circular.domain.problems import problems_of
from circular.domain.targets import (
    AIMS,
    Aim,
    Path,
    PathKind,
    TargetCorrectionDraft,
    TargetDraft,
    TargetWithdrawalDraft,
    by_when,
    decided_out_of_order,
    progress,
)
from tests.builders.targets import target_draft

START, DUE = date(2025, 1, 1), date(2029, 12, 31)
PATH = Path(value=100, starts_on=START, due_on=DUE)


def refused(**changes: Any) -> dict[str, str]:
    """Return what is refused, by field."""
    with pytest.raises(ValidationError) as error:
        target_draft(**changes)
    return {each.field: each.sentence for each in problems_of(error.value, TargetDraft)}


def test_a_target_counts_net_jobs_of_the_whole_territory_unless_it_says_otherwise() -> None:
    draft = target_draft()

    assert draft.indicator == "jobs_net"
    assert draft.epci_siren is None


@pytest.mark.parametrize("typed", ["0", "-5", "1.234", "beaucoup", "10000001"])
def test_a_value_that_is_no_target_is_refused(typed: str) -> None:
    assert set(refused(value=typed)) == {"value"}


def test_a_due_day_follows_the_start() -> None:
    assert "31/12/2024" in refused(due_on="31/12/2024")["due_on"]
    assert "due_on" in refused(due_on="01/01/2025")


def test_a_target_says_where_it_comes_from() -> None:
    assert set(refused(source="", decided_on=None)) == {"source", "decided_on"}


def test_a_decision_is_noted_once_it_is_taken(today: date) -> None:
    (problem,) = decided_out_of_order([], target_draft(decided_on="23/11/2026"), today=today)

    assert problem.field == "decided_on"
    assert "à venir" in problem.sentence


def test_a_revision_comes_after_what_it_revises(today: date) -> None:
    decided = [date(2025, 1, 2), date(2025, 6, 1)]

    assert decided_out_of_order(decided, target_draft(decided_on="01/06/2025"), today=today) == []
    (problem,) = decided_out_of_order(decided, target_draft(decided_on="31/05/2025"), today=today)
    assert "01/06/2025" in problem.sentence


def test_the_path_goes_straight_from_nothing_to_the_value() -> None:
    ten_days = Path(value=100, starts_on=START, due_on=date(2025, 1, 11))

    assert ten_days.at(START) == 0
    assert ten_days.at(date(2025, 1, 4)) == pytest.approx(30)
    assert ten_days.at(date(2025, 1, 11)) == 100


def test_the_path_is_level_outside_of_its_period() -> None:
    assert PATH.at(date(2020, 1, 1)) == 0
    assert PATH.at(date(2040, 1, 1)) == 100


@given(some.dates(date(2020, 1, 1), date(2035, 1, 1)), some.integers(0, 400))
def test_the_path_never_goes_back(day: date, days: int) -> None:
    later = date.fromordinal(day.toordinal() + days)

    assert 0 <= PATH.at(day) <= PATH.at(later) <= 100


def test_the_pace_needed_shares_what_is_missing_over_the_years_left() -> None:
    day = date(2027, 12, 31)  # 731 days before the end

    assert PATH.pace_needed(31, day) == pytest.approx(69 * 365.25 / 731)
    assert PATH.pace_needed(120, day) == 0
    assert PATH.pace_needed(31, DUE) is None
    assert PATH.pace_needed(31, date(2030, 6, 1)) is None


def test_the_present_pace_needs_half_a_year_to_be_measured() -> None:
    assert PATH.pace_so_far(10, date(2025, 4, 1)) is None
    assert PATH.pace_so_far(10, date(2026, 1, 1)) == pytest.approx(10, rel=0.01)


def test_the_year_of_arrival_follows_the_present_pace() -> None:
    assert PATH.year_reached(31, date(2026, 11, 22)) == 2031
    assert PATH.year_reached(0, date(2026, 11, 22)) is None
    assert PATH.year_reached(100, date(2026, 11, 22)) is None
    assert PATH.year_reached(31, date(2025, 2, 1)) is None


def test_a_due_day_is_said_the_way_people_say_it() -> None:
    assert by_when(DUE) == "fin\u00a02029"
    assert by_when(date(2029, 6, 15)) == "juin 2029"


def test_a_decision_put_right_stays_between_its_neighbours(today: date) -> None:
    draft = target_draft(decided_on="02/06/2025")

    (problem,) = decided_out_of_order([], draft, today=today, next_decision=date(2025, 6, 1))
    assert "01/06/2025" in problem.sentence


def test_a_target_is_about_an_indicator_that_may_have_one() -> None:
    assert set(refused(indicator="jobs_planned")) == {"indicator"}


def test_a_share_has_no_target_above_a_hundred_nor_a_line_from_nothing() -> None:
    assert set(refused(indicator="facilities_booked", path_kind="none")) == {"value"}
    assert "valeur de départ" in refused(indicator="facilities_booked", value="60")["baseline"]
    kept = target_draft(indicator="facilities_booked", value="60", baseline="20")
    assert kept.path.at(kept.starts_on) == 20


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"baseline": "120"}, {"baseline"}),
        ({"baseline": "130"}, {"baseline"}),
        ({"baseline": "119"}, set()),
        ({"indicator": "signature_delay", "value": "60", "baseline": "60"}, {"baseline"}),
        ({"indicator": "signature_delay", "value": "60", "baseline": "200"}, set()),
        ({"indicator": "signature_delay", "value": "60", "path_kind": "none"}, set()),
    ],
)
def test_the_start_is_on_the_right_side_of_the_value(
    changes: dict[str, str], wrong: set[str]
) -> None:
    assert set(refused(**changes) if wrong else ()) == wrong
    if not wrong:
        assert target_draft(**changes).value


def test_progress_counts_from_the_start_and_knows_the_pace() -> None:
    told = progress(PATH, Aim.GROWTH, 31, date(2026, 11, 22))

    assert (told.reached, told.share) == (31, 0.31)
    assert told.expected == pytest.approx(PATH.at(date(2026, 11, 22)))
    assert told.gap == pytest.approx(31 - PATH.at(date(2026, 11, 22)), abs=0.01)
    assert told.is_behind
    assert not told.is_kept
    assert told.year_reached == 2031
    assert told.pace_needed is not None


def test_an_unknown_figure_is_no_progress() -> None:
    told = progress(PATH, Aim.GROWTH, None, date(2026, 11, 22))

    assert (told.reached, told.gap, told.share, told.pace_needed) == (None, None, None, None)
    assert (told.is_kept, told.is_behind) == (False, False)


def test_a_delay_is_kept_below_its_value_and_has_no_pace() -> None:
    delay = Path(value=60, starts_on=START, due_on=DUE, kind=PathKind.NONE)
    day = date(2026, 11, 22)

    assert progress(delay, Aim.AT_MOST, 58, day).is_kept
    late = progress(delay, Aim.AT_MOST, 90, day)
    assert not late.is_kept
    assert (late.share, late.gap, late.pace_needed, late.pace_so_far) == (None, None, None, None)


def test_a_share_progresses_from_a_known_start_only() -> None:
    day = date(2026, 11, 22)
    blind = Path(value=60, starts_on=START, due_on=DUE, kind=PathKind.NONE)
    known = Path(value=60, starts_on=START, due_on=DUE, baseline=20.0)

    assert progress(blind, Aim.AT_LEAST, 30, day).share is None
    assert progress(known, Aim.AT_LEAST, 30, day).share == 0.25
    assert progress(known, Aim.AT_LEAST, 10, day).share == -0.25


def test_a_delay_behind_its_path_is_longer_than_expected() -> None:
    falling = Path(value=60, starts_on=START, due_on=DUE, baseline=200.0)
    told = progress(falling, Aim.AT_MOST, 190, date(2027, 7, 2))

    assert told.is_behind
    assert told.gap == pytest.approx(60, abs=0.5)


def test_no_aim_is_left_without_a_word() -> None:
    assert set(AIMS.values()) == set(Aim)
    assert all(aim.label for aim in Aim)


@pytest.mark.parametrize("model", [TargetWithdrawalDraft, TargetCorrectionDraft])
def test_a_correction_is_confirmed_and_says_why(model: type[TargetWithdrawalDraft]) -> None:
    whole = {} if model is TargetWithdrawalDraft else target_draft().model_dump()

    with pytest.raises(ValidationError) as error:
        model.model_validate({**whole, "why": "", "is_confirmed": False})

    told = {each.field: each.sentence for each in problems_of(error.value, model)}
    assert set(told) == {"why", "is_confirmed"}
    assert "Cochez la case" in told["is_confirmed"]
