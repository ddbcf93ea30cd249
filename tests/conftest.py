"""What every test may ask for: a real store on disk, and one visitor per role."""

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from circular.cli import load_demonstration, prepare
from circular.config import ROOT, settings
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store import accounts, meta
from circular.store.connection import Database, open_for, write_tx
from circular.store.migrations import upgrade
from circular.store.reference import load_reference

NOW = datetime(2026, 11, 22, 9, 0)
hypothesis_settings.register_profile("house", deadline=None)  # a busy machine is no failure
hypothesis_settings.load_profile("house")


@pytest.fixture(scope="session")
def shared_folder() -> Path:
    """Return the folder of check files that stands beside the project, or skip."""
    folder = ROOT.parent / "shared"
    if not folder.exists():
        pytest.skip("the folder of check files does not stand beside the project")
    return folder


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database with its reference data and one account per role, to be copied."""
    path = tmp_path_factory.mktemp("template") / "template.sqlite3"
    upgrade(path, now=NOW)
    with open_for(path) as db:
        load_reference(db, ROOT / "data" / "reference")
        with write_tx(db):
            meta.mark_demonstration(db)
            organisation = db.conn.execute(
                "INSERT INTO organisation (name, folded_name, kind, partner_role, created_at,"
                " updated_at) VALUES ('Syndicat d’essai', 'syndicat d essai', 'public',"
                " 'technique', '2026-01-01', '2026-01-01')"
            ).lastrowid
            for role in Role:
                accounts.add(
                    db,
                    name=f"Personne {role.label}",
                    role=role.value,
                    now=NOW,
                    organisation_id=organisation if role is Role.PARTNER else None,
                    is_fictitious=True,
                )
        with write_tx(db):
            db.conn.execute("DELETE FROM ref_commune_contour WHERE code NOT LIKE '33%'")
        db.conn.execute("VACUUM")  # half the size: it is copied for each test
        db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture(scope="session")
def full_demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store that holds the whole demonstration, loaded once; copy it before writing."""
    return _demonstration(tmp_path_factory, empty=False)


@pytest.fixture(scope="session")
def empty_demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the demonstration's territory without holders, loaded once; copy it before writing."""
    return _demonstration(tmp_path_factory, empty=True)


def _demonstration(folders: pytest.TempPathFactory, *, empty: bool) -> Path:
    path = folders.mktemp("demonstration") / "demonstration.sqlite3"
    prepare(path)
    load_demonstration(path, empty=empty)
    with open_for(path) as db:
        db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture
def store_path(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a fresh store of one's own, which the settings point at during the test."""
    path = tmp_path / "circular.sqlite3"
    shutil.copyfile(template, path)
    monkeypatch.setenv("CIRCULAR_DATABASE", str(path))
    settings.cache_clear()
    yield path
    settings.cache_clear()


@pytest.fixture
def db(store_path: Path) -> Iterator[Database]:
    """Return an open connection on the test's own store."""
    with open_for(store_path) as opened:
        yield opened


@pytest.fixture
def today() -> date:
    """Return the day of the tests: a Sunday, 22 November 2026."""
    return NOW.date()


def visitor_of(db: Database, role: Role) -> Visitor:
    """Return the account of a role in the test's store."""
    row = accounts.first_of_role(db, role.value)
    assert row is not None
    return Visitor(
        account_id=row["id"], name=row["name"], role=role, organisation_id=row["organisation_id"]
    )


@pytest.fixture
def staff(db: Database) -> Visitor:
    """Return the employee."""
    return visitor_of(db, Role.STAFF)


@pytest.fixture
def elected(db: Database) -> Visitor:
    """Return the elected official."""
    return visitor_of(db, Role.ELECTED)


@pytest.fixture
def partner(db: Database) -> Visitor:
    """Return the partner, bound to one organisation."""
    return visitor_of(db, Role.PARTNER)


@pytest.fixture
def administrator(db: Database) -> Visitor:
    """Return the administrator."""
    return visitor_of(db, Role.ADMINISTRATOR)
