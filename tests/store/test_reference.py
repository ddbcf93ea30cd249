"""The reference files are loaded once per version, and loading again loses nothing."""

import csv
import json
import shutil
import sqlite3
import time
from datetime import datetime
from pathlib import Path

import pytest

from circular.cli import prepare
from circular.config import ROOT
from circular.store import meta, reference
from circular.store.connection import Database, open_for
from circular.store.migrations import upgrade

FOLDER = ROOT / "data" / "reference"
TOO_LONG_SECONDS = 30  # about 2.5 s on a quiet machine


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the reference files that a test may change."""
    copy = tmp_path / "reference"
    shutil.copytree(FOLDER, copy)
    return copy


def change(folder: Path, name: str, *, drop: str, add: list[str] | None = None) -> None:
    """Drop the lines of a table whose first value is `drop`, add one, and raise the version."""
    path = folder / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        lines = [row for row in csv.reader(stream) if row[0] != drop]
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([*lines, *([add] if add else [])])
    seal = folder / "version.json"
    version = json.loads(seal.read_text(encoding="utf-8"))
    seal.write_text(json.dumps({**version, "version": version["version"] + "+"}), encoding="utf-8")


def scalar(db: Database, sql: str) -> object:
    """Return the only value of a SELECT."""
    return db.conn.execute(sql).fetchone()[0]


def test_a_new_store_is_filled_quickly_and_once(tmp_path: Path) -> None:
    path = tmp_path / "new.sqlite3"
    upgrade(path, now=datetime(2026, 11, 22, 9, 0))
    with open_for(path) as db:
        assert reference.loaded_version(db) is None
        before = meta.data_version(db)
        started = time.perf_counter()
        assert reference.load_reference(db, FOLDER)
        assert time.perf_counter() - started < TOO_LONG_SECONDS
        assert meta.data_version(db) > before
        assert not reference.load_reference(db, FOLDER)


@pytest.mark.parametrize(
    ("table", "count"),
    [
        ("ref_region", 26),
        ("ref_department", 109),
        ("ref_epci", 1255),
        ("ref_commune", 34969),
        ("ref_postal_code", 35493),
        ("ref_naf", 732),
    ],
)
def test_every_row_of_the_files_is_there(db: Database, table: str, count: int) -> None:
    assert scalar(db, f"SELECT COUNT(*) FROM {table}") == count


def test_every_contour_of_a_commune_is_there(tmp_path: Path) -> None:
    prepare(tmp_path / "whole.sqlite3")

    with open_for(tmp_path / "whole.sqlite3") as whole:
        assert scalar(whole, "SELECT COUNT(*) FROM ref_commune_contour") == 34871


def test_about_a_hundred_communes_have_no_place(db: Database) -> None:
    assert scalar(db, "SELECT COUNT(*) FROM ref_commune WHERE latitude IS NULL") == 98
    assert scalar(db, "SELECT COUNT(*) FROM ref_epci WHERE contour IS NULL") == 0


def test_names_have_the_apostrophe_of_the_product(db: Database) -> None:
    for table, column in (("ref_commune", "name"), ("ref_epci", "name"), ("ref_naf", "label")):
        sql = f"SELECT COUNT(*) FROM {table} WHERE instr({column}, '''') > 0"
        assert scalar(db, sql) == 0


def test_a_commune_that_vanished_is_kept_but_no_longer_offered(db: Database, folder: Path) -> None:
    change(folder, "communes", drop="33539")
    assert reference.load_reference(db, folder)
    kept = reference.commune(db, "33539")
    assert kept is not None
    assert kept["name"] == "Vayres"
    found = reference.communes_matching(db, words=["vayres"], codes=[], epci_sirens=[], limit=9)
    assert "33539" not in {row["code"] for row in found}


def test_a_commune_that_changed_is_brought_up_to_date(db: Database, folder: Path) -> None:
    new = ["33539", "Vayres-l'Étang", "33", "200070092", "5000", "44.9", "-0.3"]
    change(folder, "communes", drop="33539", add=new)
    assert reference.load_reference(db, folder)
    found = reference.commune(db, "33539")
    assert found is not None
    assert (found["name"], found["population"]) == ("Vayres-l’Étang", 5000)


def test_own_entries_and_switches_survive_a_new_version(db: Database, folder: Path) -> None:
    reference.add_entry(db, list_name="pillars", key="asso_osier", label="Osier", parent=None)
    first = reference.entries(db, "pillars")[0]
    reference.switch_entry(db, list_name="pillars", key=first["key"], is_on=False)
    change(folder, "sectors", drop="")
    assert reference.load_reference(db, folder)
    labels = [row["label"] for row in reference.entries(db, "pillars")]
    assert first["label"] not in labels
    assert labels[-1] == "Osier"


def test_a_product_entry_that_vanished_is_kept_for_old_records(db: Database, folder: Path) -> None:
    first = reference.entries(db, "pillars")[0]
    change(folder, "pillars", drop=first["key"], add=["new_pillar", "Nouveau pilier", "8"])
    assert reference.load_reference(db, folder)
    offered = {row["key"] for row in reference.entries(db, "pillars")}
    assert first["key"] not in offered
    assert "new_pillar" in offered
    kept = reference.entry(db, "pillars", first["key"])
    assert kept is not None
    assert (kept["label"], kept["is_active"]) == (first["label"], 0)


def test_an_entry_that_comes_back_is_offered_again(db: Database, folder: Path) -> None:
    first = reference.entries(db, "pillars")[0]
    change(folder, "pillars", drop=first["key"])
    reference.load_reference(db, folder)
    assert reference.load_reference(db, FOLDER)
    assert reference.entries(db, "pillars")[0] == first


def test_a_file_of_the_product_never_takes_over_an_own_entry(db: Database, folder: Path) -> None:
    reference.add_entry(db, list_name="pillars", key="osier", label="Notre osier", parent=None)
    change(folder, "pillars", drop="", add=["osier", "Osier du produit", "9"])
    assert reference.load_reference(db, folder)
    kept = reference.entry(db, "pillars", "osier")
    assert kept is not None
    assert (kept["label"], kept["is_own"]) == ("Notre osier", 1)


def test_a_missing_file_loads_nothing(db: Database, folder: Path) -> None:
    version = reference.loaded_version(db)
    change(folder, "communes", drop="33539")
    (folder / "waste_words.csv").unlink()
    with pytest.raises(FileNotFoundError):
        reference.load_reference(db, folder)
    assert reference.loaded_version(db) == version
    assert scalar(db, "SELECT active FROM ref_commune WHERE code = '33539'") == 1


def test_a_file_that_contradicts_another_loads_nothing(db: Database, folder: Path) -> None:
    change(folder, "departments", drop="", add=["33b", "Gironde bis", "no-region"])
    with pytest.raises(sqlite3.IntegrityError):
        reference.load_reference(db, folder)
    assert scalar(db, "SELECT COUNT(*) FROM ref_department WHERE code = '33b'") == 0


def test_an_own_type_of_agreement_survives_a_new_version(db: Database, folder: Path) -> None:
    db.conn.execute(
        "INSERT INTO agreement_type (key, version, label, origin)"
        " VALUES ('asso_parrainage', 1, 'Parrainage', 'association')"
    )
    change(folder, "agreement_types", drop="cape")
    assert reference.load_reference(db, folder)
    types = dict(db.conn.execute("SELECT key, active FROM agreement_type").fetchall())
    assert types["asso_parrainage"] == 1
    assert types["cape"] == 0
    assert types["accompagnement"] == 1


def test_no_search_asks_for_a_scan_of_the_waste_words(db: Database) -> None:
    plan = db.conn.execute(
        "EXPLAIN QUERY PLAN SELECT code FROM ref_waste_stem"
        " WHERE stem = 'palet' OR (stem >= 'pal' AND stem < 'pal~')"
    ).fetchall()
    assert not any("SCAN" in row[3] for row in plan)


def test_a_switch_or_a_new_name_touches_one_entry(db: Database) -> None:
    before = reference.entries(db, "sectors")
    reference.add_entry(db, list_name="sectors", key="asso_osier", label="Osier", parent=None)
    reference.rename_entry(db, list_name="sectors", key="asso_osier", label="Vannerie")
    reference.rename_entry(db, list_name="sectors", key=before[0]["key"], label="Détourné")
    after = reference.entries(db, "sectors")
    assert after[:-1] == before
    assert after[-1]["label"] == "Vannerie"
    assert "sectors" in reference.list_names(db)


def test_contours_and_activities_answer_by_key(db: Database) -> None:
    assert reference.naf(db, "38.32Z", "rev2") is not None
    found = reference.naf_matching(db, stems=(), code_start="38.", version="rev2", limit=99)
    assert all(row["code"].startswith("38.") for row in found)
    assert len(reference.epci_contours(db, ["200070092", "000000000"])) == 1
    assert len(reference.commune_contours_of(db, "243300811")) == 14
    assert reference.postal_codes_of(db, "33243") == ["33500"]
    assert len(reference.communes_of(db, "243301181")) == 12
    assert reference.epci(db, "000000000") is None
    assert reference.epcis_matching(db, ["libournais"], limit=1)[0]["siren"] == "200070092"
