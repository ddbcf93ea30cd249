"""Places, waste codes and drafts say of themselves what a screen shows."""

from dataclasses import replace
from datetime import date

import pytest
from pydantic import ValidationError

from circular.domain.reference import (
    Commune,
    EntryDraft,
    Epci,
    WasteCode,
    typed_waste_digits,
    written_waste_code,
)

VAYRES = Commune("33539", "Vayres", "33", "Gironde", "200070092", "CA du Libournais", 1, 44.9, -0.3)
LEAD = WasteCode(
    code="160601",
    label="accumulateurs au plomb",
    everyday_label="Batteries au plomb",
    is_hazardous=True,
    material_family="piles_batteries",
    valid_from=date(2015, 6, 1),
    valid_to=date(2026, 11, 8),
    is_verified=True,
    replaced_by=(),
)


def test_a_commune_is_shown_with_its_department() -> None:
    assert VAYRES.shown_name == "Vayres (Gironde)"


def test_paris_is_not_said_twice() -> None:
    paris = replace(VAYRES, name="Paris", department_name="Paris")
    assert paris.shown_name == "Paris"


def test_a_kind_of_epci_is_written_in_full() -> None:
    assert Epci("1", "CC de l’Estuaire", "CC", None, 14).kind_label == "communauté de communes"
    assert Epci("1", "Autre", "XX", None, 0).kind_label == "XX"


def test_a_waste_code_is_written_two_by_two_with_its_mark() -> None:
    assert LEAD.written == "16 06 01*"
    assert written_waste_code("200201") == "20 02 01"
    assert written_waste_code("2002") == "20 02"
    assert (LEAD.chapter, LEAD.subchapter) == ("16", "1606")


@pytest.mark.parametrize(
    ("day", "valid"),
    [
        (date(2015, 5, 31), False),
        (date(2015, 6, 1), True),
        (date(2026, 11, 8), True),
        (date(2026, 11, 9), False),
    ],
)
def test_the_last_day_of_validity_counts(day: date, valid: bool) -> None:  # noqa: FBT001
    assert LEAD.is_valid_on(day) is valid
    assert (LEAD.validity_note(day) is None) is valid


def test_a_withdrawn_code_says_since_when_and_what_replaces_it() -> None:
    withdrawn = replace(LEAD, replaced_by=("160607", "160608"))
    day = date(2026, 11, 22)
    assert LEAD.validity_note(day) == "Ce code n’est plus valable depuis le 09/11/2026."
    assert withdrawn.validity_note(day) == (
        "Ce code n’est plus valable depuis le 09/11/2026\u202f; voir 16 06 07 et 16 06 08."
    )


def test_a_coming_code_says_from_when() -> None:
    assert LEAD.validity_note(date(2015, 1, 1)) == (
        "Ce code ne sera valable qu’à partir du 01/06/2015."
    )


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("20 02 01", "200201"),
        (" 200201 ", "200201"),
        ("16 06 01*", "160601"),
        ("20.02", "2002"),
        ("20\u00a002", "2002"),
        ("2", None),
        ("2002011", None),
        ("bois", None),
        ("2 palettes", None),
        ("", None),
    ],
)
def test_digits_of_a_waste_code_are_read_however_they_are_spaced(
    typed: str, digits: str | None
) -> None:
    assert typed_waste_digits(typed) == digits


def test_a_label_is_neither_empty_nor_endless() -> None:
    for label in ("   ", "a" * 201):
        with pytest.raises(ValidationError):
            EntryDraft(list_name="sectors", label=label)
    assert EntryDraft(list_name="sectors", label=" Vannerie ").label == "Vannerie"
