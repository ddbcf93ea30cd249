"""`circular verify`: what it prints and how it ends, on a real database tampered with."""

import os
from pathlib import Path

import pytest

from circular.cli import main
from circular.config import settings
from circular.domain.visitors import Visitor
from circular.queries import journal_chain
from circular.store.connection import Database, write_tx
from tests.builders.documents import a_document
from tests.builders.journal import tamper, write_lines


def test_a_whole_journal_ends_well_and_gives_its_head(
    db: Database, staff: Visitor, capsys: pytest.CaptureFixture[str]
) -> None:
    write_lines(db, staff, 3)
    head = journal_chain.head(db)
    assert head is not None

    assert main(["verify"]) == 0

    shown = capsys.readouterr().out
    assert "Le journal est entier\u00a0: 3\u00a0lignes." in shown
    assert head.written in shown
    assert main(["verify", "--head", head.written]) == 0
    assert main(["verify", "--head", head.seal]) == 0


def test_the_first_broken_line_is_named(
    db: Database, staff: Visitor, capsys: pytest.CaptureFixture[str]
) -> None:
    write_lines(db, staff, 5)
    tamper(db, "UPDATE journal SET act = 'x' WHERE id IN (3, 4)")

    assert main(["verify"]) == 1
    assert "La ligne n°\u00a03 du 22/11/2026" in capsys.readouterr().out


def test_a_cut_tail_is_told_by_the_head_given(
    db: Database, staff: Visitor, capsys: pytest.CaptureFixture[str]
) -> None:
    write_lines(db, staff, 5)
    head = journal_chain.head(db)
    assert head is not None
    tamper(db, "DELETE FROM journal WHERE id = 5", "DELETE FROM journal_chain WHERE journal_id = 5")

    assert main(["verify"]) == 0
    assert main(["verify", "--head", head.written]) == 1
    assert "la fin du journal a été retirée" in capsys.readouterr().out
    assert main(["verify", "--head", head.seal]) == 1
    assert "Aucune ligne du journal ne porte cette empreinte" in capsys.readouterr().out


def test_a_head_that_is_none_is_refused(db: Database, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--head", "12:abc"]) == 1
    assert "64\u00a0signes" in capsys.readouterr().out


def test_no_database_is_said(store_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store_path.unlink()

    assert main(["verify"]) == 1
    assert "pas de base" in capsys.readouterr().out


def test_a_database_of_an_older_version_is_told_to_be_upgraded(
    db: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    with write_tx(db):
        db.conn.execute("DELETE FROM _sqlite_migrations WHERE name = 'create_journal_chain'")

    for command in (["verify"], ["documents"], ["retention"]):
        assert main(command) == 1
        assert "circular upgrade" in capsys.readouterr().out


def test_a_missing_document_and_a_stray_file_are_told(
    db: Database, staff: Visitor, capsys: pytest.CaptureFixture[str]
) -> None:
    a_document(db, staff)
    (kept,) = settings().documents.iterdir()
    stray = kept.with_name("0" * 32)
    stray.write_bytes(b"x")
    os.utime(stray, (0, 0))

    assert main(["verify"]) == 0
    assert "1\u00a0document intact" in capsys.readouterr().out
    kept.unlink()
    assert main(["verify"]) == 1
    assert "Document manquant, empreinte" in capsys.readouterr().out
    assert main(["documents", "--clean"]) == 1
    assert "Fichiers sans fiche effacés : 1" in capsys.readouterr().out
    assert not stray.exists()


def test_wiping_the_demonstration_takes_its_documents_and_nothing_else(
    db: Database, staff: Visitor, store_path: Path
) -> None:
    a_document(db, staff)
    other = settings().documents / "notes.txt"
    other.write_text("à garder")

    assert main(["demo", "--wipe"]) == 0
    assert list(settings().documents.iterdir()) == [other]
    assert not store_path.exists()
