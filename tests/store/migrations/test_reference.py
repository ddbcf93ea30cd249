"""The reference tables refuse what no file should hold."""

import sqlite3

import pytest

from circular.store.connection import Database


@pytest.mark.parametrize(
    "statement",
    [
        (
            "INSERT INTO ref_commune (code, name, folded_name, department_code)"
            " VALUES ('1', 'Court', 'court', '33')"
        ),
        (
            "INSERT INTO ref_commune (code, name, folded_name, department_code)"
            " VALUES ('99999', 'Nulle part', 'nulle part', 'no')"
        ),
        "UPDATE ref_commune SET latitude = NULL WHERE code = '33539'",
        "UPDATE ref_commune SET population = 'beaucoup' WHERE code = '33539'",
        "UPDATE ref_waste_code SET valid_to = '2000-01-01' WHERE code = '200201'",
        "UPDATE ref_waste_code SET hazardous = 2 WHERE code = '200201'",
        (
            "INSERT INTO ref_entry (list, key, label, position, origin)"
            " VALUES ('pillars', 'x', '', 1, 'produit')"
        ),
        (
            "INSERT INTO ref_entry (list, key, label, position, origin)"
            " VALUES ('pillars', 'x', 'X', 1, 'ailleurs')"
        ),
        "DELETE FROM ref_epci WHERE siren = '200070092'",
    ],
)
def test_the_last_wall_holds(db: Database, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        db.conn.execute(statement)


def test_every_reference_table_is_strict(db: Database) -> None:
    tables = [table for table in db.tables if table.name.startswith("ref_")]
    assert tables
    assert all(table.strict for table in tables)
