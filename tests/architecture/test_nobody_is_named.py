"""What may not be seen never reaches the browser: all that elected and partner are sent is read.

The full demonstration, with a referent in every organisation and confidential producers besides,
every page, every record that the role can open, and every file that it can take away.
"""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from circular.config import settings
from circular.domain.permissions import Role
from circular.store.connection import open_for
from tests.architecture import matrix
from tests.architecture.crawl import Reached, crawl

SECRETS = """
SELECT name FROM holder
UNION SELECT email FROM holder UNION SELECT phone FROM holder
UNION SELECT other_contact FROM holder
UNION SELECT y.signatory FROM agreement_party y WHERE y.holder_id IS NOT NULL
UNION SELECT o.referent FROM organisation o WHERE o.id <> :own
UNION SELECT o.email FROM organisation o WHERE o.id <> :own
UNION SELECT o.phone FROM organisation o WHERE o.id <> :own
UNION SELECT o.name FROM organisation o WHERE o.id <> :own AND o.is_confidential
"""
MAKE_MORE_SECRETS = """
UPDATE organisation SET referent = 'Zénobie Quidam-' || id, email = 'contact' || id || '@secret.fr',
    phone = '05 99 ' || printf('%02d %02d', id / 100, id % 100) || ' 07';
UPDATE organisation SET is_confidential = 1, name = 'Producteur discret ' || id,
    folded_name = 'producteur discret ' || id
    WHERE id IN (SELECT organisation_id FROM waste_stream WHERE organisation_id IS NOT NULL
        AND organisation_id <> (SELECT organisation_id FROM account WHERE role = 'partner')
        ORDER BY id LIMIT 12);
INSERT INTO account (name, role, created_at) VALUES ('Hors Champ', 'staff', '2026-01-01');
INSERT INTO case_note (project_id, reviewed_on, text, next_step, author_id, created_at)
    SELECT p.id, '2026-01-05', 'Situation réservée ' || p.id, 'Suite réservée ' || p.id,
    (SELECT MAX(id) FROM account), '2026-01-05' FROM project p;
"""
OF_NOTES = ("Situation réservée", "Suite réservée")
BLIND = (Role.ELECTED, Role.PARTNER)
SIGHTED = (Role.STAFF, Role.ADMINISTRATOR)


@pytest.fixture(scope="module")
def full(full_demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return the whole demonstration, with more to hide, which the settings point at."""
    made = tmp_path_factory.mktemp("full") / "made.sqlite3"
    shutil.copyfile(full_demonstration, made)
    with open_for(made) as db:
        for statement in MAKE_MORE_SECRETS.split(";"):
            db.conn.execute(statement)
        db.conn.commit()
        db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path = made.with_name("full.sqlite3")
    shutil.copyfile(made, path)
    patch = pytest.MonkeyPatch()
    patch.setenv("CIRCULAR_DATABASE", str(path))
    settings.cache_clear()
    yield path
    patch.undo()
    settings.cache_clear()


@pytest.fixture(scope="module")
def reached(full: Path) -> dict[Role, Reached]:
    """Return what each role was sent; records one by one for those who may not see people."""
    del full
    patch = pytest.MonkeyPatch()
    found = {role: crawl(patch, role, records=role in BLIND) for role in Role}
    patch.undo()
    return found


def secrets(path: Path) -> list[str]:
    """Return what may not be seen by those who see neither people nor confidential producers."""
    with open_for(path, read_only=True) as db:
        own = db.conn.execute(
            "SELECT organisation_id FROM account WHERE role = 'partner'"
        ).fetchone()[0]
        return [row[0] for row in db.conn.execute(SECRETS, {"own": own}) if row[0]]


def holds(content: bytes, words: list[str]) -> list[str]:
    """Return the words that a content holds: as they are, as Markdown or as JSON writes them."""
    text = re.sub(r"\s", " ", content.decode("utf-8", errors="ignore"))
    bare = text.replace("\\", "")
    return [
        word
        for word in words
        if word in bare or json.dumps(word)[1:-1] in text or re.sub(r"\s", "", word) in bare
    ]


@pytest.mark.parametrize("role", BLIND, ids=lambda role: role.value)
def test_nothing_that_may_not_be_seen_leaves_the_database(
    full: Path, reached: dict[Role, Reached], role: Role
) -> None:
    words = secrets(full)
    assert len(words) > 150

    told = {
        name: found
        for name, content in reached[role].everything
        if (found := holds(content, words))
    }

    assert told == {}


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_no_page_and_no_file_holds_a_note_of_which_one_is_not_named(
    reached: dict[Role, Reached], role: Role
) -> None:
    told = [name for name, content in reached[role].everything if holds(content, list(OF_NOTES))]

    assert told == []


@pytest.mark.parametrize("role", SIGHTED, ids=lambda role: role.value)
def test_the_same_reading_finds_the_names_where_they_may_be_seen(
    full: Path, reached: dict[Role, Reached], role: Role
) -> None:
    words = secrets(full)

    assert len(holds(reached[role].pages["holders.py"], words)) > 20
    assert any(
        holds(content, words) for name, content in reached[role].files.items() if "holders" in name
    )


def test_records_are_read_one_by_one_and_files_as_well(
    full: Path, reached: dict[Role, Reached]
) -> None:
    with open_for(full, read_only=True) as db:
        streams = db.conn.execute(
            "SELECT s.id, s.title, s.organisation_id IS a.organisation_id FROM waste_stream s"
            " JOIN account a ON a.role = 'partner'"
        ).fetchall()
    pages = reached[Role.PARTNER].pages
    for record, title, is_own in streams:
        assert bool(holds(pages[f"stream.py?id={record}"], [title])) == bool(is_own), title
    assert any(is_own for *_, is_own in streams)
    assert sum("?id=" in name for name in reached[Role.PARTNER].pages) > 60
    assert sum("agreement.py?id=" in name for name in reached[Role.ELECTED].pages) > 8
    assert all(reached[role].files for role in BLIND)


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_each_role_is_offered_the_files_of_the_matrix(
    reached: dict[Role, Reached], role: Role
) -> None:
    declared = {name for name, roles in matrix.EXPORTS.items() if role in roles}
    declared -= matrix.AFTER_A_CHOICE

    assert reached[role].offered - matrix.AFTER_A_CHOICE == declared
