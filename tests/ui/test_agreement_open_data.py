"""The file to publish: offered to the staff, traced, with what is to be completed."""

import pytest

from circular.domain.agreement_lists import AgreementFilters
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.queries.journal import history_of
from circular.store.connection import Database
from circular.ui.agreement_open_data import scdl_file
from tests.builders.agreement_grants import a_grant
from tests.pages_runner import open_page


def test_the_staff_is_told_what_is_missing_and_the_elected_is_offered_nothing(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_grant(db, staff)
    shown = open_page(monkeypatch, Role.STAFF, "agreements.py")
    said = " ".join(each.value for each in shown.caption)
    assert "1\u00a0convention financière signée" in said
    assert "il manque\u00a0: idBeneficiaire, conditionsVersement" in said
    elected = open_page(monkeypatch, Role.ELECTED, "agreements.py")
    assert "financière signée" not in " ".join(each.value for each in elected.caption)


def test_the_file_leaves_its_trace(db: Database, staff: Visitor) -> None:
    a_grant(db, staff)
    assert b"30000.50" in scdl_file(staff, AgreementFilters())
    (line, *_) = history_of(db, "export", None)
    assert "SCDL" in line.sentence
