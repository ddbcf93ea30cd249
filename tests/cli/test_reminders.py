"""`circular reminders`: reminders and digests, through a real SMTP server, nothing twice."""

from datetime import datetime, timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message

import pytest

from circular.actions.digests import choose_digest
from circular.cli import main
from circular.config import settings
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.store.rows import value
from tests.builders.commitments import ORGANISATION, promised, with_partner
from tests.builders.mailbox import Mailbox, mailbox


@pytest.fixture(autouse=True)
def _promised(db: Database, staff: Visitor, partner: Visitor) -> None:
    agreement = with_partner(db, staff, partner.organisation_id)
    near = datetime.now().date() + timedelta(days=3)
    promised(db, staff, agreement, label="Bilan de Naïma", due_on=near)
    promised(db, staff, agreement, party=ORGANISATION, label="Prêter la benne", due_on=near)
    db.conn.execute("UPDATE account SET email = role || '@exemple.fr'")
    db.conn.commit()


def run(monkeypatch: pytest.MonkeyPatch, port: int) -> int:
    """Run the command with a server on this machine."""
    told = {"HOST": "127.0.0.1", "PORT": str(port), "SECURITY": "none", "FROM": "n@exemple.fr"}
    for name, given in told.items():
        monkeypatch.setenv(f"CIRCULAR_SMTP_{name}", given)
    settings.cache_clear()
    return main(["reminders"])


def received(post: Mailbox) -> dict[str, Message]:
    """Return the messages by the address that they went to."""
    return {str(each["To"]): each for each in map(message_from_bytes, post.messages)}


def words(message: Message) -> str:
    payload = message.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload.decode()


def test_without_a_server_reminders_are_raised_all_the_same(
    db: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["reminders"]) == 0
    assert "aucun courriel envoyé" in capsys.readouterr().out
    raised = value(db, "SELECT count(*) FROM reminder")
    assert raised
    assert main(["reminders"]) == 0
    assert "Rappels créés : 0" in capsys.readouterr().out
    assert value(db, "SELECT count(*) FROM reminder") == raised


def test_each_person_receives_once_what_they_may_read(
    db: Database, monkeypatch: pytest.MonkeyPatch, administrator: Visitor
) -> None:
    choose_digest(db, administrator, wanted=False)
    with mailbox() as post:
        assert run(monkeypatch, post.port) == 0
        assert run(monkeypatch, post.port) == 0
        found = received(post)
        assert len(post.messages) == 3
    assert set(found) == {"staff@exemple.fr", "elected@exemple.fr", "partner@exemple.fr"}
    subject = str(make_header(decode_header(found["staff@exemple.fr"]["Subject"])))
    assert subject.endswith("2\u00a0échéances cette semaine")
    assert "Bilan de Naïma" in words(found["staff@exemple.fr"])
    assert "Naïma" not in words(found["elected@exemple.fr"])
    assert "Bilan ou rapport" in words(found["elected@exemple.fr"])
    assert "Prêter la benne" in words(found["partner@exemple.fr"])
    assert "Naïma" not in words(found["partner@exemple.fr"])


def test_what_did_not_leave_leaves_with_the_next_run(
    db: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with mailbox() as post:
        port = post.port
    assert run(monkeypatch, port) == 1
    assert "non partis" in capsys.readouterr().out
    assert value(db, "SELECT count(*) FROM digest") == 0
    with mailbox() as post:
        assert run(monkeypatch, post.port) == 0
        assert len(post.messages) == 4
