"""Taking out, restoring and applying retention from the command line."""

from pathlib import Path

import pytest

from circular.cli import main
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store.connection import Database, open_for
from circular.store.rows import value
from tests.builders.documents import a_document
from tests.builders.files import pdf
from tests.builders.holders import a_holder
from tests.builders.retention import an_old_contact
from tests.conftest import visitor_of


def test_out_and_back(
    db: Database,
    staff: Visitor,
    store_path: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    a_holder(db, staff, "Ida Lacoste")
    a_document(db, staff, pdf())
    target, new = tmp_path / "sortie.zip", tmp_path / "new" / "circular.sqlite3"

    assert main(["take-out", str(target)]) == 0
    assert value(db, "SELECT account_name FROM journal WHERE act = 'taken_out'") == "La machine"
    assert main(["restore", str(target), "--into", str(new)]) == 0
    with open_for(new, read_only=True) as restored:
        assert value(restored, "SELECT name FROM holder") == "Ida Lacoste"
        name = value(restored, "SELECT stored_name FROM document")
    assert (new.parent / "documents" / name).read_bytes() == pdf()
    assert new.stat().st_mode & 0o077 == 0
    assert sorted(path.name for path in new.parent.iterdir()) == ["circular.sqlite3", "documents"]
    assert main(["restore", str(target), "--into", str(new)]) == 1
    assert "contient déjà des données" in capsys.readouterr().out


def test_nothing_is_written_over(
    store_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "sortie.zip"
    target.write_bytes(b"x")

    assert main(["take-out", str(target)]) == 1
    assert target.read_bytes() == b"x"
    assert "Il y a déjà un fichier" in capsys.readouterr().out
    store_path.unlink()
    assert main(["take-out", str(tmp_path / "other.zip")]) == 1


def test_a_damaged_file_restores_nothing(
    store_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "sortie.zip").write_bytes(b"PK")
    new = tmp_path / "new.sqlite3"

    assert main(["restore", str(tmp_path / "sortie.zip"), "--into", str(new)]) == 1
    assert not new.exists()
    assert not new.with_name("new.sqlite3.part").exists()
    assert "Rien n’a été restauré." in capsys.readouterr().out


def test_retention_counts_and_erases_only_when_told(
    db: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    holder_id, _ = an_old_contact(db, visitor_of(db, Role.STAFF))
    name = "SELECT anonymised_at IS NOT NULL FROM holder WHERE id = ?"

    assert main(["retention"]) == 0
    assert "Porteurs de projet : 1 à l'échéance" in capsys.readouterr().out
    assert value(db, name, [holder_id]) == 0
    assert main(["retention", "--apply"]) == 0
    assert value(db, name, [holder_id]) == 1
