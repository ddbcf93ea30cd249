"""Where the label of a point may stand without lying over the lines of its chart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal, NamedTuple

WIDTH = 300  # pixels that the narrowest screen gives to the lines
LETTER = 7.4
LINE = 18
SAMPLES = 60  # points looked at on a segment
NEAR = 3  # pixels: a line this close touches the letters
UNDER_AXIS = -4  # pixels: lower, a label lies over the dates
COVERED, OUTSIDE = 30, 60  # what a label over another one, or out of the frame, weighs in points

Corner = tuple[date, float]


class Side(NamedTuple):
    """Which corner of a label stands at its point, and how far (pixels, right and up)."""

    xanchor: Literal["left", "right"]
    yanchor: Literal["top", "bottom"]
    xshift: int
    yshift: int = 0


class Box(NamedTuple):
    """What a label covers, in pixels from the lower left of the frame."""

    left: float
    low: float
    right: float
    high: float


RIGHT_ABOVE, RIGHT_BELOW = Side("left", "bottom", 12), Side("left", "top", 12)
LEFT_ABOVE, LEFT_BELOW = Side("right", "bottom", -10), Side("right", "top", -10)
FURTHER = (Side("left", "bottom", 12, 8), Side("left", "top", 12, -8))


@dataclass(frozen=True, slots=True)
class Frame:
    """What a drawing shows: its first and last day, its highest value, the pixels of its height."""

    start: date
    end: date
    top: float
    height: float

    def pixels(self, corner: Corner) -> tuple[float, float]:
        """Return where a day and a value are drawn."""
        day, value = corner
        across = (day - self.start) / (self.end - self.start) if self.end > self.start else 0
        return across * WIDTH, value / self.top * self.height

    def box(self, at: Corner, text: str, side: Side) -> Box:
        """Return what a label covers when it stands on a side of its point."""
        x, y = self.pixels(at)
        width = len(text) * LETTER
        left = x + side.xshift - (width if side.xanchor == "right" else 0)
        low = y + side.yshift - (LINE if side.yanchor == "top" else 0)
        return Box(left, low, left + width, low + LINE)


def clear_side(
    frame: Frame,
    at: Corner,
    text: str,
    *,
    sides: Sequence[Side],
    lines: Sequence[Sequence[Corner]],
    taken: Sequence[Box] = (),
) -> Side:
    """Return the first side where nothing is covered, else the one that covers least.

    `lines` are drawn from corner to corner; `taken` are labels that stand already.
    """
    points = [point for line in lines for point in _points(frame, line)]

    def weight(side: Side) -> int:
        box = frame.box(at, text, side)
        is_outside = box.left < 0 or box.right > WIDTH or box.low < UNDER_AXIS
        covered = sum(_overlap(box, other) for other in taken)
        return sum(_holds(box, x, y) for x, y in points) + OUTSIDE * is_outside + COVERED * covered

    return min(sides, key=weight)


def stairs(measured: Sequence[Corner]) -> list[Corner]:
    """Return the corners of a line that goes in steps through its measures."""
    corners = list(measured[:1])
    for (_, before), (day, height) in pairwise(measured):
        corners += [(day, before), (day, height)]
    return corners


def _points(frame: Frame, line: Sequence[Corner]) -> Iterator[tuple[float, float]]:
    for first, last in pairwise(line):
        (x, y), (to_x, to_y) = frame.pixels(first), frame.pixels(last)
        for step in range(SAMPLES + 1):
            part = step / SAMPLES
            yield x + part * (to_x - x), y + part * (to_y - y)


def _holds(box: Box, x: float, y: float) -> bool:
    is_across = box.left - NEAR <= x <= box.right + NEAR
    return is_across and box.low - NEAR <= y <= box.high + NEAR


def _overlap(box: Box, other: Box) -> bool:
    return (
        box.left < other.right
        and other.left < box.right
        and box.low < other.high
        and other.low < box.high
    )
