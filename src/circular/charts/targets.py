"""What an indicator was, against the path of its target: straight, by steps or by year.

Colours are placeholders that the browser replaces by the theme's, light or dark.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import plotly.graph_objects as go

from circular.charts.clear_labels import (
    FURTHER,
    LEFT_ABOVE,
    LEFT_BELOW,
    RIGHT_ABOVE,
    RIGHT_BELOW,
    Corner,
    Frame,
    Side,
    clear_side,
    stairs,
)
from circular.charts.planned_path import PLANNED, planned_corners, planned_line
from circular.domain import french
from circular.domain.targets import Path
from circular.queries.targets import Measured

REACHED = "#000001"
LABEL = "#000004"
GROUND = "#000038"
HEIGHT = 280
SHADE = 0.1
NEAR_AXIS = 0.08
TEXT_SIZE = 13
ROOM_ON_THE_RIGHT = 0.45  # of the time gone
VERY_NEAR = 0.04  # of the value: two labels would cover one another
NEAR_TARGET = 0.85
ROOM = 1.12
FEW_YEARS = 7
AXIS = 38  # pixels above and below the lines: margin, dates
AT_TARGET = Side("right", "bottom", 0)
_AHEAD = (RIGHT_ABOVE, RIGHT_BELOW, *FURTHER, LEFT_ABOVE)
_BEHIND = (RIGHT_BELOW, *FURTHER[::-1], LEFT_ABOVE, RIGHT_ABOVE)
_OVER = (LEFT_ABOVE, *FURTHER, LEFT_BELOW)
_UNDER = (RIGHT_BELOW, *FURTHER[::-1], LEFT_ABOVE)
"""The sides where a label may stand, the best first: out of the steps, and of the other label."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What is written in the drawing: the figure reached, in words, and its unit."""

    reached: str
    unit: str


def target_path(
    measures: Sequence[Measured],
    path: Path | None,
    wording: Wording,
    *,
    in_steps: bool,
    height: int = HEIGHT,
) -> go.Figure:
    """Draw what was measured and the path that leads to the target, if there is one.

    `measures` starts at the path's start and ends at the day of the page; it is not empty and its
    unknown values are left out of the line. `in_steps`: every change between two days is known, so
    that the line goes in steps; else days measured are joined, dot to dot. `height` is in pixels.
    """
    start, last = measures[0].day, measures[-1]
    end = max(path.due_on if path else last.day, _with_room(start, last.day))
    facts = [(each.day, each.value) for each in measures if each.value is not None]
    known = [value for _, value in facts]
    top = max(path.value if path else 1, path.start if path else 0, *known, 0)
    figure = go.Figure([*(_shade(measures) if in_steps else []), *planned_line(path, last.day)])
    figure.add_traces([_line(measures, wording, in_steps=in_steps), *_marks(last, path)])
    figure.update_layout(
        height=height,
        margin={"l": 0, "r": 12, "t": 12, "b": 0, "pad": 4},
        showlegend=False,
        separators=", ",
        colorway=[REACHED, PLANNED],
        hovermode="closest",
        xaxis=_time_axis(start, end),
        yaxis=_value_axis(path, top),
        annotations=_annotations(
            Frame(start, end, top * ROOM, height - AXIS),
            measures,
            path,
            wording,
            stairs(facts) if in_steps else facts,
        ),
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


def _value_axis(path: Path | None, top: float) -> dict[str, object]:
    ticks = (0, path.value, top) if path and top > path.value else (0, top / 2, top)
    return {
        "range": [0, top * ROOM],
        "tickvals": ticks,
        "ticktext": [french.number(round(tick, 1)) for tick in ticks],
        "tickfont": {"color": LABEL, "size": TEXT_SIZE},
        "fixedrange": True,
        "zeroline": False,
    }


def _shade(measures: Sequence[Measured]) -> list[go.Scatter]:
    """Draw the ground under the steps, with the colour of the line, thin.

    A thin layer of a strong colour stays light on paper, where a dark screen's own shade would be
    black; plotly thins only shapes that are closed on themselves, hence every corner is given.
    """
    heights = [(each.day, each.value or 0.0) for each in measures]
    corners = [(heights[0][0], 0.0), *stairs(heights), (heights[-1][0], 0.0)]
    return [
        go.Scatter(
            x=[day for day, _ in corners],
            y=[height for _, height in corners],
            mode="none",
            fill="toself",
            fillcolor=REACHED,
            opacity=SHADE,
            hoverinfo="skip",
        )
    ]


def _line(measures: Sequence[Measured], wording: Wording, *, in_steps: bool) -> go.Scatter:
    known = [each for each in measures if each.value is not None]
    return go.Scatter(
        x=[each.day for each in known],
        y=[each.value for each in known],
        mode="lines" if in_steps else "lines+markers",
        line={
            "color": REACHED,
            "width": 3.5 if in_steps else 2,
            "shape": "hv" if in_steps else "linear",
        },
        marker={"size": 7, "color": REACHED},
        hovertemplate=f"%{{x|%d/%m/%Y}}\u00a0: %{{y}}\u00a0{wording.unit}<extra></extra>",
    )


def _marks(last: Measured, path: Path | None) -> list[go.Scatter]:
    """Draw a ring where the path should be, a dot where the indicator is."""
    ring = {"size": 11, "color": GROUND, "line": {"color": PLANNED, "width": 2}}
    dot = {"size": 12, "color": REACHED}
    promised = path.expected(last.day) if path else None
    marks = [(promised, ring), (last.value, dot)]
    return [
        go.Scatter(
            x=[last.day],
            y=[height],
            mode="markers",
            marker=marker,
            hoverinfo="skip",
            cliponaxis=False,
        )
        for height, marker in marks
        if height is not None
    ]


def _annotations(
    frame: Frame,
    measures: Sequence[Measured],
    path: Path | None,
    wording: Wording,
    facts: Sequence[Corner],
) -> list[dict[str, object]]:
    """Label the lines at their ends; nothing may cover anything."""
    last = measures[-1]
    reached = (last.day, last.value or 0.0)
    if path is None:
        side = clear_side(frame, reached, wording.reached, sides=_AHEAD, lines=[facts])
        return [_label(reached, f"<b>{wording.reached}</b>", side, color=REACHED)]
    target, due = f"objectif {french.number(path.value)}", (path.due_on, path.value)
    lines = [facts, planned_corners(path, last.day)]
    taken = [frame.box(due, target, AT_TARGET)]
    expected = path.expected(last.day)
    promised = expected or 0.0
    behind = path.value * NEAR_AXIS <= reached[1] <= promised
    side = clear_side(
        frame,
        reached,
        wording.reached,
        sides=_BEHIND if behind else _AHEAD,
        lines=lines,
        taken=taken,
    )
    labels = [_label(reached, f"<b>{wording.reached}</b>", side, color=REACHED)]
    is_apart = abs(reached[1] - promised) > path.value * VERY_NEAR
    if expected is not None and is_apart and promised < path.value * NEAR_TARGET:
        planned = f"{french.number(round(promised, 1))} prévus"
        at = (last.day, promised)
        taken.append(frame.box(reached, wording.reached, side))
        sides = _UNDER if reached[1] > promised else _OVER
        side = clear_side(frame, at, planned, sides=sides, lines=lines, taken=taken)
        labels.append(_label(at, planned, side))
    return [*labels, _label(due, target, AT_TARGET)]


def _label(at: Corner, text: str, side: Side, *, color: str = LABEL) -> dict[str, object]:
    day, height = at
    return {
        "x": day.isoformat(),
        "y": height,
        "text": text,
        "showarrow": False,
        "font": {"color": color, "size": TEXT_SIZE},
        **side._asdict(),
    }
