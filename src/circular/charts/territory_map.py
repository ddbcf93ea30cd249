"""The member EPCI as filled outlines, with their name and figure: no tiles, no request.

Longitudes are shrunk by the cosine of 45 degrees, which is right enough anywhere in France. The
five classes are one colour of the theme laid more or less thick: light on the screen's dark ground
or dark on paper, more is always thicker, even when a dark screen is printed.
"""

import math
from collections.abc import Sequence

import plotly.graph_objects as go

from circular.analysis.label_points import Box, Point, spread
from circular.domain import french
from circular.domain.territory import class_of, short_name
from circular.queries.dashboard import Place

FILL = "#000001"
CLASSES = (0.04, 0.2, 0.4, 0.6, 0.8)  # opacity, one a class
EDGE = "#000004"
INK = "#000005"
GROUND = "#000038"
HEIGHT = 190
WIDTH = 350  # pixels that the narrowest screen gives to the map
TEXT_SIZE = 13
LETTER = 7.2
LINE = 22
SHRINK = math.cos(math.radians(45))


def territory_map(places: Sequence[Place], *, chosen: str | None = None) -> go.Figure | None:
    """Draw the places that have an outline; None when none has. The chosen one is edged in ink."""
    drawn = [place for place in places if place.rings and place.label_point]
    if not drawn:
        return None
    highest = max(place.net_fte for place in drawn)
    figure = go.Figure(
        [_area(place, highest) for place in drawn]
        + [_edge(place, chosen=place.siren == chosen) for place in drawn]
    )
    boxes = _label_boxes(drawn)
    points = spread(boxes)
    x_range, y_range = _ranges(drawn, boxes, points)
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        showlegend=False,
        separators=", ",
        colorway=[FILL],
        xaxis={"visible": False, "fixedrange": True, "range": x_range, "constrain": "domain"},
        yaxis={
            "visible": False,
            "fixedrange": True,
            "range": y_range,
            "scaleanchor": "x",
            "constrain": "domain",
        },
        annotations=[_label(place, point) for place, point in zip(drawn, points, strict=True)],
    )
    return figure


def _outline(place: Place) -> tuple[list[float | None], list[float | None]]:
    """Return all rings of a place as one line, lifted between rings."""
    x: list[float | None] = []
    y: list[float | None] = []
    for ring in place.rings:
        x += [longitude * SHRINK for longitude, _ in ring] + [None]
        y += [latitude for _, latitude in ring] + [None]
    return x, y


def _area(place: Place, highest: float) -> go.Scatter:
    x, y = _outline(place)
    return go.Scatter(
        x=x,
        y=y,
        mode="none",
        fill="toself",
        fillcolor=FILL,
        opacity=CLASSES[class_of(place.net_fte, highest)],
        name=place.name,
        hoverinfo="skip",
    )


def _edge(place: Place, *, chosen: bool) -> go.Scatter:
    x, y = _outline(place)
    return go.Scatter(
        x=x,
        y=y,
        mode="lines",
        line={"color": INK if chosen else EDGE, "width": 3 if chosen else 1},
        name=place.name,
        hoverinfo="skip",
    )


def _words(place: Place) -> str:
    return f"{short_name(place.name)} {french.number(place.net_fte)}"


def _label_boxes(drawn: Sequence[Place]) -> list[Box]:
    """Return the frames of the labels in the units of the map, as the narrowest screen draws it."""
    points = [point for place in drawn for ring in place.rings for point in ring]
    across = (max(x for x, _ in points) - min(x for x, _ in points)) * SHRINK
    down = max(y for _, y in points) - min(y for _, y in points)
    pixel = max(across / WIDTH, down / HEIGHT)
    return [
        Box(
            x=place.label_point[0] * SHRINK,
            y=place.label_point[1],
            width=(len(_words(place)) * LETTER + 8) * pixel,
            height=LINE * pixel,
        )
        for place in drawn
        if place.label_point
    ]


def _ranges(
    drawn: Sequence[Place], boxes: Sequence[Box], points: Sequence[Point]
) -> tuple[list[float], list[float]]:
    """Return the two ranges that hold every outline and every label."""
    x = [longitude * SHRINK for place in drawn for ring in place.rings for longitude, _ in ring]
    y = [latitude for place in drawn for ring in place.rings for _, latitude in ring]
    for box, (middle, height) in zip(boxes, points, strict=True):
        x += [middle - box.width / 2, middle + box.width / 2]
        y += [height - box.height / 2, height + box.height / 2]
    return [min(x), max(x)], [min(y), max(y)]


def _label(place: Place, point: Point) -> dict[str, object]:
    name = short_name(place.name)
    return {
        "x": point[0],
        "y": point[1],
        "text": f"{name} <b>{french.number(place.net_fte)}</b>",
        "showarrow": False,
        "font": {"color": INK, "size": TEXT_SIZE, "shadow": "auto"},  # a halo: a box hides a place
    }
