"""The block of what waits for a decision, as it is drawn."""

from datetime import date

import pytest

from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.queries.decisions import DecisionKind
from circular.queries.figure_rows import has_rows
from circular.store.connection import Database
from circular.ui import decisions, session
from tests.builders.agreements import signed
from tests.pages.record_forms import words
from tests.pages_runner import open_page


@pytest.fixture(autouse=True)
def the_day_of_the_tests(monkeypatch: pytest.MonkeyPatch, today: date) -> None:
    """Hold the clock of the pages on the day of the tests."""
    monkeypatch.setattr(session, "today", lambda: today)


def test_every_sentence_leads_to_a_figure_that_has_rows() -> None:
    assert set(decisions.FIGURES) == set(DecisionKind)
    assert all(has_rows(key) for key in decisions.FIGURES.values())


def test_nothing_to_decide_is_said(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page(monkeypatch, Role.ELECTED, "dashboard.py")

    assert "Rien ne demande de décision à cette date." in words(app)


def test_each_sentence_bears_its_rule(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed(db, staff, ends_on=date(2026, 12, 31))

    app = open_page(monkeypatch, Role.ELECTED, "dashboard.py")

    told = {each.proto.help: each.value for each in app.markdown if each.proto.help}
    assert "**1\u00a0convention** se termine" in told[DecisionKind.ENDING.label]
    assert "Rien ne demande" not in words(app)
