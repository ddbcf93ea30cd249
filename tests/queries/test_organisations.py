"""What the directory answers, and to whom."""

import pytest

from circular.domain.errors import NotAllowedError
from circular.domain.organisations import OrganisationFilters
from circular.domain.visitors import Visitor
from circular.queries import organisations as queries
from circular.store.connection import Database
from tests.builders.organisations import a_partner


def test_filters_narrow_the_list_and_the_count_follows(db: Database, staff: Visitor) -> None:
    a_partner(db, staff)
    a_partner(db, staff, "EDF", kind="entreprise", partner_role="financeur", commune_code=None)
    for filters, names in [
        (OrganisationFilters(text="libourne"), ["Arrêt Minute"]),
        (OrganisationFilters(role="financeur"), ["EDF"]),
        (OrganisationFilters(text="ARRET  minute"), ["Arrêt Minute"]),
        (OrganisationFilters(text="%"), ["Arrêt Minute", "EDF", "Syndicat d’essai"]),
    ]:
        found = queries.directory(db, staff, filters)
        assert [each.name for each in found] == names
        assert queries.directory_count(db, filters) == len(names)
    assert len(queries.directory(db, staff, OrganisationFilters(), limit=1)) == 1


def test_a_duplicate_shows_while_one_types(db: Database, staff: Visitor) -> None:
    number = a_partner(db, staff, "SARL Usine végétale", siren="732829320")
    for typed in ("usine", "USINE VEG", "L’usine végétale", "Usine végétale SAS"):
        assert [each.id for each in queries.likely_duplicates(db, typed)] == [number], typed
    for other in (None, "", "us", "SARL", "usine minérale"):
        assert queries.likely_duplicates(db, other) == (), other
    assert queries.likely_duplicates(db, None, siren="732829320")[0].id == number
    assert queries.likely_duplicates(db, "usine", but_not=number) == ()


def test_two_of_one_name_are_told_apart_in_the_choices(db: Database, staff: Visitor) -> None:
    first = a_partner(db, staff, "Mairie")
    second = a_partner(db, staff, "Mairie", commune_code="33539")
    choices = queries.choices(db, staff)
    assert (choices[first], choices[second]) == ("Mairie (Libourne)", "Mairie (Vayres)")


def test_a_partner_chooses_its_own_organisation_only(db: Database, partner: Visitor) -> None:
    assert list(queries.choices(db, partner)) == [partner.organisation_id]


def test_uses_of_an_account_are_counted(db: Database, partner: Visitor) -> None:
    assert partner.organisation_id is not None
    assert queries.uses(db, partner.organisation_id).sentence == "1\u00a0compte"


def test_the_directory_is_shut_to_those_who_do_not_read_it(
    db: Database, staff: Visitor, elected: Visitor, partner: Visitor
) -> None:
    number = a_partner(db, staff)
    for visitor in (elected, partner):
        with pytest.raises(NotAllowedError):
            queries.directory(db, visitor, OrganisationFilters())
        with pytest.raises(NotAllowedError):
            queries.organisation(db, visitor, number)
    assert queries.organisation(db, staff, 9999) is None
