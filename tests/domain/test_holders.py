"""Holders: what is recognised in a typed contact, who may be the same person, which title."""

import pytest
from pydantic import ValidationError

from circular.domain.holders import (
    CaptureDraft,
    HolderDraft,
    Reach,
    folded_name,
    names_are_near,
    recognise,
    title_from,
)
from circular.domain.problems import problems_of


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (None, Reach()),
        ("   ", Reach()),
        ("0612345678", Reach(phone="06 12 34 56 78")),
        ("+33 6 12 34 56 78", Reach(phone="06 12 34 56 78")),
        ("Naima@Exemple.FR", Reach(email="Naima@exemple.fr")),
        ("naima@exemple.fr 06 12 34 56 78", Reach("naima@exemple.fr", "06 12 34 56 78")),
        ("06.12.34.56.78 ; naima@exemple.fr", Reach("naima@exemple.fr", "06 12 34 56 78")),
        ("06 12 34 56 78 ou 05 57 00 00 00", Reach(None, "06 12 34 56 78", "05 57 00 00 00")),
        ("passer par la mairie", Reach(other="passer par la mairie")),
        ("naima@", Reach(other="naima@")),
        ("06 12 34", Reach(other="06 12 34")),
    ],
)
def test_what_was_typed_is_recognised_and_never_lost(typed: str | None, expected: Reach) -> None:
    assert recognise(typed) == expected


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("Naïma Terrasson", "Terrasson Naima"),
        ("terr naï", "Naïma Terrasson"),
        ("Naima Terason", "Naïma Terrasson"),
        ("Duval Anne", "Anne-Marie Duval"),
        ("Usine", "Usine"),
    ],
)
def test_near_names_are_seen(typed: str, known: str) -> None:
    assert names_are_near(folded_name(typed), folded_name(known))


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("", "Naïma Terrasson"),
        ("na", "Naïma Terrasson"),
        ("Naïma", "Naïma Terrasson"),
        ("Paul Terrasson", "Naïma Terrasson"),
        ("Marie Marie", "Marie Duval"),
        ("Naïma Terrasson", ""),
    ],
)
def test_other_names_are_not(typed: str, known: str) -> None:
    assert not names_are_near(folded_name(typed), folded_name(known))


@pytest.mark.parametrize(
    ("idea", "expected"),
    [
        (None, "Projet de Naïma"),
        ("  ", "Projet de Naïma"),
        ("composter les couches. Puis on verra", "Composter les couches"),
        ("réparer des vélos\nà Libourne", "Réparer des vélos"),
        ("faire 1.5 tonne de compost", "Faire 1.5 tonne de compost"),
        ("...", "..."),
    ],
)
def test_a_title_comes_from_the_idea(idea: str | None, expected: str) -> None:
    assert title_from(idea, "Naïma") == expected


def test_a_long_idea_is_cut_between_two_words() -> None:
    title = title_from("un mot " * 40, "Naïma")

    assert len(title) <= 81
    assert title.endswith(("mot…", "un…"))


def test_a_name_without_letters_can_still_be_searched() -> None:
    assert folded_name("♻") == "♻"


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "Léa 🌱"])
def test_any_text_is_a_name(name: str) -> None:
    assert CaptureDraft(name=name).name == name


def test_only_the_name_is_required() -> None:
    with pytest.raises(ValidationError) as caught:
        CaptureDraft.model_validate({"name": " ", "reach": "0612345678"})

    assert [problem.sentence for problem in problems_of(caught.value, CaptureDraft)] == [
        "Renseignez «\u00a0Qui est-ce\u202f?\u00a0»."
    ]


def test_a_person_s_form_refuses_each_field_in_its_own_words() -> None:
    with pytest.raises(ValidationError) as caught:
        HolderDraft.model_validate(
            {
                "name": "x" * 201,
                "email": "naima@",
                "phone": "061234",
                "information_given_on": "31/02/2026",
                "note": "x" * 10_000,
            }
        )
    problems = problems_of(caught.value, HolderDraft)

    assert [problem.field for problem in problems] == [
        "name",
        "email",
        "phone",
        "information_given_on",
        "note",
    ]
    assert "10\u202f000\u00a0caractères" in problems[-1].sentence
