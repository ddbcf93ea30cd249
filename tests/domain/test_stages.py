"""The table of what each stage requires on entry."""

from dataclasses import fields, replace

import pytest

from circular.domain.stages import (
    REQUIREMENTS,
    Health,
    Place,
    Requirement,
    Stage,
    StageFacts,
    missing_for,
    requirements_for,
)

NAMES = [field.name for field in fields(StageFacts)]
EVERYTHING = StageFacts.read(dict.fromkeys(NAMES, 1))
NOTHING = StageFacts.read(dict.fromkeys(NAMES, 0))


def keys(lines: tuple[Requirement, ...]) -> list[str]:
    return [line.key for line in lines]


def test_nothing_is_missing_when_everything_is_known() -> None:
    assert all(missing_for(stage, EVERYTHING) == () for stage in Stage)


def test_every_stage_requires_something_of_its_own() -> None:
    assert {line.stage for line in REQUIREMENTS} == set(Stage)


def test_each_stage_asks_for_what_the_association_wrote() -> None:
    asked = {stage: [line.key for line in REQUIREMENTS if line.stage is stage] for stage in Stage}

    assert asked == {
        Stage.DETECTION: ["name", "origin", "detected_on", "detected_by"],
        Stage.QUALIFICATION: ["contact", "notice", "summary", "pillars", "place", "adviser"],
        Stage.SUPPORT: ["agreement", "needs", "jobs_planned", "legal_form_planned"],
        Stage.IMPLANTATION: ["site", "opening_planned", "company"],
        Stage.FOLLOW_UP: ["opened", "address", "proof", "siret", "job_line"],
    }


@pytest.mark.parametrize("line", REQUIREMENTS, ids=lambda line: line.key)
def test_each_line_looks_at_one_fact_and_says_how_to_mend_it(line: Requirement) -> None:
    deciding = [name for name in NAMES if not line.is_met(replace(EVERYTHING, **{name: False}))]

    assert len(deciding) == 1
    assert line.missing.endswith(".")
    assert line.sentence
    assert line.remedy
    assert line.place in Place


def test_no_two_lines_look_at_the_same_fact() -> None:
    assert len({line.key for line in REQUIREMENTS}) == len(REQUIREMENTS) == len(NAMES)


def test_a_move_that_skips_stages_must_satisfy_all_those_it_passes() -> None:
    missing = missing_for(Stage.IMPLANTATION, NOTHING, after=Stage.QUALIFICATION)

    assert keys(missing) == [
        "agreement",
        "needs",
        "jobs_planned",
        "legal_form_planned",
        "site",
        "opening_planned",
        "company",
    ]


def test_what_was_required_before_is_not_asked_again() -> None:
    assert keys(requirements_for(Stage.IMPLANTATION, after=Stage.SUPPORT)) == [
        "site",
        "opening_planned",
        "company",
    ]


def test_the_last_stage_has_no_next_one() -> None:
    assert Stage.FOLLOW_UP.next is None
    assert Stage.DETECTION.next is Stage.QUALIFICATION
    assert [stage.rank for stage in Stage] == [0, 1, 2, 3, 4]


def test_stages_and_health_can_be_written_where_no_drawing_is_possible() -> None:
    assert Stage.SUPPORT.written == "◑ Accompagnement"
    assert Stage.FOLLOW_UP.reached == "en suivi"
    assert [health.written for health in Health] == [
        "■ Bloqué",
        "◌ Dormant",
        "▲ En retard",
        "● Actif",
    ]
