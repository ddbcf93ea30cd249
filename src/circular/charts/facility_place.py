"""Where a facility lies: its commune as a point among the outlines of the member EPCI.

No tiles, no request; longitudes are shrunk as on the map of the territory.
"""

from collections.abc import Sequence

import plotly.graph_objects as go

from circular.charts.territory_map import EDGE, FILL, GROUND, INK, SHRINK, TEXT_SIZE
from circular.queries.dashboard import Place

HEIGHT = 220
SHADE = 0.1


def facility_place(
    places: Sequence[Place], *, point: tuple[float, float], commune: str
) -> go.Figure | None:
    """Draw the outlines and the point, longitude and latitude in degrees; None without outline."""
    rings = [ring for place in places for ring in place.rings]
    if not rings:
        return None
    figure = go.Figure(ground(rings))
    figure.add_scatter(
        x=[point[0] * SHRINK],
        y=[point[1]],
        mode="markers",
        marker={"size": 13, "color": FILL, "line": {"color": GROUND, "width": 2}},
        hoverinfo="skip",
    )
    bare = {"visible": False, "fixedrange": True, "constrain": "domain"}
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        showlegend=False,
        colorway=[FILL],
        xaxis=bare,
        yaxis=bare | {"scaleanchor": "x"},
        annotations=[_label(point, commune)],
    )
    return figure


def ground(rings: Sequence[Sequence[tuple[float, float]]]) -> list[go.Scatter]:
    """Draw all outlines as one shade and one line, lifted between rings."""
    x: list[float | None] = []
    y: list[float | None] = []
    for ring in rings:
        x += [longitude * SHRINK for longitude, _ in ring] + [None]
        y += [latitude for _, latitude in ring] + [None]
    shade = {"mode": "none", "fill": "toself", "fillcolor": FILL, "opacity": SHADE}
    line = {"mode": "lines", "line": {"color": EDGE, "width": 1}}
    return [go.Scatter(x=x, y=y, hoverinfo="skip", **each) for each in (shade, line)]


def _label(point: tuple[float, float], commune: str) -> dict[str, object]:
    return {
        "x": point[0] * SHRINK,
        "y": point[1],
        "text": commune,
        "showarrow": False,
        "yshift": 20,
        "bgcolor": GROUND,
        "borderpad": 2,
        "font": {"color": INK, "size": TEXT_SIZE},
    }
