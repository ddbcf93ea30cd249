"""The net jobs, in steps, against the straight path of the target.

Colours are placeholders that the browser replaces by the theme's, light or dark.
"""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import plotly.graph_objects as go

from circular.domain import french
from circular.domain.targets import Path
from circular.queries.jobs import MonthOfJobs

NET = "#000001"
PLANNED = "#000002"
LABEL = "#000004"
GROUND = "#000038"
HEIGHT = 280
SHADE = 0.1
TEXT_SIZE = 13
LATE_SHARE = 0.7
ROOM = 1.12
FEW_YEARS = 7


def jobs_path(months: Sequence[MonthOfJobs], path: Path) -> go.Figure:
    """Draw the net jobs of each month and the path that leads to the target.

    `months` starts at the path's start and ends at the day of the page; it is not empty.
    """
    last = months[-1]
    figure = go.Figure(
        [_planned(path, last.day), _shade(months), _net(months), *_marks(last, path)]
    )
    end = max(path.due_on, last.day)
    top = max(path.value, *(month.net_fte for month in months))
    late = (last.day - path.starts_on) / (end - path.starts_on) > LATE_SHARE
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 0, "r": 12, "t": 12, "b": 0, "pad": 4},
        showlegend=False,
        separators=", ",
        colorway=[NET, PLANNED],
        hovermode="closest",
        xaxis=_time_axis(path.starts_on, end),
        yaxis={
            "range": [0, top * ROOM],
            "tickvals": [0, top / 2, top],
            "ticktext": [french.number(tick, decimals=0) for tick in (0, top / 2, top)],
            "tickfont": {"color": LABEL, "size": TEXT_SIZE},
            "fixedrange": True,
            "zeroline": False,
        },
        annotations=_annotations(last, path, late=late),
    )
    return figure


def _time_axis(start: date, end: date) -> dict[str, object]:
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


def _planned(path: Path, last_day: date) -> go.Scatter:
    """Draw the path, level after the due day."""
    days = [path.starts_on, path.due_on, *([last_day] if last_day > path.due_on else [])]
    return go.Scatter(
        x=days,
        y=[path.at(day) for day in days],
        mode="lines",
        line={"color": PLANNED, "width": 2, "dash": "dash"},
        hoverinfo="skip",
    )


def _shade(months: Sequence[MonthOfJobs]) -> go.Scatter:
    """Draw the ground under the steps, with the colour of the line, thin.

    A thin layer of a strong colour stays light on paper, where a dark screen's own shade would be
    black; plotly thins only shapes that are closed on themselves, hence every corner is given.
    """
    corners = [(months[0].day, 0.0), (months[0].day, months[0].net_fte)]
    for before, month in pairwise(months):
        corners += [(month.day, before.net_fte), (month.day, month.net_fte)]
    corners.append((months[-1].day, 0.0))
    return go.Scatter(
        x=[day for day, _ in corners],
        y=[height for _, height in corners],
        mode="none",
        fill="toself",
        fillcolor=NET,
        opacity=SHADE,
        hoverinfo="skip",
    )


def _net(months: Sequence[MonthOfJobs]) -> go.Scatter:
    return go.Scatter(
        x=[month.day for month in months],
        y=[month.net_fte for month in months],
        mode="lines",
        line={"color": NET, "width": 3.5, "shape": "hv"},
        hovertemplate="%{x|%d/%m/%Y}\u00a0: %{y}\u00a0ETP<extra></extra>",
    )


def _marks(last: MonthOfJobs, path: Path) -> list[go.Scatter]:
    """Draw a ring where the path should be, a dot where the jobs are."""
    ring = {"size": 11, "color": GROUND, "line": {"color": PLANNED, "width": 2}}
    dot = {"size": 12, "color": NET}
    return [
        go.Scatter(x=[last.day], y=[y], mode="markers", marker=marker, hoverinfo="skip")
        for y, marker in ((path.at(last.day), ring), (last.net_fte, dot))
    ]


def _annotations(last: MonthOfJobs, path: Path, *, late: bool) -> list[dict[str, object]]:
    """Label the lines at their ends; nothing may cover anything."""
    behind = last.net_fte <= path.at(last.day)
    net = f"<b>{french.plural(round(last.net_fte, 1), 'emploi net', 'emplois nets')}</b>"
    planned = f"{french.number(path.at(last.day), decimals=0)} prévus"
    side = "right" if late else "left"
    shift = -12 if late else 12
    return [
        _label(last.day, last.net_fte, net, anchor=side, color=NET, xshift=shift)
        | {"yanchor": "top" if behind else "bottom"},
        _label(last.day, path.at(last.day), planned, anchor="right", xshift=-10)
        | {"yanchor": "bottom" if behind else "top"},
        _label(
            path.due_on,
            path.value,
            f"objectif {french.number(path.value)}",
            anchor="right",
        )
        | {"yanchor": "bottom"},
    ]


def _label(
    day: date, height: float, text: str, *, anchor: str, color: str = LABEL, xshift: int = 0
) -> dict[str, object]:
    return {
        "x": day.isoformat(),
        "y": height,
        "text": text,
        "showarrow": False,
        "xanchor": anchor,
        "xshift": xshift,
        "font": {"color": color, "size": TEXT_SIZE},
    }
