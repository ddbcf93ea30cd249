"""What a job line may say, and when it counts."""

from datetime import date

import pytest
from pydantic import ValidationError

from circular.domain.jobs import JobKind, JobLineDraft, end_before_start, is_alive, not_begun
from circular.domain.problems import problems_of
from tests.builders.jobs import job_draft


def refused(**changes: object) -> dict[str, str]:
    """Return what is refused, by field."""
    with pytest.raises(ValidationError) as error:
        job_draft(**changes)
    return {each.field: each.sentence for each in problems_of(error.value, JobLineDraft)}


def test_a_line_is_read_the_way_people_type_it() -> None:
    draft = job_draft(full_time_equivalent="1,5", heads="2", starts_on="01/03/2026")

    assert (draft.full_time_equivalent, draft.heads) == (1.5, 2)
    assert draft.starts_on == date(2026, 3, 1)
    assert draft.ends_on is None


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("0", "plus de 0"),
        ("-2", "négatif"),
        ("10001", "plausible"),
        ("1.234", "deux façons"),
        ("deux", "pas un nombre"),
        ("1,555", "2\u00a0chiffres au plus"),
    ],
)
def test_full_time_equivalents_are_refused_with_a_reason(typed: str, part: str) -> None:
    assert (
        part in refused(full_time_equivalent=typed, heads=None, women=None)["full_time_equivalent"]
    )


def test_one_person_counts_for_one_full_time_at_most() -> None:
    assert "1\u00a0ETP au plus" in refused(full_time_equivalent="3", heads="2")["heads"]


def test_heads_are_a_whole_number_of_people() -> None:
    assert "nombre entier" in refused(heads="2,5")["heads"]
    assert "Entre 1 et" in refused(heads="0", women=None)["heads"]
    assert "Entre 1 et" in refused(heads="10001", women=None)["heads"]


def test_women_are_among_the_heads() -> None:
    assert "3\u00a0femmes sur 2\u00a0personnes" in refused(women="3")["women"]
    assert "au total" in refused(heads=None, women="1")["heads"]


def test_unknown_heads_and_women_stay_unknown() -> None:
    draft = job_draft(heads="", women="")

    assert draft.heads is None
    assert draft.women is None


def test_an_end_before_the_start_names_both_days() -> None:
    sentence = refused(starts_on="12/03/2026", ends_on="01/02/2026")["ends_on"]

    assert sentence == (
        "La fin (01/02/2026) précède le début (12/03/2026). Corrigez l\u2019une des deux dates."
    )


def test_every_problem_comes_at_once() -> None:
    found = refused(heads="1", women="2", starts_on="12/03/2026", ends_on="01/02/2026")

    assert set(found) == {"heads", "women", "ends_on"}


def test_a_day_that_is_not_in_the_calendar_is_refused() -> None:
    assert "calendrier" in refused(starts_on="31/02/2026")["starts_on"]


def test_what_must_be_said_is_asked_for() -> None:
    found = refused(kind=None, full_time_equivalent=None, starts_on=" ")

    assert found["kind"] == "Renseignez «\u00a0Nature\u00a0»."
    assert set(found) == {"kind", "full_time_equivalent", "starts_on"}


def test_jobs_to_come_are_planned_ones(today: date) -> None:
    assert not_begun(job_draft(kind=JobKind.PLANNED, starts_on="01/06/2027"), today=today) is None
    assert not_begun(job_draft(starts_on="22/11/2026"), today=today) is None

    problem = not_begun(job_draft(starts_on="23/11/2026"), today=today)
    assert problem is not None
    assert problem.field == "starts_on"
    assert "prévus" in problem.sentence


@pytest.mark.parametrize(
    ("as_of", "alive"),
    [("2026-02-28", False), ("2026-03-01", True), ("2026-08-31", True), ("2026-09-01", False)],
)
def test_a_line_counts_from_its_start_to_the_eve_of_its_end(as_of: str, *, alive: bool) -> None:
    starts_on, ends_on = date(2026, 3, 1), date(2026, 9, 1)

    assert is_alive(starts_on, ends_on, as_of=date.fromisoformat(as_of)) is alive
    assert is_alive(starts_on, None, as_of=date.fromisoformat(as_of)) is (as_of >= "2026-03-01")


def test_an_end_on_the_start_is_no_contradiction() -> None:
    assert end_before_start(date(2026, 3, 1), date(2026, 3, 1)) is None
