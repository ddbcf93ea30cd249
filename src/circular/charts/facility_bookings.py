"""The bookings of several facilities over some months: one lane each, one bar per booking.

Bookings of the same days stand under each other in their lane. The name stands over the lane
rather than beside it, so that a phone keeps the whole width for time. Colours are placeholders
that the browser replaces by the theme's, light or dark.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import plotly.graph_objects as go

from circular.domain import french
from circular.domain.facility_bookings import BookingState
from circular.queries.facility_bookings import BookingRow

FILL = "#000001"
LABEL = "#000004"
INK = "#000005"
GROUND = "#000038"
NAME_HEIGHT = 28  # pixels, which are the unit of the drawing's height
BAR_HEIGHT = 24
THICKNESS = 19
MARGIN = 42
TEXT_SIZE = 13
SHORTEST_LETTERED_DAYS = 12
DAY_MS = 86_400_000


def lanes(rows: Sequence[BookingRow]) -> list[tuple[int, str]]:
    """Return the facilities of some bookings, identifier and name, by name."""
    return sorted({(row.facility_id, row.facility) for row in rows}, key=lambda lane: lane[1])


def bookings_overview(
    rows: Sequence[BookingRow], *, first: date, last: date, today: date
) -> go.Figure | None:
    """Draw the bookings that hold a day between two days; None when there is none.

    Confirmed ones are full, those that wait for an answer are hatched.
    """
    places = lanes(rows)
    if not places:
        return None
    names, bars, depth = _heights(rows, places)
    figure = go.Figure(
        [
            _bars([row for row in rows if row.state is state], bars, first=first, last=last)
            for state in (BookingState.CONFIRMED, BookingState.REQUESTED)
        ]
    )
    figure.update_layout(
        height=depth + MARGIN,
        margin={"l": 0, "r": 0, "t": 4, "b": 0},
        showlegend=False,
        barmode="overlay",
        separators=", ",
        uniformtext={"minsize": 11, "mode": "hide"},
        colorway=[FILL],
        xaxis=_time(first, last),
        yaxis={"visible": False, "fixedrange": True, "range": [depth, 0]},
        annotations=[_name(name, names[facility], first) for facility, name in places],
        shapes=[_now(today)] if first <= today <= last else [],
    )
    return figure


def _heights(
    rows: Sequence[BookingRow], places: Sequence[tuple[int, str]]
) -> tuple[dict[int, int], dict[int, int], int]:
    """Return how far down stand the name of each facility, each booking, and the end; in pixels.

    A booking takes the first line of its lane that is free on its first day.
    """
    names: dict[int, int] = {}
    bars: dict[int, int] = {}
    down = 0
    for facility, _ in places:
        names[facility] = down + NAME_HEIGHT // 2
        ends: list[date] = []
        theirs = [row for row in rows if row.facility_id == facility]
        for row in sorted(theirs, key=lambda each: each.starts_on):
            line = next((at for at, end in enumerate(ends) if end < row.starts_on), len(ends))
            ends[line : line + 1] = [row.ends_on]
            bars[row.id] = down + NAME_HEIGHT + line * BAR_HEIGHT + BAR_HEIGHT // 2
        down += NAME_HEIGHT + len(ends) * BAR_HEIGHT
    return names, bars, down


def _bars(
    rows: Sequence[BookingRow], heights: dict[int, int], *, first: date, last: date
) -> go.Bar:
    starts = [max(row.starts_on, first) for row in rows]
    lasts = [min(row.ends_on, last) for row in rows]
    is_asked = bool(rows) and rows[0].state is BookingState.REQUESTED
    return go.Bar(
        orientation="h",
        base=[start.isoformat() for start in starts],
        x=[((end - start).days + 1) * DAY_MS for start, end in zip(starts, lasts, strict=True)],
        y=[heights[row.id] for row in rows],
        width=THICKNESS,
        text=[_lettered(row, is_asked=is_asked) for row in rows],
        textposition="inside",
        insidetextanchor="start",
        textangle=0,
        textfont={"size": 12, "color": GROUND},
        customdata=[_told(row) for row in rows],
        hovertemplate="%{customdata}<extra></extra>",
        marker={
            "color": GROUND if is_asked else FILL,
            "line": {"color": FILL, "width": 1.5},
            "pattern": {"shape": "/" if is_asked else "", "fgcolor": FILL, "size": 6},
        },
    )


def _lettered(row: BookingRow, *, is_asked: bool) -> str:
    """Return what stands in a bar: nothing where it would not be read."""
    return "" if is_asked or row.days < SHORTEST_LETTERED_DAYS else row.who


def _told(row: BookingRow) -> str:
    days = f"{french.day(row.starts_on)} – {french.day(row.ends_on)}"
    return f"{row.who}<br>{days}<br>{row.standing.label}"


def _time(first: date, last: date) -> dict[str, object]:
    """Return the axis of time: a tick at each month's first day, its word beside."""
    end = datetime.combine(last + timedelta(days=1), datetime.min.time())
    months = [
        day
        for day in (first + timedelta(days=after) for after in range((last - first).days + 1))
        if day.day == 1
    ]
    return {
        "type": "date",
        "range": [first.isoformat(), end.isoformat()],
        "tickvals": [day.isoformat() for day in months],
        "ticktext": [french.MONTHS[day.month - 1] for day in months],
        "ticklabelposition": "outside right",
        "tickfont": {"color": LABEL, "size": TEXT_SIZE},
        "fixedrange": True,
        "showgrid": True,
    }


def _name(name: str, height: int, first: date) -> dict[str, object]:
    return {
        "x": first.isoformat(),
        "y": height,
        "text": name,
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "middle",
        "font": {"color": INK, "size": TEXT_SIZE},
    }


def _now(today: date) -> dict[str, object]:
    """Return the line of today."""
    return {
        "type": "line",
        "xref": "x",
        "yref": "paper",
        "x0": today.isoformat(),
        "x1": today.isoformat(),
        "y0": 0,
        "y1": 1,
        "line": {"color": LABEL, "width": 1, "dash": "dot"},
    }
