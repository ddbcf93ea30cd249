"""The sentences of targets, case by case."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from circular.domain.indicators import Figure, Unit
from circular.domain.targets import AIMS, PathKind, PathPoint, progress
from circular.exports import target_words as words
from circular.queries.targets import TargetStanding
from tests.exports.test_dashboard_words import DAY, TARGET

STEPS = (PathPoint(date(2027, 6, 1), 30), PathPoint(date(2029, 12, 31), 100))


def standing(
    reached: float | None = 31, *, day: date = DAY, is_masked: bool = False, **changes: Any
) -> TargetStanding:
    """Return where a target of 100 net jobs by the end of 2029 stands."""
    target = replace(TARGET, **changes)
    told = progress(target.path, AIMS[target.indicator], None if is_masked else reached, day)
    return TargetStanding(
        target=target,
        as_of=day,
        figure=Figure(reached),
        progress=told,
        is_masked=is_masked,
        is_member=True,
    )


def test_a_standing_says_reached_gap_and_pace() -> None:
    assert words.standing(standing()) == (
        "**31\u00a0ETP** au 22/11/2026 (31\u00a0% du chemin), pour 100\u00a0ETP à atteindre "
        "d\u2019ici fin\u00a02029. C\u2019est **6,8\u00a0ETP de moins** que la trajectoire prévue. "
        "Pour tenir fin\u00a02029, il faut **22,2\u00a0ETP de plus par an**\u202f; la moyenne "
        "depuis le début est de 16,4\u00a0ETP. À cette moyenne, il serait atteint "
        "**en 2031**\u202f; ce n\u2019est pas une prévision."
    )


@pytest.mark.parametrize(
    ("found", "part"),
    [
        (standing(45), "7,2\u00a0ETP de plus** que la trajectoire"),
        (standing(37.81), "**ce que prévoit la trajectoire**"),
        (standing(100), "**L\u2019objectif est tenu**."),
        (standing(0), "l\u2019objectif ne serait pas atteint"),
        (standing(None), "**Chiffre inconnu** au 22/11/2026"),
        (standing(2, is_masked=True), "**Chiffre gardé pour l\u2019équipe**"),
        (standing(80, day=date(2030, 2, 1)), "est passée\u00a0: **il manque 20\u00a0ETP**"),
        (standing(0, day=date(2024, 6, 1)), "La période commence le 01/01/2025."),
        (standing(0, day=date(2025, 2, 1)), "il est trop tôt pour mesurer un rythme"),
        (standing(path_kind=PathKind.NONE), "Aucune trajectoire n\u2019est fixée"),
        (
            standing(path_kind=PathKind.STEPPED, points=STEPS),
            "Rien n\u2019est attendu avant le premier palier, le 01/06/2027",
        ),
    ],
)
def test_what_can_be_said_is_said(found: TargetStanding, part: str) -> None:
    assert part in words.standing(found)


@pytest.mark.parametrize(
    "found",
    [standing(100), standing(None), standing(80, day=date(2030, 2, 1)), standing(is_masked=True)],
)
def test_no_pace_is_told_where_it_would_mean_nothing(found: TargetStanding) -> None:
    assert "par an" not in words.standing(found)


def test_a_delay_is_not_to_be_passed_and_has_no_share_of_a_way() -> None:
    delay: dict[str, Any] = {
        "indicator": "signature_delay",
        "value": 60.0,
        "path_kind": PathKind.NONE,
    }

    late, kept = standing(90, **delay), standing(1, **delay)
    assert words.standing(late) == (
        "**90\u00a0jours** au 22/11/2026, pour 60\u00a0jours à ne pas dépasser d\u2019ici "
        "fin\u00a02029. Aucune trajectoire n\u2019est fixée\u00a0: seule l\u2019échéance compte. "
        "Compté à partir du 01/01/2025."
    )
    assert words.standing(kept).startswith("**1\u00a0jour**")
    assert words.standing(kept).endswith(
        "**L\u2019objectif est tenu** à cette date. Compté à partir du 01/01/2025."
    )
    past = standing(90, day=date(2030, 1, 1), **delay)
    assert "**30\u00a0jours de trop**" in words.standing(past)


def test_shares_are_apart_by_points() -> None:
    share: dict[str, Any] = {"indicator": "facilities_booked", "value": 60.0, "baseline": 20.0}

    assert "points de moins" in words.standing(standing(30, **share))
    assert words.difference(Unit.PERCENT, 1) == "1\u00a0point"


def test_tonnes_gained_every_year_are_said_as_tonnes() -> None:
    found = standing(indicator="tonnes_agreed")

    assert "**31\u00a0t par an**" in words.standing(found)
    assert "il faut **22,2\u00a0t de plus par an**" in words.standing(found)


def test_what_weakens_a_figure_is_told() -> None:
    found = replace(standing(), figure=Figure(31, missing=2), is_member=False)

    said = words.standing(found)
    assert "2\u00a0lignes sans donnée n\u2019y sont pas." in said
    assert "n\u2019est plus membre du territoire" in said


def test_targets_are_summed_up_in_a_sentence() -> None:
    found = [
        standing(),
        standing(100),
        standing(45),
        standing(None),
        standing(path_kind=PathKind.NONE),
    ]

    assert words.lead(found, DAY) == (
        "**5\u00a0objectifs** au 22/11/2026\u00a0: 1\u00a0tenu, 1\u00a0dans les temps, "
        "1\u00a0en retard, 1\u00a0pas encore tenu et 1\u00a0sans chiffre."
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Trajectoire régulière depuis le 01/01/2025."),
        ({"path_kind": PathKind.NONE}, "Sans trajectoire\u00a0: seule l\u2019échéance compte."),
        (
            {"path_kind": PathKind.STEPPED, "points": STEPS},
            "Trajectoire par paliers\u00a0: 30 au 01/06/2027 et 100 au 31/12/2029.",
        ),
    ],
)
def test_a_decision_says_its_path_and_its_source(changes: dict[str, Any], said: str) -> None:
    target = replace(TARGET, decided_by="Bureau", baseline=3.0, **changes)

    assert words.decision(target, Unit.FULL_TIME_EQUIVALENT) == (
        "Bureau\u00a0: 100\u00a0ETP d\u2019ici fin\u00a02029, à partir de 3\u00a0ETP. "
        f"{said} Source\u00a0: Présentation publique."
    )


def test_a_narrow_cell_says_its_unit_only_where_the_row_does_not() -> None:
    assert words.cell(Unit.AGREEMENTS, 3) == "3"
    assert words.cell(Unit.DAYS, 210.04) == "210\u00a0j"
    assert words.cell(Unit.DAYS, None) == "–"


def test_a_target_is_named_by_what_it_counts_and_where() -> None:
    assert words.name(standing()) == "Emplois nets, tout le territoire"
    assert words.name(standing(epci_name="CA du Libournais")) == "Emplois nets, CA du Libournais"


def test_a_target_of_a_period_says_since_when_it_counts() -> None:
    found, signed = standing(50), standing(5, indicator="agreements_signed")

    assert words.row_name(found) == words.name(found), "net jobs are those of a day"
    assert words.row_name(signed) == f"{words.name(signed)}, depuis le 01/01/2025"
