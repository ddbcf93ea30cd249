"""Marking a trial on screen: the question, the mark, the way to it and back."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from circular.actions.trials import mark_as_trial
from circular.domain.permissions import Role
from circular.domain.trials import TrialKind
from circular.domain.visitors import Visitor
from circular.store import trials as store
from circular.store.connection import Database
from circular.ui import dialogs, session
from tests.builders.agreements import a_project, signed
from tests.builders.facilities import a_facility
from tests.builders.streams import a_stream
from tests.builders.tracked_matches import a_match, stored
from tests.pages.record_forms import buttons, words
from tests.pages.test_matches import page_text
from tests.pages_runner import open_page


@pytest.fixture(autouse=True)
def the_day_of_the_tests(monkeypatch: pytest.MonkeyPatch, today: date) -> None:
    """Hold the clock of the pages on the day of the tests."""
    monkeypatch.setattr(session, "today", lambda: today)


def ask(app: AppTest, page: str) -> AppTest:
    """Choose the act in the menu of a record."""
    app.session_state[dialogs.ASKED] = (page, "trial", {})
    return app.run()


def test_a_project_is_marked_found_and_counted_again(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = a_project(db, staff)
    signed(db, staff, project)
    app = ask(open_page(monkeypatch, Role.STAFF, "project.py", id=str(project)), "project")
    assert "Partent avec lui\u00a0: 1\u00a0convention signée." in words(app)

    app.button(key="trial_act").click().run()
    assert "rien de ce projet ne compte" in words(app)

    board = open_page(monkeypatch, Role.STAFF, "projects.py")
    board.button(key="show_trials").click().run()
    assert "Couches en compost" in str([link.proto.label for link in board.get("page_link")])
    assert any(
        "<small>1\u00a0fiche d’essai</small>" in each.proto.body for each in board.get("html")
    )

    ask(app, "project").button(key="trial_act").click().run()
    assert store.count(db, TrialKind.PROJECT) == 0
    assert "rien de ce projet ne compte" not in words(app)


def test_agreements_show_trials_to_the_team_when_asked(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = a_project(db, staff)
    signed(db, staff, project)
    mark_as_trial(db, staff, TrialKind.PROJECT, project)

    app = open_page(monkeypatch, Role.STAFF, "agreements.py")
    app.button(key="show_trials").click().run()
    assert app.dataframe[0].value["Projet"].tolist() == ["Fiche d’essai\u00a0: Couches en compost"]
    app.button(key="hide_trials").click().run()
    assert not app.dataframe

    theirs = open_page(monkeypatch, Role.ELECTED, "agreements.py", essais="true")
    assert not theirs.exception
    assert not theirs.dataframe
    assert "Montrer aussi les fiches d’essai" not in [each.label for each in theirs.toggle]


def test_followed_matches_show_trials_when_asked(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    match_id = a_match(db, staff)
    mark_as_trial(db, staff, TrialKind.STREAM, stored(db, match_id)["stream_id"])

    app = open_page(monkeypatch, Role.STAFF, "tracked_matches.py")
    assert "Aucun rapprochement suivi" in words(app)
    shown = app.toggle(key="essais_suivi")
    assert shown.label == "Avec 1\u00a0rapprochement d’une fiche d’essai, hors des chiffres"
    shown.set_value(True).run()
    assert "Fiche d’essai\u00a0: Tontes des communes" in page_text(app)
    record = open_page(monkeypatch, Role.STAFF, "tracked_match.py", id=str(match_id))
    assert ":material/science: Fiche d’essai" in words(record)


def test_a_stream_and_a_place_are_marked_and_found(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream, facility = a_stream(db, staff), a_facility(db, staff)
    app = ask(open_page(monkeypatch, Role.STAFF, "stream.py", id=str(stream)), "stream")
    app.button(key="trial_act").click().run()
    assert "ce gisement ne compte" in words(app)

    listed = open_page(monkeypatch, Role.STAFF, "streams.py")
    listed.button(key="show_trials").click().run()
    assert listed.dataframe[0].value["Gisement"].tolist() == [
        "Fiche d’essai\u00a0: Tontes des communes"
    ]

    place = ask(open_page(monkeypatch, Role.STAFF, "facility.py", id=str(facility)), "facility")
    place.button(key="trial_act").click().run()
    assert store.count(db, TrialKind.FACILITY) == 1
    found = open_page(monkeypatch, Role.STAFF, "facilities.py")
    found.button(key="show_trials").click().run()
    assert ":material/science: Fiche d’essai" in words(found)

    partner = open_page(monkeypatch, Role.PARTNER, "streams.py")
    assert "show_trials" not in [each.key for each in partner.button]
    assert "Noter un échange" not in buttons(partner)
