"""The tonnes of each month: what is available as bars, what projects seek as a line.

Colours are placeholders that the browser replaces by the theme's, light or dark.
"""

from collections.abc import Sequence

import plotly.graph_objects as go

from circular.domain import french
from circular.queries.materials import Season

AVAILABLE = "#000001"
WANTED = "#000003"
LABEL = "#000004"
HEIGHT = 300
TEXT_SIZE = 13
ROOM = 1.18
INITIALS = "JFMAMJJASOND"
LAST = 11
NEAR = 2  # months that a label covers on each side


def material_months(season: Season) -> go.Figure | None:
    """Draw both sides, January first; None when no month of either is known."""
    available = season.available.tonnes
    wanted = season.wanted.tonnes if season.wanted and any(season.wanted.tonnes) else None
    top = max(*available, *(wanted or ()))
    if not top:
        return None
    at = list(range(len(available)))
    figure = go.Figure(_bars(at, available))
    if wanted:
        figure.add_trace(_line(at, wanted))
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 0, "r": 4, "t": 8, "b": 0, "pad": 4},
        showlegend=False,
        separators=", ",
        colorway=[AVAILABLE, WANTED],
        bargap=0.25,
        xaxis={
            "tickvals": at,
            "ticktext": [*INITIALS],
            "tickfont": {"color": LABEL, "size": TEXT_SIZE},
            "fixedrange": True,
        },
        yaxis={
            "range": [0, top * ROOM],
            "tickvals": [0, top / 2, top],
            "ticktext": [french.number(round(tick)) for tick in (0, top / 2, top)],
            "tickfont": {"color": LABEL, "size": TEXT_SIZE},
            "fixedrange": True,
            "zeroline": False,
        },
        annotations=_labels(available, wanted),
    )
    return figure


def _told(word: str, values: Sequence[float]) -> list[str]:
    return [
        f"{month}<br>{word}\u00a0: {french.tonnes(round(value, 1))}"
        for month, value in zip(french.MONTHS, values, strict=True)
    ]


def _bars(at: Sequence[int], values: Sequence[float]) -> go.Bar:
    return go.Bar(
        x=at,
        y=values,
        marker={"color": AVAILABLE},
        customdata=_told("disponible", values),
        hovertemplate="%{customdata}<extra></extra>",
    )


def _line(at: Sequence[int], values: Sequence[float]) -> go.Scatter:
    return go.Scatter(
        x=at,
        y=values,
        mode="lines+markers",
        line={"color": WANTED, "width": 3, "dash": "dash"},
        marker={"size": 8, "symbol": "diamond"},
        customdata=_told("recherché", values),
        hovertemplate="%{customdata}<extra></extra>",
    )


def _labels(available: Sequence[float], wanted: Sequence[float] | None) -> list[dict[str, object]]:
    """Name the bars at the highest, the line where it stands the most above them."""
    labels: list[dict[str, object]] = []
    if any(available):
        most = max(range(len(available)), key=lambda month: available[month])
        labels.append(_label(most, available[most], "disponible", AVAILABLE))
    if wanted:
        most = max(range(len(wanted)), key=lambda month: wanted[month] - available[month])
        near = slice(max(0, most - NEAR), most + NEAR + 1)
        labels.append(_label(most, max(*available[near], *wanted[near]), "recherché", LABEL))
    return labels


def _label(month: int, height: float, text: str, color: str) -> dict[str, object]:
    return {
        "x": month,
        "y": height,
        "text": text,
        "showarrow": False,
        "xanchor": "left" if month < NEAR else "right" if month > LAST - NEAR else "center",
        "yanchor": "bottom",
        "yshift": 4,
        "font": {"color": color, "size": TEXT_SIZE},
    }
