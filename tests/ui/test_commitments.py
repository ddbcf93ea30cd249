"""Commitments on the record of an agreement, by the team and for the elected."""

import pytest

from circular.actions.commitments import mark_done
from circular.domain.commitments import CommitmentLight, FulfilmentDraft
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.store.rows import value
from circular.ui import session
from circular.ui.commitments import badge, said
from tests.builders.agreements import TODAY, signed
from tests.pages.test_agreement import button, field, texts
from tests.pages_runner import open_page


@pytest.fixture(autouse=True)
def _on_the_day_of_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "today", lambda: TODAY)


def test_a_badge_holds_the_word() -> None:
    assert badge(CommitmentLight.LATE) == ":orange-badge[:material/schedule: En retard]"
    assert said([]).startswith("Aucun engagement")


def test_a_commitment_goes_from_its_entry_to_its_proof_and_back(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreement = signed(db, staff)
    app = open_page(monkeypatch, Role.STAFF, "agreement.py", id=str(agreement))
    app.button(key="add_commitment").click().run()
    field(app, "Engagement", "Remettre le bilan de Naïma")
    field(app, "Échéance", "01/11/2026")
    button(app, "Enregistrer l’engagement").click().run()
    assert value(db, "SELECT count(*) FROM commitment") == 0
    boxes = {box.label.partition("\u00a0")[0]: box for box in app.selectbox}
    boxes["Qui s’engage"].set_value(1)
    boxes["Nature"].set_value("report")
    button(app, "Enregistrer l’engagement").click().run()
    assert "En retard" in texts(app)
    made = value(db, "SELECT id FROM commitment")
    app.button(key=f"commitment_done_{made}").click().run()
    button(app, "Noter l’engagement tenu").click().run()
    assert "Donnez une preuve" in texts(app)
    field(app, "Preuve en une phrase", "Reçu par courriel")
    button(app, "Noter l’engagement tenu").click().run()
    assert "1\u00a0tenu sur 1" in texts(app)
    app.button(key=f"commitment_undo_{made}").click().run()
    assert "0\u00a0tenu sur 1, 1 en retard" in texts(app)
    kept = FulfilmentDraft(done_on=TODAY, proof="Reçu par courriel")
    mark_done(db, staff, made, kept, version=3, today=TODAY)
    seen = texts(open_page(monkeypatch, Role.ELECTED, "agreement.py", id=str(agreement)))
    assert "Naïma" not in seen
    assert "Reçu par courriel" not in seen
    assert "preuve conservée" in seen
