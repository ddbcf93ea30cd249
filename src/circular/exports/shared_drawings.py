"""Drawings of a shared page, as SVG written in the page itself: no script, no request.

Colours and strokes are classes of the page's stylesheet, so that they follow the dark screen and
paper. Whatever is drawn is said beside it in a sentence and in a table: the drawings are for the
eye alone. Sizes are in units of the drawing, about a pixel each.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from circular.analysis.label_points import Box, inner_point, spread
from circular.domain import french
from circular.domain.frozen_situations import FrozenMonth, FrozenPlace, FrozenTarget
from circular.domain.territory import class_of, short_name

Ring = Sequence[tuple[float, float]]

WIDTH, HEIGHT = 640, 250
LEFT, RIGHT, TOP, BOTTOM = 34, 16, 28, 26
MAP_WIDTH, MAP_HEIGHT = 420, 320
LETTER, LINE, MARGIN = 7.4, 20, 8
SHRINK = math.cos(math.radians(45))  # of longitudes, right enough anywhere in France
MONTH_WIDTH = 120  # of a month under the drawing, on a phone too
ROOM_ON_THE_RIGHT = 0.45  # of the time gone, as on the elected page
HALF_A_JOB = 0.5
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
    """Draw the net jobs in steps and the path up to its due day; nothing without a month."""
    if not months:
        return ""
    last = months[-1]
    most = max([each.net_fte for each in months] + [each.path_fte or 0 for each in months])
    room = max((last.day - months[0].day) * ROOM_ON_THE_RIGHT, timedelta(days=30))
    end = max(last.day + room, target.due_on if target else last.day)
    promised = target.value if target else 0
    frame = _Frame(months[0].day, end, promised if promised >= most > 0 else _round_up(most))
    parts = [_ticks(frame), _days(frame, last.day, target)]
    if target is not None:
        parts.append(_path_line(frame, months, target))
    parts += [_steps(frame, months), _ends(frame, last)]
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
        f' text-anchor="end">{french.number(round(each, 1))}</text>'
        for each in levels
    )


def _days(frame: _Frame, last: date, target: FrozenTarget | None) -> str:
    """Write the first day, the last and the due one under the drawing, none over another."""
    low, taken, words = HEIGHT - 6, float(WIDTH + MONTH_WIDTH), ""
    for day in ([target.due_on] if target else []) + [last, frame.first]:
        x = frame.x(day)
        middle = min(max(x, LEFT + MONTH_WIDTH / 2), WIDTH - MONTH_WIDTH / 2)
        if middle + MONTH_WIDTH <= taken:
            taken = middle
            words += (
                f'<text class="tick" x="{middle:.1f}" y="{low}" text-anchor="middle">'
                f"{french.month(day)}</text>"
            )
    return words


def _path_line(frame: _Frame, months: Sequence[FrozenMonth], target: FrozenTarget) -> str:
    """Draw the path and the target at its end."""
    x, y = frame.x(target.due_on), frame.y(target.value)
    points = " ".join(f"{frame.x(day)},{frame.y(jobs)}" for day, jobs in _corners(months, target))
    line = f'<polyline class="path" points="{points}"/>' if points else ""
    return (
        f'{line}<circle class="ring" cx="{x}" cy="{y}" r="4"/><text class="tick" x="{x}"'
        f' y="{y - 8:.1f}" text-anchor="end">objectif {french.number(target.value)}</text>'
    )


def _corners(months: Sequence[FrozenMonth], target: FrozenTarget) -> Sequence[tuple[date, float]]:
    """Return the points of the path, level after the due day.

    Of a path whose points were not frozen, a straight one alone is known up to its due day.
    """
    last = months[-1].day
    level = [(last, target.value)] if last > target.due_on else []
    if target.corners is not None:
        return [*target.corners, *level] if target.corners else []
    known = [(each.day, each.path_fte) for each in months if each.path_fte is not None]
    if not known:
        return []
    (first, low), (day, high) = known[0], known[-1]
    gone = (day - first).days / ((target.due_on - first).days or 1)
    is_straight = abs(low + (target.value - low) * gone - high) < HALF_A_JOB
    return [*known, (target.due_on, target.value)] if is_straight and not level else known


def _steps(frame: _Frame, months: Sequence[FrozenMonth]) -> str:
    """Draw the net jobs as steps: a job counts from its day on, not little by little."""
    line = f"M{frame.x(months[0].day)},{frame.y(months[0].net_fte)}"
    line += "".join(f"H{frame.x(each.day)}V{frame.y(each.net_fte)}" for each in months[1:])
    return f'<path class="net" d="{line}"/>'


def _ends(frame: _Frame, last: FrozenMonth) -> str:
    """Mark and write where each line is on the last day, out of the lines and of each other.

    Behind the path, the jobs are written under the line on its right, and the path over it on its
    left; ahead, the other way round.
    """
    x, net = frame.x(last.day), frame.y(last.net_fte)
    words = ""
    is_ahead = last.path_fte is None or last.net_fte > last.path_fte
    if last.path_fte is not None and abs(last.net_fte - last.path_fte) >= HALF_A_JOB:
        path = frame.y(last.path_fte)
        shown = f"{french.number(round(last.path_fte, 1))} prévus"
        words = f'<circle class="ring" cx="{x}" cy="{path}" r="5"/>'
        words += _end(x, path, shown, "tick", over=not is_ahead)
    words += f'<circle class="dot" cx="{x}" cy="{net}" r="6"/>'
    return words + _end(x, net, f"{french.number(last.net_fte)} nets", "strong", over=is_ahead)


def _end(x: float, y: float, text: str, style: str, *, over: bool) -> str:
    """Write a text over a point on its left, or under it on its right; within the drawing."""
    is_left = over and x - LEFT > MONTH_WIDTH
    along = x - 10 if is_left else x + 10
    low = y - 10 if over else min(y + 18, HEIGHT - BOTTOM - 5)
    return (
        f'<text class="{style}" x="{along:.1f}" y="{low:.1f}"'
        f' text-anchor="{"end" if is_left else "start"}">{text}</text>'
    )


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
