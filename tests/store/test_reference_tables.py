"""The declarations that fill the reference tables fit the tables."""

import pytest

from circular.store.connection import Database
from circular.store.reference_tables import LOADS, Load


@pytest.mark.parametrize("load", LOADS, ids=lambda load: load.table)
def test_a_declaration_names_columns_and_key_of_its_table(db: Database, load: Load) -> None:
    columns = {column.name: column for column in db[load.table].columns}
    assert set(load.columns) <= set(columns)
    assert set(load.key) == {name for name, column in columns.items() if column.is_pk}
    assert ("active" in columns) is load.keeps_vanished


def test_every_reference_table_but_two_is_declared(db: Database) -> None:
    tables = {name for name in db.table_names() if name.startswith("ref_")}
    assert tables - {load.table for load in LOADS} == {"ref_version", "ref_entry"}


def test_filling_twice_keeps_one_row_per_key() -> None:
    load = Load("place", ("code", "name"), ("code",), lambda _folder: [])
    assert load.statement == (
        "INSERT INTO place (code, name, active) VALUES (?, ?, 1)"
        " ON CONFLICT (code) DO UPDATE SET name = excluded.name, active = excluded.active"
    )


def test_a_pair_that_is_all_key_has_nothing_to_change() -> None:
    load = Load("pair", ("a", "b"), ("a", "b"), lambda _folder: [], keeps_vanished=False)
    assert load.statement.endswith("ON CONFLICT (a, b) DO NOTHING")
