"""Freezing for a sitting, reading it later, sharing it, taking it back: one story per role."""

import pytest

from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.store.rows import value
from tests.builders.agreements import a_project
from tests.builders.jobs import some_jobs
from tests.builders.snapshots import a_snapshot, an_address
from tests.builders.territory import a_territory
from tests.pages.test_matches import page_text
from tests.pages_runner import open_page

FILE = "snapshots.py"


def test_the_team_freezes_figures_and_reads_them_beside_those_of_today(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    some_jobs(db, staff, a_project(db, staff))
    app = open_page(monkeypatch, Role.STAFF, FILE)
    assert "Aucune situation figée" in page_text(app)

    app.button(key="freeze").click().run()
    fields = {each.label: each for each in app.text_input}
    fields["Titre de la séance\u00a0*"].input("Conseil de septembre")
    fields["Situation au\u00a0*"].input("30/09/2026")
    app.button[[each.label for each in app.button].index("Figer la situation")].click().run()

    assert not app.exception
    assert value(db, "SELECT title FROM snapshot") == "Conseil de septembre"
    text = page_text(app)
    assert "Situation au 30/09/2026" in text
    assert "1,5\u00a0ETP" in text


def test_a_late_entry_is_told_to_elected_officials_without_what_is_not_theirs(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_territory(db, staff)
    project = a_project(db, staff)
    snapshot_id = a_snapshot(db, staff, note="Entre nous")
    some_jobs(db, staff, project, starts_on="15/09/2026")
    an_address(db, staff, snapshot_id)

    text = page_text(open_page(monkeypatch, Role.ELECTED, FILE))

    assert "saisie tardive" in text
    assert "CA du Libournais" in text
    assert "moins de\u00a05" in text
    for hidden in (
        "Couches en compost",
        "Entre nous",
        "Adresses de lecture",
        "Figer une situation",
        staff.name,
    ):
        assert hidden not in text
    team = open_page(monkeypatch, Role.STAFF, FILE)
    assert "Bureau du syndicat" in page_text(team)
    assert "Entre nous" in page_text(team)


def test_two_situations_are_read_side_by_side(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = a_project(db, staff)
    first = a_snapshot(db, staff)
    some_jobs(db, staff, project)
    second = a_snapshot(db, staff, title="Bureau de novembre")

    app = open_page(monkeypatch, Role.ELECTED, FILE, situation=str(first), avec=str(second))

    assert not app.exception
    assert "+1,5\u00a0ETP" in page_text(app)
    assert "D’où viennent les écarts" not in page_text(app)


def test_an_address_that_asks_for_nothing_known_opens_the_latest(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_snapshot(db, staff)

    app = open_page(monkeypatch, Role.ELECTED, FILE, situation="99", avec="<b>")

    assert not app.exception
    assert "aucun chiffre n’a bougé" in page_text(app)


def test_the_dashboard_s_link_opens_the_form_with_its_day(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    del db
    app = open_page(monkeypatch, Role.STAFF, FILE, figer="2026-09-30")

    days = {each.label: each.value for each in app.text_input}
    assert days["Situation au\u00a0*"] == "30/09/2026"
    other = open_page(monkeypatch, Role.ELECTED, FILE, figer="2026-09-30")
    assert not other.text_input


def test_an_address_is_made_shown_once_and_revoked_after_a_question(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_snapshot(db, staff)
    app = open_page(monkeypatch, Role.STAFF, FILE)
    app.button(key="give_share").click().run()
    next(each for each in app.text_input if each.label.startswith("Pour qui")).input("Syndicat")
    next(each for each in app.button if each.label == "Créer l’adresse").click().run()

    assert "/partage/" in app.code[0].value
    again = open_page(monkeypatch, Role.STAFF, FILE)
    assert not again.code

    again.button(key="revoke_share_1").click().run()
    assert "tout de suite et pour toujours" in page_text(again)
    assert value(db, "SELECT revoked_at FROM share_address") is None
