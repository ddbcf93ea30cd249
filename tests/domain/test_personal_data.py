"""What is personal is cut out of the journal and of texts, and nothing else is."""

import json
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import AfterValidator, BeforeValidator
from pydantic.fields import FieldInfo

from circular.domain import (
    agreements,
    case_notes,
    commitments,
    exchanges,
    holders,
    implantations,
    jobs,
    needs,
    organisations,
    projects,
    services,
)
from circular.domain.drafts import Draft
from circular.domain.personal_data import (
    ERASED,
    PERSONAL_TITLES,
    Eraser,
    Identity,
    private,
    taken_apart,
    whole_changes,
    whole_sentence,
)

NAIMA = Identity("Naïma Terrasson", "naima.t@exemple.fr", "06 12 34 56 78")
JOURNALLED: dict[str, list[type[Draft]]] = {
    "holder": [holders.HolderDraft],
    "project": [
        projects.ProjectDraft,
        exchanges.ExchangeDraft,
        case_notes.CaseNoteDraft,
        services.ServiceLineDraft,
        implantations.ImplantationDraft,
        jobs.JobLineDraft,
        needs.NeedDraft,
    ],
    "job": [jobs.JobLineDraft],
    "need": [needs.NeedDraft],
    "agreement": [
        agreements.AgreementDraft,
        commitments.CommitmentDraft,
        commitments.FulfilmentDraft,
    ],
    "organisation": [organisations.OrganisationDraft],
}
NOT_ABOUT_PEOPLE = {
    "Matière recherchée",
    "Nom",
    "SIREN",
    "SIRET",
    "Adresse",
    "Site web",
    "Prestation demandée",
}
"""Free texts that name a material, a company, its place or a service."""


def is_free_text(field: FieldInfo) -> bool:
    """Say whether a field holds what somebody typed: a text with a validator of its own."""
    if field.annotation is str:
        return any(isinstance(each, BeforeValidator | AfterValidator) for each in field.metadata)
    return any(
        get_args(each)[:1] == (str,) and hasattr(each, "__metadata__")
        for each in get_args(field.annotation)
    )


@pytest.mark.parametrize("entity", JOURNALLED)
def test_every_free_text_that_is_journalled_is_held_apart(entity: str) -> None:
    titles = PERSONAL_TITLES[entity]
    found = {
        field.title
        for draft in JOURNALLED[entity]
        for field in draft.model_fields.values()
        if is_free_text(field)
    }

    assert found, "free texts are recognised"
    assert titles is None or found - NOT_ABOUT_PEOPLE <= titles


def test_what_is_marked_private_leaves_the_sentence_and_comes_back() -> None:
    text = taken_apart("project", f"{private('Ida')} avec {private('Léon')}.", {})

    assert text.sentence == "⟦1⟧ avec ⟦2⟧."
    assert text.fragments == ("Ida", "Léon")
    assert whole_sentence(text.sentence, text.fragments) == "Ida avec Léon."
    assert whole_sentence(text.sentence, None) == f"{ERASED} avec {ERASED}."


def test_a_sentence_without_people_is_kept_as_it_is() -> None:
    text = taken_apart("project", "Projet débloqué.", {"Emplois prévus (ETP)": (None, "6")})

    assert not text.is_personal
    assert text.sentence == "Projet débloqué."
    assert text.changes == {"Emplois prévus (ETP)": [None, "6"]}


def test_personal_changes_are_held_apart_and_an_empty_value_stays_empty() -> None:
    text = taken_apart("holder", "Fiche.", {"Nom": (None, "Ida"), "Genre": ("woman", None)})

    assert "Ida" not in json.dumps(text.changes)
    assert whole_changes(text.changes, text.values) == {
        "Nom": [None, "Ida"],
        "Genre": ["woman", None],
    }
    assert whole_changes(text.changes, None) == {"Nom": [None, ERASED], "Genre": [ERASED, None]}


def test_of_a_project_only_the_listed_titles_are_held_apart() -> None:
    changes = {"Résumé": ("a", "b"), "Commune": ("Libourne", "Coutras")}
    text = taken_apart("project", "Fiche.", changes)

    assert set(text.values) == {"Résumé"}
    assert text.changes["Commune"] == ["Libourne", "Coutras"]


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_typed_comes_back(before: str, name: str) -> None:
    text = taken_apart("holder", f"A {private(name)}.", {"Note": (before, name)})
    signs = str.maketrans("", "", "\ue000\ue001⟦⟧")

    assert whole_sentence(text.sentence, text.fragments) == f"A {name.translate(signs)}."
    assert whole_changes(text.changes, text.values) == {"Note": [before, name]}


def test_a_sentence_cannot_counterfeit_a_place() -> None:
    text = taken_apart("project", f"⟦1⟧ {private('⟦1⟧ Ida')}", {})

    assert whole_sentence(text.sentence, text.fragments) == "[1] 1 Ida"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Projet de Naïma Terrasson", "Projet de [anonymisé]"),
        ("projet de naima terrasson", "projet de [anonymisé]"),
        ("TERRASSON Naïma, à rappeler", "[anonymisé], à rappeler"),
        ("Mme Terrasson hésite.", "Mme [anonymisé] hésite."),
        ("Appeler le 06.12.34.56.78 ce soir", "Appeler le [anonymisé] ce soir"),
        ("Appeler le +33 6 12 34 56 78", "Appeler le [anonymisé]"),
        ("NAIMA.T@exemple.fr ou 0612345678", "[anonymisé] ou [anonymisé]"),
        ("Un local à Coutras, 120 m²", "Un local à Coutras, 120 m²"),
        ("une terrasse", "une terrasse"),
        ("", ""),
        (None, None),
    ],
)
def test_a_person_is_taken_out_of_a_text_however_she_is_written(
    text: str | None, left: str | None
) -> None:
    assert Eraser((NAIMA,)).redacted(text) == left


def test_a_first_name_that_is_a_common_word_goes_only_as_a_name() -> None:
    eraser = Eraser((Identity("Rose Petit"),))

    assert eraser.redacted("une rose et un petit pot") == "une rose et un petit pot"
    assert eraser.redacted("Rose a rappelé") == "[anonymisé] a rappelé"
    assert eraser.redacted("rose petit a rappelé") == "[anonymisé] a rappelé"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("recommandée par Naïma Terrasson", True),
        ("son adresse : naima.t@exemple.fr", True),
        ("son numéro : 0612345678", True),
        ("la commune de Terrasson", False),
        ("Naïma", False),
        (None, False),
    ],
)
def test_a_text_elsewhere_names_a_person_by_her_whole_name_or_her_contacts(
    text: str | None, *, named: bool
) -> None:
    assert Eraser((NAIMA,)).mentions(text) is named


def test_a_namesake_is_recognised_by_contacts_only() -> None:
    eraser = Eraser((Identity("Naïma Terrasson", "naima.t@exemple.fr", has_namesake=True),))

    assert not eraser.mentions("Naïma Terrasson")
    assert eraser.mentions("naima.t@exemple.fr")


@given(st.sampled_from(["Ida Lacoste", "Jean-Pierre d’Aure", "Li Wu"]), st.text(max_size=40))
def test_nothing_of_a_name_is_left_whatever_stands_around(name: str, around: str) -> None:
    eraser = Eraser((Identity(name),))

    assert not eraser.mentions(eraser.redacted(f"{around} {name} {around}"))
