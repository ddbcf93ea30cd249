"""One's own calendar address on screen: shown once, then revoked."""

import pytest

from circular.domain.permissions import Role
from circular.store.connection import Database
from circular.store.rows import value
from tests.pages.test_agreement import texts
from tests.pages_runner import open_page


@pytest.mark.parametrize("role", [Role.STAFF, Role.ELECTED, Role.PARTNER])
def test_an_address_is_shown_once_and_revoked(
    db: Database, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    app = open_page(monkeypatch, role, "my_account.py")
    app.button(key="give_calendar").click().run()
    assert "/calendrier/" in app.code[0].value
    assert app.code[0].value.endswith(".ics")
    again = open_page(monkeypatch, role, "my_account.py")
    assert not again.code
    assert "pas encore lue" in texts(again)
    again.button(key="revoke_calendar").click().run()
    assert value(db, "SELECT count(*) FROM calendar_feed") == 0
    assert again.toast[0].value.startswith("Adresse révoquée")
