"""The file of the take-out, read by ordinary readers of zip, CSV and JSON."""

import csv
import hashlib
import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from circular.domain.visitors import Visitor
from circular.exports.take_out import write_take_out
from circular.queries.take_out import snapshot
from circular.store.connection import Database
from tests.builders.holders import a_holder

AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


@pytest.fixture
def archive(db: Database, staff: Visitor, tmp_path: Path) -> Iterator[zipfile.ZipFile]:
    """Return a take-out that holds one person, opened by the standard library."""
    a_holder(db, staff, 'Ida "la" Lacoste, née Ünal', note="deux\r\nlignes")
    with snapshot(db) as taken:
        write_take_out(tmp_path / "sortie.zip", taken, made_at=AT, documents=tmp_path)
    with zipfile.ZipFile(tmp_path / "sortie.zip") as opened:
        yield opened


def test_a_table_is_plain_csv(archive: zipfile.ZipFile) -> None:
    text = archive.read("tables/holder.csv").decode("utf-8")
    head, row = csv.reader(text.splitlines(keepends=True))
    found = dict(zip(head, row, strict=True))

    assert found["name"] == 'Ida "la" Lacoste, née Ünal'
    assert found["note"] == "deux\nlignes"
    assert (found["email"], found["version"]) == ("\\N", "1")


def test_the_manifest_seals_every_file(archive: zipfile.ZipFile) -> None:
    manifest = json.loads(archive.read("manifeste.json"))
    sealed = {f"tables/{table['name']}.csv": table for table in manifest["tables"]}

    assert set(archive.namelist()) == {
        *sealed,
        "manifeste.json",
        "dictionnaire.csv",
        "LISEZMOI.txt",
    }
    for path, table in sealed.items():
        content = archive.read(path)
        assert hashlib.sha256(content).hexdigest() == table["sha256"]
        assert len(content) == table["size"]
    assert manifest["version"]
    assert manifest["made_at"].startswith("2026-11-22T08:00")


def test_it_explains_itself(archive: zipfile.ZipFile) -> None:
    text = archive.read("LISEZMOI.txt").decode("utf-8")
    dictionary = list(csv.reader(archive.read("dictionnaire.csv").decode("utf-8").splitlines()))

    assert "circular restore" in text
    assert "\\N" in text
    assert [
        "holder",
        "Porteurs de projet (personnes)",
        "email",
        "TEXT",
        "Adresse électronique",
    ] in (dictionary)
