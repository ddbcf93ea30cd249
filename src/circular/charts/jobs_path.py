"""The net jobs, in steps, against the straight path of the target.

Colours are placeholders that the browser replaces by the theme's, light or dark.
"""

from collections.abc import Sequence
from datetime import date, timedelta
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
NEAR_AXIS = 0.08
TEXT_SIZE = 13
ROOM_ON_THE_RIGHT = 0.45  # of the time gone
NEAR_TARGET = 0.85
ROOM = 1.12
FEW_YEARS = 7


def jobs_path(months: Sequence[MonthOfJobs], path: Path | None) -> go.Figure:
    """Draw the net jobs of each month and the path that leads to the target, if there is one.

    `months` starts at the path's start and ends at the day of the page; it is not empty.
    """
    start, last = months[0].day, months[-1]
    end = max(path.due_on if path else last.day, _with_room(start, last.day))
    top = max(path.value if path else 1, *(month.net_fte for month in months))
    ticks = (0, path.value, top) if path and top > path.value else (0, top / 2, top)
    figure = go.Figure([_shade(months), *_planned(path, last.day), _net(months)])
    figure.add_traces(_marks(last, path))
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 0, "r": 12, "t": 12, "b": 0, "pad": 4},
        showlegend=False,
        separators=", ",
        colorway=[NET, PLANNED],
        hovermode="closest",
        xaxis=_time_axis(start, end),
        yaxis={
            "range": [0, top * ROOM],
            "tickvals": ticks,
            "ticktext": [french.number(round(tick, 1)) for tick in ticks],
            "tickfont": {"color": LABEL, "size": TEXT_SIZE},
            "fixedrange": True,
            "zeroline": False,
        },
        annotations=_annotations(last, path),
    )
    return figure


def _with_room(start: date, last: date) -> date:
    """Return where time must end so that the label of the last day fits on its right."""
    return last + max((last - start) * ROOM_ON_THE_RIGHT, timedelta(days=30))


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


def _planned(path: Path | None, last_day: date) -> list[go.Scatter]:
    """Draw the path, level after the due day."""
    if path is None:
        return []
    days = [path.starts_on, path.due_on, *([last_day] if last_day > path.due_on else [])]
    return [
        go.Scatter(
            x=days,
            y=[path.at(day) for day in days],
            mode="lines",
            line={"color": PLANNED, "width": 2, "dash": "dash"},
            hoverinfo="skip",
        )
    ]


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


def _marks(last: MonthOfJobs, path: Path | None) -> list[go.Scatter]:
    """Draw a ring where the path should be, a dot where the jobs are."""
    ring = {"size": 11, "color": GROUND, "line": {"color": PLANNED, "width": 2}}
    dot = {"size": 12, "color": NET}
    marks = [(path.at(last.day), ring)] if path else []
    return [
        go.Scatter(
            x=[last.day],
            y=[height],
            mode="markers",
            marker=marker,
            hoverinfo="skip",
            cliponaxis=False,
        )
        for height, marker in [*marks, (last.net_fte, dot)]
    ]


def _annotations(last: MonthOfJobs, path: Path | None) -> list[dict[str, object]]:
    """Label the lines at their ends; nothing may cover anything."""
    promised = path.at(last.day) if path else 0.0
    behind = last.net_fte <= promised and not (path and last.net_fte < path.value * NEAR_AXIS)
    net = f"<b>{french.plural(round(last.net_fte, 1), 'emploi net', 'emplois nets')}</b>"
    labels = [
        _label(last.day, last.net_fte, net, anchor="left", color=NET, xshift=12)
        | {"yanchor": "top" if behind else "bottom"}
    ]
    if path is None:
        return labels
    if promised < path.value * NEAR_TARGET:
        planned = f"{french.number(promised, decimals=0)} prévus"
        under = last.net_fte > promised  # then below and on the right, out of the steps
        labels.append(
            _label(
                last.day,
                promised,
                planned,
                anchor="left" if under else "right",
                xshift=10 if under else -10,
            )
            | {"yanchor": "top" if under else "bottom"}
        )
    target = f"objectif {french.number(path.value)}"
    return [
        *labels,
        _label(path.due_on, path.value, target, anchor="right") | {"yanchor": "bottom"},
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
