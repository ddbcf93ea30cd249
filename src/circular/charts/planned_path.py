"""The dashed line of a target's path, the same on every chart that sets facts against it."""

from datetime import date

import plotly.graph_objects as go

from circular.domain.targets import Path

PLANNED = "#000002"
"""A placeholder: the theme gives the colour."""


def planned_corners(path: Path, last_day: date) -> list[tuple[date, float]]:
    """Return the points of a path, level after the due day; none where it has no line."""
    if not path.corners:
        return []
    return [*path.corners, *([(last_day, path.value)] if last_day > path.due_on else [])]


def planned_line(path: Path | None, last_day: date) -> list[go.Scatter]:
    """Draw the path through its points, level after the due day; nothing where there is none."""
    corners = planned_corners(path, last_day) if path else []
    if not corners:
        return []
    return [
        go.Scatter(
            x=[day for day, _ in corners],
            y=[height for _, height in corners],
            mode="lines",
            line={"color": PLANNED, "width": 2, "dash": "dash"},
            hoverinfo="skip",
        )
    ]
