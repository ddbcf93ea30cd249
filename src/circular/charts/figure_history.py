"""A figure month by month: a line of how things stood, or bars of what each month held.

Colours are placeholders that the browser replaces by the theme's, light or dark.
"""

from collections.abc import Sequence

import plotly.graph_objects as go

from circular.domain import french
from circular.domain.indicators import Span
from circular.queries.figure_history import Moment

LINE = "#000001"
LABEL = "#000004"
HEIGHT = 220
TEXT_SIZE = 13
ROOM = 1.15
MOST_TICKS = 3


def figure_history(moments: Sequence[Moment], span: Span) -> go.Figure | None:
    """Draw what is known of a figure; None when there is nothing to compare."""
    known = [(each.day, each.figure.value) for each in moments if each.figure.value is not None]
    top = max((value for _, value in known), default=0)
    if len(known) < 2 or top <= 0:  # noqa: PLR2004  # one point is no history
        return None
    names = [french.month(day) for day, _ in known]
    values = [value for _, value in known]
    figure = go.Figure(_bars(names, values) if span is Span.PERIOD else _line(names, values))
    shown = [names[0], names[len(names) // 2], names[-1]][-MOST_TICKS:]
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 0, "r": 12, "t": 12, "b": 0, "pad": 4},
        showlegend=False,
        separators=", ",
        colorway=[LINE],
        xaxis={
            "tickvals": shown,
            "tickfont": {"color": LABEL, "size": TEXT_SIZE},
            "fixedrange": True,
            "showgrid": False,
            "tickangle": 0,
        },
        yaxis={
            "range": [0, top * ROOM],
            "tickvals": [0, top],
            "ticktext": ["0", french.number(round(top, 1))],
            "tickfont": {"color": LABEL, "size": TEXT_SIZE},
            "fixedrange": True,
            "zeroline": False,
        },
    )
    return figure


def _line(names: Sequence[str], values: Sequence[float]) -> go.Scatter:
    return go.Scatter(
        x=list(names),
        y=list(values),
        mode="lines+markers",
        line={"color": LINE, "width": 3, "shape": "hv"},
        hovertemplate="%{x}\u00a0: %{y}<extra></extra>",
        cliponaxis=False,
    )


def _bars(names: Sequence[str], values: Sequence[float]) -> go.Bar:
    return go.Bar(
        x=list(names),
        y=list(values),
        marker={"color": LINE},
        hovertemplate="%{x}\u00a0: %{y}<extra></extra>",
    )
