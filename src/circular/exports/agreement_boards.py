"""Lists of agreements as paper: a table of any length on A4 pages, its totals in bold."""

from collections.abc import Callable, Sequence
from typing import Any

from circular.domain import french
from circular.exports import pdf
from circular.exports.columns import Column, Kind, Table

BOARD_COLUMNS = (
    Column("line", "Ligne"),
    Column("epci", "EPCI"),
    Column("agreements", "Conventions", Kind.INTEGER),
    Column("number", "N°", Kind.CODE),
    Column("project", "Projet"),
    Column("standing", "État"),
    Column("type", "Type"),
    Column("signed", "Signée le", Kind.DATE),
    Column("ends", "Échéance", Kind.DATE),
    Column("jobs", "Emplois promis (ETP)", Kind.NUMBER),
    Column("promised", "Prestations promises", Kind.INTEGER),
    Column("given", "dont rendues", Kind.INTEGER),
)
"""The columns of the list for the board, for every format."""

REGISTER_COLUMNS = (
    Column("number", "N°", Kind.CODE),
    Column("signed", "Signée le", Kind.DATE),
    Column("type", "Type"),
    Column("project", "Projet"),
    Column("epci", "EPCI"),
    Column("commune", "Commune"),
    Column("starts", "Début", Kind.DATE),
    Column("ends", "Fin", Kind.DATE),
    Column("standing", "État"),
    Column("amendments", "Avenants", Kind.INTEGER),
    Column("renewals", "Renouvellements", Kind.INTEGER),
    Column("jobs", "Emplois promis (ETP)", Kind.NUMBER),
)
"""The columns of the register of signatures, for every format."""


def table_pdf(
    table: Table, *, notes: Sequence[str] = (), is_strong: Callable[[Any], bool] | None = None
) -> bytes:
    """Return a table as a tagged PDF/UA-1 in landscape; `is_strong` tells the rows in bold."""
    criteria = [f"{label}\u00a0: {value}" for label, value in table.criteria]
    made = f"Établi le {french.day(table.made_on)} par {table.author}."
    return pdf.written(
        "agreement_board",
        {
            "title": table.title,
            "notes": [*notes, *criteria, made],
            "columns": [
                {
                    "title": column.title,
                    "right": column.kind.is_numeric,
                    "wide": column.kind is Kind.TEXT,
                }
                for column in table.columns
            ],
            "rows": [
                {
                    "cells": [_cell(column, row) for column in table.columns],
                    "strong": bool(is_strong and is_strong(row)),
                }
                for row in table.rows
            ],
            "empty": "Aucune convention.",
        },
        made_on=table.made_on,
    )


def _cell(column: Column, row: object) -> str:
    shown = column.shown(row)
    return "" if shown == french.UNKNOWN else shown
