"""What is known of a financial agreement, and what is missing, is told apart."""

import pytest

from circular.domain.agreement_lists import AgreementFilters
from circular.domain.errors import NotAllowedError
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.queries.agreement_open_data import grants
from circular.store.connection import Database, write_tx
from tests.builders.agreement_grants import SIRET, a_grant
from tests.builders.agreements import a_project, signed
from tests.conftest import visitor_of

ALL = AgreementFilters()
NEVER_NOTED = (
    "idBeneficiaire",
    "conditionsVersement",
    "datesPeriodeVersement",
    "notificationUE",
)


def test_only_financial_agreements_are_there(db: Database, staff: Visitor) -> None:
    signed(db, staff, a_project(db, staff))
    made = a_grant(db, staff)
    (grant,) = grants(db, staff, ALL)
    assert grant.agreement_id == made
    assert (grant.giver, grant.giver_siret, grant.amount) == ("CALI", SIRET, 30000.5)
    assert grant.missing == NEVER_NOTED


def test_what_is_unknown_is_missing_and_never_made_up(db: Database, staff: Visitor) -> None:
    made = a_grant(db, staff, siret=None)
    with write_tx(db):
        db.conn.execute(
            "UPDATE agreement SET ends_on = '2029-03-11', purpose = NULL WHERE id = ?", [made]
        )
        db.conn.execute("UPDATE organisation SET is_confidential = 1")
    (grant,) = grants(db, staff, ALL)
    assert (grant.giver, grant.giver_siret, grant.amount, grant.purpose) == (None,) * 4
    assert set(grant.missing) == {*NEVER_NOTED, "nomAttribuant", "idAttribuant", "objet", "montant"}


def test_only_who_prepares_agreements_publishes_them(db: Database) -> None:
    with pytest.raises(NotAllowedError):
        grants(db, visitor_of(db, Role.ELECTED), ALL)
