"""A table whose rows have a place, as GeoJSON: a file that map software opens.

Source: RFC 7946. One feature per row, in the order of the table; coordinates are longitude then
latitude in WGS 84. The properties are the columns of the table under their French titles: numbers
and truth values are real ones, days are written AAAA-MM-JJ, what is unknown is null. A row whose
place is unknown has no geometry, and is not left out. What the file is stands in « critères ».
"""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from circular.exports.columns import Column, Kind, Plain, Table

DECIMALS = 5  # about a metre


def written(table: Table) -> bytes:
    """Return the table as a FeatureCollection; each row has `point`, longitude and latitude."""
    collection = {
        "type": "FeatureCollection",
        "critères": {label: _value(value) for label, value in table.about},
        "features": [_feature(row, table) for row in table.rows],
    }
    return json.dumps(collection, ensure_ascii=False, indent=1, allow_nan=False).encode()


def _feature(row: Any, table: Table) -> dict[str, Any]:
    """Return a row: its place, if it is known, and its columns."""
    point = row.point
    return {
        "type": "Feature",
        "geometry": point
        and {"type": "Point", "coordinates": [round(each, DECIMALS) for each in point]},
        "properties": {column.title: _property(column, row) for column in table.columns},
    }


def _property(column: Column, row: object) -> str | float | bool | None:
    """Return a cell: a truth value is not a word here."""
    value = column.plain(row)
    if column.kind is Kind.BOOLEAN and value is not None:
        return value == "oui"
    return _value(value)


def _value(value: Plain) -> str | float | None:
    """Return a value as JSON writes it."""
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value
