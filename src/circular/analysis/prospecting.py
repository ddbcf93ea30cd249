"""Which places a project can reach: the great circle times 1.3, for many places at once."""

from collections.abc import Sequence

import numpy as np

from circular.analysis.components import EARTH_RADIUS_KM, ROAD_DETOUR

Point = tuple[float, float]


def road_kilometres(start: Point, places: Sequence[Point]) -> list[float]:
    """Give the distance from one place to others, in kilometres; points are (latitude, longitude).

    The road is taken for 1.3 times the great circle, as everywhere in the product.
    """
    if not places:
        return []
    there = np.radians(np.array(places, dtype=np.float64))
    here = np.radians(np.array(start, dtype=np.float64))
    half = np.sin((there - here) / 2) ** 2
    chord = half[:, 0] + np.cos(here[0]) * np.cos(there[:, 0]) * half[:, 1]
    arc = 2 * np.arcsin(np.sqrt(np.clip(chord, 0.0, 1.0)))
    kilometres: list[float] = (arc * EARTH_RADIUS_KM * ROAD_DETOUR).tolist()
    return kilometres


def reached(start: Point | None, places: Sequence[Point], within_km: float | None) -> list[bool]:
    """Tell which places lie within reach; all of them when the place or the limit is unknown."""
    if start is None or within_km is None:
        return [True] * len(places)
    return [far <= within_km for far in road_kilometres(start, places)]
