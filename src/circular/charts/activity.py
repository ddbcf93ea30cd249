"""The exchanges of each step as bars: from the person, dark, to the person, lighter, over it.

Colours are placeholders that the browser replaces by the theme's, light or dark.
"""

from collections.abc import Sequence

import plotly.graph_objects as go

from circular.domain import french

FROM, TO = "#000001", "#000002"
LABEL, INK = "#000004", "#000005"
HEIGHT = 260
TEXT_SIZE = 13
ROOM = 1.2
MOST_LABELS = 6
MOST_NUMBERS = 13


def activity_bars(
    names: Sequence[str], received: Sequence[int], sent: Sequence[int]
) -> go.Figure | None:
    """Draw both sides of the exchanges step after step; None when there was none."""
    totals = [one + other for one, other in zip(received, sent, strict=True)]
    top = max(totals, default=0)
    if not top:
        return None
    at = list(range(len(names)))
    figure = go.Figure(
        [
            _bar(at, received, FROM, names, "venus de la personne"),
            _bar(at, sent, TO, names, "vers la personne"),
        ]
    )
    shown = at[:: max(1, -(-len(at) // MOST_LABELS))]
    figure.update_layout(
        height=HEIGHT,
        barmode="stack",
        bargap=0.3,
        margin={"l": 0, "r": 4, "t": 8, "b": 0, "pad": 4},
        showlegend=False,
        separators=", ",
        colorway=[FROM, TO],
        xaxis={
            "tickvals": shown,
            "ticktext": [names[each] for each in shown],
            "tickfont": {"color": LABEL, "size": TEXT_SIZE},
            "tickangle": 0,
            "fixedrange": True,
        },
        yaxis={
            "range": [0, top * ROOM],
            "tickvals": sorted({0, top // 2, top}),
            "tickfont": {"color": LABEL, "size": TEXT_SIZE},
            "fixedrange": True,
            "zeroline": False,
        },
        annotations=_numbers(totals),
    )
    return figure


def _bar(
    at: Sequence[int], values: Sequence[int], colour: str, names: Sequence[str], word: str
) -> go.Bar:
    told = [
        f"{name}<br>{french.number(value)} {word}"
        for name, value in zip(names, values, strict=True)
    ]
    return go.Bar(
        x=at,
        y=values,
        marker={"color": colour},
        customdata=told,
        hovertemplate="%{customdata}<extra></extra>",
    )


def _numbers(totals: Sequence[int]) -> list[dict[str, object]]:
    """Write the total over each bar, unless the bars are too many."""
    if len(totals) > MOST_NUMBERS:
        return []
    return [
        {
            "x": at,
            "y": total,
            "text": french.number(total),
            "showarrow": False,
            "yanchor": "bottom",
            "font": {"color": INK, "size": TEXT_SIZE},
        }
        for at, total in enumerate(totals)
        if total
    ]
