"""A party is added by an amendment, on screen; it stands in the convention once signed."""

import pytest

from circular.actions.amendments import draft_amendment
from circular.domain.agreements import PartyKind
from circular.domain.amendments import AmendmentDraft
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.ui import session
from tests.builders.agreements import TODAY, read, signed
from tests.pages.test_agreement import button, field, texts
from tests.pages_runner import open_page


def test_a_party_comes_by_an_amendment(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "today", lambda: TODAY)
    agreement = signed(db, staff)
    draft = AmendmentDraft(reason="Une école s’ajoute", jobs_committed="2")
    draft_amendment(db, staff, agreement, draft, today=TODAY)
    app = open_page(monkeypatch, Role.STAFF, "agreement.py", id=str(agreement))
    app.button(key="amendment_party_add").click().run()
    kind = next(each for each in app.button_group if each.label.startswith("Nature"))
    kind.set_value(PartyKind.ORGANISATION).run()
    field(app, "Nom de la partie", "Lycée d’essai")
    field(app, "Signataire", "Alex Essai")
    button(app, "Enregistrer la partie").click().run()
    assert not app.exception
    assert "Lycée d’essai (Alex Essai)" in texts(app)
    assert len(read(db, staff, agreement).parties) == 2
    app.button(key="sign_amendment").click().run()
    button(app, "Enregistrer la signature").click().run()
    record = read(db, staff, agreement)
    assert [party.name for party in record.parties][2:] == ["Lycée d’essai"]
    assert record.jobs_committed == 2
