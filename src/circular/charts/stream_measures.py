"""The tonnes of a stream year by year, beside the figure that stands for it.

Colours are placeholders that the browser replaces by the theme's, light or dark.
"""

from collections.abc import Sequence

import plotly.graph_objects as go

from circular.domain import french
from circular.queries.stream_measures import StreamMeasure

BAR = "#000001"
FIGURE = "#000002"
LABEL = "#000004"
GROUND = "#000038"
HEIGHT = 240
TEXT_SIZE = 13
ROOM = 1.18
WIDTH = 0.55
FEW_YEARS = 12


def stream_measures(measures: Sequence[StreamMeasure], *, likely: float | None) -> go.Figure:
    """Draw a bar a year, the last twelve, and a line at the likely tonnage when it is known.

    `measures` is not empty; `likely` is in tonnes a year.
    """
    shown = sorted(measures, key=lambda each: each.year)[-FEW_YEARS:]
    top = max(likely or 0.0, 1.0, *(each.tonnes for each in shown))
    years = [str(each.year) for each in shown]
    bars = go.Bar(
        x=years,
        y=[each.tonnes for each in shown],
        width=WIDTH,
        marker={"color": BAR},
        text=[french.tonnes(each.tonnes) for each in shown],
        textposition="auto",
        insidetextfont={"color": GROUND, "size": TEXT_SIZE},
        outsidetextfont={"color": LABEL, "size": TEXT_SIZE},
        textangle=0,
        hovertext=[f"{each.year}\u00a0: {french.tonnes(each.tonnes)}" for each in shown],
        hoverinfo="text",
    )
    figure = go.Figure(bars)
    if likely is not None:
        figure.add_hline(y=likely, line={"color": FIGURE, "width": 2, "dash": "dot"})
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 0, "r": 0, "t": 12, "b": 0, "pad": 4},
        showlegend=False,
        separators=", ",
        xaxis={"type": "category", "fixedrange": True, "tickfont": {"size": TEXT_SIZE}},
        yaxis={"range": [0, top * ROOM], "visible": False, "fixedrange": True},
    )
    return figure
