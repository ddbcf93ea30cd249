"""The fan of the forecast: net jobs so far, the range to come, its middle and the target's path.

Colours are placeholders that the browser replaces by the theme's, light or dark.
"""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import plotly.graph_objects as go

from circular.charts.planned_path import planned_line
from circular.domain import french
from circular.domain.targets import Path
from circular.queries.forecast import QuarterAhead
from circular.queries.jobs import MonthOfJobs

NET = "#000001"
LABEL = "#000004"
HEIGHT = 300
SHADE = 0.18
TEXT_SIZE = 13
ROOM = 1.12
ROOM_ON_THE_RIGHT = 0.22
FEW_YEARS = 7
APART = 0.07  # of the height, between two labels


def fan(
    months: Sequence[MonthOfJobs],
    today: date,
    net_fte: float,
    quarters: Sequence[QuarterAhead],
    path: Path | None,
) -> go.Figure:
    """Draw the past in steps, then the range from 10 to 90 % as a band, its middle as a line.

    `quarters` is not empty; `months` may be.
    """
    days = [today, *(each.day for each in quarters)]
    low = [net_fte, *(each.jobs.low for each in quarters)]
    middle = [net_fte, *(each.jobs.middle for each in quarters)]
    high = [net_fte, *(each.jobs.high for each in quarters)]
    start = min([months[0].day if months else today, *([path.starts_on] if path else [])])
    top = max([*high, *(month.net_fte for month in months), path.value if path else 0, 1]) * ROOM
    figure = go.Figure(
        [
            *planned_line(path, days[-1]),
            _band(days, low, high),
            *(_edge(days, values) for values in (low, high)),
            _middle(days, middle),
            *_past(months),
        ]
    )
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 0, "r": 0, "t": 24, "b": 0},
        showlegend=False,
        separators=", ",
        hovermode="closest",
        xaxis=_time_axis(start, days[-1]),
        yaxis=_height_axis(top),
        annotations=_annotations(quarters[-1], path, top),
    )
    return figure


def _band(days: Sequence[date], low: Sequence[float], high: Sequence[float]) -> go.Scatter:
    """Draw the ground between the bounds: a thin layer of a strong colour, light on paper too."""
    return go.Scatter(
        x=[*days, *reversed(days)],
        y=[*high, *reversed(low)],
        mode="none",
        fill="toself",
        fillcolor=NET,
        opacity=SHADE,
        hoverinfo="skip",
    )


def _edge(days: Sequence[date], values: Sequence[float]) -> go.Scatter:
    """Draw a bound as a dotted line, so that the band is read without any colour."""
    return go.Scatter(
        x=days,
        y=values,
        mode="lines",
        line={"color": NET, "width": 1, "dash": "dot"},
        hovertemplate="%{x|%d/%m/%Y}\u00a0: %{y:.0f}\u00a0ETP<extra></extra>",
    )


def _middle(days: Sequence[date], middle: Sequence[float]) -> go.Scatter:
    return go.Scatter(
        x=days,
        y=middle,
        mode="lines",
        line={"color": NET, "width": 2},
        hovertemplate="%{x|%d/%m/%Y}\u00a0: %{y:.0f}\u00a0ETP, une fois sur deux<extra></extra>",
    )


def _past(months: Sequence[MonthOfJobs]) -> list[go.Scatter]:
    if not months:
        return []
    return [
        go.Scatter(
            x=[month.day for month in months],
            y=[month.net_fte for month in months],
            mode="lines",
            line={"color": NET, "width": 3.5, "shape": "hv"},
            hovertemplate="%{x|%d/%m/%Y}\u00a0: %{y}\u00a0ETP<extra></extra>",
        )
    ]


def _time_axis(start: date, last: date) -> dict[str, object]:
    end = last + (last - start) * ROOM_ON_THE_RIGHT
    step = 1 if end.year - start.year <= FEW_YEARS else 2
    return {
        "range": [start.isoformat(), end.isoformat()],
        "type": "date",
        "dtick": f"M{12 * step}",
        "tick0": f"{start.year}-01-01",
        "tickformat": "%Y",
        "tickfont": {"color": LABEL, "size": TEXT_SIZE},
        "fixedrange": True,
        "showgrid": False,
    }


def _height_axis(top: float) -> dict[str, object]:
    ticks = [0, round(top / ROOM / 2), round(top / ROOM)]
    return {
        "range": [0, top],
        "tickvals": ticks,
        "ticktext": [french.number(tick) for tick in ticks],
        "tickfont": {"color": LABEL, "size": TEXT_SIZE},
        "fixedrange": True,
        "zeroline": False,
    }


def _annotations(last: QuarterAhead, path: Path | None, top: float) -> list[dict[str, object]]:
    """Label the bounds, the middle and the target at their ends, kept apart from each other."""
    found = last.jobs
    wanted = [
        (found.low, french.number(found.low, decimals=0), NET),
        (found.middle, f"<b>{french.number(found.middle, decimals=0)}</b>", NET),
        (found.high, french.number(found.high, decimals=0), NET),
    ]
    heights = _apart([height for height, _, _ in wanted], top * APART)
    labels = [
        _label(last.day, height, text, color=color)
        for height, (_, text, color) in zip(heights, wanted, strict=True)
    ]
    if path is None:
        return labels
    target = _label(path.due_on, path.value, f"objectif {french.number(path.value)}", color=LABEL)
    return [*labels, target | {"xanchor": "right", "xshift": 0, "yanchor": "bottom"}]


def _apart(heights: Sequence[float], least: float) -> list[float]:
    """Return heights in the same order, raised where they would lie closer than `least`."""
    placed = list(heights)
    for (below, _), (above, _) in pairwise(enumerate(heights)):
        placed[above] = max(placed[above], placed[below] + least)
    return placed


def _label(day: date, height: float, text: str, *, color: str) -> dict[str, object]:
    return {
        "x": day.isoformat(),
        "y": height,
        "text": text,
        "showarrow": False,
        "xanchor": "left",
        "xshift": 8,
        "font": {"color": color, "size": TEXT_SIZE},
    }
