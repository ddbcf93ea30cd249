"""How much and how fast all streams are allocated to all needs: `python bench/allocation.py`.

Each line gives the pairs that pass every filter, the seconds of scoring, of the plan without then
with minimums, the gap that is proven, what serving the best pair first loses, and the ratio of a
plain double loop to the scoring. Seconds of processor are beside those of the clock, which others
on the same machine lengthen. Each size runs in a process of its own: the peak is its own.
"""

import resource
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import monotonic, perf_counter, process_time
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parents[1]))


import numpy as np
from bench import matching

from circular.analysis import minimums, transport
from circular.analysis.allocation import greedy_value, network_of
from circular.analysis.matching import feasible
from circular.analysis.transport import Clock, Network
from circular.domain.allocation import MANY_PAIRS, NEAR_ENOUGH, Stakes

SIZES = ((1_000, 100), (10_000, 1_000), (20_000, 2_000))
DENSE_PAIRS = 554_000
LONGEST = 120.0
Answer = TypeVar("Answer")


def main() -> None:
    """Print each size, each in its own process, then the dense case."""
    print("\nallocation; seconds are « clock (processor) »")
    for size in SIZES:
        _apart(*map(str, size))
    _apart("dense")


def _apart(*arguments: str) -> None:
    """Run one case in a process of its own."""
    subprocess.run([sys.executable, __file__, *arguments], check=True)


def sparse(streams_count: int, needs_count: int) -> None:
    """Print a made-up territory: about 0.5 % of the pairs pass."""
    streams, needs = matching.territory(streams_count, needs_count)
    scoring, spent, pairs = timed(partial(feasible, streams, needs, words=False))
    loop = matching.plain_loop(streams[:200], needs[:100]) * streams_count * needs_count / 20_000
    loosened = network_of(streams, needs, pairs, Stakes(), {})
    network = Network(
        loosened.source,
        loosened.sink,
        loosened.gain,
        loosened.supply,
        loosened.least * 2,
        loosened.least,
    )
    print(
        f"{streams_count:>6} × {needs_count:<6} {len(pairs):>7} pairs, scored in"
        f" {told(scoring, spent)}, plain double loop {loop:.1f} s, ratio {loop / scoring:.0f}"
    )
    solve(network)


def dense() -> None:
    """Print 10 000 streams and 1 000 needs of which 5.5 % of the pairs pass."""
    draw = np.random.default_rng(0)
    places = np.unique(draw.integers(0, 10_000_000, DENSE_PAIRS))
    source, sink = places // 1_000, places % 1_000
    here, there = draw.random((10_000, 2)), draw.random((1_000, 2))
    near = 1 - np.linalg.norm(here[source] - there[sink], axis=1)
    material = draw.choice([0.25, 0.6, 1.0], len(places))
    for level, name in ((5, "needs are scarce"), (6, "balanced"), (7, "streams are scarce")):
        network = Network(
            source,
            sink,
            100 * np.clip(0.3 + 0.45 * material + 0.25 * near, 0.01, None),
            draw.lognormal(4, 1, 10_000),
            draw.lognormal(level, 1, 1_000),
            np.zeros(1_000),
        )
        print(f" dense, {name}: {len(network)} pairs")
        solve(network)


def solve(network: Network) -> None:
    """Print the plan without minimum, with minimums, and the peak of memory."""
    clock = Clock(monotonic() + LONGEST, lambda _: None)
    bare = Network(
        network.source,
        network.sink,
        network.gain,
        network.supply,
        network.capacity,
        np.zeros(len(network.capacity)),
    )
    gap = NEAR_ENOUGH if len(bare) > MANY_PAIRS else 0.0  # as the product does
    seconds, spent, free = timed(lambda: transport.linear(bare, clock, gap=gap))
    lost = 1 - greedy_value(bare) / free.value
    print(
        f"    without minimum {told(seconds, spent)}, gap {free.gap:.1e}, greedy loses {lost:.1%}"
    )
    if network.least.any():
        can_open = np.minimum(network.reachable(), network.capacity) >= network.least
        arcs = network.only(can_open[network.sink])
        seconds, spent, found = timed(
            lambda: minimums.mixed(arcs, transport.linear(arcs, clock, gap=gap), clock)
        )
        lost = 1 - greedy_value(arcs) / found.value
        print(
            f"    with minimums   {told(seconds, spent)}, gap {found.gap:.2%},"
            f" greedy loses {lost:.1%}"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"    peak {peak} MB")


def timed(run: Callable[[], Answer]) -> tuple[float, float, Answer]:
    """Give the seconds of the clock, those of the processor, and the answer."""
    start, spent = perf_counter(), process_time()
    answer = run()
    return perf_counter() - start, process_time() - spent, answer


def told(seconds: float, spent: float) -> str:
    """Write both times."""
    return f"{seconds:.2f} s ({spent:.2f})"


if __name__ == "__main__":
    if sys.argv[1:] == ["dense"]:
        dense()
    elif sys.argv[1:]:
        sparse(int(sys.argv[1]), int(sys.argv[2]))
    else:
        main()
