"""One's reminders on the page of the day, put away by « Vu »."""

from datetime import date

import pytest

from circular.actions.reminders import raise_reminders
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.store.rows import value
from circular.ui import session
from tests.builders.agreements import TODAY, signed
from tests.builders.commitments import promised
from tests.pages.test_agreement import button, texts
from tests.pages_runner import open_page


def test_a_reminder_is_shown_then_put_away(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "today", lambda: TODAY)
    promised(db, staff, signed(db, staff, ends_on=date(2027, 12, 31)), label="Bilan de l’année")
    raise_reminders(db, today=TODAY)
    app = open_page(monkeypatch, Role.STAFF, "my_day.py")
    assert [each.label for each in app.expander] == ["1\u00a0rappel d’échéance"]
    assert "Bilan de l’année" in texts(app)
    button(app, "Vu").click().run()
    assert not app.expander
    assert value(db, "SELECT count(*) FROM reminder WHERE seen_on IS NOT NULL") == 1
