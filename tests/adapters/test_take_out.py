"""Reading a take-out: what is not one is refused in a sentence, before a single row is given."""

import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from circular.adapters.take_out import open_take_out
from circular.domain.take_out import DamagedTakeOutError

ROWS = b'id,name\r\n1,"Ida, \xc3\x89lo\xc3\xafse"\r\n2,\\N\r\n'


def made(path: Path, content: bytes = ROWS, **changes: Any) -> Path:
    """Write a take-out of one table of two columns."""
    columns = [{"name": "id", "type": "INTEGER"}, {"name": "name", "type": "TEXT"}]
    table = {
        "name": "holder",
        "columns": columns,
        "rows": 2,
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    manifest = {
        "format": 1,
        "product": "Circular",
        "version": "1",
        "made_at": "2026-11-22T08:00:00Z",
        "steps": ["a"],
        "tables": [{**table, **changes}],
    }
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("tables/holder.csv", content)
        archive.writestr("manifeste.json", json.dumps(manifest))
    return path


def test_rows_come_back_with_their_types(tmp_path: Path) -> None:
    with open_take_out(made(tmp_path / "x.zip")) as taken:
        (table,) = taken.manifest.tables
        assert list(taken.rows(table)) == [[1, "Ida, Éloïse"], [2, None]]


@pytest.mark.parametrize(
    "content",
    [
        b"id,other\r\n1,x\r\n",
        b"",
        b"id,name\r\n1\r\n",
        b"id,name\r\nun,x\r\n",
        b'id,name\r\n1,"x\r\n',
        b"id,name\r\n1,\xff\r\n",
    ],
)
def test_a_table_that_cannot_be_read_is_named(tmp_path: Path, content: bytes) -> None:
    with open_take_out(made(tmp_path / "x.zip", content)) as taken:
        (table,) = taken.manifest.tables
        with pytest.raises(
            DamagedTakeOutError, match="la table «\u00a0holder\u00a0» est illisible"
        ):
            list(taken.rows(table))


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"size": 3}, "taille"),
        ({"sha256": "0" * 64}, "modifié"),
        ({"name": "other"}, "il y manque"),
        ({"name": "../x"}, "incomplet"),
    ],
)
def test_what_the_manifest_says_must_be_true(
    tmp_path: Path, changes: dict[str, Any], word: str
) -> None:
    path = made(tmp_path / "x.zip", **changes)
    with pytest.raises(DamagedTakeOutError, match=word), open_take_out(path):
        pass


@pytest.mark.parametrize("manifest", [b"[]", b"\xff", b"null", b'{"format": 1}'])
def test_a_manifest_of_another_shape_is_refused(tmp_path: Path, manifest: bytes) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("manifeste.json", manifest)
    with pytest.raises(DamagedTakeOutError, match="Rien n’a été restauré"), open_take_out(path):
        pass


def test_a_file_that_is_not_there_or_not_a_zip(tmp_path: Path) -> None:
    with pytest.raises(DamagedTakeOutError, match="n’existe pas"), open_take_out(tmp_path / "no"):
        pass
    (tmp_path / "x.zip").write_bytes(b"PK\x03\x04" + b"x" * 100)
    with pytest.raises(DamagedTakeOutError, match="coupé"), open_take_out(tmp_path / "x.zip"):
        pass
    with pytest.raises(DamagedTakeOutError, match="coupé"), open_take_out(tmp_path):
        pass
