"""The page of the figures of the agreements, for the staff and for the elected."""

import pytest

from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.ui import session
from tests.builders.agreements import TODAY, a_project, signed
from tests.pages_runner import open_page


@pytest.mark.parametrize("role", [Role.STAFF, Role.ELECTED])
def test_figures_say_their_day_and_open_their_rows(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    monkeypatch.setattr(session, "today", lambda: TODAY)
    signed(db, staff, a_project(db, staff), jobs_committed="6,5")
    app = open_page(monkeypatch, role, "agreement_figures.py")
    assert not app.exception
    assert app.metric[0].value == "1"
    page = "".join(each.proto.body for each in app.get("html"))
    assert "signees-du=2026-01-01&amp;signees-au=2026-11-22" in page
    assert "en-vigueur=true" in page


def test_an_empty_store_says_so(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page(monkeypatch, Role.STAFF, "agreement_figures.py")
    assert not app.exception
    assert "Aucune convention signée à cette date." in [each.value for each in app.markdown]
