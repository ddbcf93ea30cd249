"""Drawings of a shared page, as SVG written in the page itself: no script, no request.

Colours and strokes are classes of the page's stylesheet, so that they follow the dark screen and
paper. Whatever is drawn is said beside it in a sentence and in a table: the drawings are for the
eye alone. Sizes are in units of the drawing, about a pixel each.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from circular.analysis.label_points import Box, inner_point, spread
from circular.domain import french
from circular.domain.frozen_situations import FrozenMonth, FrozenPlace, FrozenTarget
from circular.domain.territory import class_of, short_name

Ring = Sequence[tuple[float, float]]

WIDTH, HEIGHT = 640, 250
LEFT, RIGHT, TOP, BOTTOM = 34, 92, 14, 26
MAP_WIDTH, MAP_HEIGHT = 420, 320
LETTER, LINE, MARGIN = 7.4, 20, 8
SHRINK = math.cos(math.radians(45))  # of longitudes, right enough anywhere in France
LEAST_GAP = 16
TICKS = 3


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where days and jobs fall in the drawing."""

    first: date
    last: date
    most: float

    def x(self, day: date) -> float:
        """Return how far right a day is."""
        whole = (self.last - self.first).days or 1
        return round(LEFT + (day - self.first).days / whole * (WIDTH - LEFT - RIGHT), 1)

    def y(self, jobs: float) -> float:
        """Return how low a number of jobs is."""
        return round(HEIGHT - BOTTOM - max(jobs, 0) / self.most * (HEIGHT - TOP - BOTTOM), 1)


def jobs_path(months: Sequence[FrozenMonth], target: FrozenTarget | None) -> str:
    """Draw the net jobs in steps and the path of the target; nothing without a month."""
    if not months:
        return ""
    most = max([each.net_fte for each in months] + [each.path_fte or 0 for each in months])
    frame = _Frame(months[0].day, months[-1].day, _round_up(most))
    parts = [_ticks(frame), _days(frame)]
    if target is not None:
        parts.append(_path_line(frame, months))
    parts += [_steps(frame, months), _ends(frame, months[-1])]
    return _svg("".join(parts), WIDTH, HEIGHT)


def _round_up(most: float) -> float:
    """Return a round top of the scale, at least 1."""
    if most <= 1:
        return 1
    step: float = 10 ** math.floor(math.log10(most))
    return next(step * each for each in (1, 2, 3, 4, 5, 6, 8, 10) if step * each >= most)


def _ticks(frame: _Frame) -> str:
    """Draw three levels, each with its number."""
    levels = [frame.most * rank / (TICKS - 1) for rank in range(TICKS)]
    return "".join(
        f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{frame.y(each)}"'
        f' y2="{frame.y(each)}"/><text class="tick" x="{LEFT - 6}" y="{frame.y(each) + 4}"'
        f' text-anchor="end">{french.number(each)}</text>'
        for each in levels
    )


def _days(frame: _Frame) -> str:
    """Write the first and the last month under the drawing."""
    low = HEIGHT - 6
    return (
        f'<text class="tick" x="{LEFT}" y="{low}">{french.month(frame.first)}</text>'
        f'<text class="tick" x="{WIDTH - RIGHT}" y="{low}" text-anchor="end">'
        f"{french.month(frame.last)}</text>"
    )


def _path_line(frame: _Frame, months: Sequence[FrozenMonth]) -> str:
    points = " ".join(
        f"{frame.x(each.day)},{frame.y(each.path_fte or 0)}"
        for each in months
        if each.path_fte is not None
    )
    return f'<polyline class="path" points="{points}"/>'


def _steps(frame: _Frame, months: Sequence[FrozenMonth]) -> str:
    """Draw the net jobs as steps: a job counts from its day on, not little by little."""
    line = f"M{frame.x(months[0].day)},{frame.y(months[0].net_fte)}"
    line += "".join(f"H{frame.x(each.day)}V{frame.y(each.net_fte)}" for each in months[1:])
    return f'<path class="net" d="{line}"/>'


def _ends(frame: _Frame, last: FrozenMonth) -> str:
    """Write what each line is at its end, far enough from each other to be read."""
    x = WIDTH - RIGHT + 6
    net, path = frame.y(last.net_fte), None if last.path_fte is None else frame.y(last.path_fte)
    if path is not None and abs(net - path) < LEAST_GAP:
        path = net - LEAST_GAP if path <= net else net + LEAST_GAP
    words = f'<text class="strong" x="{x}" y="{net + 4}">{french.number(last.net_fte)} nets</text>'
    if path is not None:
        shown = french.number(last.path_fte, decimals=0)
        words += f'<text class="tick" x="{x}" y="{path + 4}">{shown} prévus</text>'
    return words


def bar(count: float, most: float) -> str:
    """Draw the bar of a row of a table; nothing for nothing."""
    if count <= 0 or most <= 0:
        return ""
    return _svg(
        f'<rect class="bar" width="{100 * count / most:.1f}" height="12"/>', 100, 12, fills=True
    )


def territory(places: Sequence[FrozenPlace], outlines: Mapping[str, Sequence[Ring]]) -> str:
    """Draw the EPCI that have an outline, darker where jobs are more; nothing where none has."""
    drawn = [(each, rings) for each in places if (rings := outlines.get(each.siren or ""))]
    if not drawn:
        return ""
    highest = max(each.net_fte for each, _ in drawn)
    flat = [point for _, rings in drawn for ring in rings for point in ring]
    place = _placed(flat)
    areas = "".join(
        f'<path class="area c{class_of(each.net_fte, highest)}" d="{_outline(rings, place)}"/>'
        for each, rings in drawn
    )
    return _svg(areas + _labels(drawn, place), MAP_WIDTH, MAP_HEIGHT)


@dataclass(frozen=True, slots=True)
class _Placed:
    """How longitudes and latitudes fall in the drawing."""

    west: float
    north: float
    scale: float

    def at(self, point: tuple[float, float]) -> tuple[float, float]:
        """Return where a point falls, north up."""
        x = MARGIN + (point[0] * SHRINK - self.west) * self.scale
        return round(x, 1), round(MARGIN + (self.north - point[1]) * self.scale, 1)


def _placed(points: Sequence[tuple[float, float]]) -> _Placed:
    across = [x * SHRINK for x, _ in points]
    down = [y for _, y in points]
    wide, high = max(across) - min(across) or 1, max(down) - min(down) or 1
    scale = min((MAP_WIDTH - 2 * MARGIN) / wide, (MAP_HEIGHT - 2 * MARGIN) / high)
    aside = (MAP_WIDTH - 2 * MARGIN - wide * scale) / 2 / scale
    return _Placed(min(across) - aside, max(down), scale)


def _outline(rings: Sequence[Ring], place: _Placed) -> str:
    return "".join(
        "M" + "L".join(f"{x},{y}" for x, y in (place.at(point) for point in ring)) + "Z"
        for ring in rings
    )


def _labels(drawn: Sequence[tuple[FrozenPlace, Sequence[Ring]]], place: _Placed) -> str:
    """Write the name and the jobs of each area, none over another, none out of the drawing."""
    words = [f"{short_name(each.name)} {french.number(each.net_fte)}" for each, _ in drawn]
    boxes = []
    for text, (_, rings) in zip(words, drawn, strict=True):
        x, y = place.at(inner_point(rings))
        half = len(text) * LETTER / 2
        boxes.append(Box(min(max(x, half), MAP_WIDTH - half), y, 2 * half, LINE))
    return "".join(
        f'<text class="label" x="{x:.1f}" y="{y + 4:.1f}" text-anchor="middle">'
        f"{escape(text)}</text>"
        for text, (x, y) in zip(words, spread(boxes), strict=True)
    )


def _svg(content: str, width: int, height: int, *, fills: bool = False) -> str:
    """Return a drawing that follows the width of its place; `fills`: its shape is the place's."""
    shape = ' preserveAspectRatio="none" class="line"' if fills else ""
    return (
        f'<svg viewBox="0 0 {width} {height}" aria-hidden="true" focusable="false"{shape}>'
        f"{content}</svg>"
    )
