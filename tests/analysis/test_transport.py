"""The best flow of a network: exact, within its limits, never below the greedy one."""

import numpy as np
import pytest
from hypothesis import given, settings

from circular.analysis import transport
from circular.analysis.transport import Clock, Network, greedy, linear
from tests.builders.networks import a_network, networks, plenty

LOSES = 1e-6


@given(networks())
@settings(max_examples=30, deadline=None)
def test_a_flow_keeps_its_limits_and_is_never_below_the_greedy_one(network: Network) -> None:
    found = linear(network, plenty())

    assert np.all(found.flow >= 0)
    given_out = np.bincount(network.source, found.flow, len(network.supply))
    assert np.all(given_out <= network.supply + LOSES)
    assert np.all(network.received(found.flow) <= network.capacity + LOSES)
    assert found.value >= network.worth(greedy(network)) - LOSES
    assert found.value == pytest.approx(found.bound, abs=1e-4)
    assert not found.hit_limit


def test_a_large_network_solved_by_columns_is_solved_exactly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    network = a_network(sources=300, sinks=40, arcs=3_000)
    whole = linear(network, plenty())
    monkeypatch.setattr(transport, "SMALL", 50)
    told: list[float] = []
    by_columns = linear(network, Clock(plenty().ends_at, told.append))

    assert by_columns.value == pytest.approx(whole.value, rel=1e-9)
    assert by_columns.gap < 1e-9
    assert told == sorted(told)


def test_a_plan_that_runs_out_of_time_says_how_much_it_may_lack(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(transport, "SMALL", 50)
    monkeypatch.setattr(transport, "FIRST_ARCS", 1)
    found = linear(a_network(sources=300, sinks=40, arcs=3_000), Clock(0.0, lambda _: None))

    assert found.hit_limit
    assert 0 < found.gap < 1
    assert found.value <= found.bound


def test_without_time_for_a_programme_the_best_pairs_are_served_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(transport, "_solve", lambda *_: None)
    network = a_network(sources=30, sinks=8, arcs=120)
    found = linear(network, plenty())

    assert found.hit_limit
    assert found.value == pytest.approx(network.worth(greedy(network)))
    assert 0 < found.value <= found.bound


def test_a_gap_that_is_allowed_is_proven(monkeypatch: pytest.MonkeyPatch) -> None:
    network = a_network(sources=300, sinks=40, arcs=3_000)
    exact = linear(network, plenty()).value
    monkeypatch.setattr(transport, "SMALL", 50)
    found = linear(network, plenty(), gap=0.05)

    assert found.gap <= 0.05
    assert not found.hit_limit
    assert 0.95 * exact <= found.value <= exact + LOSES
    assert found.bound >= exact - LOSES


def test_nothing_to_carry_is_worth_nothing() -> None:
    network = a_network(sources=3, sinks=2, arcs=4)
    dear = Network(
        network.source,
        network.sink,
        -np.abs(network.gain),
        network.supply,
        network.capacity,
        network.least,
    )

    assert linear(dear, plenty()).value == 0
    assert linear(dear.only(np.zeros(0, dtype=np.int64)), plenty()).gap == 0
