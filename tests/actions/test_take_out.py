"""A new installation restored from a take-out is equal; a damaged one restores nothing."""

import json
import shutil
import sqlite3
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from circular.actions.take_out import check_place, record_take_out, restore_take_out
from circular.adapters.documents import shelf
from circular.adapters.take_out import open_take_out
from circular.cli import erase, prepare
from circular.config import documents_beside, settings
from circular.domain.errors import DomainError, NotAllowedError
from circular.domain.journal_chain import parse_head
from circular.domain.permissions import Role
from circular.domain.take_out import MANIFEST, DamagedTakeOutError, Manifest
from circular.domain.visitors import Visitor
from circular.exports.take_out import write_take_out
from circular.queries import journal_chain
from circular.queries.journal import history_of
from circular.queries.take_out import snapshot
from circular.store import take_out as store
from circular.store.connection import Database, open_for, write_tx
from circular.store.migrations import upgrade
from circular.store.rows import rows, value
from tests.builders.documents import a_document
from tests.builders.files import pdf
from tests.builders.holders import a_holder
from tests.builders.retention import an_old_contact, anonymised
from tests.conftest import NOW, visitor_of

AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def taken_from(path: Path, target: Path, *, documents: Path | None = None) -> Manifest:
    """Take everything out of a database, its documents beside it unless told otherwise."""
    folder = documents or documents_beside(path)
    with open_for(path, read_only=True) as db, snapshot(db) as taken:
        return write_take_out(target, taken, made_at=AT, documents=folder)


def restored_into(path: Path, taken: Path) -> None:
    """Restore into a new database."""
    with open_take_out(taken) as found:
        restore_take_out(path, found)


def shape_and_rows(path: Path) -> dict[str, object]:
    """Return the schema and every row of every table."""
    with open_for(path, read_only=True) as db:
        schema = rows(db, "SELECT type, name, sql FROM sqlite_master ORDER BY type, name")
        content = {
            table: [tuple((type(each), each) for each in row) for row in store.stream(db, table)]
            for table in store.tables(db)
        }
    return {"schema": schema, **content}


@pytest.fixture(scope="module")
def whole(full_demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the whole demonstration, with one person anonymised."""
    path = tmp_path_factory.mktemp("whole") / "whole.sqlite3"
    shutil.copyfile(full_demonstration, path)
    with open_for(path) as db:
        staff = visitor_of(db, Role.STAFF)
        holder_id, _ = an_old_contact(db, staff)
        anonymised(db, staff, holder_id)
        a_holder(db, staff, "Zoé \\N’Diaye", note='\\N\n"; =1+1\t\r\u00a0œ 😀', other_contact="\\")
        with write_tx(db):
            db.conn.execute("UPDATE holder SET phone = '' WHERE name LIKE 'Zo%'")
            db.conn.execute("UPDATE waste_stream SET tonnes_likely = 0.1 + 0.2, tonnes_max = 1e300")
    return path


@pytest.fixture(scope="module")
def original(whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return its take-out, as it was written."""
    target = tmp_path_factory.mktemp("original") / "sortie.zip"
    taken_from(whole, target)
    return target


@pytest.fixture
def taken(original: Path, tmp_path: Path) -> Path:
    """Return a copy of the take-out, to be spoiled."""
    return Path(shutil.copy(original, tmp_path / "sortie.zip"))


def test_a_new_installation_restored_from_it_is_equal_table_by_table(
    whole: Path, taken: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.sqlite3"
    restored_into(copy, taken)

    before, after = shape_and_rows(whole), shape_and_rows(copy)
    assert set(before) == set(after)
    assert {name for name in before if before[name] != after[name]} == set()
    assert sum(len(lines) for lines in before.values() if isinstance(lines, list)) > 10_000


def test_what_was_restored_works_and_its_journal_is_guarded_again(
    taken: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.sqlite3"
    restored_into(copy, taken)

    with open_for(copy) as db:
        holder_id = a_holder(db, visitor_of(db, Role.STAFF), "Ida Nouvelle")
        assert history_of(db, "holder", holder_id)[0].sentence.startswith("Ida Nouvelle")
        for sql in ("DELETE FROM journal", "UPDATE journal SET act = 'x'"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                db.conn.execute(sql)
        with pytest.raises(sqlite3.IntegrityError, match="only be erased"):
            db.conn.execute("DELETE FROM journal_personal")


def test_a_take_out_of_the_restored_one_is_the_same(taken: Path, tmp_path: Path) -> None:
    copy, again = tmp_path / "copy.sqlite3", tmp_path / "again.zip"
    restored_into(copy, taken)
    manifest = taken_from(copy, again)

    with open_take_out(taken) as first:
        assert manifest == first.manifest


def test_documents_leave_and_come_back_equal(
    db: Database, staff: Visitor, store_path: Path, tmp_path: Path
) -> None:
    kept, lost = a_document(db, staff, pdf(60)), a_document(db, staff, pdf(2))
    (row, other) = rows(db, "SELECT stored_name, sha256 FROM document ORDER BY id")
    assert (kept, lost) == (1, 2)
    folder, target, new = settings().documents, tmp_path / "sortie.zip", tmp_path / "new.sqlite3"
    (folder / other["stored_name"]).unlink()
    (folder / "note.txt").write_text("pas un document")

    manifest = taken_from(store_path, target)
    with open_take_out(target) as found, shelf(tmp_path / "new") as opened:
        restore_take_out(new, found)
        found.copy_files(opened)

    assert [(file.path, file.sha256) for file in manifest.files] == [
        (f"documents/{row['stored_name']}", row["sha256"])
    ]
    assert manifest.missing == (other["stored_name"],)
    (copied,) = (tmp_path / "new").iterdir()
    assert copied.read_bytes() == pdf(60)
    assert copied.stat().st_mode & 0o777 == 0o600
    assert shape_and_rows(new)["document"] == shape_and_rows(store_path)["document"]
    with (
        open_take_out(target) as found,
        pytest.raises(DomainError, match="contient déjà des documents"),
        shelf(tmp_path / "new") as opened,
    ):
        found.copy_files(opened)
    assert copied.exists()


def test_a_database_that_serves_somebody_is_never_restored_over(
    db: Database, staff: Visitor, store_path: Path, tmp_path: Path
) -> None:
    with pytest.raises(DomainError, match="contient déjà des données"):
        check_place(store_path)

    fresh = tmp_path / "fresh.sqlite3"
    check_place(fresh)
    prepare(fresh)
    check_place(fresh)
    text = tmp_path / "notes.txt"
    text.write_text("Ceci n’est pas une base. " * 100, encoding="utf-8")
    with pytest.raises(DomainError, match="pas une base de Circular"):
        check_place(text)
    foreign = tmp_path / "foreign.sqlite3"
    with open_for(foreign) as other:
        other.conn.execute("CREATE TABLE x (y)")
    with pytest.raises(DomainError, match="contient déjà des données"):
        check_place(foreign)


def rewritten(taken: Path, change: Callable[[str, bytes], bytes | None]) -> None:
    """Write the zip anew, each entry as `change` returns it (None: left out)."""
    with zipfile.ZipFile(taken) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(taken, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            kept = change(name, content)
            if kept is not None:
                archive.writestr(name, kept)


def manifest_with(**changes: object) -> Callable[[str, bytes], bytes]:
    """Return a change of the manifest."""

    def change(name: str, content: bytes) -> bytes:
        if name != MANIFEST:
            return content
        return json.dumps({**json.loads(content), **changes}).encode()

    return change


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda name, content: None if name == MANIFEST else content, "il y manque « manifeste"),
        (lambda name, content: None if "holder.csv" in name else content, "il y manque « tables/"),
        (
            lambda name, content: content[:-1] if name == "tables/holder.csv" else content,
            "« tables/holder.csv » n’a pas la taille",
        ),
        (
            lambda name, content: (
                content.replace(b"Ida", b"Ada")
                if name == "tables/ref_commune.csv"
                else content.swapcase()
                if name == "tables/holder.csv"
                else content
            ),
            "« tables/holder.csv » a été modifié",
        ),
        (lambda name, content: b"{" if name == MANIFEST else content, "manifeste est illisible"),
        (manifest_with(format=99), "son format n’est pas"),
        (manifest_with(tables=[{"name": "x"}]), "manifeste est incomplet"),
        (
            manifest_with(files=[{"path": "documents/../../x", "size": 0, "sha256": ""}]),
            "manifeste est incomplet",
        ),
        (manifest_with(steps=["create_reference_tables", "tomorrow"]), "version plus récente"),
        (manifest_with(steps=["create_reference_tables"]), "ne sont pas celles de sa version"),
    ],
)
def test_what_is_wrong_with_a_damaged_file_is_said_and_nothing_is_restored(
    taken: Path, tmp_path: Path, change: Callable[[str, bytes], bytes | None], sentence: str
) -> None:
    rewritten(taken, change)
    copy = tmp_path / "copy.sqlite3"

    with pytest.raises(DamagedTakeOutError) as refusal:
        restored_into(copy, taken)
    assert sentence.replace("« ", "«\u00a0").replace(" »", "\u00a0»") in refusal.value.sentence
    assert refusal.value.sentence.endswith("Rien n’a été restauré.")


@pytest.mark.parametrize("kept", [0, 10, 5_000, -40])
def test_a_file_that_was_cut_is_refused(taken: Path, tmp_path: Path, kept: int) -> None:
    content = taken.read_bytes()
    taken.write_bytes(content[:kept])

    with pytest.raises(DamagedTakeOutError, match="zip, ou il est coupé"):
        restored_into(tmp_path / "copy.sqlite3", taken)


def test_a_flipped_byte_is_found(taken: Path, tmp_path: Path) -> None:
    content = bytearray(taken.read_bytes())
    content[len(content) // 2] ^= 0xFF
    taken.write_bytes(content)

    with pytest.raises(DamagedTakeOutError, match="Rien n’a été restauré"):
        restored_into(tmp_path / "copy.sqlite3", taken)


def test_rows_that_contradict_each_other_are_refused_whole(
    store_path: Path, tmp_path: Path
) -> None:
    with open_for(store_path) as db:
        db.conn.execute("PRAGMA foreign_keys = OFF")
        with write_tx(db):
            db.conn.execute("INSERT INTO territory_epci (epci_siren) VALUES ('999999999')")
    target, copy = tmp_path / "sortie.zip", tmp_path / "copy.sqlite3"
    taken_from(store_path, target)

    with pytest.raises(DamagedTakeOutError, match="ses lignes se contredisent"):
        restored_into(copy, target)
    with open_for(copy) as db:
        assert value(db, "SELECT COUNT(*) FROM account") == 0
        assert value(db, "SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger'") > 0


def test_a_take_out_of_an_earlier_version_reaches_the_present_shape(
    tmp_path: Path, store_path: Path
) -> None:
    early, target, copy = tmp_path / "early.sqlite3", tmp_path / "s.zip", tmp_path / "c.sqlite3"
    with open_for(early) as db:
        store.take_shape(db, store.known_steps()[:6])
        with write_tx(db):
            db.conn.execute("INSERT INTO setting VALUES ('a', 'Essai', '2026-01-01')")
    taken_from(early, target)

    restored_into(copy, target)

    with open_for(copy) as db:
        assert store.applied_steps(db) == store.known_steps()
        assert value(db, "SELECT value FROM setting") == "Essai"


def test_nothing_is_written_over_and_a_failure_leaves_no_piece(
    store_path: Path, tmp_path: Path
) -> None:
    target = tmp_path / "sortie.zip"
    target.write_text("déjà là", encoding="utf-8")

    with pytest.raises(FileExistsError):
        taken_from(store_path, target)
    assert target.read_text(encoding="utf-8") == "déjà là"
    assert list(tmp_path.glob("*.part")) == []


def test_only_its_owner_can_read_the_file(original: Path) -> None:
    assert original.stat().st_mode & 0o077 == 0


def test_neither_way_holds_the_data_in_memory(tmp_path: Path) -> None:
    large = tmp_path / "large.sqlite3"
    upgrade(large, now=NOW)
    with open_for(large) as db, write_tx(db):
        db.conn.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 8000)"
            " INSERT INTO setting SELECT 'key' || i, hex(randomblob(1000)), '2026-01-01' FROM n"
        )
    target, copy = tmp_path / "sortie.zip", tmp_path / "copy.sqlite3"
    tracemalloc.start()
    taken_from(large, target)
    restored_into(copy, target)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert target.stat().st_size > 8_000_000
    assert peak < 6_000_000
    erase(copy)


def test_the_journal_tells_who_took_everything_out(
    db: Database, administrator: Visitor, staff: Visitor
) -> None:
    manifest = Manifest(
        format=1, product="Circular", version="1", made_at=NOW, steps=("a",), tables=()
    )
    record_take_out(db, administrator, manifest)
    sentence = value(db, "SELECT sentence FROM journal WHERE act = 'taken_out'")
    assert sentence == "Sortie complète des données\u00a0: 0\u00a0table, 0\u00a0ligne."
    with pytest.raises(NotAllowedError):
        record_take_out(db, staff, manifest)


def test_the_journal_is_restored_whole_and_compares_with_the_head_taken_out(
    whole: Path, original: Path, tmp_path: Path
) -> None:
    path = tmp_path / "new.sqlite3"
    restored_into(path, original)
    with open_take_out(original) as taken:
        head = parse_head(taken.manifest.journal_head or "")

    with open_for(whole, read_only=True) as db:
        assert journal_chain.head(db) == head
    with open_for(path, read_only=True) as db:
        state = journal_chain.checked(db, [head])
    assert (state.fault, state.heads_compared) == (None, 1)
    assert state.lines > 500
