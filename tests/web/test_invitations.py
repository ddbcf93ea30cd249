"""One-time links through the real routes, and a lost password through a real SMTP server."""

import re
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from circular.actions import accounts, invitations
from circular.config import settings
from circular.domain.permissions import Role
from circular.domain.sessions import COOKIE
from circular.domain.visitors import Visitor
from circular.queries.sessions import presence
from circular.store.connection import Database, open_for
from circular.store.migrations import upgrade
from circular.store.rows import value
from tests.builders.accounts import EMAIL, PASSWORD, add_account, caller, signed_in
from tests.builders.mailbox import Mailbox, mailbox
from tests.conftest import NOW
from tests.web.visitors import browser, fill_in, hidden

NEW = "quatre mots tout à fait neufs"


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """Return a database that `circular init` has just prepared."""
    path = tmp_path / "fresh.sqlite3"
    upgrade(path, now=NOW)
    monkeypatch.setenv("CIRCULAR_DATABASE", str(path))
    settings.cache_clear()
    with open_for(path) as db:
        yield db
    settings.cache_clear()


@pytest.fixture
def client(db: Database) -> Iterator[TestClient]:
    """Return a browser."""
    with browser() as opened:
        yield opened


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch, db: Database) -> Iterator[Mailbox]:
    """Return a running SMTP server that the settings name."""
    with mailbox() as opened:
        monkeypatch.setenv("CIRCULAR_SMTP_HOST", "127.0.0.1")
        monkeypatch.setenv("CIRCULAR_SMTP_PORT", str(opened.port))
        monkeypatch.setenv("CIRCULAR_SMTP_SECURITY", "none")
        monkeypatch.setenv("CIRCULAR_SMTP_FROM", "circular@exemple.fr")
        monkeypatch.setenv("CIRCULAR_BASE_URL", "http://circular.exemple.fr")
        settings.cache_clear()
        yield opened


def person(**changes: str) -> dict[str, str]:
    """Return what the first administrator types."""
    told = {"name": "Ada Martin", "email": "ada@exemple.fr", "password": PASSWORD}
    return {**told, "again": PASSWORD, **changes}


def text_of(message: Message) -> str:
    """Return the text of a message."""
    payload = message.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload.decode("utf-8")


def test_the_first_administrator_comes_in_by_the_printed_link_once(fresh: Database) -> None:
    link = invitations.begin_first_run(fresh, caller())
    with browser() as client:
        answer = fill_in(client, link.path, **person())
        assert answer.headers["location"] == "/premiers-pas"
        found = presence(fresh, client.cookies[COOKIE], now=caller().at)
        assert found is not None
        assert found.visitor.role is Role.ADMINISTRATOR

    with browser() as other:
        assert other.get(link.path).status_code == 404
        values = {**hidden(other.get("/connexion")), **person(email="eve@exemple.fr")}
        assert other.post(link.path, data=values).status_code == 404


def test_a_link_guessed_or_replaced_or_late_is_refused_in_one_sentence(fresh: Database) -> None:
    replaced = invitations.begin_first_run(fresh, caller())
    invitations.begin_first_run(fresh, caller())
    late = caller(after=-timedelta(hours=25))
    pages = []
    with browser() as client:
        pages.append(client.get(replaced.path))
        invitations.begin_first_run(fresh, late)
        link = invitations.begin_first_run(fresh, late)
        pages.append(client.get(link.path))
        pages.append(client.get("/premiere-connexion/rien"))

    assert [page.status_code for page in pages] == [404, 404, 404]
    assert len({page.text for page in pages}) == 1
    assert "circular init" in pages[0].text
    told = value(fresh, "SELECT COUNT(*) FROM journal WHERE act = 'link_refused'")
    assert told == 1, "the same refusal is written once in a while"


def test_a_weak_password_leaves_the_link_usable_and_the_fields_filled(fresh: Database) -> None:
    link = invitations.begin_first_run(fresh, caller())
    with browser() as client:
        for password in ("court", "azertyuiop123", "Ada Martin ada"):
            answer = fill_in(client, link.path, **person(password=password, again=password))
            assert answer.status_code == 422
            assert 'value="ada@exemple.fr"' in answer.text
            assert f'value="{password}"' not in answer.text
        differing = fill_in(client, link.path, **person(again="autre chose"))
        assert "Les deux saisies diffèrent" in differing.text
        assert fill_in(client, link.path, **person()).status_code == 303


def test_the_first_run_cannot_exist_on_a_demonstration(client: TestClient, db: Database) -> None:
    from circular.domain.errors import DomainError

    with pytest.raises(DomainError, match="démonstration"):
        invitations.begin_first_run(db, caller())


def test_an_invited_person_chooses_a_password_and_enters(
    client: TestClient, db: Database, administrator: Visitor
) -> None:
    add_account(db, administrator, password=None)
    link = accounts.give_link(db, administrator, _last(db))

    looked = client.get(link.path)
    assert "Bonjour Claire Dubreuil" in looked.text
    answer = fill_in(client, link.path, password=NEW, again=NEW)

    assert answer.headers["location"] == "/"
    found = presence(db, client.cookies[COOKIE], now=caller().at)
    assert found is not None
    assert found.visitor.role is Role.STAFF
    assert client.get(link.path).status_code == 404


def test_a_link_is_served_under_the_address_of_its_kind_only(
    client: TestClient, db: Database, administrator: Visitor
) -> None:
    add_account(db, administrator, password=None)
    link = accounts.give_link(db, administrator, _last(db))

    assert client.get(f"/mot-de-passe/{link.token}").status_code == 404
    assert client.get(f"/premiere-connexion/{link.token}").status_code == 404
    assert client.get(link.path).status_code == 200


def test_a_closed_account_takes_its_links_with_it(
    client: TestClient, db: Database, administrator: Visitor
) -> None:
    account_id = add_account(db, administrator)
    link = accounts.give_link(db, administrator, account_id)
    accounts.close_account(db, administrator, account_id)

    assert client.get(link.path).status_code == 404


def test_without_a_mail_server_one_is_told_whom_to_ask(client: TestClient) -> None:
    page = client.get("/mot-de-passe-oublie")

    assert "<form" not in page.text
    assert "Demandez un lien à la personne qui administre" in page.text


def test_a_lost_password_is_replaced_by_mail(
    client: TestClient, db: Database, administrator: Visitor, post: Mailbox
) -> None:
    add_account(db, administrator)
    before = signed_in(db)
    sent = fill_in(client, "/mot-de-passe-oublie", email=EMAIL.upper())
    assert "Si un compte porte cette adresse" in sent.text

    message = message_from_bytes(post.messages[0])
    assert message["To"] == EMAIL
    found = re.search(r"http://circular\.exemple\.fr(/mot-de-passe/\S+)", text_of(message))
    assert found is not None
    answer = fill_in(client, found[1], password=NEW, again=NEW)

    assert answer.status_code == 303
    assert presence(db, before.token, now=caller().at) is None
    client.cookies.clear()
    assert fill_in(client, "/connexion", email=EMAIL, password=PASSWORD).status_code == 422


def test_an_unknown_address_gets_the_same_answer_and_no_message(
    client: TestClient, db: Database, administrator: Visitor, post: Mailbox
) -> None:
    add_account(db, administrator)
    known = fill_in(client, "/mot-de-passe-oublie", email=EMAIL)
    unknown = fill_in(client, "/mot-de-passe-oublie", email="personne@exemple.fr")

    assert known.text == unknown.text
    assert len(post.messages) == 1


def test_asking_again_and_again_is_slowed_down(client: TestClient, post: Mailbox) -> None:
    for _ in range(5):
        fill_in(client, "/mot-de-passe-oublie", email=EMAIL)

    assert fill_in(client, "/mot-de-passe-oublie", email=EMAIL).status_code == 429


def test_a_mail_server_that_is_down_is_logged_without_the_address(
    client: TestClient,
    db: Database,
    administrator: Visitor,
    post: Mailbox,
    caplog: pytest.LogCaptureFixture,
) -> None:
    add_account(db, administrator)
    post.stop()

    answer = fill_in(client, "/mot-de-passe-oublie", email=EMAIL)

    assert answer.status_code == 200
    assert "a link was not mailed" in caplog.text
    assert EMAIL not in caplog.text


def _last(db: Database) -> int:
    return int(db.conn.execute("SELECT MAX(id) FROM account").fetchone()[0])
