"""Where to write a name on a map: well inside its area, and clear of the other names."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]
Ring = Sequence[Point]
Floats = NDArray[np.float64]

GRID = 16
REFINEMENTS = 4
MOST_STEPS = 200


@dataclass(frozen=True, slots=True)
class Box:
    """The frame of a label: its middle, its width and its height, in the units of the map."""

    x: float
    y: float
    width: float
    height: float


def inner_point(rings: Sequence[Ring]) -> Point:
    """Return the point of an area that lies farthest from its edge, in the units of the rings.

    `rings` holds outer rings and holes alike (a point is inside when an odd number of edges lie
    on its right). A grid is laid over the area, then a finer one around its best point. Raises
    ValueError when there is no ring. Source of the idea: the « pole of inaccessibility ».
    """
    starts, ends = _edges(rings)
    low, high = starts.min(axis=0), starts.max(axis=0)
    best = (low + high) / 2
    for _ in range(REFINEMENTS + 1):
        points = _grid(low, high)
        depth = np.where(_inside(points, starts, ends), _distance(points, starts, ends), -1.0)
        best = points[int(depth.argmax())]
        reach = (high - low) / GRID
        low, high = best - reach, best + reach
    return float(best[0]), float(best[1])


def spread(boxes: Sequence[Box]) -> tuple[Point, ...]:
    """Return the middles of labels pushed apart until none covers another.

    Two labels that overlap move by half the overlap each, up and down, which keeps them near
    their areas since labels are wider than high. The order of the boxes is kept.
    """
    places = [[box.x, box.y] for box in boxes]
    for _ in range(MOST_STEPS):
        moved = False
        for first in range(len(boxes)):
            for second in range(first + 1, len(boxes)):
                moved = _push(boxes, places, first, second) or moved
        if not moved:
            break
    return tuple((x, y) for x, y in places)


def _push(boxes: Sequence[Box], places: list[list[float]], first: int, second: int) -> bool:
    """Move two labels apart, one up and one down; False when they are clear of each other."""
    across = (boxes[first].width + boxes[second].width) / 2
    down = (boxes[first].height + boxes[second].height) / 2
    if abs(places[first][0] - places[second][0]) >= across:
        return False
    gap = down - abs(places[first][1] - places[second][1])
    if gap <= down * 1e-6:
        return False
    upper, lower = (first, second) if places[first][1] >= places[second][1] else (second, first)
    places[upper][1] += gap / 2
    places[lower][1] -= gap / 2
    return True


def _edges(rings: Sequence[Ring]) -> tuple[Floats, Floats]:
    kept = [np.asarray(ring, dtype=np.float64) for ring in rings if len(ring)]
    if not kept:
        raise ValueError("An area has at least one ring.")
    starts = np.concatenate(kept)
    ends = np.concatenate([np.roll(ring, -1, axis=0) for ring in kept])
    return starts, ends


def _grid(low: Floats, high: Floats) -> Floats:
    """Return the middles of the cells of a grid laid between two corners."""
    shares = (np.arange(GRID) + 0.5) / GRID
    x, y = np.meshgrid(low[0] + shares * (high[0] - low[0]), low[1] + shares * (high[1] - low[1]))
    return np.column_stack([x.ravel(), y.ravel()])


def _inside(points: Floats, starts: Floats, ends: Floats) -> NDArray[np.bool_]:
    """Say for each point whether an odd number of edges lie on its right."""
    px, py = points[:, :1], points[:, 1:]
    (x1, y1), (x2, y2) = starts.T, ends.T
    crosses = (y1 > py) != (y2 > py)
    rise = np.where(y2 == y1, 1.0, y2 - y1)
    meets = px < x1 + (py - y1) * (x2 - x1) / rise
    odd: NDArray[np.bool_] = (crosses & meets).sum(axis=1) % 2 == 1
    return odd


def _distance(points: Floats, starts: Floats, ends: Floats) -> Floats:
    """Return the distance from each point to the nearest edge."""
    run = ends - starts
    length = (run**2).sum(axis=1)
    from_start = points[:, None, :] - starts[None, :, :]
    along = (from_start * run).sum(axis=2) / np.where(length == 0, 1.0, length)
    nearest = from_start - np.clip(along, 0, 1)[:, :, None] * run
    shortest: Floats = np.sqrt((nearest**2).sum(axis=2)).min(axis=1)
    return shortest
