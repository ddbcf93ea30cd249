"""The drawers of the directory: what no longer exists closes them."""

import pytest

from circular.actions.reference import switch_entry_off
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.ui import organisation_records, organisations
from tests.builders.organisations import a_partner
from tests.pages_runner import open_page


@pytest.mark.parametrize("name", ["record", "amend", "archive"])
def test_a_record_that_does_not_exist_opens_nothing(
    db: Database, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    app = open_page(monkeypatch, Role.STAFF, "partners.py")
    app.session_state["_dialog_asked"] = (organisations.PAGE, name, {"organisation_id": 9999})
    app = app.run()
    assert not app.exception
    assert "_dialog_asked" not in app.session_state


def test_a_choice_no_longer_offered_stays_on_the_record_that_holds_it(
    db: Database, staff: Visitor, administrator: Visitor
) -> None:
    a_partner(db, staff)
    switch_entry_off(db, administrator, "partner_roles", "tiers_lieu")
    held = organisation_records._choices(db, "partner_roles", "tiers_lieu")
    assert held["tiers_lieu"] == "Tiers-lieu ou lieu d’accueil"
    assert "tiers_lieu" not in organisation_records._choices(db, "partner_roles", None)
