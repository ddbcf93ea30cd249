"""The full take-out through the browser: the administrator only, streamed, and no copy left."""

import io
import os
import zipfile
from pathlib import Path

import pytest

from circular.domain.demonstration import ROLE_COOKIE
from circular.domain.permissions import Role
from circular.store.connection import Database
from circular.store.rows import value
from circular.web.take_out import ADDRESS
from tests.web.visitors import browser, fill_in

HERE = "http://localhost:8501"


def test_the_administrator_receives_the_file_and_the_journal_a_line(
    db: Database, store_path: Path
) -> None:
    with browser(HERE) as client:
        client.cookies.set(ROLE_COOKIE, Role.ADMINISTRATOR.value)
        answer = fill_in(client, ADDRESS)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["cache-control"] == "no-store"
    assert 'filename="circular-' in answer.headers["content-disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert "manifeste.json" in archive.namelist()
    assert value(db, "SELECT COUNT(*) FROM journal WHERE act = 'taken_out'") == 1
    assert list(store_path.parent.glob("sortie-*")) == []


@pytest.mark.parametrize("role", [Role.STAFF, Role.ELECTED, Role.PARTNER, None])
def test_nobody_else_does(db: Database, role: Role | None) -> None:
    with browser(HERE) as client:
        if role is not None:
            client.cookies.set(ROLE_COOKIE, role.value)
        assert client.get(ADDRESS).status_code == 403
        assert client.post(ADDRESS, data={}).status_code == 403
    assert value(db, "SELECT COUNT(*) FROM journal") == 0


def test_the_role_of_the_demonstration_is_worth_nothing_from_elsewhere(db: Database) -> None:
    with browser("http://circular.exemple.fr") as client:
        client.cookies.set(ROLE_COOKIE, Role.ADMINISTRATOR.value)
        assert client.get(ADDRESS).status_code == 403


def test_another_site_cannot_ask_for_it(db: Database) -> None:
    with browser(HERE) as client:
        client.cookies.set(ROLE_COOKIE, Role.ADMINISTRATOR.value)
        assert client.post(ADDRESS, data={"form_proof": "x"}).status_code == 403
    assert value(db, "SELECT COUNT(*) FROM journal") == 0


def test_a_file_whose_sending_was_cut_is_erased_the_next_day(
    db: Database, store_path: Path
) -> None:
    old, recent = store_path.parent / "sortie-old", store_path.parent / "sortie-recent"
    for folder in (old, recent):
        folder.mkdir()
    os.utime(old, (0, 0))
    with browser(HERE) as client:
        client.cookies.set(ROLE_COOKIE, Role.ADMINISTRATOR.value)
        fill_in(client, ADDRESS)

    assert not old.exists()
    assert recent.exists()
