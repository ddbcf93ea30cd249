"""The sides of a match, computed for many pairs at once, and the filters that come before them.

``Sides`` turns streams and needs into columns of numbers once; filters and components are then
arrays over a block of rows (streams) and columns (needs), or over chosen pairs of it. Unknown is
NaN all along. Formulas come from the method described in ``docs/rapprochement.md``.
"""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from circular.analysis.codes import Codes
from circular.analysis.flows import MONTHS, Need, Stream
from circular.analysis.similarity import Rarity, Words
from circular.domain.matches import ExclusionReason
from circular.domain.words import fold

EARTH_RADIUS_KM = 6371.0088
ROAD_DETOUR = 1.3  # usual ratio of the road to the great circle
FAMILY_LEVEL = 0.25
WORDS_REACH = 3.0  # how far words alone lift the material: evidence of 1/3 is full

Index = NDArray[np.int64]
Mask = NDArray[np.bool_]
Reals = NDArray[np.float64]


class Sides:
    """Streams and needs as columns, and everything that two of them can say to each other."""

    def __init__(
        self,
        streams: Sequence[Stream],
        needs: Sequence[Need],
        *,
        today: date | None,
        rare: Rarity | None = None,
    ) -> None:
        """Read the columns; ``today`` closes what was available before it."""
        self.codes = Codes(streams, needs)
        self.words = Words(streams, needs, rare)
        self._families = _Labels([(s.family,) for s in streams], [n.families for n in needs])
        self._operations = _Labels([(s.operation,) for s in streams], [n.operations for n in needs])
        self._from = _points(streams)
        self._to = _points(needs)
        self.reach = _reals([n.distance_max_km for n in needs])
        self.offered = _reals([s.tonnes_offered for s in streams])
        self.least = _reals([n.tonnes_min for n in needs])
        self.most = _reals([n.tonnes_max for n in needs])
        self._committed = _reals([s.tonnes_remaining for s in streams]) <= 0
        self._hazardous = np.array([s.hazardous is True for s in streams], dtype=bool)
        self._refusing = np.array([n.hazardous_accepted is False for n in needs], dtype=bool)
        self.dirt = _reals([s.contamination for s in streams])
        self.dirt_limit = _reals([n.contamination_max for n in needs])
        self.note = _reals([s.quality for s in streams])
        self.price = _reals([s.price for s in streams])
        self.price_limit = _reals([n.price_max for n in needs])
        self._days(streams, needs, today)
        self._offered_year, self._wanted_year = _years(streams), _years(needs)
        self.history = np.array([len(n.examples) + len(n.codes) for n in needs], dtype=np.float64)

    def _days(self, streams: Sequence[Stream], needs: Sequence[Need], today: date | None) -> None:
        """Read the days as numbers; an unknown end is open."""
        first, last = -np.inf, np.inf
        now = first if today is None else float(today.toordinal())
        self._starts = _ordinals([s.available_from for s in streams], first)
        self._ends = _ordinals([s.available_to for s in streams], last)
        self._wanted_from = np.maximum(_ordinals([n.needed_from for n in needs], first), now)
        self._wanted_to = _ordinals([n.needed_to for n in needs], last)

    def filters(self, rows: Index, columns: Index) -> dict[ExclusionReason, Mask]:
        """Tell for each hard filter which pairs of a block do not pass it."""
        shape = (len(rows), len(columns))
        starts, ends = self._starts[rows][:, None], self._ends[rows][:, None]
        late = (ends < self._wanted_from[columns]) | (starts > self._wanted_to[columns])
        return {
            ExclusionReason.COMMITTED: np.broadcast_to(self._committed[rows][:, None], shape),
            ExclusionReason.DATES: late,
            ExclusionReason.HAZARDOUS: self._hazardous[rows][:, None] & self._refusing[columns],
            ExclusionReason.TOO_FAR: self._too_far(rows, columns),
            ExclusionReason.CONTAMINATION: self.dirt[rows][:, None] > self.dirt_limit[columns],
            ExclusionReason.OPERATION: self._operations.differ(rows, columns),
        }

    def _too_far(self, rows: Index, columns: Index) -> Mask:
        """Tell which pairs are beyond the reach of the need, comparing cosines of arcs."""
        arc = np.minimum(self.reach[columns] / (ROAD_DETOUR * EARTH_RADIUS_KM), np.pi)
        closest = np.cos(np.maximum(arc, 0.0))
        start, end = self._from[rows], self._to[columns]
        cosine = start[:, 0, None] * end[:, 0]
        cosine += start[:, 1, None] * end[:, 1]
        cosine += start[:, 2, None] * end[:, 2]
        far: Mask = cosine < closest - 1e-15
        return far

    def kilometres(self, i: Index, j: Index) -> Reals:
        """Give the great circle times 1.3 of chosen pairs, in kilometres, by their chord."""
        chord = np.linalg.norm(self._from[i] - self._to[j], axis=1)
        arc: Reals = 2 * np.arcsin(np.minimum(chord / 2, 1.0))
        return arc * (EARTH_RADIUS_KM * ROAD_DETOUR)

    def material(self, i: Index, j: Index, said: Reals | None) -> tuple[Reals, Reals]:
        """Give the material of chosen pairs in [0, 1], NaN when unknown, and its strength.

        ``said`` is what the words say for each pair, None when words take no part. The strength is
        what codes (or the family) and words say added up, not cut at 1: it orders what the
        component can no longer tell apart.
        """
        level = np.fmax(self.codes.levels(i, j), FAMILY_LEVEL * self._families.same(i, j))
        if said is not None:
            heard = np.fmax(level, 0.0) + WORDS_REACH * said
            level = np.where(self.words.known(i, j), heard, level)
        return np.minimum(level, 1.0), np.nan_to_num(level)

    def distance(self, i: Index, j: Index) -> Reals:
        """Give 1 − d / d_max, NaN without a place or a limit."""
        reach = self.reach[j]
        with np.errstate(all="ignore"):
            share = 1.0 - self.kilometres(i, j) / reach
        return np.where(reach > 0, np.clip(share, 0.0, 1.0), np.where(reach <= 0, 1.0, np.nan))

    def quantity(self, i: Index, j: Index) -> Reals:
        """Give how the tonnes on offer fall into [min, max]: 1 inside, else the ratio to its edge.

        With a maximum only, the maximum is what is wanted.
        """
        offered, most = self.offered[i], self.most[j]
        least = np.where(np.isnan(self.least[j]), most, self.least[j])
        most = np.fmax(np.where(np.isnan(most), np.inf, most), least)
        with np.errstate(all="ignore"):
            below = np.where(least > 0, offered / least, 1.0)
            above = np.where(offered > 0, most / offered, 1.0)
        value = np.clip(np.where(offered < least, below, np.fmin(above, 1.0)), 0.0, 1.0)
        return np.where(np.isnan(offered) | np.isnan(least), np.nan, value)

    def season(self, i: Index, j: Index) -> Reals:
        """Give Σ min(offer, need) over twelve months, for a need brought to 1 a year."""
        overlap = np.zeros(len(i))
        for offered, wanted in zip(self._offered_year.T, self._wanted_year.T, strict=True):
            overlap += np.minimum(offered[i], wanted[j])
        return np.minimum(overlap, 1.0)

    def quality(self, i: Index, j: Index) -> Reals:
        """Give the note of the stream, the margin below the limit of unwanted matter, or both."""
        limit = self.dirt_limit[j]
        with np.errstate(all="ignore"):
            margin = np.where(
                limit > 0, 1.0 - self.dirt[i] / limit, np.where(limit <= 0, 1.0, np.nan)
            )
        margin = np.where(np.isnan(self.dirt[i]), np.nan, np.clip(margin, 0.0, 1.0))
        note = np.clip(self.note[i], 0.0, 1.0)
        both = (note + margin) / 2
        return np.where(np.isnan(both), np.fmax(note, margin), both)

    def cost(self, i: Index, j: Index) -> Reals:
        """Give 1 when nothing is asked, 0 at the limit of the need or above it."""
        price, limit = self.price[i], self.price_limit[j]
        with np.errstate(all="ignore"):
            share = np.where(limit > 0, 1.0 - np.maximum(price, 0.0) / limit, price <= limit)
        known = ~(np.isnan(price) | np.isnan(limit))
        return np.where(known, np.clip(share, 0.0, 1.0), np.nan)


_folded = lru_cache(maxsize=4096)(fold)  # labels are few and met thousands of times


class _Labels:
    """Labels of streams beside those that needs accept, compared without case nor accents."""

    def __init__(
        self, own: Sequence[tuple[str | None, ...]], accepted: Sequence[tuple[str, ...]]
    ) -> None:
        """Number the labels and note which need accepts which."""
        mine = [_folded(str(label)) if label else "" for (label,) in own]
        number = {label: at for at, label in enumerate(sorted(set(mine) - {""}))}
        self._own = np.array([number.get(label, -1) for label in mine], dtype=np.int64)
        self._some = np.array([bool(labels) for labels in accepted], dtype=bool)
        self._table = np.zeros((len(number) + 1, len(accepted)), dtype=bool)
        for need, labels in enumerate(accepted):
            for label in labels:
                at = number.get(_folded(label))
                if at is not None:
                    self._table[at, need] = True

    def same(self, i: Index, j: Index) -> Reals:
        """Give for chosen pairs 1 for an accepted label, 0 for another, NaN when one is silent."""
        if len(self._table) == 1:
            return np.full(len(i), np.nan)
        own = self._own[i]
        known = (own >= 0) & self._some[j]
        return np.where(known, self._table[own, j], np.nan)

    def differ(self, rows: Index, columns: Index) -> Mask:
        """Tell for a block where both sides speak and do not agree."""
        own = self._own[rows]
        if len(self._table) == 1:
            return np.zeros((len(rows), len(columns)), dtype=bool)
        known = (own >= 0)[:, None] & self._some[columns]
        differ: Mask = known & ~self._table[own][:, columns]
        return differ


def _reals(values: Sequence[Any]) -> Reals:
    """Give numbers as an array, unknown as NaN."""
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def _ordinals(days: Sequence[date | None], unknown: float) -> Reals:
    """Give days as numbers."""
    return np.array([unknown if day is None else day.toordinal() for day in days], dtype=np.float64)


def _points(flows: Sequence[Stream] | Sequence[Need]) -> Reals:
    """Give places as points of the unit sphere, NaN when unknown."""
    latitude = np.radians(_reals([flow.latitude for flow in flows]))
    longitude = np.radians(_reals([flow.longitude for flow in flows]))
    level = np.cos(latitude)
    return np.stack(
        [level * np.cos(longitude), level * np.sin(longitude), np.sin(latitude)], axis=1
    )


def _years(flows: Sequence[Stream] | Sequence[Need]) -> Reals:
    """Give the twelve shares of each year, NaN when the season is unknown."""
    unknown = (np.nan,) * MONTHS
    years = [flow.months if flow.months is not None else unknown for flow in flows]
    return np.array(years, dtype=np.float64).reshape(len(years), MONTHS)
