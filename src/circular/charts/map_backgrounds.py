"""The images of a map server laid under a map that is drawn in degrees.

Our maps keep their own axes, longitudes shrunk: each square image is placed by its corners. Within
one image the parallels of Mercator are taken for equally spaced, which is wrong by less than a
pixel at these scales.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import plotly.graph_objects as go

from circular.charts.territory_map import SHRINK

MOST_IMAGES = 24
DEEPEST = 17
ROOM = 0.15  # of each side, beyond what is drawn
WIDE = 1.2  # the same across, where the range is given: a wide screen shows more than it says


@dataclass(frozen=True, slots=True)
class Bounds:
    """A part of the Earth, in degrees."""

    west: float
    south: float
    east: float
    north: float


def with_background(figure: go.Figure, template: str) -> go.Figure:
    """Return a copy of a map over the images of a server; `template` holds {z}, {x} and {y}."""
    bounds = _bounds(figure)
    if bounds is None:
        return figure
    copy = go.Figure(figure)
    copy.update_layout(images=[_image(template, *tile) for tile in tiles(bounds)])
    return copy


def tiles(bounds: Bounds) -> list[tuple[int, int, int]]:
    """Return the images (zoom, column, row) that cover bounds, as fine as their number allows."""
    zoom = 1
    while zoom < DEEPEST and len(list(_cover(bounds, zoom + 1))) <= MOST_IMAGES:
        zoom += 1
    return list(_cover(bounds, zoom))


def _cover(bounds: Bounds, zoom: int) -> Iterator[tuple[int, int, int]]:
    last = 2**zoom - 1
    left, top = (min(max(int(each), 0), last) for each in _spot(bounds.west, bounds.north, zoom))
    right, low = (min(max(int(each), 0), last) for each in _spot(bounds.east, bounds.south, zoom))
    for column in range(left, right + 1):
        for row in range(top, low + 1):
            yield zoom, column, row


def _spot(longitude: float, latitude: float, zoom: int) -> tuple[float, float]:
    """Return the column and the row of a place, in images, as Web Mercator numbers them."""
    down = math.asinh(math.tan(math.radians(latitude))) / math.pi
    return (longitude + 180) / 360 * 2**zoom, (1 - down) / 2 * 2**zoom


def _corner(zoom: int, column: int, row: int) -> tuple[float, float]:
    """Return the longitude and the latitude of the upper left corner of an image."""
    longitude = column / 2**zoom * 360 - 180
    return longitude, math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * row / 2**zoom))))


def _image(template: str, zoom: int, column: int, row: int) -> dict[str, object]:
    west, north = _corner(zoom, column, row)
    east, south = _corner(zoom, column + 1, row + 1)
    address = template.replace("{z}", str(zoom)).replace("{x}", str(column))
    return {
        "source": address.replace("{y}", str(row)),
        "xref": "x",
        "yref": "y",
        "x": west * SHRINK,
        "y": north,
        "sizex": (east - west) * SHRINK,
        "sizey": north - south,
        "sizing": "stretch",
        "layer": "below",
    }


def _bounds(figure: go.Figure) -> Bounds | None:
    """Return what the map shows with some room: its ranges, else all that is drawn."""
    ranges = figure.layout.xaxis.range, figure.layout.yaxis.range
    if all(ranges):
        x, y, room = list(ranges[0]), list(ranges[1]), WIDE
    else:
        x = [each for trace in figure.data for each in trace.x or () if each is not None]
        y = [each for trace in figure.data for each in trace.y or () if each is not None]
        room = ROOM
    if not x or not y:
        return None
    across, down = (max(x) - min(x)) * room, (max(y) - min(y)) * ROOM
    return Bounds(
        west=(min(x) - across) / SHRINK,
        south=min(y) - down,
        east=(max(x) + across) / SHRINK,
        north=max(y) + down,
    )
