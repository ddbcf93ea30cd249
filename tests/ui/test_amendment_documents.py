"""Taking the paper of an amendment leaves a line in the journal; the elected have no button."""

import pytest

from circular.actions.amendments import draft_amendment
from circular.domain.amendments import AmendmentDraft
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.store.rows import value
from circular.ui import session
from tests.builders.agreements import TODAY, signed
from tests.pages_runner import open_page


def test_the_buttons_are_those_of_the_team(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "today", lambda: TODAY)
    agreement = signed(db, staff)
    draft_amendment(
        db, staff, agreement, AmendmentDraft(reason="Essai", jobs_committed="2"), today=TODAY
    )
    keys = {}
    for role in (Role.STAFF, Role.ELECTED):
        app = open_page(monkeypatch, role, "agreement.py", id=str(agreement))
        assert not app.exception
        keys[role] = [
            each.key for each in app.get("download_button") if "avenant-1" in (each.key or "")
        ]
    stem = "avenant-1-convention-2026-001"
    assert keys[Role.STAFF] == [f"{stem}_pdf", f"{stem}_docx"]
    assert keys[Role.ELECTED] == []
    assert not value(db, "SELECT count(*) FROM journal WHERE act = 'text_taken'")
