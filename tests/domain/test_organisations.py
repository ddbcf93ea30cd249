"""Organisations as they are typed, and the words that tell them apart."""

import pytest
from pydantic import ValidationError

from circular.domain.organisations import (
    Organisation,
    OrganisationDraft,
    OrganisationFilters,
    OrganisationUses,
    parse_website,
    telling_words,
)
from circular.domain.problems import problems_of


def refused(**values: object) -> dict[str, str]:
    """Return what is refused, by field."""
    usual = {"name": "Arrêt Minute", "kind": "association"}
    with pytest.raises(ValidationError) as refusal:
        OrganisationDraft.model_validate({**usual, **values})
    return {each.field: each.sentence for each in problems_of(refusal.value, OrganisationDraft)}


def test_a_name_and_a_kind_are_enough() -> None:
    draft = OrganisationDraft(name="  EDF ", kind="entreprise")
    assert draft.name == "EDF"
    assert draft.company_number is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("exemple.fr", "https://exemple.fr"),
        ("http://www.exemple.fr/page?a=1", "http://www.exemple.fr/page?a=1"),
        (" www.été.fr ", "https://www.été.fr"),
        ("exemple.fr:8080", "https://exemple.fr:8080"),
    ],
)
def test_a_web_address_gets_its_scheme(typed: str, kept: str) -> None:
    assert parse_website(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "javascript://exemple.fr/%0aalert(1)",
        "data:text/html,a",
        "ftp://exemple.fr",
        "pas un site",
        "exemple",
        "https://",
        "https://[::1",
        "https://a@exemple.fr",
        "exemple.fr/" + "a" * 300,
    ],
)
def test_what_is_no_web_address_is_refused(typed: str) -> None:
    assert "adresse web" in refused(website=typed)["website"]


def test_each_field_says_what_is_wrong_with_it() -> None:
    found = refused(
        name="",
        kind=None,
        siren="123456789",
        siret="123",
        email="pas d’adresse",
        phone="06 12",
        note="a" * 10_000,
    )
    assert set(found) == {"name", "kind", "siren", "siret", "email", "phone", "note"}


def test_a_siret_of_another_company_is_refused_at_its_field() -> None:
    found = refused(siren="356000000", siret="73282932000074")
    assert found == {"siret": "Ce SIRET n\u2019est pas celui d\u2019un établissement de ce SIREN."}


def test_the_siren_is_read_in_the_siret() -> None:
    draft = OrganisationDraft(name="A", kind="entreprise", siret="732 829 320 00074")
    assert draft.company_number == "732829320"


@pytest.mark.parametrize(
    "name", ["Recyclerie 🌿", "=cmd|' /C calc'!A0", "<script>alert(1)</script>"]
)
def test_odd_names_are_names(name: str) -> None:
    assert OrganisationDraft(name=name, kind="autre").name == name


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("SARL Usine végétale", ("usine", "vegetale")),
        ("L’Arrêt-Minute de Libourne", ("arret", "minute", "libourne")),
        ("La SAS", ()),
        ("ab", ()),
        ("🌿", ()),
    ],
)
def test_the_words_that_tell_a_name_apart(name: str, words: tuple[str, ...]) -> None:
    assert telling_words(name) == words


def organisation(**fields: object) -> Organisation:
    """Return an organisation with nothing known but what is given."""
    blank: dict[str, object] = dict.fromkeys(Organisation.model_fields)
    base = {"id": 1, "name": "EDF", "kind": "entreprise", "version": 1}
    flags = {"is_confidential": False, "is_fictitious": False}
    return Organisation.model_validate({**blank, **base, **flags, **fields})


def test_a_place_is_what_is_known_of_it() -> None:
    assert organisation().place is None
    assert organisation(place_name="CA du Libournais").place == "CA du Libournais"
    both = organisation(commune_name="Libourne", place_name="CA du Libournais")
    assert both.place == "Libourne, CA du Libournais"


def test_the_list_counts_up_to_what_nobody_searched() -> None:
    asked = OrganisationFilters(text="a", role="technique", epci_siren="1", partners_only=False)
    assert asked.without_choices == OrganisationFilters(partners_only=False)


def test_uses_are_named_with_their_numbers() -> None:
    none = OrganisationUses(accounts=0, streams=0, facilities=0, memberships=0, services=0)
    assert none.sentence is None
    some = none.model_copy(update={"streams": 2, "memberships": 1})
    assert some.sentence == "2\u00a0gisements et 1\u00a0adhésion au territoire"
