"""A table with one column of each kind, for the tests of every file format."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from circular.exports.columns import Column, Kind, Table

MADE_ON = date(2026, 11, 22)
COLUMNS = (
    Column("name", "Projet"),
    Column("insee", "Commune", Kind.CODE),
    Column("siret", "SIRET", Kind.CODE),
    Column("score", "Écart", Kind.NUMBER),
    Column("heads", "Personnes", Kind.INTEGER),
    Column("mass", "Tonnes par an", Kind.TONNES),
    Column("distance", "Distance", Kind.KILOMETRES),
    Column("jobs", "Emplois", Kind.FULL_TIME_EQUIVALENTS),
    Column("amount", "Montant", Kind.MONEY),
    Column("share", "Part", Kind.PERCENT),
    Column("start", "Début", Kind.DATE),
    Column("seen", "Vu le", Kind.MOMENT),
    Column("signed", "Signée", Kind.BOOLEAN),
)
FULL_ROW: dict[str, object] = {
    "name": "Écocyclerie « de Vayres »",
    "insee": "01004",
    "siret": "73282932000074",
    "score": -3.5,
    "heads": 1234,
    "mass": Decimal("1234.5"),
    "distance": 12.34,
    "jobs": 6.5,
    "amount": 11000,
    "share": 0.35,
    "start": date(2026, 2, 1),
    "seen": datetime(2026, 11, 22, 14, 32),
    "signed": True,
}
EMPTY_ROW: dict[str, object] = dict.fromkeys(FULL_ROW)
FORMULAS = (
    "=cmd|'/C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "  =1+1",
    "\u00a0=1+1",
    "\u200b=1+1",
    "\t=1+1",
    "\n=1+1",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff20A1",
    "'=1+1",
)


def mixed_table(rows: Sequence[object] = (FULL_ROW, EMPTY_ROW)) -> Table:
    """Return a table of every kind of column, with the rows given."""
    criteria = [("État", "Signée ou à signer"), ("Recherche", "=1+1")]
    return Table("Conventions : liste", COLUMNS, rows, criteria, "Claire Fictive", MADE_ON)


def text_table(*texts: str) -> Table:
    """Return a table of one column of texts."""
    rows = [{"name": text} for text in texts]
    return Table("Textes", COLUMNS[:1], rows, [], "Claire Fictive", MADE_ON)
