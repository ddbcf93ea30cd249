"""GeoJSON files, read back."""

import json
from dataclasses import dataclass
from datetime import date

from circular.exports.tables import Column, Format, Kind, Table, written


@dataclass(frozen=True)
class Line:
    """A row with a place."""

    name: str
    code: str
    tonnes: float | None
    hazardous: bool | None
    seen_on: date | None
    point: tuple[float, float] | None


COLUMNS = (
    Column("name", "Gisement"),
    Column("code", "Code déchet", Kind.CODE),
    Column("tonnes", "Tonnes par an", Kind.NUMBER),
    Column("hazardous", "Dangereux", Kind.BOOLEAN),
    Column("seen_on", "Relevé le", Kind.DATE),
)
TABLE = Table(
    title="Gisements",
    columns=COLUMNS,
    rows=(
        Line("=Tontes « d’été »", "200201", 12.5, False, date(2026, 1, 9), (-0.2347149, 44.91283)),
        Line("Sans lieu", "", None, None, None, None),
    ),
    criteria=[("EPCI", "CA du Libournais")],
    author="Camille",
    made_on=date(2026, 11, 22),
)


def test_rows_become_features_with_their_columns() -> None:
    read = json.loads(written(TABLE, Format.GEOJSON))
    first, second = read["features"]

    assert read["type"] == "FeatureCollection"
    assert "crs" not in read  # RFC 7946: always WGS 84
    assert first["properties"] == {
        "Gisement": "=Tontes « d’été »",
        "Code déchet": "200201",
        "Tonnes par an": 12.5,
        "Dangereux": False,
        "Relevé le": "2026-01-09",
    }
    assert set(second["properties"].values()) == {"Sans lieu", None}
    assert second["geometry"] is None


def test_points_are_longitude_then_latitude() -> None:
    read = json.loads(written(TABLE, Format.GEOJSON))

    assert read["features"][0]["geometry"] == {
        "type": "Point",
        "coordinates": [-0.23471, 44.91283],
    }


def test_what_was_asked_stands_in_the_file() -> None:
    about = json.loads(written(TABLE, Format.GEOJSON))["critères"]

    assert about["Tableau"] == "Gisements"
    assert about["EPCI"] == "CA du Libournais"
    assert 2 in about.values()
    assert Format.GEOJSON.media_type == "application/geo+json"
