"""Allocate all streams to all needs at once: the public entry of the allocation.

    plan = allocate(streams, needs)
    for line in plan.lines:
        print(line.stream_key, line.need_key, line.tonnes)

Maximises Σ tonnes × (value × score − kilometre × distance) under what streams have left and what
needs can take; a need with a minimum gets nothing or at least that. Pure and deterministic: rows
are put in the order of their keys first, so that the same rows in another order give the same
plan. What is unknown is never taken for zero: a stream whose tonnage is unknown stays out and is
named, a need without maximum has no limit and is named, a distance that nobody knows counts as
the median of those that are known.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from time import monotonic

import numpy as np

from circular.analysis import minimums, transport
from circular.analysis.components import Index, Mask, Reals
from circular.analysis.flows import Need, Stream
from circular.analysis.matching import FeasiblePairs, Rarity, feasible, rarity
from circular.analysis.shortlists import ANYTHING_ABOVE, accepts
from circular.analysis.transport import SLIVER, Clock, Network, Solution
from circular.domain.allocation import (
    FULL_MATERIAL,
    MANY_PAIRS,
    NEAR_ENOUGH,
    AllocationMethod,
    AllocationStep,
    Stakes,
)
from circular.domain.matches import DEFAULT_WEIGHTS, MatchWeights

TIME_LIMIT = 20.0  # seconds

Tell = Callable[[AllocationStep, float], None]


@dataclass(frozen=True, slots=True)
class Line:
    """Tonnes a year of a stream that go to a need, with the pair's score in [0, 1].

    ``kilometres`` is the great circle times 1.3, None when a place is unknown; ``value`` is in
    points.
    """

    stream_key: str
    need_key: str
    tonnes: float
    score: float
    kilometres: float | None
    value: float


@dataclass(frozen=True, slots=True)
class Plan:
    """What goes where, what it is worth, and how sure it is.

    ``bound`` is a value that no plan exceeds, ``gap`` the share of it that may still be lacking;
    ``pairs`` counts the pairs that pass every filter, ``kept`` those among which minimums were
    sought. ``closed`` are the keys of the needs that ask for a minimum and receive nothing,
    ``unlimited`` those of the needs without maximum, ``unknown_tonnes`` those of the streams
    without tonnage. ``left`` holds the tonnes that each stream keeps, ``seconds`` the time spent.
    """

    lines: tuple[Line, ...]
    value: float
    bound: float
    gap: float
    hit_limit: bool
    method: AllocationMethod
    pairs: int
    kept: int
    closed: tuple[str, ...]
    unlimited: tuple[str, ...]
    unknown_tonnes: tuple[str, ...]
    left: Mapping[str, float]
    seconds: float

    @property
    def tonnes(self) -> float:
        """Give the tonnes that are placed."""
        return sum(line.tonnes for line in self.lines)


def silent(step: AllocationStep, share: float) -> None:
    """Tell nobody how far the calculation is."""


def allocate(
    streams: Sequence[Stream],
    needs: Sequence[Need],
    weights: MatchWeights = DEFAULT_WEIGHTS,
    *,
    stakes: Stakes = Stakes(),  # noqa: B008  # frozen
    today: date | None = None,
    rare: Rarity | None = None,
    left_out: Collection[tuple[str, str]] = (),
    wanted: Collection[tuple[str, str]] = (),
    material_from: float = FULL_MATERIAL,
    promised: Mapping[str, float] | None = None,
    time_limit: float = TIME_LIMIT,
    tell: Tell = silent,
) -> Plan:
    """Give the plan that is worth most.

    Args:
        streams: waste streams on offer, keys all different.
        needs: what projects can take, keys all different.
        weights: the weight of each component of the score.
        stakes: what a point of score and a kilometre are worth.
        today: what was available only before this day is excluded.
        rare: how rare each word is; None counts it over the given tables.
        left_out: keys of the pairs that must not be used: (stream, need).
        wanted: keys of the pairs that may be used whatever their material: a person kept them.
        material_from: points of material, out of 100, from which a stream may go to a need that
            names neither its code nor its family.
        promised: tonnes a year already agreed for a need, by its key: they fill its maximum and
            its minimum.
        time_limit: seconds after which the best plan found is returned, with its gap.
        tell: called with the step and its share done; whatever it raises stops the calculation.
    """
    start = monotonic()
    ends_at = start + time_limit
    ordered = sorted(streams, key=lambda each: each.key), sorted(needs, key=lambda each: each.key)
    tell(AllocationStep.SCORING, 0.0)
    pairs = worthy_pairs(
        *ordered, weights, material_from=material_from, wanted=wanted, today=today, rare=rare
    )
    pairs = _only(pairs, ~_among(pairs, *ordered, left_out))
    network = network_of(*ordered, pairs, stakes, promised or {})
    solution, method, kept = _solved(network, ends_at, tell)
    tell(AllocationStep.TELLING, 0.0)
    found = _Found(*ordered, pairs, network, solution)
    return _told(found, method, kept, seconds=monotonic() - start)


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """A solution with the rows that it speaks of, in the order of their keys."""

    streams: Sequence[Stream]
    needs: Sequence[Need]
    pairs: FeasiblePairs
    network: Network
    solution: Solution


def _told(found: _Found, method: AllocationMethod, kept: int, *, seconds: float) -> Plan:
    """Put a solution into a plan."""
    network, solution = found.network, found.solution
    received = network.received(solution.flow)
    supply = dict(zip((each.key for each in found.streams), network.supply, strict=True))
    lines = _lines(found.streams, found.needs, found.pairs, network, solution.flow)
    for line in lines:
        supply[line.stream_key] -= line.tonnes
    return Plan(
        lines=lines,
        value=solution.value,
        bound=solution.bound,
        gap=solution.gap,
        hit_limit=solution.hit_limit,
        method=method,
        pairs=len(found.pairs),
        kept=kept,
        closed=_keys(found.needs, (network.least > 0) & (received <= SLIVER)),
        unlimited=tuple(each.key for each in found.needs if each.tonnes_max is None),
        unknown_tonnes=tuple(each.key for each in found.streams if each.tonnes_offered is None),
        left={key: max(0.0, float(tonnes)) for key, tonnes in supply.items()},
        seconds=seconds,
    )


def worthy_pairs(
    streams: Sequence[Stream],
    needs: Sequence[Need],
    weights: MatchWeights,
    *,
    material_from: float = FULL_MATERIAL,
    wanted: Collection[tuple[str, str]] = (),
    today: date | None = None,
    rare: Rarity | None = None,
) -> FeasiblePairs:
    """Give the pairs that a plan may use: fewer than what the shortlists propose to a person.

    They pass every filter and have a score; the need names the code or the family of the stream,
    or their material reaches ``material_from`` points out of 100, or somebody kept them.
    """
    known = rare or rarity(streams, needs)
    found = feasible(
        streams, needs, weights, today=today, rare=known, material_above=ANYTHING_ABOVE
    )
    kept = ~np.isnan(found.score)
    weak = np.flatnonzero(kept & ~(found.material >= np.float32(material_from / FULL_MATERIAL)))
    kept[weak] = _accepted(streams, needs, found, weak)
    kept |= _among(found, streams, needs, wanted)
    return _only(found, kept)


def network_of(
    streams: Sequence[Stream],
    needs: Sequence[Need],
    pairs: FeasiblePairs,
    stakes: Stakes,
    promised: Mapping[str, float],
) -> Network:
    """Turn streams, needs and pairs into supplies, capacities and gains."""
    far = pairs.kilometres.astype(np.float64)
    known = far[~np.isnan(far)]
    far = np.where(np.isnan(far), float(np.median(known)) if len(known) else 0.0, far)
    agreed = np.array([promised.get(need.key, 0.0) for need in needs], dtype=np.float64)
    most = [np.inf if need.tonnes_max is None else need.tonnes_max for need in needs]
    least = [need.tonnes_min or 0.0 for need in needs]
    return Network(
        source=pairs.stream_at.astype(np.int64),
        sink=pairs.need_at.astype(np.int64),
        gain=stakes.value * pairs.score.astype(np.float64) - stakes.kilometre * far,
        supply=np.array([max(0.0, each.tonnes_offered or 0.0) for each in streams], dtype=float),
        capacity=np.maximum(np.array(most, dtype=np.float64) - agreed, 0.0),
        least=np.maximum(np.array(least, dtype=np.float64) - agreed, 0.0),
    )


def greedy_value(network: Network) -> float:
    """Give the value of serving the best pair first: what the programme has to beat."""
    return network.worth(minimums.give_back(network, transport.greedy(network)))


def _solved(network: Network, ends_at: float, tell: Tell) -> tuple[Solution, AllocationMethod, int]:
    """Solve without the sinks that cannot reach their minimum; give the arcs searched too."""
    can_open = np.minimum(network.reachable(), network.capacity) >= network.least - SLIVER
    usable = can_open[network.sink] & (network.supply[network.source] > 0)
    usable &= network.capacity[network.sink] > 0
    at = np.flatnonzero(usable)
    if not len(at):
        return transport.nothing(network), AllocationMethod.NOTHING, 0
    arcs = network.only(at)
    clock = Clock(ends_at, partial(tell, AllocationStep.SHARING))
    gap = NEAR_ENOUGH if len(arcs) > MANY_PAIRS else 0.0
    found, kept = transport.linear(arcs, clock, gap=gap), len(arcs)
    method = AllocationMethod.NEAR if gap else AllocationMethod.LINEAR
    if np.any(arcs.least > 0):
        relaxed, watch = found, partial(tell, AllocationStep.MINIMUMS)
        found = minimums.mixed(arcs, relaxed, Clock(ends_at, watch))
        if found is not relaxed:
            method, kept = AllocationMethod.MIXED, minimums.searched(arcs, relaxed)
        if kept < len(arcs):
            method = AllocationMethod.MIXED_ON_SOME
    flow = np.zeros(len(network))
    flow[at] = found.flow
    whole = Solution(flow, found.value, found.bound, found.hit_limit, found.price)
    return whole, method, kept


def _lines(
    streams: Sequence[Stream],
    needs: Sequence[Need],
    pairs: FeasiblePairs,
    network: Network,
    flow: Reals,
) -> tuple[Line, ...]:
    """Tell what flows, the most valuable first."""
    used = np.flatnonzero(flow > SLIVER)
    lines = [
        Line(
            stream_key=streams[int(pairs.stream_at[arc])].key,
            need_key=needs[int(pairs.need_at[arc])].key,
            tonnes=float(flow[arc]),
            score=float(pairs.score[arc]),
            kilometres=_known(float(pairs.kilometres[arc])),
            value=float(flow[arc] * network.gain[arc]),
        )
        for arc in used
    ]
    return tuple(sorted(lines, key=lambda line: (-line.value, line.stream_key, line.need_key)))


def _known(value: float) -> float | None:
    """Give None for what is unknown."""
    return None if np.isnan(value) else value


def _keys(needs: Sequence[Need], chosen: Mask) -> tuple[str, ...]:
    """Give the keys of chosen needs."""
    return tuple(needs[int(at)].key for at in np.flatnonzero(chosen))


def _only(pairs: FeasiblePairs, kept: Mask) -> FeasiblePairs:
    """Keep some pairs."""
    return FeasiblePairs(
        pairs.stream_at[kept],
        pairs.need_at[kept],
        pairs.score[kept],
        pairs.kilometres[kept],
        pairs.material[kept],
    )


def _among(
    pairs: FeasiblePairs,
    streams: Sequence[Stream],
    needs: Sequence[Need],
    chosen: Collection[tuple[str, str]],
) -> Mask:
    """Tell which pairs are among those that somebody chose, by their keys."""
    if not chosen:
        return np.zeros(len(pairs), dtype=bool)
    stream_at = {stream.key: at for at, stream in enumerate(streams)}
    need_at = {need.key: at for at, need in enumerate(needs)}
    places = [
        stream_at[one] * len(needs) + need_at[other]
        for one, other in chosen
        if one in stream_at and other in need_at
    ]
    place = pairs.stream_at.astype(np.int64) * len(needs) + pairs.need_at
    return np.isin(place, np.array(places, dtype=np.int64))


def _accepted(
    streams: Sequence[Stream], needs: Sequence[Need], pairs: FeasiblePairs, at: Index
) -> Mask:
    """Tell for chosen pairs whether the need names the code or the family of the stream.

    Streams of one code and family are asked about once: there are few of them.
    """
    kinds: dict[tuple[tuple[str, ...], str | None], int] = {}
    kind = np.array(
        [kinds.setdefault((each.codes, each.family), len(kinds)) for each in streams],
        dtype=np.int64,
    )
    place = kind[pairs.stream_at[at]] * len(needs) + pairs.need_at[at]
    _, first, back = np.unique(place, return_index=True, return_inverse=True)
    answers = [
        accepts(needs[int(pairs.need_at[arc])], streams[int(pairs.stream_at[arc])])
        for arc in at[first]
    ]
    return np.array(answers, dtype=bool)[back]
