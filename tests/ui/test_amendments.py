"""An amendment on screen, from its preparation to its signature; the elected read its effect."""

import pytest

from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.store.rows import value
from circular.ui import session
from tests.builders.agreements import TODAY, read, signed
from tests.pages.test_agreement import button, field, texts
from tests.pages_runner import open_page


@pytest.fixture(autouse=True)
def _on_the_day_of_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "today", lambda: TODAY)


def test_an_amendment_goes_from_its_preparation_to_its_signature(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreement = signed(db, staff, jobs_committed="3")
    app = open_page(monkeypatch, Role.STAFF, "agreement.py", id=str(agreement))
    app.session_state["_dialog_asked"] = (
        "agreement",
        "add_amendment",
        {"agreement_id": agreement},
    )
    app.run()
    field(app, "Objet de l’avenant", "Deux emplois de plus")
    button(app, "Enregistrer l’avenant").click().run()
    assert "Il manque ce qui change" in texts(app)
    assert "sign_amendment" not in [each.key for each in app.button]
    app.button(key="change_amendment").click().run()
    field(app, "Emplois promis", "5")
    button(app, "Enregistrer l’avenant").click().run()
    assert "En préparation" in texts(app)
    app.button(key="sign_amendment").click().run()
    button(app, "Enregistrer la signature").click().run()
    assert read(db, staff, agreement).jobs_committed == 5
    seen = open_page(monkeypatch, Role.ELECTED, "agreement.py", id=str(agreement))
    assert "Deux emplois" not in texts(seen)
    assert "3\u00a0ETP" in texts(seen)


def test_an_amendment_in_preparation_is_deleted_after_a_question(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreement = signed(db, staff)
    app = open_page(monkeypatch, Role.STAFF, "agreement.py", id=str(agreement))
    app.session_state["_dialog_asked"] = (
        "agreement",
        "add_amendment",
        {"agreement_id": agreement},
    )
    app.run()
    field(app, "Objet de l’avenant", "Un essai")
    field(app, "Emplois promis", "5")
    button(app, "Enregistrer l’avenant").click().run()
    app.button(key="delete_amendment").click().run()
    app.button(key="confirm_deletion").click().run()
    assert value(db, "SELECT count(*) FROM amendment") == 0
