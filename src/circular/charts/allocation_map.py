"""The lines of a plan over the outlines of the members: no tiles, no request.

A line goes from the commune of the streams to that of the project; the thicker, the more tonnes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from circular.analysis.label_points import Box, Point, spread
from circular.charts.territory_map import (
    EDGE,
    FILL,
    GROUND,
    INK,
    LETTER,
    LINE,
    SHRINK,
    TEXT_SIZE,
    WIDTH,
)
from circular.domain import french
from circular.queries.allocation_plans import PlanLine
from circular.queries.dashboard import Place

ROAD = "#000003"
HEIGHT = 380
MOST_DRAWN = 80
WIDTHS = (1.0, 2.5, 4.5, 7.0)
MOST_NAMED = 5
AREA_OPACITY = 0.06
ABOVE = 16  # pixels between a square and its name


@dataclass(frozen=True, slots=True)
class Road:
    """Tonnes a year that go from a commune to another; `kilometres` is None when unknown."""

    start_name: str
    end_name: str
    start: Point | None
    end: Point | None
    tonnes: float
    kilometres: float | None


def roads(lines: Sequence[PlanLine]) -> tuple[Road, ...]:
    """Add up the lines by pair of communes, the heaviest first."""
    found: dict[tuple[str, str], Road] = {}
    for line in lines:
        names = (line.commune or french.UNKNOWN, line.project_commune or french.UNKNOWN)
        before = found[names].tonnes if names in found else 0.0
        found[names] = Road(*names, line.start, line.end, before + line.tonnes, line.kilometres)
    return tuple(sorted(found.values(), key=lambda road: (-road.tonnes, road.start_name)))


def allocation_map(places: Sequence[Place], found: Sequence[Road]) -> go.Figure | None:
    """Draw the heaviest roads whose two ends are known; None when there is none."""
    drawn = [road for road in found if road.start and road.end][:MOST_DRAWN]
    if not drawn:
        return None
    heaviest = max(road.tonnes for road in drawn)
    figure = go.Figure(
        [trace for place in places if place.rings for trace in _outline(place)]
        + [_lines(drawn, heaviest, rank) for rank in range(len(WIDTHS))]
        + [
            _ends([road.start for road in drawn], symbol="circle", color=ROAD),
            _ends([road.end for road in drawn], symbol="square", color=INK),
        ]
    )
    axis = {"visible": False, "fixedrange": True, "constrain": "domain"}
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        showlegend=False,
        separators=", ",
        colorway=[FILL],
        xaxis=axis,
        yaxis={**axis, "scaleanchor": "x"},
        annotations=_names(drawn),
    )
    return figure


def _outline(place: Place) -> list[go.Scatter]:
    """Draw a member: a light ground, and its edge."""
    x: list[float | None] = []
    y: list[float | None] = []
    for ring in place.rings:
        x += [longitude * SHRINK for longitude, _ in ring] + [None]
        y += [latitude for _, latitude in ring] + [None]
    return [
        go.Scatter(
            x=x,
            y=y,
            mode="none",
            fill="toself",
            fillcolor=FILL,
            opacity=AREA_OPACITY,
            hoverinfo="skip",
        ),
        go.Scatter(x=x, y=y, mode="lines", line={"color": EDGE, "width": 0.8}, hoverinfo="skip"),
    ]


def _lines(drawn: Sequence[Road], heaviest: float, rank: int) -> go.Scatter:
    """Draw the roads of one thickness."""
    x: list[float | None] = []
    y: list[float | None] = []
    for road in drawn:
        if road.start and road.end and width_of(road.tonnes, heaviest) == rank:
            x += [road.start[0] * SHRINK, road.end[0] * SHRINK, None]
            y += [road.start[1], road.end[1], None]
    return go.Scatter(
        x=x,
        y=y,
        mode="lines",
        line={"color": FILL, "width": WIDTHS[rank]},
        opacity=0.75,
        hoverinfo="skip",
    )


def width_of(tonnes: float, heaviest: float) -> int:
    """Return the rank of a thickness, 0 to 3, in equal steps up to the heaviest road."""
    return min(len(WIDTHS) - 1, int(tonnes / heaviest * len(WIDTHS)))


def _ends(points: Sequence[Point | None], *, symbol: str, color: str) -> go.Scatter:
    """Mark the ends of roads: rounds where streams are, squares where projects are."""
    known = sorted({point for point in points if point})
    return go.Scatter(
        x=[longitude * SHRINK for longitude, _ in known],
        y=[latitude for _, latitude in known],
        mode="markers",
        marker={"color": color, "size": 8, "symbol": symbol},
        hoverinfo="skip",
    )


def _names(drawn: Sequence[Road]) -> list[dict[str, object]]:
    """Name the communes that receive most, away from their square."""
    total: dict[tuple[str, Point], float] = {}
    for road in drawn:
        if road.end:
            key = (road.end_name, road.end)
            total[key] = total.get(key, 0.0) + road.tonnes
    largest = sorted(total, key=lambda key: (-total[key], key))[:MOST_NAMED]
    pixel = _pixel([point for road in drawn for point in (road.start, road.end) if point])
    texts = [f"{name} {french.number(round(total[name, point]))}" for name, point in largest]
    boxes = [
        Box(
            x=point[0] * SHRINK,
            y=point[1] + ABOVE * pixel,
            width=(len(text) * LETTER + 8) * pixel,
            height=LINE * pixel,
        )
        for text, (_, point) in zip(texts, largest, strict=True)
    ]
    return [
        {
            "x": x,
            "y": y,
            "text": f"{name} <b>{french.number(round(total[name, point]))}</b>",
            "showarrow": False,
            "bgcolor": GROUND,
            "borderpad": 1,
            "font": {"color": INK, "size": TEXT_SIZE},
        }
        for (x, y), (name, point) in zip(spread(boxes), largest, strict=True)
    ]


def _pixel(points: Sequence[Point]) -> float:
    """Return how much of the map a pixel of the narrowest screen covers."""
    across = (max(x for x, _ in points) - min(x for x, _ in points)) * SHRINK
    down = max(y for _, y in points) - min(y for _, y in points)
    return max(across / WIDTH, down / HEIGHT, 1e-6)
