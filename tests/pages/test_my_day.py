"""The day of the staff: what is late, what the week holds, done and undone with one click."""

from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from circular.actions.projects import hand_over
from circular.domain.permissions import Role
from circular.domain.projects import HandOverDraft
from circular.domain.visitors import Visitor
from circular.queries import next_actions
from circular.store.connection import Database
from circular.ui import session
from circular.ui.my_day import TEAM
from tests.builders.agreements import a_draft, a_project, to_sign
from tests.builders.next_actions import an_action
from tests.builders.noted_exchanges import an_exchange
from tests.pages.record_forms import buttons, words
from tests.pages_runner import open_page


@pytest.fixture(autouse=True)
def the_day_of_the_tests(monkeypatch: pytest.MonkeyPatch, today: date) -> None:
    """Hold the clock of the pages on the day of the tests."""
    monkeypatch.setattr(session, "today", lambda: today)


def the_day(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """Open the day of the staff."""
    return open_page(monkeypatch, Role.STAFF, "my_day.py")


def test_an_empty_day_says_so_and_leads_to_the_projects(
    store_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = the_day(monkeypatch)

    assert not app.exception
    assert app.title[0].value == "Dimanche 22\u00a0novembre"
    assert "Rien ne vous attend cette semaine." in words(app)
    assert "Rien à signer, rien à relancer." in words(app)
    assert "Rien n’a été noté hier." in words(app)


def test_the_lead_counts_what_waits_and_what_is_late(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    project_id = a_project(db, staff, "Insectes")
    an_action(db, staff, project_id, days=-10, label="Relancer la banque")
    for days in (0, 2, 6, 30):
        an_action(db, staff, project_id, days=days)

    app = the_day(monkeypatch)

    assert "<b>4\u00a0choses</b> vous attendent, dont <b>1 en retard</b>." in words(app)
    assert [each.value for each in app.header][:2] == [
        "En retard\u00a0· 1",
        "Cette semaine\u00a0· 3",
    ]
    assert "prévu le 12/11, il y a 10\u00a0jours" in words(app)
    assert ":orange-badge[:material/schedule: Relancer la banque]" in words(app)


def test_done_leaves_the_list_and_comes_back_with_undo(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    project_id = a_project(db, staff, "Insectes")
    action_id = an_action(db, staff, project_id, label="Rappeler")
    app = the_day(monkeypatch)

    app.button(key=f"day_done_{action_id}").click().run()
    assert next_actions.open_actions_of(db, project_id) == ()
    assert "**Rappeler**, Insectes" in words(app)
    assert "Fait" not in buttons(app)

    app.button(key="undo").click().run()
    assert [line.id for line in next_actions.open_actions_of(db, project_id)] == [action_id]
    assert "Annuler" not in buttons(app)
    assert "Fait" in buttons(app)


def test_the_team_sees_what_is_not_mine(
    db: Database, staff: Visitor, administrator: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert administrator.account_id is not None
    project_id = a_project(db, staff, "Textile")
    hand_over(db, staff, project_id, HandOverDraft(adviser_id=administrator.account_id))
    an_action(db, staff, project_id, label="Étude de marché", kind="document")
    app = the_day(monkeypatch)
    assert "Étude de marché" not in words(app)

    app.segmented_control(key="day_whose").set_value(TEAM).run()

    assert not app.exception
    assert "Étude de marché" in words(app)


def test_twenty_late_actions_are_shown_then_the_rest(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    project_id = a_project(db, staff)
    for _ in range(22):
        an_action(db, staff, project_id, days=-1)
    app = the_day(monkeypatch)
    assert buttons(app).count("Fait") == 20

    app.button(key="more_En retard").click().run()

    assert buttons(app).count("Fait") == 22


def test_what_comes_soon_is_gathered_in_its_column(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch, today: date
) -> None:
    silent = a_project(db, staff, "Bocaux", holder="Tom Fictif")
    an_exchange(db, staff, silent, happened_on=today - timedelta(days=63))
    an_action(db, staff, silent, kind="decision", label="Avis du comité", days=40)
    an_action(db, staff, silent, kind="call", label="Rappeler", days=1)
    to_sign(db, staff, a_draft(db, staff, a_project(db, staff, "Marc de raisin")))

    written = words(the_day(monkeypatch))

    assert "**1\u00a0convention à signer**" in written
    assert "dossiers dormants**" in written
    assert "dernier échange le\u00a020/09/2026" in written
    assert "**1\u00a0décision attendue**" in written
    assert "**1\u00a0personne à appeler**" in written


def test_a_signature_whose_day_has_gone_by_is_said_to_be_late(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch, today: date
) -> None:
    draft = a_draft(db, staff, a_project(db, staff, "Marc de raisin"))
    to_sign(db, staff, draft)
    assert "en retard" not in words(the_day(monkeypatch)).split("convention à signer")[1]

    db.execute(
        "UPDATE agreement SET signing_planned_on = ? WHERE id = ?",
        [(today - timedelta(days=3)).isoformat(), draft],
    )

    assert ":red[en retard]" in words(the_day(monkeypatch)).split("convention à signer")[1]


@pytest.mark.parametrize("role", [Role.ELECTED, Role.PARTNER])
def test_the_day_of_the_team_is_not_open_to_others(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    an_action(db, staff, a_project(db, staff, "Insectes"), label="Relancer la banque", days=-1)

    app = open_page(monkeypatch, role, "my_day.py")

    assert "Relancer la banque" not in words(app)
    assert "Fait" not in buttons(app)
