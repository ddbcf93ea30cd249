"""The fan of the forecast as the report prints it: jobs so far, the range to come, its middle."""

from itertools import pairwise
from typing import TYPE_CHECKING

from circular.domain import french
from circular.domain.targets import Path
from circular.exports.report_canvas import (
    GREEN,
    GREY,
    HAIRLINE,
    MUTED,
    PALE,
    USUAL,
    Picture,
    blank,
    mark_years,
    ordinal,
    plain,
)
from circular.queries.forecast import Forecast, QuarterAhead

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEIGHT = 7.4  # centimetres
_ROOM = 1.14
_ROOM_ON_THE_RIGHT = 0.16
_APART = 0.065  # of the height, between two labels


def fan(page: Forecast) -> Picture | None:
    """Draw the past in steps, then the range from 10 to 90 % with its middle; None before any fact.

    The bounds are dotted, so that the band is read without any colour.
    """
    if page.last is None:
        return None
    figure, axes = blank(HEIGHT)
    path = page.target.path if page.target else None
    today = page.perimeter.as_of
    start = min([each.day for each in page.past[:1]] + [path.starts_on if path else today, today])
    top = max(
        *(each.jobs.high for each in page.quarters),
        *(each.net_fte for each in page.past),
        path.value if path else 0.0,
        1.0,
    )
    _range(axes, page)
    if page.past:
        days = [ordinal(each.day) for each in page.past]
        heights = [each.net_fte for each in page.past]
        axes.step(days, heights, where="post", color=GREEN, linewidth=2.6)
    if path is not None:
        _target(axes, path, page.last)
    _label_range(axes, page.last, top)
    end = page.last.day + (page.last.day - start) * _ROOM_ON_THE_RIGHT
    axes.set_xlim(ordinal(start), ordinal(end))
    axes.set_ylim(0, top * _ROOM)
    mark_years(axes, start, page.last.day)
    axes.set_yticks(
        [0, top / 2, top], [french.number(each, decimals=0) for each in (0, top / 2, top)]
    )
    axes.grid(visible=True, axis="y", color=HAIRLINE, linewidth=0.6)
    return Picture(figure)


def _range(axes: "Axes", page: Forecast) -> None:
    days = [ordinal(day) for day in (page.perimeter.as_of, *(each.day for each in page.quarters))]
    low, middle, high = (
        [page.net_fte, *(getattr(each.jobs, name) for each in page.quarters)]
        for name in ("low", "middle", "high")
    )
    axes.fill_between(days, low, high, color=PALE, linewidth=0)
    for edge in (low, high):
        axes.plot(days, edge, color=GREEN, linewidth=1.0, linestyle=(0, (1, 2)))
    axes.plot(days, middle, color=GREEN, linewidth=1.6)
    axes.plot([days[0]], [page.net_fte], "o", color=GREEN, markersize=5)


def _target(axes: "Axes", path: Path, last: QuarterAhead) -> None:
    """Draw the path of the target, level after its due day, with its value."""
    corners = [*path.corners, *([(last.day, path.value)] if last.day > path.due_on else [])]
    axes.plot(
        [ordinal(day) for day, _ in corners],
        [height for _, height in corners],
        color=GREY,
        linewidth=1.5,
        linestyle=(0, (5, 3)),
    )
    _write(
        axes, ordinal(path.due_on), path.value, f"objectif {french.number(path.value)}", right=False
    )


def _label_range(axes: "Axes", last: QuarterAhead, top: float) -> None:
    """Label the bounds and the middle at their ends, raised where they would lie too close."""
    found = last.jobs
    wanted = [(found.low, "bas"), (found.middle, "milieu"), (found.high, "haut")]
    heights = [height for height, _ in wanted]
    for (below, _), (above, _) in pairwise(enumerate(wanted)):
        heights[above] = max(heights[above], heights[below] + top * _APART)
    for height, (value, name) in zip(heights, wanted, strict=True):
        text = f"{french.number(value, decimals=0)}\u00a0{name}"
        _write(axes, ordinal(last.day), height, text, is_strong=name == "milieu")


def _write(
    axes: "Axes",
    day: int,
    height: float,
    text: str,
    *,
    right: bool = True,
    is_strong: bool = False,
) -> None:
    axes.annotate(
        plain(text),
        (day, height),
        xytext=(7, 0) if right else (-2, 4),
        textcoords="offset points",
        ha="left" if right else "right",
        va="center" if right else "bottom",
        color=GREEN if right else MUTED,
        weight="bold" if is_strong else "normal",
        fontsize=USUAL,
        annotation_clip=False,
    )
