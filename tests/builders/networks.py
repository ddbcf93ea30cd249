"""Networks of supplies and capacities for tests of the allocation."""

from time import monotonic

import numpy as np
from hypothesis import strategies as st

from circular.analysis.transport import Clock, Network

SECONDS = 60.0


def plenty() -> Clock:
    """Return a clock that leaves more time than any test takes."""
    return Clock(monotonic() + SECONDS, lambda _: None)


def a_network(
    *, sources: int, sinks: int, arcs: int, seed: int = 0, minimums: bool = False
) -> Network:
    """Draw a network; half of the sinks ask for a minimum when minimums are wanted."""
    draw = np.random.default_rng(seed)
    places = np.unique(draw.integers(0, sources * sinks, arcs))
    capacity = draw.lognormal(3, 1, sinks)
    capacity[draw.random(sinks) < 0.1] = np.inf
    most = np.minimum(capacity, 40.0)
    wanted = draw.random(sinks) < 0.5 if minimums else np.zeros(sinks, dtype=bool)
    return Network(
        source=places // sinks,
        sink=places % sinks,
        gain=draw.uniform(-10, 90, len(places)),
        supply=np.where(draw.random(sources) < 0.05, 0.0, draw.lognormal(2, 1, sources)),
        capacity=capacity,
        least=np.where(wanted, draw.uniform(0.2, 1.0, sinks) * most, 0.0),
    )


@st.composite
def networks(draw: st.DrawFn, *, minimums: bool = False) -> Network:
    """Draw small networks."""
    return a_network(
        sources=draw(st.integers(1, 12)),
        sinks=draw(st.integers(1, 6)),
        arcs=draw(st.integers(1, 40)),
        seed=draw(st.integers(0, 10_000)),
        minimums=minimums,
    )
