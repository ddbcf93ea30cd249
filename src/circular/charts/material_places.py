"""Streams, projects and premises on the outlines of the member EPCI, commune by commune.

Each commune has at most three marks, side by side so that none hides another: a disc for streams,
as large as their tonnes, a square for projects, a diamond for premises; a mark of several bears
their number. No tiles, no request; longitudes are shrunk as on the map of the territory.
"""

import math
from collections.abc import Sequence
from dataclasses import replace

import plotly.graph_objects as go

from circular.analysis.label_points import Box, spread
from circular.charts.facility_place import ground
from circular.charts.territory_map import FILL, GROUND, SHRINK
from circular.domain import french
from circular.queries.dashboard import Place
from circular.queries.materials import CommuneMaterials

PROJECT = "#000003"
PREMISES = "#000006"
HEIGHT = 420
WIDTH = 350  # pixels that the narrowest screen gives to the map
SMALLEST = 13
LARGEST = 34
MARK = 15


def material_places(
    rows: Sequence[CommuneMaterials], outlines: Sequence[Place]
) -> go.Figure | None:
    """Draw the communes that have a place on the map; None when there is none, or no outline."""
    placed = [row for row in rows if row.point is not None]
    rings = [ring for place in outlines for ring in place.rings]
    if not placed or not rings:
        return None
    pixel = _pixel(rings)
    most = max((row.tonnes or 0.0) for row in placed)
    placed = _apart(placed, most, pixel)
    sizes = {id(row): _size(row, most) for row in placed}
    figure = go.Figure(ground(rings))
    figure.add_trace(_streams([row for row in placed if row.streams], sizes))
    for name, symbol, color, side in (
        ("projects", "square", PROJECT, 1),
        ("facilities", "diamond", PREMISES, -1),
    ):
        kept = [row for row in placed if getattr(row, name)]
        figure.add_trace(
            _marks(
                kept,
                name,
                symbol,
                color,
                [
                    side * pixel * ((sizes[id(row)] / 2 if row.streams else 0) + MARK * 0.4)
                    for row in kept
                ],
            )
        )
    bare = {"visible": False, "fixedrange": True, "constrain": "domain"}
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        showlegend=False,
        colorway=[FILL],
        xaxis=bare,
        yaxis=bare | {"scaleanchor": "x"},
    )
    return figure


def _apart(rows: Sequence[CommuneMaterials], most: float, pixel: float) -> list[CommuneMaterials]:
    """Move the marks of neighbouring communes up and down until none hides another's."""
    boxes = [
        Box(
            x=row.point[0] * SHRINK,
            y=row.point[1],
            width=pixel * (_size(row, most) * bool(row.streams) + MARK * 0.9 * _sides(row)),
            height=pixel * max(_size(row, most) * bool(row.streams), MARK),
        )
        for row in rows
        if row.point
    ]
    return [
        replace(row, point=(x / SHRINK, y)) for row, (x, y) in zip(rows, spread(boxes), strict=True)
    ]


def _sides(row: CommuneMaterials) -> int:
    """Return how many marks stand beside the disc, one as wide as two: the frame is centred."""
    return 2 if row.projects or row.facilities else 0


def _pixel(rings: Sequence[Sequence[tuple[float, float]]]) -> float:
    """Return the units of the map in one pixel of the narrowest screen."""
    points = [point for ring in rings for point in ring]
    across = (max(x for x, _ in points) - min(x for x, _ in points)) * SHRINK
    down = max(y for _, y in points) - min(y for _, y in points)
    return max(across / WIDTH, down / HEIGHT)


def _size(row: CommuneMaterials, most: float) -> float:
    """Return the width of a disc in pixels: its area says the tonnes."""
    share = math.sqrt((row.tonnes or 0.0) / most) if most else 0.0
    return SMALLEST + (LARGEST - SMALLEST) * share


def _streams(rows: Sequence[CommuneMaterials], sizes: dict[int, float]) -> go.Scatter:
    return go.Scatter(
        x=[row.point[0] * SHRINK for row in rows if row.point],
        y=[row.point[1] for row in rows if row.point],
        mode="markers+text",
        marker={
            "size": [sizes[id(row)] for row in rows],
            "color": FILL,
            "opacity": 1,
            "line": {"color": GROUND, "width": 1.5},
        },
        text=[
            str(row.streams) if row.streams > 1 and sizes[id(row)] > MARK else "" for row in rows
        ],
        textfont={"color": GROUND, "size": 12},
        customdata=[_told(row) for row in rows],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _marks(
    rows: Sequence[CommuneMaterials], name: str, symbol: str, color: str, asides: Sequence[float]
) -> go.Scatter:
    counts = [getattr(row, name) for row in rows]
    return go.Scatter(
        x=[
            row.point[0] * SHRINK + aside
            for row, aside in zip(rows, asides, strict=True)
            if row.point
        ],
        y=[row.point[1] for row in rows if row.point],
        mode="markers+text",
        marker={
            "size": MARK,
            "symbol": symbol,
            "color": color,
            "line": {"color": GROUND, "width": 1.5},
        },
        text=[str(count) if count > 1 else "" for count in counts],
        textfont={"color": GROUND, "size": 11},
        customdata=[_told(row) for row in rows],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _told(row: CommuneMaterials) -> str:
    parts = [
        row.streams
        and f"{french.plural(row.streams, 'gisement', 'gisements')}, {french.tonnes(row.tonnes)}",
        row.projects and french.plural(row.projects, "projet", "projets"),
        row.facilities and french.plural(row.facilities, "lieu", "lieux"),
    ]
    return "<br>".join([row.commune, *(part for part in parts if part)])
