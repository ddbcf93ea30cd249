"""Words of both languages meet in the same terms."""

import pytest

from circular.analysis.vocabulary import code_materials, code_terms, pieces, root_of, terms


def _concepts(text: str) -> set[str]:
    return {term[2:] for term, weight in terms(text).items() if term[0] == "c" and weight == 1}


@pytest.mark.parametrize(
    ("french", "english", "concept"),
    [
        ("Cendres volantes", "fly ash", "fly_ash"),
        ("boues d’épuration", "sewage sludges", "sewage"),
        ("laitiers de haut fourneau", "blast-furnace slag", "blast_slag"),
        ("gypse", "Gypsum", "gypsum"),
        ("lactosérum", "whey", "whey"),
        ("drêches", "brewers’ spent grains", "spent_grain"),
        ("sciure", "sawdust", "sawdust"),
        ("pneus usagés", "used tyres", "tyre"),
        ("huiles de friture", "frying oil", "edible_oil"),
        ("solvants", "solvent", "solvent"),
        ("chaleur fatale", "waste heat", "heat"),
        ("gaz carbonique", "CO2", "carbon_dioxide"),
        ("eaux de refroidissement", "cooling water", "cooling_water"),
        ("métaux non ferreux", "non-ferrous metals", "non_ferrous"),
        ("palettes", "pallets", "pallet"),
    ],
)
def test_both_languages_name_one_concept(french: str, english: str, concept: str) -> None:
    assert concept in _concepts(french)
    assert concept in _concepts(english)


def test_a_concept_brings_what_it_is_a_kind_of_for_less() -> None:
    found = terms("fly ash")
    assert found["c:fly_ash"] == 1
    assert found["c:ash"] == 0.5
    assert found["c:mineral"] == 0.25


def test_the_longest_phrase_speaks_alone() -> None:
    assert "edible_oil" in _concepts("used cooking oil")
    assert "mineral_oil" not in _concepts("used cooking oil")
    assert "ferrous" not in _concepts("non-ferrous metal")


def test_accents_case_and_plurals_change_nothing() -> None:
    assert terms("DÉCHETS DE CÉRAMIQUES").keys() >= {"c:brick"}
    assert root_of("boues") == root_of("boue")
    assert root_of("ashes") == root_of("ash")


def test_words_that_all_wastes_share_weigh_less() -> None:
    found = terms("waste paper")
    assert found[f"w:{root_of('waste')}"] < found[f"w:{root_of('paper')}"]


def test_misspelt_words_still_share_pieces() -> None:
    shared = set(pieces("polystirene")) & set(pieces("polystyrene"))
    assert len(shared) >= 3
    assert pieces("boue") == [" bou", "boue", "oue "]


def test_an_empty_text_and_stop_words_say_nothing() -> None:
    assert terms("") == {}
    assert terms("of the … de la !") == {}


def test_a_code_says_what_its_longest_known_prefix_is_made_of() -> None:
    assert "c:fly_ash" in code_terms("100102")
    assert "c:glass" in code_terms("101112")
    assert "c:plastic" in code_terms("120105")
    assert code_terms("99") == {}


def test_a_code_says_what_it_is_made_of_and_not_what_it_is_used_for() -> None:
    assert code_materials("150107") == {"glass"}
    assert {"pallet", "wood", "biomass"} <= code_materials("150103")
    assert code_materials("200199") == frozenset(), "nobody knows"
    assert code_materials("2001") == frozenset(), "a sub-chapter is made of many"
