"""The way from a figure of the elected page to its rows, and who has it."""

from datetime import date

import pytest

from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.ui import session
from tests.builders.territory import LIBOURNAIS, a_territory
from tests.pages_runner import open_page


@pytest.fixture(autouse=True)
def the_day_of_the_tests(monkeypatch: pytest.MonkeyPatch, today: date) -> None:
    """Hold the clock of the pages on the day of the tests."""
    monkeypatch.setattr(session, "today", lambda: today)


def links(monkeypatch: pytest.MonkeyPatch, role: Role) -> list[str]:
    """Return what the links to the page of figures carry, on the elected page at a past day."""
    app = open_page(monkeypatch, role, "dashboard.py")
    app.selectbox(key="territoire").set_value(LIBOURNAIS).run()
    app.date_input(key="jour").set_value(date(2026, 2, 1)).run()
    return [
        each.proto.query_string
        for each in app.get("page_link")
        if "indicateur=" in each.proto.query_string
    ]


def test_every_tile_opens_its_rows_as_of_the_same_day_and_territory(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_territory(db, staff)

    found = links(monkeypatch, Role.ELECTED)

    for key in (
        "jobs_net",
        "projects_followed",
        "agreements_in_force",
        "stream_tonnes",
        "signature_delay",
    ):
        assert f"indicateur={key}&jour=2026-02-01&territoire={LIBOURNAIS}" in found


def test_partners_have_no_way_to_the_rows(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_territory(db, staff)

    assert links(monkeypatch, Role.PARTNER) == []
