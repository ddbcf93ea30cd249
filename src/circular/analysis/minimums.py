"""Sinks that take nothing or at least their minimum: the mixed-integer side of an allocation.

A project that cannot run under 100 tonnes a year gets 100 or nothing. Large networks are rounded
before HiGHS searches: see ``mixed``.
"""

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from circular.analysis.components import Index, Mask, Reals
from circular.analysis.transport import (
    SLIVER,
    Clock,
    Network,
    Solution,
    bounded,
    greedy,
    rank,
    repaired,
    sums,
)
from circular.domain.allocation import MANY_PAIRS

GAP = 0.01  # of a large network
FINE_GAP = 1e-4  # of a small one
SMALL_MIXED = 5_000  # arcs below which the search for minimums is at once exact
MOST_ARCS = MANY_PAIRS  # beyond, the search for minimums keeps some arcs of each source
EACH = 20
EACH_ROUNDED = 6  # arcs of each source that rounding looks at, at the prices of the relaxed flow
OPEN_FROM = (0.5, 0.25, 0.75)  # shares of the minimum from which a sink is held open, in turn
MOST_ROUNDINGS = 12
PENALTY = 4.0  # times the highest gain, for a tonne that a minimum lacks
STATUS_LIMIT = 1  # of scipy: iteration or time limit reached


def mixed(network: Network, relaxed: Solution, clock: Clock, *, gap: float = GAP) -> Solution:
    """Give the best flow in which each sink takes nothing or at least its minimum.

    Large networks are rounded first: sinks that the relaxed flow fills enough are held open, the
    others are closed, and a linear programme tells what that is worth. The value of the relaxed
    flow bounds every answer: where rounding comes within ``gap`` of it, the search is over. The
    search itself keeps, beyond `MOST_ARCS` arcs, the `EACH` best of each source and all those of
    the sinks at stake.

    Args:
        network: what can go where; a sink that cannot reach its minimum gets nothing.
        relaxed: what ``linear`` gives for the same network.
        clock: when to stop.
        gap: the share of the bound within which the search may stop.
    """
    if _holds(network, relaxed.flow):
        return relaxed
    kept = _at_stake(network, relaxed)
    arcs = bounded(network.only(kept))
    if len(arcs) <= SMALL_MIXED:
        best, gap = give_back(arcs, greedy(arcs)), min(gap, FINE_GAP)
    else:
        place = rank(arcs.source, arcs.gain - relaxed.price[arcs.sink])
        near = (place < EACH_ROUNDED) | (relaxed.flow[kept] > 0)
        enough = (1 - gap) * relaxed.bound
        best = _best_rounding(arcs, relaxed.flow[kept], near, enough, clock)
    bound, limit = relaxed.bound, relaxed.hit_limit
    if arcs.worth(best) < (1 - gap) * bound and not clock.is_over:
        clock.watch(0.5)
        found, proven, stopped = _branch(arcs, clock, gap)
        best, limit = max(best, found, key=arcs.worth), limit or stopped
        if proven is not None and len(kept) == len(network):
            bound = min(bound, proven)
    flow = np.zeros(len(network))
    flow[kept] = best
    value = network.worth(flow)
    over = limit or (clock.is_over and value < (1 - gap) * bound)
    return Solution(flow, value, max(bound, value), over, relaxed.price)


def _best_rounding(arcs: Network, relaxed: Reals, near: Mask, enough: float, clock: Clock) -> Reals:
    """Round a flow in several ways, until one is worth enough."""
    best = np.zeros(len(arcs))
    for turn, share in enumerate(OPEN_FROM):
        clock.watch(0.5 * turn / len(OPEN_FROM))
        best = max(best, _rounded(arcs, relaxed, near, share, clock), key=arcs.worth)
        if clock.is_over or arcs.worth(best) >= enough:
            break
    return best


def searched(network: Network, relaxed: Solution) -> int:
    """Count the arcs among which ``mixed`` searches."""
    return len(_at_stake(network, relaxed))


def give_back(network: Network, flow: Reals) -> Reals:
    """Give back everything of the sinks that stay below their minimum."""
    short = network.received(flow) < network.least - SLIVER
    return np.where(short[network.sink], 0.0, flow)


def _at_stake(network: Network, relaxed: Solution) -> Index:
    """Choose the arcs that the search for minimums keeps."""
    if len(network) <= MOST_ARCS:
        return np.arange(len(network), dtype=np.int64)
    received = network.received(relaxed.flow)
    unsure = (received > SLIVER) & (received < network.least - SLIVER)
    margin = network.gain - relaxed.price[network.sink]
    kept = (rank(network.source, margin) < EACH) | unsure[network.sink] | (relaxed.flow > 0)
    return np.flatnonzero(kept)


def _rounded(arcs: Network, relaxed: Reals, near: Mask, share: float, clock: Clock) -> Reals:
    """Hold open the sinks that a flow fills to a share of their minimum; close the others.

    A minimum held open may be missed at a price that nothing is worth: such a sink is closed in
    turn, until every minimum holds.
    """
    is_open = arcs.received(relaxed) >= share * arcs.least
    flow = np.zeros(len(arcs))
    for _ in range(MOST_ROUNDINGS):
        kept = np.flatnonzero(is_open[arcs.sink] & near)
        flow[:] = 0.0
        if not len(kept):
            return flow
        flow[kept] = _elastic(arcs.only(kept), is_open, clock)
        short = (arcs.received(flow) < arcs.least - SLIVER) & is_open
        if not short.any() or clock.is_over:
            break
        is_open &= ~short
    return give_back(arcs, flow)


def _elastic(arcs: Network, is_open: Mask, clock: Clock) -> Reals:
    """Solve with the minimum of each open sink, which may be missed at a high price."""
    held = np.flatnonzero(is_open & (arcs.least > 0))
    count, top = len(arcs), float(np.abs(arcs.gain).max())
    lacking = sparse.csc_array(
        (np.ones(len(held)), (np.arange(len(held)), np.arange(len(held)))),
        shape=(len(held), len(held)),
    )
    into = sums(arcs)[len(arcs.supply) :][held]
    found = linprog(
        np.concatenate([-arcs.gain / top, np.full(len(held), PENALTY)]),
        A_ub=sparse.block_array([[sums(arcs), None], [-into, -lacking]], format="csc"),
        b_ub=np.concatenate([arcs.supply, arcs.capacity, -arcs.least[held]]),
        method="highs-ds",
        options={"time_limit": clock.left()},
    )
    return np.zeros(count) if found.x is None else repaired(arcs, found.x[:count])


def _holds(network: Network, flow: Reals) -> bool:
    """Tell whether every sink takes nothing or its minimum."""
    received = network.received(flow)
    return not bool(np.any((received > SLIVER) & (received < network.least - SLIVER)))


def _branch(arcs: Network, clock: Clock, gap: float) -> tuple[Reals, float | None, bool]:
    """Solve the mixed-integer programme; give flows, the bound of the solver, and a limit."""
    count, sinks = len(arcs), np.flatnonzero(arcs.least > 0)
    top = float(np.abs(arcs.gain).max(initial=0.0)) or 1.0
    ends, at = len(arcs.supply) + sinks, np.arange(len(sinks))
    shape = (len(arcs.supply) + len(arcs.capacity), len(sinks))
    room = sparse.csc_array((-arcs.capacity[sinks], (ends, at)), shape=shape)
    least = sparse.csc_array((-arcs.least[sinks], (at, at)), shape=(len(sinks), len(sinks)))
    added, limits = sums(arcs), np.concatenate([arcs.supply, arcs.capacity])
    limits[ends] = 0.0
    programme = [
        LinearConstraint(sparse.hstack([added, room], format="csc"), ub=limits),
        LinearConstraint(sparse.hstack([added[ends], least], format="csc"), lb=0.0),
    ]
    found = milp(
        np.concatenate([-arcs.gain / top, np.zeros(len(sinks))]),
        integrality=np.concatenate([np.zeros(count), np.ones(len(sinks))]),
        bounds=Bounds(0.0, np.concatenate([np.full(count, np.inf), np.ones(len(sinks))])),
        constraints=programme,
        options={"time_limit": clock.left(), "mip_rel_gap": gap},
    )
    limit = found.status == STATUS_LIMIT
    if found.x is None:
        return np.zeros(count), None, True
    bound = None if found.mip_dual_bound is None else -float(found.mip_dual_bound) * top
    return repaired(arcs, found.x[:count]), bound, limit
