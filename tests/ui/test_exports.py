"""The three buttons: the file is made on the click, and never leaves without its trace."""

import csv
import io
import sqlite3
from datetime import date

import pytest
from openpyxl import load_workbook

from circular.domain.visitors import Visitor
from circular.exports.tables import Column, Format, Kind, Table
from circular.store.connection import Database
from circular.store.rows import one, value
from circular.ui.exports import exporter

ROWS = [{"number": "2026-001", "jobs": 6.5}, {"number": None, "jobs": None}]


def table() -> Table:
    return Table(
        title="Conventions",
        columns=[
            Column("number", "N°", Kind.CODE),
            Column("jobs", "Emplois", Kind.FULL_TIME_EQUIVALENTS),
        ],
        rows=ROWS,
        criteria=[("État", "Signée")],
        author="Personne Équipe",
        made_on=date(2026, 11, 22),
    )


def test_nothing_is_built_before_the_click(store_path: object, staff: Visitor) -> None:
    built: list[Table] = []

    def build() -> Table:
        built.append(table())
        return built[-1]

    export = exporter(staff, Format.CSV, build)
    assert built == []
    export()
    assert len(built) == 1


def test_the_click_hands_over_the_rows_and_leaves_a_trace(db: Database, elected: Visitor) -> None:
    content = exporter(elected, Format.CSV, table)()
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert lines == [["N°", "Emplois"], ["2026-001", "6,5"], ["", ""]]
    line = one(db, "SELECT account_id, sentence FROM journal WHERE entity = 'export'")
    assert line is not None
    assert line["account_id"] == elected.account_id
    assert line["sentence"].endswith("2\u00a0lignes.")


def test_each_format_gives_its_own_file(store_path: object, staff: Visitor) -> None:
    book = load_workbook(io.BytesIO(exporter(staff, Format.XLSX, table)()))
    assert book.sheetnames == ["Conventions", "Critères"]
    assert exporter(staff, Format.ODS, table)()[:2] == b"PK"


def test_no_file_leaves_when_its_trace_cannot_be_written(db: Database, staff: Visitor) -> None:
    db.conn.execute(
        "CREATE TRIGGER full_disk BEFORE INSERT ON journal"
        " BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"
    )
    with pytest.raises(sqlite3.IntegrityError, match="the disk is full"):
        exporter(staff, Format.CSV, table)()
    assert value(db, "SELECT count(*) FROM journal") == 0
