"""Renewing on screen: the drawer, the history, a mistake taken back, a type that refuses."""

from datetime import date

import pytest

from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.ui import session
from tests.builders.agreements import TODAY, read, signed
from tests.pages.test_agreement import button, texts
from tests.pages_runner import open_page


@pytest.fixture(autouse=True)
def _on_the_day_of_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "today", lambda: TODAY)


def test_a_renewal_is_noted_shown_and_taken_back(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreement = signed(db, staff, signed_on=date(2025, 12, 1))
    app = open_page(monkeypatch, Role.STAFF, "agreement.py", id=str(agreement))
    app.session_state["_dialog_asked"] = ("agreement", "renew", {"agreement_id": agreement})
    app.run()
    assert "au lendemain de la fin actuelle" in texts(app)
    button(app, "Renouveler").click().run()
    assert read(db, staff, agreement).ends_on == date(2027, 11, 30)
    assert "après 1\u00a0renouvellement" in texts(app)
    app.button(key="withdraw_renewal").click().run()
    app.button(key="confirm_withdrawal").click().run()
    assert read(db, staff, agreement).ends_on == date(2026, 11, 30)


def test_a_type_that_is_not_renewed_says_so_and_what_to_do(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreement = signed(db, staff, type_key="financiere")
    app = open_page(monkeypatch, Role.STAFF, "agreement.py", id=str(agreement))
    app.session_state["_dialog_asked"] = ("agreement", "renew", {"agreement_id": agreement})
    app.run()
    assert "ne se renouvelle pas" in app.info[0].value
