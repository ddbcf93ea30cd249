"""The sentences of the elected page, case by case."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from circular.domain.agreements import AgreementState
from circular.domain.indicators import Figure, Perimeter
from circular.domain.stages import FEWEST_STAYS, ExitKind, Stage
from circular.exports import dashboard_words as words
from circular.queries.dashboard import Agreements, Dashboard, Place, Reading, SharedAgreement
from circular.queries.decisions import Decisions
from circular.queries.funnel import Funnel, StageFigures
from circular.queries.jobs import JobFigures, JobSum
from circular.queries.targets import Target

DAY = date(2026, 11, 22)
TARGET = Target(
    id=1,
    indicator="jobs_net",
    epci_siren=None,
    epci_name=None,
    value=100,
    starts_on=date(2025, 1, 1),
    due_on=date(2029, 12, 31),
    source="Présentation publique",
    decided_on=date(2025, 1, 2),
    decided_by=None,
    note=None,
    version=1,
)
NO_AGREEMENT = Agreements(0, 0, 0, 0, 0, 0, 0, 0, ())


def some(fte: float, *, verified: float = 0, heads: int = 0, without: int = 0) -> JobSum:
    """Return a sum over as many lines as it takes."""
    lines = 0 if fte == 0 else max(1, without + (1 if heads else 0))
    return JobSum(fte, verified, heads, 0, 0, lines, without)


def a_page(net: JobSum | float = 31, *, day: date = DAY, **changes: Any) -> Dashboard:
    """Return a page with these net jobs, three agreements signed and eight to come."""
    total = net if isinstance(net, JobSum) else some(net, heads=35)
    jobs = JobFigures(day, created=total, net=total, safeguarded=some(4), planned=some(20))
    values: dict[str, Any] = {
        "perimeter": Perimeter(day),
        "epci_name": None,
        "compared_on": date(2026, 5, 22),
        "readings": (),
        "jobs": jobs,
        "target": TARGET,
        "months": (),
        "funnel": Funnel((), ()),
        "agreements": Agreements(3, 3, 0, 8, 2, 45, 0, 11, ()),
        "places": (),
        "tonnes_agreed": Figure(0.0, records=0),
        "tonnes_measured": Figure(0.0, records=0),
        "women_share": Figure(None),
        "priority_district_share": Figure(None),
        "decisions": Decisions((), 0),
        "heads": {"net": Figure(total.known_heads).of_people.shared},
    }
    return Dashboard(**{**values, **changes})


def test_the_lead_says_jobs_promise_gap_and_what_is_to_come() -> None:
    assert words.lead(a_page()) == (
        "**31\u00a0emplois nets créés** au 22/11/2026 sur les 100 promis d\u2019ici fin\u00a02029. "
        "C\u2019est **6,8 de moins** que la trajectoire prévue\u202f; "
        "les 8 conventions à venir en promettent 45."
    )


@pytest.mark.parametrize(
    ("net", "part"),
    [
        (45, "**7,2 de plus** que la trajectoire"),
        (37.9, "**ce que prévoit la trajectoire**"),
        (100, "**La promesse est tenue**"),
        (120, "**La promesse est tenue**"),
    ],
)
def test_the_lead_says_where_the_jobs_stand(net: float, part: str) -> None:
    assert part in words.lead(a_page(net))


def test_a_promise_that_fell_due_says_what_is_missing() -> None:
    page = a_page(80, day=date(2030, 2, 1))

    assert "L\u2019échéance est passée\u00a0: **il en manque 20**" in words.lead(page)
    assert words.pace(page).startswith("L\u2019échéance (fin\u00a02029) est passée")


def test_no_job_is_said_in_words() -> None:
    sentence = words.lead(a_page(some(0), agreements=NO_AGREEMENT))

    assert sentence.startswith("**Aucun emploi net créé** au 22/11/2026")
    assert sentence.endswith("la trajectoire prévue.")


def test_without_a_target_the_lead_says_so() -> None:
    page = a_page(target=None, agreements=NO_AGREEMENT)

    assert words.lead(page).endswith(
        "L\u2019association n\u2019a pas d\u2019objectif à cette date."
    )
    there = replace(page, epci_name="CA du Libournais")
    assert (
        "(CA du Libournais). Ce territoire n\u2019a pas d\u2019objectif à cette date."
        in words.lead(there)
    )
    assert "pas de trajectoire" in words.pace(page)


@pytest.mark.parametrize(
    ("agreements", "end"),
    [
        (Agreements(3, 3, 0, 1, 0, 6, 0, 4, ()), "\u202f; la convention à venir en promet 6."),
        (
            Agreements(3, 3, 0, 2, 0, 6, 1, 5, ()),
            "les 2 conventions à venir en promettent au moins 6.",
        ),
        (Agreements(3, 3, 0, 1, 0, 0, 1, 4, ()), "ne dit pas encore combien elle en promet."),
        (
            Agreements(3, 3, 0, 2, 0, 0, 2, 5, ()),
            "ne disent pas encore combien elles en promettent.",
        ),
        (NO_AGREEMENT, "que la trajectoire prévue."),
    ],
)
def test_agreements_to_come_are_counted_with_what_they_say(
    agreements: Agreements, end: str
) -> None:
    assert words.lead(a_page(agreements=agreements)).endswith(end)


def test_what_weighs_is_said_of_jobs_that_are_behind() -> None:
    agreements = Agreements(3, 3, 0, 0, 0, 0, 0, 3, (), jobs_in_force=28)
    behind = a_page(some(2), agreements=agreements, funnel=a_funnel())

    assert words.why(behind) == (
        "Ce qui pèse\u00a0: les 3 conventions en vigueur promettent 28\u00a0ETP à terme\u202f; "
        "2 sur 5\u00a0projets suivis ne sont pas encore accompagnés."
    )
    lost = replace(behind.jobs, created=some(4.5))
    assert "sur 4,5\u00a0emplois créés, 2,5 ont pris fin" in words.why(replace(behind, jobs=lost))
    assert words.why(replace(behind, target=None)) == ""
    assert words.why(a_page(some(100), agreements=agreements)) == ""


def test_few_agreements_allow_no_forecast() -> None:
    assert words.pace(a_page()) == (
        "Pour tenir fin\u00a02029, il faut **22,2\u00a0emplois par an**\u202f; "
        "moyenne depuis le début\u00a0: 16,4. "
        "Trop peu de conventions signées pour prévoir sérieusement."
    )


def test_enough_agreements_allow_to_say_a_year() -> None:
    page = a_page(agreements=Agreements(5, 5, 0, 0, 0, 0, 0, 5, ()))

    assert words.pace(page).endswith("l\u2019objectif serait atteint **en 2031**.")
    still = replace(a_page(some(0)), agreements=page.agreements)
    assert words.pace(still).endswith("l\u2019objectif ne serait pas atteint.")


def test_the_pace_before_the_period_and_after_the_promise() -> None:
    assert "commence le 01/01/2025" in words.pace(a_page(0, day=date(2024, 12, 1)))
    assert words.pace(a_page(100)) == "Les 100 emplois promis sont là."
    assert "trop tôt" in words.pace(a_page(2, day=date(2025, 3, 1)))


def test_declared_and_verified_are_told_and_the_rest_kept_apart() -> None:
    page = a_page(some(31.5, verified=12, heads=35))

    assert words.jobs_apart(page) == (
        "31,5\u00a0ETP (35\u00a0personnes), dont 12\u00a0ETP vérifiés. À part, jamais ajoutés"
        "\u00a0: 4\u00a0ETP sauvegardés, 20\u00a0ETP annoncés par les porteurs."
    )


@pytest.mark.parametrize(
    ("net", "part"),
    [
        (some(3, heads=4), "(moins de\u00a05\u00a0personnes)"),
        (some(30, heads=30, without=2), "(30\u00a0personnes au moins)"),
        (some(3, without=1), "(nombre de personnes non renseigné)"),
        (some(0), "Aucun emploi net à cette date."),
    ],
)
def test_few_people_are_masked_and_unknown_ones_are_said_to_be(net: JobSum, part: str) -> None:
    assert part in words.jobs_apart(a_page(net))


def a_funnel(*, stays: int = 5, **medians: float) -> Funnel:
    """Return a funnel with one project in each stage and these median days of so many stays."""
    return Funnel(
        tuple(
            StageFigures(each, 1, medians.get(each.value), stays if each.value in medians else 0)
            for each in Stage
        ),
        ((ExitKind.ABANDONED, 2), (ExitKind.REDIRECTED, 1)),
    )


def test_the_funnel_says_where_one_waits_longest() -> None:
    assert words.funnel(a_funnel(detection=20, qualification=96)) == (
        "**5\u00a0projets suivis**\u202f; c\u2019est en qualification "
        "que l\u2019on attend le plus longtemps."
    )
    assert "aucun n\u2019a encore changé" in words.funnel(a_funnel())
    assert "trop peu de passages achevés en qualification pour dire" in words.funnel(
        a_funnel(stays=4, qualification=96)
    )


def test_a_longer_stay_of_few_cases_is_never_passed_over_for_a_shorter_one() -> None:
    few = StageFigures(Stage.SUPPORT, 1, 159, 2)
    known = StageFigures(Stage.QUALIFICATION, 1, 141, 6)

    assert "passages achevés en accompagnement" in words.funnel(Funnel((known, few), ()))
    assert words.funnel(Funnel((), ())).startswith("**Aucun projet**")


def test_the_funnel_says_where_most_projects_stand() -> None:
    stages = tuple(
        StageFigures(each, 4 if each is Stage.QUALIFICATION else 0, None, 0) for each in Stage
    )
    assert "dont" not in words.funnel(Funnel(stages, ()))

    stages = tuple(
        StageFigures(each, 5 if each is Stage.QUALIFICATION else 0, None, 0) for each in Stage
    )
    assert ", dont 5 en qualification" in words.funnel(Funnel(stages, ()))

    slow = tuple(replace(each, median_days=96, stays=FEWEST_STAYS) for each in stages)
    assert words.funnel(Funnel(slow[1:2], ())) == (
        "**5\u00a0projets suivis**, dont 5 en qualification, "
        "l\u2019étape où l\u2019on attend le plus longtemps."
    )


def test_exits_are_named_and_counted() -> None:
    assert words.exits(a_funnel(), year=2026).endswith(
        "2\u00a0abandons et 1\u00a0réorientation en 2026."
    )
    assert words.exits(Funnel((), ()), year=2026).endswith("Aucune sortie en 2026.")


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (Agreements(3, 3, 0, 8, 2, 0, 0, 11, ()), "**3 en vigueur, 8 à venir**, dont 2 à signer."),
        (Agreements(3, 3, 0, 0, 0, 0, 0, 3, ()), "**3 en vigueur, aucune à venir**."),
        (Agreements(0, 0, 0, 2, 0, 0, 0, 2, ()), "**Aucune en vigueur, 2 à venir**."),
        (
            Agreements(4, 3, 1, 2, 0, 0, 0, 6, ()),
            "**3 en vigueur, 1\u00a0signée qui n\u2019a pas commencé, 2 à venir**.",
        ),
        (
            Agreements(2, 0, 2, 0, 0, 0, 0, 2, ()),
            "**Aucune en vigueur, 2\u00a0signées qui n\u2019ont pas commencé, aucune à venir**.",
        ),
        (Agreements(1, 0, 0, 0, 0, 0, 0, 1, ()), "**Aucune en vigueur**, 1\u00a0terminée."),
        (NO_AGREEMENT, "**Aucune convention** à cette date."),
    ],
)
def test_agreements_are_counted_in_words(found: Agreements, sentence: str) -> None:
    assert words.agreements(found) == sentence


def test_places_say_the_first_and_how_many_have_jobs() -> None:
    found = (Place("1", "CA du Libournais", 18), Place("2", "CC de l'Estuaire", 3))

    assert words.places(found, 31) == (
        "**Libournais\u00a0: 18 sur 31**\u202f; 2 des 2 membres en comptent."
    )
    assert words.places((found[0], Place("2", "Estuaire", 0)), 18).endswith(
        "1 des 2 membres en compte."
    )
    assert "Aucun emploi net" in words.places((Place("1", "Libournais", 0),), 0)
    assert "pas encore d\u2019intercommunalité" in words.places((Place(None, "Ailleurs", 2),), 2)


def with_tonnes(noted: Figure, agreed: Figure, measured: Figure) -> Dashboard:
    """Return a page with these tonnes."""
    return a_page(
        readings=(Reading("stream_tonnes", noted, noted),),
        tonnes_agreed=agreed,
        tonnes_measured=measured,
    )


def test_noted_tonnes_stand_beside_those_promised_and_those_measured() -> None:
    page = with_tonnes(
        Figure(940.0, records=12), Figure(420.0, records=3), Figure(310.0, records=2)
    )

    assert words.materials(page) == (
        "**Matières**\u00a0: 940\u00a0t par an dans 12\u00a0gisements, 420\u00a0t par an promis "
        "par des accords en vigueur, 310\u00a0t mesurées en 2025."
    )


def test_what_the_tonnes_leave_out_is_counted_for_the_team() -> None:
    whole = Figure(940.0, records=12)

    assert words.kept_back(with_tonnes(replace(whole, withheld=2), whole, whole)) == (
        "Pour l\u2019équipe\u00a0: ces tonnes sont celles que chacun peut lire, sans "
        "2\u00a0gisements réservés que la page «\u00a0Indicateurs\u00a0» vous compte en plus."
    )
    assert words.kept_back(with_tonnes(whole, whole, whole)) == ""


def test_tonnes_that_nobody_knows_are_never_zero() -> None:
    page = with_tonnes(
        Figure(None, missing=2, records=2), Figure(None, records=1), Figure(None, records=1)
    )

    said = words.materials(page)
    assert said.count("tonnage inconnu ou réservé") == 2
    assert "tonnes mesurées inconnues ou réservées en 2025" in said
    none = Figure(0.0, records=0)
    assert words.materials(with_tonnes(none, none, none)).endswith(
        "aucun gisement n\u2019était recensé à cette date."
    )


def test_net_jobs_are_told_apart_and_what_would_single_out_is_unknown() -> None:
    page = a_page(
        some(6, verified=4, heads=3, without=1),
        women_share=Figure(None, missing=1),
        priority_district_share=Figure(25.0, missing=2),
    )

    told = dict(words.net_jobs_told_apart(page))
    assert told["Vérifiés"] == "4\u00a0ETP"
    assert told["Déclarés, à vérifier"] == "2\u00a0ETP"
    assert told["En personnes"] == "moins de\u00a05\u00a0personnes"
    assert told["Part des femmes, sexe connu"] == "–"
    assert told["Part en quartier prioritaire (QPV)"] == "25\u00a0%"
    assert told["QPV non renseigné"] == "2\u00a0projets"


def test_a_planned_signature_is_not_written_as_a_signature() -> None:
    signed = SharedAgreement(
        id=1,
        project_id=1,
        number="2026-001",
        state=AgreementState.SIGNED,
        signing_on=DAY,
        starts_on=DAY,
        jobs_committed=4,
        project_title="Palettes",
        is_fictitious=True,
    )
    review = replace(signed, state=AgreementState.REVIEW)

    assert words.standing(signed, DAY) == "● Signée le 22/11/2026"
    to_begin = words.standing(signed, DAY - timedelta(days=1))
    assert to_begin == "● Signée le 22/11/2026, pas commencée"
    to_sign = words.standing(replace(signed, state=AgreementState.TO_SIGN), DAY)
    assert to_sign == "◔ À signer le 22/11/2026"
    assert words.standing(review, DAY) == "◌ En relecture, signature prévue le 22/11/2026"
    assert words.standing(replace(review, signing_on=None), DAY) == "◌ En relecture"


def test_a_revised_target_says_what_it_was_when_and_who_decided_it() -> None:
    lowered = replace(TARGET, value=90, decided_on=date(2026, 9, 1), decided_by="Bureau")
    later = replace(lowered, value=100, due_on=date(2030, 12, 31))
    bent = replace(lowered, value=100)

    assert words.revised(a_page(target=lowered, revised=TARGET)) == (
        "Objectif revu le 01/09/2026\u00a0: 90 au lieu de 100 (Bureau)."
    )
    assert words.revised(a_page(target=lowered, revised=TARGET), with_author=False).endswith("100.")
    assert "fin\u00a02030 au lieu de fin\u00a02029" in words.revised(
        a_page(target=later, revised=TARGET)
    )
    assert "autre trajectoire" in words.revised(a_page(target=bent, revised=TARGET))
    assert words.revised(a_page()) == words.revised(a_page(target=None)) == ""
