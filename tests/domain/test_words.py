"""Words typed in different ways meet once folded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circular.domain.words import STOP_WORDS, fold, stems


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Saint-Émilion", "saint emilion"),
        ("L’Œuvre", "l oeuvre"),
        ("L'œuvre", "l oeuvre"),
        ("Bœufs & cætera", "boeufs caetera"),
        ("  ÇA   va\u00a0? ", "ca va"),
        ("20 02 01*", "20 02 01"),
        ("CO₂", "co2"),
        ("", ""),
        ("😀", ""),
    ],
)
def test_accents_case_and_signs_are_folded(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert once.isascii()


@pytest.mark.parametrize(
    ("one", "several"),
    [
        ("pneu", "pneus"),
        ("vélo", "vélos"),
        ("métal", "métaux"),
        ("végétal", "végétaux"),
        ("journal", "journaux"),
        ("noyau", "noyaux"),
        ("tuyau", "tuyaux"),
        ("matériau", "matériaux"),
        ("plateau", "plateaux"),
        ("caillou", "cailloux"),
        ("déchet dangereux", "déchets dangereux"),
        ("couche de bébé", "Couches des bébés"),
        ("huile usagée", "HUILES USAGÉES"),
        ("feu", "feux"),
        ("palette", "palettes"),
    ],
)
def test_the_plural_meets_the_singular(one: str, several: str) -> None:
    assert stems(one) == stems(several)
    assert stems(one)


@pytest.mark.parametrize(
    ("left", "right"),
    [("chaux", "chaud"), ("bois", "boisson"), ("os", "or"), ("verre", "vert"), ("pile", "pilier")],
)
def test_different_words_stay_apart(left: str, right: str) -> None:
    assert stems(left) != stems(right)


def test_stop_words_elisions_and_lone_letters_are_left_out() -> None:
    assert stems("des huiles d’olive et l’eau") == stems("huile olive eau")
    assert stems("de la, du ; et les") == ()


def test_numbers_and_repetitions_are_kept() -> None:
    assert stems("20 02 01 bois bois")[:3] == ("20", "02", "01")
    assert len(stems("bois bois")) == 2


def test_stop_words_are_written_folded() -> None:
    assert {fold(word) for word in STOP_WORDS} == STOP_WORDS
