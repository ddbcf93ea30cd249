"""The drawings of the report: vectors for the PDF, 300 dots per inch for the text document."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from circular.analysis.label_points import Box, Point, spread
from circular.domain import french
from circular.domain.targets import Path
from circular.domain.territory import class_of, short_name
from circular.exports.report_canvas import (
    GREEN,
    GREY,
    HAIRLINE,
    INK,
    MUTED,
    PALE,
    USUAL,
    WIDTH,
    Picture,
    blank,
    draw_path,
    mark_years,
    note,
    ordinal,
    plain,
)
from circular.queries.dashboard import Place
from circular.queries.jobs import MonthOfJobs
from circular.queries.reports import Communes

if TYPE_CHECKING:
    from matplotlib.axes import Axes

CLASSES = ("#F4F8F6", "#D5E5DE", "#A9CCBF", "#6FAA97", "#2F8069")
_SHRINK = math.cos(math.radians(45))  # of longitudes, right enough anywhere in France
_ROOM = 1.16
_NEAR_AXIS = 0.08  # of the target: a label below would cover the years
_BARS = 0.75  # of the width; the rest is for the names
_LETTER = 0.19  # centimetres that a letter takes at the usual size


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its name, its value (None: unknown, nothing is drawn), the words at its end."""

    label: str
    value: float | None
    words: str


def jobs(months: Sequence[MonthOfJobs], path: Path | None) -> Picture | None:
    """Draw the net jobs of each month, in steps, against the path; None without any month."""
    if not months:
        return None
    figure, axes = blank(7.2)
    last = months[-1]
    days = [ordinal(month.day) for month in months]
    heights = [month.net_fte for month in months]
    axes.fill_between(days, heights, step="post", color=PALE, linewidth=0)
    axes.step(days, heights, where="post", color=GREEN, linewidth=2.4)
    top = max([1.0, *heights, *([path.value] if path else [])])
    end = max(path.due_on if path else last.day, _with_room(months[0].day, last.day))
    if path is not None:
        draw_path(axes, path, last.day)
    axes.plot([days[-1]], [heights[-1]], "o", color=GREEN, markersize=6, clip_on=False)
    _label_jobs(axes, last, path)
    axes.set_xlim(days[0], ordinal(end))
    axes.set_ylim(0, top * _ROOM)
    mark_years(axes, months[0].day, end)
    ticks = sorted({0.0, top / 2, top, *([path.value] if path else [])})
    ticks = ticks if len(ticks) <= 3 else [0.0, path.value if path else top / 2, top]  # noqa: PLR2004
    axes.set_yticks(ticks, [plain(french.number(round(tick, 1))) for tick in ticks])
    axes.grid(visible=True, axis="y", color=HAIRLINE, linewidth=0.6)
    return Picture(figure)


def bars(rows: Sequence[Bar]) -> Picture | None:
    """Draw horizontal bars with their words at the end; None when no value is above zero."""
    if not any(row.value for row in rows):
        return None
    figure, axes = blank(0.5 + 0.78 * len(rows))
    figure.subplots_adjust(left=1 - _BARS, right=1, top=0.99, bottom=0.01)
    places = [-at for at in range(len(rows))]
    most = max(row.value or 0 for row in rows)
    axes.barh(places, [row.value or 0 for row in rows], height=0.58, color=GREEN)
    axes.axvline(0, color=GREY, linewidth=0.8)
    for place, row in zip(places, rows, strict=True):
        axes.text(
            (row.value or 0) + most * 0.015,
            place,
            plain(row.words),
            va="center",
            color=INK,
            fontsize=USUAL,
        )
    axes.set_yticks(places, [row.label for row in rows], fontsize=USUAL, color=INK)
    axes.tick_params(length=0)
    longest = max(len(row.words) for row in rows) * _LETTER + 0.4
    room = WIDTH * _BARS  # centimetres for the longest bar and its words
    axes.set_xlim(0, most * room / max(room - longest, room / 4))
    axes.set_ylim(-len(rows) + 0.45, 0.55)
    axes.set_xticks([])
    axes.spines[:].set_visible(False)
    return Picture(figure)


def territory(places: Sequence[Place]) -> Picture | None:
    """Draw the members in five classes of lightness, each with its name and figure.

    None with fewer than two outlines: a map of one place tells nothing.
    """
    drawn = [place for place in places if place.rings and place.label_point]
    if len(drawn) < 2:  # noqa: PLR2004
        return None
    axes, centimetre, picture = _map_of([ring for place in drawn for ring in place.rings])
    highest = max(place.net_fte for place in drawn)
    for place in drawn:
        _outline(axes, place.rings, CLASSES[class_of(place.net_fte, highest)])
    named = [
        (f"{short_name(place.name)}  {french.number(place.net_fte)}", place.label_point)
        for place in drawn
        if place.label_point
    ]
    _name_points(axes, named, centimetre)
    return picture


def one_place(place: Place, communes: Communes) -> Picture | None:
    """Draw one member with its communes, the largest named; None when no outline is known."""
    rings = [*communes.rings, *place.rings]
    if not rings:
        return None
    axes, centimetre, picture = _map_of(rings)
    _outline(axes, place.rings or communes.rings, CLASSES[1], edge=GREY, width=0.4)
    _outline(axes, communes.rings, "none", edge=GREY, width=0.4)
    _outline(axes, place.rings, "none", edge=GREEN, width=2.0)
    for _, (x, y) in communes.named:
        axes.plot([x * _SHRINK], [y], "o", color=INK, markersize=2.6)
    beside = [(name, (x, y + 0.42 * centimetre)) for name, (x, y) in communes.named]
    _name_points(axes, beside, centimetre)
    return picture


def _map_of(rings: Sequence[Sequence[Point]]) -> "tuple[Axes, float, Picture]":
    """Return an empty map that holds some outlines, and how many degrees a centimetre is."""
    points = [point for ring in rings for point in ring]
    west, east = (end(x for x, _ in points) * _SHRINK for end in (min, max))
    south, north = (end(y for _, y in points) for end in (min, max))
    height = min(10.5, max(6.0, (WIDTH - 5) * (north - south) / (east - west)))
    figure, axes = blank(height)
    figure.subplots_adjust(left=0, right=1, top=1, bottom=0)
    axes.set_axis_off()
    axes.set_aspect("equal")
    centimetre = max((north - south) / height, (east - west) / WIDTH)
    margin = 2.2 * centimetre
    axes.set_xlim(west - margin, east + margin)
    axes.set_ylim(south - 0.3 * centimetre, north + 0.3 * centimetre)
    return axes, centimetre, Picture(figure)


def _label_jobs(axes: "Axes", last: MonthOfJobs, path: Path | None) -> None:
    """Label the lines at their ends; nothing covers anything."""
    promised = path.at(last.day) if path else 0.0
    is_low = path is not None and last.net_fte < path.value * _NEAR_AXIS
    is_behind = path is not None and last.net_fte <= promised and not is_low
    net = french.plural(round(last.net_fte, 1), "emploi net", "emplois nets")
    note(axes, last.day, last.net_fte, net, up=not is_behind, color=GREEN, weight="bold")
    if path is None:
        return
    planned = f"{french.number(promised, decimals=0)} prévus"
    if promised < path.value * 0.85:
        note(
            axes,
            last.day,
            promised,
            planned,
            up=is_behind or is_low,
            right=not (is_behind or is_low),
        )
    target = f"objectif {french.number(path.value)}"
    note(axes, path.due_on, path.value, target, up=True, right=False)


def _outline(
    axes: "Axes",
    rings: Sequence[Sequence[Point]],
    fill: str,
    *,
    edge: str = MUTED,
    width: float = 0.9,
) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path as Line

    lines = [
        Line([(x * _SHRINK, y) for x, y in ring], closed=True)
        for ring in rings
        if len(ring) > 2  # noqa: PLR2004
    ]
    if lines:
        shape = Line.make_compound_path(*lines)
        axes.add_patch(PathPatch(shape, facecolor=fill, edgecolor=edge, linewidth=width))


def _name_points(axes: "Axes", named: Sequence[tuple[str, Point]], centimetre: float) -> None:
    """Write words at their points, moved apart where they would cover one another."""
    boxes = [
        Box(
            x=x * _SHRINK,
            y=y,
            width=(len(text) * _LETTER + 0.3) * centimetre,
            height=0.62 * centimetre,
        )
        for text, (x, y) in named
    ]
    for (text, _), (x, y) in zip(named, spread(boxes), strict=True):
        axes.text(
            x,
            y,
            plain(text),
            ha="center",
            va="center",
            fontsize=USUAL,
            color=INK,
            bbox={"boxstyle": "round,pad=0.25", "facecolor": "white", "edgecolor": HAIRLINE},
        )


def _with_room(start: date, last: date) -> date:
    """Return where time must end so that the label of the last day fits on its right."""
    return last + max((last - start) * 0.3, timedelta(days=45))
