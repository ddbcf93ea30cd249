"""The switch of the weekly digest acts at once."""

import pytest

from circular.domain.permissions import Role
from circular.store.connection import Database
from circular.store.rows import value
from tests.pages_runner import open_page


def test_the_digest_is_refused_then_wanted_again(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, Role.ELECTED, "my_account.py")
    app.toggle(key="digest_wanted").set_value(False).run()
    assert value(db, "SELECT count(*) FROM digest_refusal") == 1
    app.toggle(key="digest_wanted").set_value(True).run()
    assert value(db, "SELECT count(*) FROM digest_refusal") == 0
