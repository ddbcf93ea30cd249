"""People in the store: searches, look-alikes, places in a project."""

from datetime import datetime
from typing import Any

import pytest

from circular.domain.words import fold
from circular.store import holders
from circular.store.connection import Database

NOW = datetime(2026, 11, 22, 9, 0)


def person(db: Database, name: str, **values: Any) -> int:
    record = {"name": name, "folded_name": fold(name), **values}
    return holders.add(db, record, created_by=None, now=NOW)


def names(db: Database, *words: str) -> list[str]:
    return [row["name"] for row in holders.holders(db, words=words, archived=False, limit=10)]


def test_a_person_is_found_by_name_commune_email_or_phone(db: Database) -> None:
    person(db, "Naïma Terrasson", commune_code="33243", phone="06 12 34 56 78")
    person(db, "Hugo Duroc", email="Hugo@exemple.fr")

    assert names(db) == ["Hugo Duroc", "Naïma Terrasson"]
    assert names(db, "terrasson", "naima") == ["Naïma Terrasson"]
    assert names(db, "libourne") == ["Naïma Terrasson"]
    assert names(db, "0612345678") == ["Naïma Terrasson"]
    assert names(db, "hugo@exemple.fr") == ["Hugo Duroc"]
    assert names(db, "terrasson", "duroc") == []
    assert holders.count(db, words=("duroc",), archived=False) == 1


def test_the_percent_sign_is_a_sign_like_any_other(db: Database) -> None:
    person(db, "Hugo Duroc")

    assert names(db, "%") == []


def test_a_person_in_the_archives_is_listed_apart(db: Database) -> None:
    hugo = person(db, "Hugo Duroc")
    holders.set_archived(db, hugo, "2026-11-22T09:00:00")

    assert names(db) == []
    assert holders.count(db, words=(), archived=True) == 1


def test_a_change_needs_the_version_that_was_read(db: Database) -> None:
    hugo = person(db, "Hugo Duroc")
    change = {"name": "Hugo Durocq", "folded_name": "hugo durocq"}

    assert holders.change(db, hugo, change, version=1, now=NOW)
    assert not holders.change(db, hugo, change, version=1, now=NOW)
    found = holders.holder(db, hugo)
    assert found is not None
    assert (found["name"], found["version"]) == ("Hugo Durocq", 2)


@pytest.mark.parametrize(
    ("email", "phone", "beginnings", "expected"),
    [
        ("HUGO@exemple.fr", None, (), ["Hugo Duroc"]),
        (None, "06 12 34 56 78", (), ["Naïma Terrasson"]),
        (None, None, ("ter",), ["Naïma Terrasson"]),
        (None, None, ("hug", "nai"), ["Hugo Duroc", "Naïma Terrasson"]),
        (None, None, ("err",), []),
        (None, None, (), []),
    ],
)
def test_candidates_share_an_email_a_phone_or_a_beginning(
    db: Database,
    email: str | None,
    phone: str | None,
    beginnings: tuple[str, ...],
    expected: list[str],
) -> None:
    person(db, "Naïma Terrasson", phone="06 12 34 56 78")
    person(db, "Hugo Duroc", email="hugo@exemple.fr")

    found = holders.candidates(db, beginnings=beginnings, email=email, phone=phone, but_not=None)

    assert [row["name"] for row in found] == expected


def test_nobody_is_their_own_duplicate(db: Database) -> None:
    naima = person(db, "Naïma Terrasson")

    assert holders.candidates(db, beginnings=("nai",), email=None, phone=None, but_not=naima) == []


def test_the_first_person_to_call_moves_up(db: Database) -> None:
    project = db.conn.execute(
        "INSERT INTO project (title, folded_title, stage, stage_since, detected_on, origin,"
        " created_at, updated_at) VALUES ('P', 'p', 'detection', '2026-01-01', '2026-01-01',"
        " 'appel', '2026', '2026')"
    ).lastrowid
    assert project is not None
    people = [person(db, name) for name in ("A", "B", "C")]
    for each in people:
        holders.add_to_project(db, project, each, role="associe", is_first=False)
    holders.add_to_project(db, project, people[2], role="porteur", is_first=True)

    found = holders.people_of(db, project)

    assert [row["name"] for row in found] == ["C", "A", "B"]
    assert found[0]["role_label"] == "Porteur principal"
    assert holders.remove_from_project(db, project, people[0])
    assert not holders.remove_from_project(db, project, people[0])
    holders.remove_all_from_project(db, project)
    assert holders.people_of(db, project) == []


def test_the_day_of_the_notice_is_kept(db: Database) -> None:
    naima = person(db, "Naïma Terrasson")
    holders.set_informed(db, naima, "2026-11-22")

    found = holders.holder(db, naima)

    assert found is not None
    assert found["information_given_on"] == "2026-11-22"
