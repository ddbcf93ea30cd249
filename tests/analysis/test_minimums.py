"""Sinks that take nothing or their minimum: the limits hold, and the relaxed value bounds them."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings

from circular.analysis import minimums
from circular.analysis.minimums import give_back, mixed
from circular.analysis.transport import SLIVER, Network, greedy, linear
from tests.builders.networks import a_network, networks, plenty

LOSES = 1e-6


def holds(network: Network, flow: np.ndarray) -> bool:
    """Tell whether limits and minimums hold."""
    received = network.received(flow)
    given_out = np.bincount(network.source, flow, len(network.supply))
    return bool(
        np.all(given_out <= network.supply + LOSES)
        and np.all(received <= network.capacity + LOSES)
        and np.all((received <= SLIVER) | (received >= network.least - LOSES))
    )


def by_trying_everything(network: Network) -> float:
    """Give the best value over every choice of open sinks."""
    best = 0.0
    for choice in product([False, True], repeat=len(network.capacity)):
        is_open = np.array(choice)
        arcs = network.only(is_open[network.sink])
        flow = minimums._elastic(arcs, is_open, plenty()) if len(arcs) else np.zeros(0)
        if np.all(arcs.received(flow)[is_open] >= network.least[is_open] - LOSES):
            best = max(best, arcs.worth(flow))
    return best


@given(networks(minimums=True))
@settings(max_examples=30, deadline=None)
def test_minimums_hold_and_cost_something(network: Network) -> None:
    relaxed = linear(network, plenty())
    found = mixed(network, relaxed, plenty())

    assert holds(network, found.flow)
    assert found.value <= relaxed.value + LOSES
    assert found.value >= network.worth(give_back(network, greedy(network))) - LOSES
    assert found.value <= found.bound + LOSES
    assert found.gap <= 0.001


@pytest.mark.parametrize("seed", range(4))
def test_the_search_finds_what_trying_everything_finds(seed: int) -> None:
    network = a_network(sources=8, sinks=5, arcs=25, seed=seed, minimums=True)
    found = mixed(network, linear(network, plenty()), plenty())

    finite = Network(
        network.source,
        network.sink,
        network.gain,
        network.supply,
        np.minimum(network.capacity, network.supply.sum()),
        network.least,
    )
    assert found.value == pytest.approx(by_trying_everything(finite), rel=1e-3)


def test_a_large_network_is_rounded_within_its_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    network = a_network(sources=400, sinks=40, arcs=4_000, minimums=True)
    monkeypatch.setattr(minimums, "SMALL_MIXED", 50)
    monkeypatch.setattr(minimums, "MOST_ARCS", 3_000)
    monkeypatch.setattr(minimums, "EACH", 4)
    relaxed = linear(network, plenty())
    found = mixed(network, relaxed, plenty())

    assert minimums.searched(network, relaxed) < 3_000
    assert holds(network, found.flow)
    assert found.gap <= 0.02
    assert found.bound == pytest.approx(relaxed.bound)
    assert not found.hit_limit
