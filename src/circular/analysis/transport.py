"""Carry as much value as possible from supplies to capacities: the programme behind an allocation.

Maximise Σ gain × flow under Σ ≤ supply of each source and Σ ≤ capacity of each sink. Without
minimum it is a linear programme. With « nothing, or at least the minimum » a sink opens or stays
closed, and it is a mixed-integer programme. Both are solved by HiGHS, which comes with scipy.

Large networks are not given whole to the solver: a price is sought for each sink by smoothed
ascent, the arcs that look useful at these prices are solved exactly, then every other arc is
priced with the exact duals and the best of those that would pay are added (delayed column
generation; Ford and Fulkerson 1958), until none would, or until the duals prove that what is
lacking is less than a share that the caller allows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import linprog

from circular.analysis.components import Index, Mask, Reals

SLIVER = 1e-6  # tonnes: what a solver leaves of nothing
PAYS = 1e-9  # share of the highest gain below which an arc adds nothing
SMALL = 20_000  # arcs that the solver takes whole without noticing
FIRST_ARCS = 2  # for each end, the best arcs at the first prices
MORE_ARCS = 4  # for each end, the best arcs added at the prices of the solver
ROUNDS = 60
COOLING = 0.9
COLDEST = 0.004
STEP = 0.7
UNSEEN = 1e-13  # share of a source under which an arc is no longer looked at
MOST_PASSES = 30
SHORTEST = 0.5  # seconds left to the solver, whatever the time already spent

Watch = Callable[[float], None]


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Arcs from sources to sinks, as parallel arrays, and what each end can give or take.

    ``gain`` is per tonne and may be negative; ``supply`` and ``capacity`` are tonnes, a capacity
    may be infinite; ``least`` is the tonnage below which a sink takes nothing, 0 without.
    """

    source: Index
    sink: Index
    gain: Reals
    supply: Reals
    capacity: Reals
    least: Reals

    def __len__(self) -> int:
        """Count the arcs."""
        return len(self.gain)

    def only(self, kept: Mask | Index) -> "Network":
        """Give the same network with some of its arcs."""
        return Network(
            self.source[kept],
            self.sink[kept],
            self.gain[kept],
            self.supply,
            self.capacity,
            self.least,
        )

    def reachable(self) -> Reals:
        """Give for each sink the tonnes that its sources hold together."""
        return added(self.sink, self.supply[self.source], len(self.capacity))

    def received(self, flow: Reals) -> Reals:
        """Give the tonnes that each sink receives."""
        return added(self.sink, flow, len(self.capacity))

    def worth(self, flow: Reals) -> float:
        """Give the value of a flow."""
        return float(self.gain @ flow)


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """Tonnes on each arc, their value, a value that nothing can exceed, and whether time ran out.

    ``price`` is what one more tonne of capacity would bring at each sink.
    """

    flow: Reals
    value: float
    bound: float
    hit_limit: bool
    price: Reals

    @property
    def gap(self) -> float:
        """Give the share of the bound that the value may still lack, in [0, 1]."""
        return max(0.0, (self.bound - self.value) / self.bound) if self.bound > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Clock:
    """The moment at which to stop, and whom to tell how far one is."""

    ends_at: float
    watch: Watch

    def left(self) -> float:
        """Give the seconds left to a solver."""
        return max(SHORTEST, self.ends_at - monotonic())

    @property
    def is_over(self) -> bool:
        """Tell whether the time is spent."""
        return monotonic() >= self.ends_at


def added(end: Index, tonnes: Reals, count: int) -> Reals:
    """Add up the tonnes of arcs by one of their ends."""
    return np.bincount(end, tonnes, count).astype(np.float64)


def nothing(network: Network) -> Solution:
    """Give the empty flow."""
    return Solution(np.zeros(len(network)), 0.0, 0.0, False, np.zeros(len(network.capacity)))


def linear(network: Network, clock: Clock, *, gap: float = 0.0) -> Solution:
    """Give the best flow that ignores every minimum, within `gap` unless time runs out.

    ``gap`` is the share of the bound that may be lacking; 0 asks for the optimum.
    """
    within = bounded(network)
    useful = np.flatnonzero(within.gain > 0)
    if not len(useful):
        return nothing(network)
    arcs = within.only(useful)
    found = _by_columns(arcs, clock, gap)
    flow = np.zeros(len(network))
    flow[useful] = found.flow
    return Solution(flow, found.value, found.bound, found.hit_limit, found.price)


def greedy(network: Network) -> Reals:
    """Give the flow of who serves the best pair first, then the next: the reference to beat."""
    supply, capacity = network.supply.copy(), network.capacity.copy()
    flow = np.zeros(len(network))
    order = np.lexsort((network.sink, network.source, -network.gain))
    for arc in order:
        if network.gain[arc] <= 0:
            break
        source, sink = network.source[arc], network.sink[arc]
        taken = min(supply[source], capacity[sink])
        if taken > 0:
            flow[arc] = taken
            supply[source] -= taken
            capacity[sink] -= taken
    return flow


def bounded(network: Network) -> Network:
    """Bring infinite capacities down to what can arrive."""
    capacity = np.minimum(network.capacity, network.reachable())
    return Network(
        network.source, network.sink, network.gain, network.supply, capacity, network.least
    )


def _by_columns(arcs: Network, clock: Clock, gap: float) -> Solution:
    """Solve with the arcs that look useful, add the best that would pay, until enough is proven.

    Where even the first programme has no time, the best pairs are served first.
    """
    top = float(arcs.gain.max())
    used, price = np.ones(len(arcs), dtype=bool), np.zeros(len(arcs.capacity))
    bound = np.inf
    if len(arcs) > SMALL:
        price = _prices(arcs, top, clock)
        bound = _bound(arcs, price)
        used = _best_of_ends(arcs, arcs.gain - price[arcs.sink] - _rent(arcs, price)[arcs.source])
    flow, limit = np.zeros(len(arcs)), False
    for turn in range(MOST_PASSES):
        clock.watch(0.3 + 0.6 * turn / (turn + 2))
        kept = np.flatnonzero(used)
        solved = _solve(arcs.only(kept), top, clock)
        flow, before = np.zeros(len(arcs)), flow
        if solved is None:
            flow[kept] = greedy(arcs.only(kept))
            flow, limit = max(flow, before, key=arcs.worth), True
            break
        flow[kept], rent, price = solved
        bound = min(bound, _bound(arcs, price))
        paid = arcs.gain - rent[arcs.source] - price[arcs.sink]
        missing = np.flatnonzero((paid > PAYS * top) & ~used)
        if not len(missing) or arcs.worth(flow) >= (1 - gap) * bound or clock.is_over:
            limit = bool(len(missing)) and arcs.worth(flow) < (1 - gap) * bound
            break
        if len(missing) > SMALL:
            missing = missing[_best_of_ends(arcs.only(missing), paid[missing], MORE_ARCS)]
        used[missing] = True
    value = arcs.worth(flow)
    return Solution(flow, value, max(value, bound), limit, price)


def _best_of_ends(arcs: Network, paid: Reals, count: int = FIRST_ARCS) -> Mask:
    """Choose the arcs that pay most for each source, and for each sink."""
    mine: Mask = rank(arcs.source, paid) < count
    return mine | (rank(arcs.sink, paid) < count)


def _solve(arcs: Network, top: float, clock: Clock) -> tuple[Reals, Reals, Reals] | None:
    """Solve a linear programme; give flows, prices of supplies and capacities; None: no time."""
    sources = len(arcs.supply)
    found = linprog(
        -arcs.gain / top,
        A_ub=sums(arcs),
        b_ub=np.concatenate([arcs.supply, arcs.capacity]),
        method="highs-ds",
        options={"time_limit": clock.left()},
    )
    if found.x is None or found.status != 0:
        return None
    dual = np.maximum(-found.ineqlin.marginals, 0.0) * top
    return repaired(arcs, found.x), dual[:sources], dual[sources:]


def sums(arcs: Network) -> sparse.csc_array:
    """Give the matrix that adds up what leaves each source, then what enters each sink."""
    count, at = len(arcs), np.arange(len(arcs))
    rows = np.concatenate([arcs.source, len(arcs.supply) + arcs.sink])
    shape = (len(arcs.supply) + len(arcs.capacity), count)
    return sparse.csc_array((np.ones(2 * count), (rows, np.concatenate([at, at]))), shape=shape)


def repaired(arcs: Network, flow: Reals) -> Reals:
    """Take out of a flow what the tolerance of a solver left too much or below nothing."""
    clean = np.where(flow > SLIVER, flow, 0.0)
    for end, limit in ((arcs.source, arcs.supply), (arcs.sink, arcs.capacity)):
        total = np.bincount(end, clean, len(limit))
        share = np.where(total > limit, limit / np.where(total > 0, total, 1.0), 1.0)
        clean = clean * share[end]
    return clean


def _rent(arcs: Network, price: Reals) -> Reals:
    """Give what the best arc of each source brings at the given prices of sinks, at least 0."""
    rent = np.zeros(len(arcs.supply))
    np.maximum.at(rent, arcs.source, arcs.gain - price[arcs.sink])
    return rent


def _bound(arcs: Network, price: Reals) -> float:
    """Give the value that no flow exceeds: that of the dual at the given prices."""
    return float(arcs.supply @ _rent(arcs, price) + arcs.capacity @ price)


def rank(end: Index, margin: Reals) -> Index:
    """Give the rank of each arc among those of the same end, the best being 0."""
    order = np.lexsort((-margin, end))
    starts = _starts(end[order])
    lengths = np.diff(np.append(starts, len(order)))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order)) - np.repeat(starts, lengths)
    return rank


def _starts(ordered: NDArray[np.int64]) -> Index:
    """Give where each value begins in a sorted array."""
    return np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))


def _prices(arcs: Network, top: float, clock: Clock) -> Reals:
    """Look for the price of each sink: every source shares its tonnes among its best sinks.

    A sink asked for more than it can take becomes dearer, one asked for less becomes cheaper; the
    sharing sharpens from round to round, and arcs that nobody looks at any more are left out.
    """
    order = np.argsort(arcs.source, kind="stable")
    source, sink, gain = arcs.source[order], arcs.sink[order], arcs.gain[order] / top
    price, best, bound = np.zeros(len(arcs.capacity)), np.zeros(len(arcs.capacity)), np.inf
    room = np.maximum(arcs.capacity, SLIVER)
    for turn in range(ROUNDS):
        heat = 0.2 * COOLING**turn + COLDEST
        starts = _starts(source)
        lengths = np.diff(np.append(starts, len(source)))
        margin = gain - price[sink]
        most = np.maximum(np.maximum.reduceat(margin, starts), 0.0)
        asked = np.exp((margin - np.repeat(most, lengths)) / heat)
        supply = arcs.supply[source[starts]]
        total = np.add.reduceat(asked, starts) + np.exp(-most / heat)
        flow = np.bincount(sink, asked * np.repeat(supply / total, lengths), len(price))
        value = float(supply @ most + arcs.capacity @ price)
        if value < bound:
            best, bound = price.copy(), value
        price = np.maximum(price + STEP * heat * np.log(np.maximum(flow, SLIVER) / room), 0.0)
        if turn % 10 == 0:
            clock.watch(0.3 * turn / ROUNDS)
            seen = asked > UNSEEN
            source, sink, gain = source[seen], sink[seen], gain[seen]
    return best * top
