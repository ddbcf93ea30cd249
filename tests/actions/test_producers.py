"""The organisation behind a record."""

import pytest

from circular.actions.producers import producer_of, refuse_others
from circular.actions.work import work
from circular.domain.errors import NotAllowedError
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.store import journal, organisations
from circular.store.connection import Database


def test_a_new_name_is_written_down_as_an_organisation(db: Database, staff: Visitor) -> None:
    with work(db, staff, Permission.EDIT_STREAMS) as unit:
        created = producer_of(unit, None, "Scierie du Pont", commune_code="33243")

    assert created is not None
    assert organisations.name(db, created) == "Scierie du Pont"
    assert journal.of_record(db, "organisation", created)[0]["act"] == "registered"


def test_nobody_is_an_answer(db: Database, staff: Visitor) -> None:
    with work(db, staff, Permission.EDIT_STREAMS) as unit:
        assert producer_of(unit, None, None) is None


def test_a_partner_is_its_own_producer(db: Database, partner: Visitor) -> None:
    with work(db, partner, Permission.EDIT_STREAMS) as unit:
        assert producer_of(unit, None, None) == partner.organisation_id
        assert producer_of(unit, partner.organisation_id, None) == partner.organisation_id
        with pytest.raises(NotAllowedError):
            producer_of(unit, None, "Autre")


def test_only_a_partner_is_kept_to_its_own(db: Database, staff: Visitor, partner: Visitor) -> None:
    with work(db, staff, Permission.EDIT_STREAMS) as unit:
        refuse_others(unit, None)
    with work(db, partner, Permission.EDIT_STREAMS) as unit, pytest.raises(NotAllowedError):
        refuse_others(unit, None)
