"""A stream and a project on the map of the territory: both communes, the line and its kilometres.

The line is straight, the kilometres are those of the ranking, by road. No tiles, no request;
longitudes are shrunk as on the map of the territory.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from circular.analysis.label_points import Point
from circular.charts.facility_place import ground
from circular.charts.territory_map import FILL, GROUND, INK, SHRINK, TEXT_SIZE
from circular.queries.dashboard import Place

PROJECT = "#000003"
LINE = "#000005"
HEIGHT = 260
LEAST_ROOM = 0.12  # degrees on each side


@dataclass(frozen=True, slots=True)
class End:
    """One end of a pair: its commune and where it is, longitude and latitude in degrees."""

    commune: str
    point: Point


def match_places(
    outlines: Sequence[Place], *, stream: End, project: End, distance: str
) -> go.Figure:
    """Draw the pair over the outlines; `distance` is written at the middle of the line."""
    rings = [ring for place in outlines for ring in place.rings]
    figure = go.Figure(ground(rings))
    x, y = zip(*(_spot(end) for end in (stream, project)), strict=True)
    figure.add_scatter(x=x, y=y, mode="lines", line={"color": LINE, "width": 2}, hoverinfo="skip")
    for end, symbol, color in ((stream, "circle", FILL), (project, "square", PROJECT)):
        spot = _spot(end)
        figure.add_scatter(
            x=[spot[0]],
            y=[spot[1]],
            mode="markers",
            marker={
                "size": 14,
                "symbol": symbol,
                "color": color,
                "line": {"color": GROUND, "width": 2},
            },
            hoverinfo="skip",
        )
    bare = {"visible": False, "fixedrange": True}
    near = _near(stream, project)
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        showlegend=False,
        colorway=[FILL],
        xaxis=bare | {"range": near[0]},
        yaxis=bare | {"range": near[1], "scaleanchor": "x"},
        annotations=_labels(stream, project, distance),
    )
    return figure


def _near(stream: End, project: End) -> tuple[list[float], list[float]]:
    """Return the ranges that show both ends from near, with room for their names."""
    start, end = _spot(stream), _spot(project)
    middle = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    room = max(LEAST_ROOM, 0.9 * max(abs(start[0] - end[0]), abs(start[1] - end[1])))
    return [middle[0] - room, middle[0] + room], [middle[1] - room, middle[1] + room]


def _spot(end: End) -> Point:
    return end.point[0] * SHRINK, end.point[1]


def _labels(stream: End, project: End, distance: str) -> list[dict[str, object]]:
    """Name each end away from the other; in one commune, name it once."""
    start, end = _spot(stream), _spot(project)
    if start == end:
        return [_label(start, stream.commune, 20)]
    above = 20 if start[1] >= end[1] else -20
    middle = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    return [
        _label(start, stream.commune, above),
        _label(end, project.commune, -above),
        _label(middle, distance, 0),
    ]


def _label(spot: Point, text: str, shift: int) -> dict[str, object]:
    return {
        "x": spot[0],
        "y": spot[1],
        "text": text,
        "showarrow": False,
        "yshift": shift,
        "bgcolor": GROUND,
        "borderpad": 2,
        "font": {"color": INK, "size": TEXT_SIZE},
    }
