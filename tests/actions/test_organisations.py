"""The directory changes as people decide; two windows lose nothing."""

import pytest

from circular.actions import organisations as actions
from circular.domain.errors import (
    AlreadyDoneError,
    DomainError,
    NotAllowedError,
    NotFoundError,
    StaleRecordError,
)
from circular.domain.organisations import Organisation, OrganisationDraft, OrganisationFilters
from circular.domain.visitors import Visitor
from circular.queries import organisations as queries
from circular.store.connection import Database
from tests.builders.organisations import a_partner
from tests.builders.territory import LIBOURNE

DRAFT = OrganisationDraft(name="Usine végétale", kind="association", partner_role="tiers_lieu")


def record(db: Database, visitor: Visitor, number: int) -> Organisation:
    """Return an organisation that exists."""
    found = queries.organisation(db, visitor, number)
    assert found is not None
    return found


def test_a_partner_is_registered_with_everything_typed(db: Database, staff: Visitor) -> None:
    number = a_partner(
        db,
        staff,
        siret="732 829 320 00074",
        email="contact@EXEMPLE.fr",
        phone="0556010203",
        website="exemple.fr",
        referent="Une personne",
        note="=cmd|' /C calc'!A0",
    )
    kept = record(db, staff, number)
    assert kept.siren == "732829320"
    assert kept.email == "contact@exemple.fr"
    assert kept.phone == "05 56 01 02 03"
    assert kept.website == "https://exemple.fr"
    assert kept.note == "=cmd|' /C calc'!A0"
    assert kept.place == "Libourne, CA du Libournais"
    assert not kept.is_fictitious


def test_a_fictitious_one_says_so(db: Database, staff: Visitor) -> None:
    number = actions.register_organisation(db, staff, DRAFT, is_fictitious=True)
    assert record(db, staff, number).is_fictitious


def test_a_second_click_writes_nothing_twice(db: Database, staff: Visitor) -> None:
    number = actions.register_organisation(db, staff, DRAFT, token="once")
    with pytest.raises(AlreadyDoneError) as twice:
        actions.register_organisation(db, staff, DRAFT, token="once")
    assert twice.value.record_id == number
    assert queries.directory_count(db, OrganisationFilters(text="usine végétale")) == 1


def test_every_choice_that_no_list_offers_is_refused_at_once(db: Database, staff: Visitor) -> None:
    draft = OrganisationDraft(
        name="!!!",
        kind="inconnu",
        partner_role="inconnu",
        commune_code="99999",
        epci_siren="000000000",
    )
    with pytest.raises(DomainError) as refusal:
        actions.register_organisation(db, staff, draft)
    assert {problem.field for problem in refusal.value.problems} == {
        "kind",
        "partner_role",
        "commune_code",
        "epci_siren",
        "name",
    }


def test_what_a_list_no_longer_offers_may_stay_on_its_record(
    db: Database, staff: Visitor, administrator: Visitor
) -> None:
    from circular.actions.reference import switch_entry_off

    number = actions.register_organisation(db, staff, DRAFT)
    switch_entry_off(db, administrator, "partner_roles", "tiers_lieu")
    again = DRAFT.model_copy(update={"phone": "05 56 01 02 03"})
    actions.amend_organisation(db, staff, number, again, version=1)
    with pytest.raises(DomainError):
        actions.register_organisation(db, staff, DRAFT)


def test_a_change_is_journaled_in_the_words_of_the_form(db: Database, staff: Visitor) -> None:
    number = actions.register_organisation(db, staff, DRAFT)
    changed = DRAFT.model_copy(update={"partner_role": "financeur", "commune_code": LIBOURNE})
    actions.amend_organisation(db, staff, number, changed, version=1)
    kept = record(db, staff, number)
    assert (kept.role_label, kept.commune_name, kept.version) == ("Financeur", "Libourne", 2)
    changes = db.conn.execute("SELECT changes FROM journal ORDER BY id DESC").fetchone()[0]
    assert changes == (
        '{"Rôle de partenaire": ["Tiers-lieu ou lieu d’accueil", "Financeur"],'
        ' "Commune": [null, "Libourne"]}'
    )


def test_the_second_window_sees_what_differs_and_writes_nothing(
    db: Database, staff: Visitor
) -> None:
    number = actions.register_organisation(db, staff, DRAFT)
    actions.amend_organisation(
        db, staff, number, DRAFT.model_copy(update={"referent": "Premier"}), version=1
    )
    with pytest.raises(StaleRecordError) as refusal:
        actions.amend_organisation(
            db, staff, number, DRAFT.model_copy(update={"referent": "Second"}), version=1
        )
    sentences = " ".join(problem.sentence for problem in refusal.value.problems)
    assert "Premier" in sentences
    assert "Second" in sentences
    assert record(db, staff, number).referent == "Premier"


def test_a_record_leaves_the_lists_and_comes_back(db: Database, staff: Visitor) -> None:
    number = actions.register_organisation(db, staff, DRAFT)
    actions.archive_organisation(db, staff, number, version=1)
    assert queries.directory_count(db, OrganisationFilters(text="usine")) == 0
    assert queries.directory_count(db, OrganisationFilters(text="usine", archived=True)) == 1
    assert number not in queries.choices(db, staff)
    actions.restore_organisation(db, staff, number, version=2)
    assert queries.directory_count(db, OrganisationFilters(text="usine")) == 1
    acts = db.conn.execute("SELECT act FROM journal WHERE entity = 'organisation' ORDER BY id")
    assert [row[0] for row in acts] == ["registered", "archived", "restored"]


def test_archiving_twice_does_it_once(db: Database, staff: Visitor) -> None:
    number = actions.register_organisation(db, staff, DRAFT)
    actions.archive_organisation(db, staff, number, version=1)
    actions.archive_organisation(db, staff, number, version=1)
    assert record(db, staff, number).version == 2


def test_archiving_a_record_that_moved_on_is_refused(db: Database, staff: Visitor) -> None:
    number = actions.register_organisation(db, staff, DRAFT)
    actions.amend_organisation(
        db, staff, number, DRAFT.model_copy(update={"referent": "Autre"}), version=1
    )
    with pytest.raises(StaleRecordError):
        actions.archive_organisation(db, staff, number, version=1)


def test_the_organisation_of_an_open_account_stays(
    db: Database, staff: Visitor, partner: Visitor
) -> None:
    assert partner.organisation_id is not None
    with pytest.raises(DomainError, match="1\u00a0compte ouvert"):
        actions.archive_organisation(db, staff, partner.organisation_id, version=1)


def test_what_does_not_exist_is_said(db: Database, staff: Visitor) -> None:
    with pytest.raises(NotFoundError):
        actions.amend_organisation(db, staff, 9999, DRAFT, version=1)
    with pytest.raises(NotFoundError):
        actions.archive_organisation(db, staff, 9999, version=1)


def test_only_those_who_edit_the_directory_change_it(
    db: Database, staff: Visitor, elected: Visitor, partner: Visitor
) -> None:
    number = actions.register_organisation(db, staff, DRAFT)
    for visitor in (elected, partner):
        with pytest.raises(NotAllowedError):
            actions.register_organisation(db, visitor, DRAFT)
        with pytest.raises(NotAllowedError):
            actions.amend_organisation(db, visitor, number, DRAFT, version=1)
        with pytest.raises(NotAllowedError):
            actions.archive_organisation(db, visitor, number, version=1)
        with pytest.raises(NotAllowedError):
            actions.restore_organisation(db, visitor, number, version=1)
