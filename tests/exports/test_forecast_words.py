"""The sentences of the forecast, case by case."""

from dataclasses import replace
from datetime import date

import pytest

from circular.domain.forecast import HypothesisKey
from circular.domain.indicators import Perimeter
from circular.domain.stages import Stage
from circular.exports import forecast_tables
from circular.exports import forecast_words as words
from circular.queries.forecast import Forecast, Needed, QuarterAhead, StageAhead
from circular.queries.forecast_facts import Range
from circular.queries.forecast_hypotheses import Hypothesis
from circular.queries.past_forecasts import BackTest, PastForecast
from circular.queries.targets import Target

DAY = date(2026, 11, 22)
DUE = date(2029, 12, 31)
TARGET = Target(1, "jobs_net", None, None, 100, date(2025, 1, 1), DUE, "Source", DAY, None, None, 1)
PAGE = Forecast(
    perimeter=Perimeter(DAY),
    target=TARGET,
    past=(),
    net_fte=31,
    signed=12,
    outcomes=9,
    first_day=date(2022, 1, 1),
    is_too_few=False,
    quarters=(QuarterAhead(DUE, Range(40.2, 61.6, 89.7), Range(35, 50, 72)),),
    stages=(StageAhead(Stage.SUPPORT, 4, 20, 0, 0.7, 12.4),),
    kept_fte=22,
    arrivals_fte=0.4,
    hypotheses=(),
    probability=0.31,
    probability_without=0.1,
    needed=(Needed(0.5, 6, is_too_late=False), Needed(0.8, 1, is_too_late=False)),
)


def test_the_lead_says_the_range_and_the_chance() -> None:
    assert words.lead(PAGE) == (
        "D’ici fin\u00a02029, l’association compterait **entre 40 et 90\u00a0emplois nets** "
        "(8\u00a0chances sur\u00a010), contre 31\u00a0emplois nets au 22/11/2026. Il y a **environ "
        "3\u00a0chances sur\u00a010** d’atteindre l’objectif de 100."
    )


def test_the_forecast_in_short_is_one_sentence_that_owns_its_weakness() -> None:
    assert words.in_short(PAGE) == (
        "Prévision\u00a0: **entre 40 et 90\u00a0emplois nets** d’ici fin\u00a02029\u202f; environ "
        "3\u00a0chances sur\u00a010 d’atteindre 100."
    )
    assert words.in_short(replace(PAGE, is_too_few=True)).startswith("Prévision fragile\u00a0: ")
    assert words.in_short(replace(PAGE, target=None, probability=None)).endswith("fin\u00a02029.")
    assert words.in_short(replace(PAGE, quarters=())).endswith(
        "rien n’est noté jusqu’à cette date."
    )


def test_too_few_facts_are_told_first() -> None:
    few = replace(PAGE, is_too_few=True, signed=3, outcomes=2)

    assert words.lead(few).startswith(
        "**Trop peu de conventions signées pour prévoir sérieusement.** D’ici"
    )
    assert "3\u00a0conventions suivies à ce jour" in words.warning(few)
    assert "à ce jour" not in words.warning(few, with_counts=False)


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (replace(PAGE, target=None, probability=None), "Aucun objectif n’est fixé"),
        (
            replace(PAGE, target=replace(TARGET, due_on=date(2026, 1, 1)), probability=None),
            "est passée (01/01/2026)\u00a0: il n’est pas atteint",
        ),
        (replace(PAGE, probability=None), "à plus de dix ans"),
        (
            replace(PAGE, net_fte=120, probability=0.97),
            "déjà atteint\u202f; il y a **plus de 19\u00a0chances sur\u00a020**",
        ),
        (replace(PAGE, quarters=()), "il n’y a rien à prévoir"),
        (replace(PAGE, perimeter=Perimeter(DAY, "200070092")), "ce territoire compterait"),
    ],
)
def test_what_cannot_be_foreseen_is_told_as_such(page: Forecast, said: str) -> None:
    assert said in words.lead(page)


def test_a_range_without_width_is_about_one_number() -> None:
    assert words.between(Range(12, 12.2, 12.4)) == "environ 12\u00a0emplois nets"
    assert words.between(Range(0, 1, 1.6)) == "entre 0 et 2\u00a0emplois nets"


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Needed(0.5, 0, is_too_late=False), "**aucune convention de plus**"),
        (Needed(0.5, 1, is_too_late=False), "**1\u00a0convention de plus**"),
        (Needed(0.5, None, is_too_late=False), "**plus de 300\u00a0conventions de plus**"),
        (Needed(0.5, None, is_too_late=True), "**hors de portée**"),
    ],
)
def test_agreements_needed_are_told_or_said_out_of_reach(found: Needed, said: str) -> None:
    assert words.one_needed(found).startswith(said)


def test_a_rough_number_of_agreements_is_rounded_to_fives() -> None:
    found = Needed(0.5, 33, is_too_late=False)

    assert words.one_needed(found, is_rough=True) == (
        "**de l’ordre de 35\u00a0conventions de plus**"
    )


def test_the_middle_is_told_plainly_even_when_it_is_nothing() -> None:
    assert words.chart(PAGE).startswith(
        "Il y a autant de chances d’avoir plus de **62\u00a0emplois nets** que d’en avoir moins "
        "d’ici fin\u00a02029. Sans aucun nouveau porteur"
    )
    nothing = replace(PAGE, quarters=(QuarterAhead(DUE, Range(0, 0.2, 4), Range(0, 0, 3)),))
    assert words.chart(nothing).startswith("Une fois sur deux, il n’y aurait **aucun emploi net**")


def test_what_is_needed_is_set_against_the_pace_so_far() -> None:
    assert words.usual_pace(replace(PAGE, signed=3, first_day=date(2024, 11, 22))) == (
        "À comparer au rythme de toute l’association\u00a0: 3\u00a0conventions suivies en "
        "2\u00a0ans."
    )
    assert words.usual_pace(replace(PAGE, signed=0, first_day=date(2026, 8, 22))) == (
        "À comparer au rythme de toute l’association\u00a0: aucune convention suivie en "
        "3\u00a0mois."
    )
    assert words.usual_pace(replace(PAGE, first_day=DAY)) == ""
    assert words.usual_pace(replace(PAGE, first_day=None)) == ""


def test_both_levels_are_told_together_when_they_agree() -> None:
    same = replace(PAGE, needed=(Needed(0.5, 0, is_too_late=False),) * 2)

    assert words.needed(same) == (
        "Pour atteindre 100 une fois sur deux, et même huit sur dix\u00a0: "
        "**aucune convention de plus**."
    )
    assert "Sans objectif à venir" in words.needed(replace(PAGE, needed=()))


def test_stages_say_what_is_expected_and_what_stays() -> None:
    assert words.stages(PAGE) == (
        "**4\u00a0projets en cours** apporteraient 12\u00a0emplois en moyenne d’ici "
        "fin\u00a02029\u202f; les porteurs encore inconnus, moins d’un emploi. Des emplois "
        "déjà là, 22 sur 31 seraient encore là. En tout, **35\u00a0emplois en moyenne**\u202f; une "
        "fois sur deux, plus de 62\u00a0: ce sont deux mesures, la moyenne et le milieu des mêmes "
        "futurs possibles."
    )
    assert "Aucun projet n’est en cours" in words.stages(replace(PAGE, stages=()))


def past(*actuals: float) -> BackTest:
    """Return past forecasts of 10 to 20, one for each fact."""
    return BackTest(
        Perimeter(DAY),
        tuple(PastForecast(date(2026, 1, 1), Range(10, 15, 20), each) for each in actuals),
    )


def test_the_back_test_counts_what_fell_inside() -> None:
    assert words.back_test(past(12, 15, 18, 16, 14, 21)) == (
        "Sur 6\u00a0prévisions passées, **5 sont tombées dans la fourchette**, quand 8 sur 10 sont "
        "attendues\u202f; l’écart moyen au milieu est de 2,3\u00a0emplois."
    )
    assert "**aucune n’est tombée" in words.back_test(past(25, 30))
    assert "trop peu d’essais" in words.back_test(past(12))
    assert "Pas encore d’essai possible" in words.back_test(past())


def test_forecasts_that_lean_are_told() -> None:
    assert words.back_test(past(25, 26, 27)).endswith("Elles étaient plutôt trop basses.")
    assert words.back_test(past(5, 6, 7)).endswith("Elles étaient plutôt trop élevées.")


def test_a_forecast_that_missed_most_of_the_past_is_to_be_doubted() -> None:
    assert words.doubt(past(25, 26, 27, 28, 15)) == (
        "Refaite à 5\u00a0dates passées, cette prévision n’est tombée juste que 1\u00a0fois\u00a0: "
        "ne la citez pas sans cette réserve. Ces prévisions étaient plutôt trop basses."
    )
    never = words.doubt(past(5, 6, 5, 6, 5))
    assert never is not None
    assert "jamais tombée juste" in never
    assert words.doubt(past(25, 26, 12, 13, 14)) is None
    assert words.doubt(past(25, 26)) is None


def test_hypotheses_are_told_with_their_units() -> None:
    stage = Hypothesis(
        HypothesisKey.SUPPORT, 0.6, 4, None, 0, 0.6, "choix", supposed_years=1.0, kept_years=1.0
    )
    loss = Hypothesis(HypothesisKey.LOSS, 0.12, 25, 0.2, 30, 0.15, "référence")
    arrivals = Hypothesis(HypothesisKey.ARRIVALS, 2.4, 0.5, 7.25, 22, 6.1, "choix")

    assert words.supposed(stage) == "6 sur\u00a010, 12\u00a0mois"
    assert (words.observed(stage), words.weight(stage)) == ("–", "4\u00a0projets")
    assert (words.observed(loss), words.count(loss)) == (
        "20\u00a0% par an",
        "30\u00a0emplois suivis un an",
    )
    assert (words.kept(arrivals), words.weight(arrivals)) == (
        "6,1 par an",
        "6\u00a0mois d’arrivées",
    )
    assert words.sources(replace(PAGE, hypotheses=(stage, arrivals, loss))) == (
        "D’où viennent les suppositions\u00a0: passages entre étapes et arrivées, choix\u202f; "
        "pertes, référence."
    )


def test_a_stage_after_the_agreement_says_whether_it_has_opened() -> None:
    (stage, *_) = PAGE.stages
    said = [
        words.set_up(replace(stage, stage=each, chance=None))
        for each in (Stage.IMPLANTATION, Stage.FOLLOW_UP)
    ]

    assert said == ["en cours d’installation", "déjà ouverts"]
    assert "chance" in words.set_up(replace(stage, chance=0.3))


def test_the_lines_of_the_stages_add_up_to_the_mean_that_is_said() -> None:
    *parts, whole = [each["expected"] for each in forecast_tables.stages(PAGE)]

    assert isinstance(whole, float)
    assert sum(float(str(each)) for each in parts) == pytest.approx(whole)
