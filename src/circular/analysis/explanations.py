"""Why a pair has its components or is excluded: codes and figures, from which French is written."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from circular.analysis.codes import SAME_CHAPTER, SAME_CODE, SAME_SUB_CHAPTER, is_vague, level
from circular.analysis.components import WORDS_REACH, Reals, Sides
from circular.analysis.flows import Need, Stream
from circular.domain.matches import (
    Because,
    Component,
    ComponentScore,
    Exclusion,
    ExclusionReason,
)
from circular.domain.words import fold

LEVEL_REASONS = {
    SAME_CODE: Because.SAME_CODE,
    SAME_SUB_CHAPTER: Because.SAME_SUB_CHAPTER,
    SAME_CHAPTER: Because.SAME_CHAPTER,
}

REGULAR = 0.01  # months that differ by less make a regular year


class Explainer:
    """Explains pairs of the given streams and needs, one at a time, when they are shown."""

    def __init__(self, sides: Sides, streams: Sequence[Stream], needs: Sequence[Need]) -> None:
        """Keep the rows and their columns of numbers."""
        self._sides, self._streams, self._needs = sides, streams, needs
        self._closest = lru_cache(maxsize=4096)(sides.words.closest)

    def components(self, i: int, j: int, values: Reals) -> tuple[ComponentScore, ...]:
        """Explain the six components of a pair, given in the order of ``Component``."""
        known = [None if np.isnan(value) else float(value) for value in values]
        return (
            self._material(i, j, known[0]),
            self._distance(i, j, known[1]),
            self._quantity(i, j, known[2]),
            self._season(i, known[3]),
            self._quality(i, j, known[4]),
            self._price(i, j, known[5]),
        )

    def exclusion(self, i: int, j: int, reason: ExclusionReason) -> Exclusion:
        """Explain a filter that a pair does not pass."""
        stream, need = self._streams[i], self._needs[j]
        if reason is ExclusionReason.TOO_FAR:
            return Exclusion(reason, amount=self._kilometres(i, j), limit=need.distance_max_km)
        if reason is ExclusionReason.CONTAMINATION:
            return Exclusion(reason, amount=stream.contamination, limit=need.contamination_max)
        if reason is ExclusionReason.OPERATION:
            return Exclusion(reason, label=stream.operation or "")
        if reason is ExclusionReason.COMMITTED:
            return Exclusion(reason, amount=stream.tonnes_remaining)
        return Exclusion(reason)

    def _material(self, i: int, j: int, value: float | None) -> ComponentScore:
        """Say whether code, family or words made the material."""
        stream, need = self._streams[i], self._needs[j]
        if value is None:
            return _unknown(Component.MATERIAL)
        near, mine, other = nearest_codes(stream, need)
        if is_vague(mine) or is_vague(other):
            because = Because.VAGUE_CODE
        else:
            because = LEVEL_REASONS.get(near, Because.NOTHING_IN_COMMON)
        said = max(0.0, value - near) / WORDS_REACH
        kin = _same_family(stream, need)
        if near < SAME_SUB_CHAPTER and value > max(near, SAME_CHAPTER if kin else 0.0):
            because, mine = Because.WORDS, self._closest(i).get(j, "")
        elif kin and near <= SAME_CHAPTER:
            because, mine = Because.SAME_FAMILY, stream.family or ""
        label = "" if because is Because.NOTHING_IN_COMMON else mine
        return ComponentScore(Component.MATERIAL, value, because, amount=said, label=label)

    def _distance(self, i: int, j: int, value: float | None) -> ComponentScore:
        """Say how far it is, even where no limit lets the distance be scored."""
        far = self._kilometres(i, j)
        if value is None and far is None:
            return _unknown(Component.DISTANCE)
        because = Because.NO_DISTANCE_LIMIT if value is None else Because.WITHIN_REACH
        limit = self._needs[j].distance_max_km
        return ComponentScore(Component.DISTANCE, value, because, amount=far, most=limit)

    def _quantity(self, i: int, j: int, value: float | None) -> ComponentScore:
        """Say what is offered and what is wanted."""
        if value is None:
            return _unknown(Component.QUANTITY)
        need = self._needs[j]
        return ComponentScore(
            Component.QUANTITY,
            value,
            Because.TONNES,
            amount=self._streams[i].tonnes_offered,
            least=need.tonnes_min,
            most=need.tonnes_max,
        )

    def _season(self, i: int, value: float | None) -> ComponentScore:
        """Say what share of the need is covered month by month."""
        if value is None:
            return _unknown(Component.SEASON)
        months = self._streams[i].months or (0.0,)
        regular = max(months) - min(months) < REGULAR
        because = Because.ALL_YEAR if regular else Because.SOME_MONTHS
        return ComponentScore(Component.SEASON, value, because, amount=value)

    def _quality(self, i: int, j: int, value: float | None) -> ComponentScore:
        """Say how clean it is, or how it was rated."""
        if value is None:
            return _unknown(Component.QUALITY)
        dirt, limit = self._streams[i].contamination, self._needs[j].contamination_max
        if dirt is not None and limit is not None:
            because = Because.CLEANER_THAN_ASKED
            return ComponentScore(Component.QUALITY, value, because, amount=dirt, most=limit)
        return ComponentScore(Component.QUALITY, value, Because.STATED_QUALITY, amount=value)

    def _price(self, i: int, j: int, value: float | None) -> ComponentScore:
        """Say what is asked and what the project can pay."""
        price, limit = self._streams[i].price, self._needs[j].price_max
        if value is None or price is None or limit is None:
            return _unknown(Component.PRICE)
        because = Because.PRICE_BELOW_LIMIT if price <= limit else Because.PRICE_ABOVE_LIMIT
        if price <= 0 and price <= limit:
            because = Because.FREE
        return ComponentScore(Component.PRICE, value, because, amount=price, most=limit)

    def _kilometres(self, i: int, j: int) -> float | None:
        """Give the distance of a pair, None without a place."""
        far = float(self._sides.kilometres(np.array([i]), np.array([j]))[0])
        return None if np.isnan(far) else far


def nearest_codes(stream: Stream, need: Need) -> tuple[float, str, str]:
    """Give the best level between the codes of a pair, and the two codes that reach it."""
    pairs = [(level(one, other), one, other) for one in stream.codes for other in need.codes]
    near, one, other = max(pairs, default=(0.0, "", ""), key=lambda found: found[0])
    return (near, one, other) if near else (0.0, "", "")


def _same_family(stream: Stream, need: Need) -> bool:
    """Tell whether the need accepts the family of the stream."""
    if not stream.family:
        return False
    return fold(stream.family) in {fold(family) for family in need.families}


def _unknown(component: Component) -> ComponentScore:
    """Say that a component is left out."""
    return ComponentScore(component, None, Because.UNKNOWN)
