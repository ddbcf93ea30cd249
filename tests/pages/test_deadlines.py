"""The page of deadlines: a list for those who read agreements, cards for a partner."""

import pytest

from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.store.rows import value
from circular.ui import session
from tests.builders.agreements import TODAY
from tests.builders.commitments import ORGANISATION, promised, with_partner
from tests.pages.test_agreement import button, field, texts
from tests.pages_runner import open_page


@pytest.fixture(autouse=True)
def _on_the_day_of_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "today", lambda: TODAY)


def test_staff_and_elected_read_the_list_and_filter_it(
    db: Database, staff: Visitor, partner: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, Role.STAFF, "deadlines.py")
    assert "Aucune échéance" in texts(app)
    promised(db, staff, with_partner(db, staff, partner.organisation_id))
    app = open_page(monkeypatch, Role.STAFF, "deadlines.py")
    app.selectbox(key="periode").set_value("late").run()
    assert "Retirez un filtre" in app.info[0].value
    app.button(key="reset_échéances").click().run()
    assert "Remettre le bilan" in texts(app)
    seen = texts(open_page(monkeypatch, Role.ELECTED, "deadlines.py"))
    assert "Remettre le bilan" not in seen
    assert "Bilan ou rapport" in seen


def test_a_partner_says_that_its_own_commitment_is_kept(
    db: Database, staff: Visitor, partner: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Aucun engagement" in texts(open_page(monkeypatch, Role.PARTNER, "deadlines.py"))
    agreement = with_partner(db, staff, partner.organisation_id)
    made = promised(db, staff, agreement, party=ORGANISATION, label="Prêter la benne")
    promised(db, staff, agreement, label="Bilan de Naïma")
    app = open_page(monkeypatch, Role.PARTNER, "deadlines.py")
    assert "Prêter la benne" in texts(app)
    assert "Naïma" not in texts(app)
    app.button(key=f"commitment_done_{made}").click().run()
    field(app, "Preuve en une phrase", "Prêtée le 3 novembre")
    button(app, "Noter l’engagement tenu").click().run()
    assert value(db, "SELECT done_on FROM commitment WHERE id = ?", [made]) == str(TODAY)
    assert "Prêtée le 3 novembre" in texts(app).replace("\\", "")
