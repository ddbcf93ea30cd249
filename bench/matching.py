"""How well and how fast waste streams are ranked against needs.

« proposed » is the share of streams that get at least one need worth showing.
Times are those of the process, which a busy machine does not stretch; those of the clock follow.

Run it with `python bench/matching.py`. The first table holds each stream of the made-up exchanges
out in turn and looks for its receiver, known by its other streams only; the second measures times
on made-up territories, beside a plain double loop.
"""

import platform
import random
import resource
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).parents[1]))

from circular.analysis.codes import level
from circular.analysis.matching import Need, Stream, feasible, rank, rarity
from tests.builders.exchanges import (
    REFERENCES,
    Exchange,
    by_ranking,
    by_reference,
    degraded,
    exchanges,
)

SIZES = ((1_000, 100), (5_000, 500), (10_000, 1_000), (20_000, 2_000))


@dataclass(frozen=True, slots=True, order=True)
class Times:
    """The best of several runs, in seconds of the process and of the clock."""

    process: float
    clock: float


def main() -> None:
    """Print both tables."""
    print(f"Python {platform.python_version()}, {platform.machine()}")
    screens()
    quality()
    tables()


def quality() -> None:
    """Print how often the receiver is found, beside the references and on spoiled tables."""
    rows = exchanges()
    receivers = len({row.receiver for row in rows})
    print(
        f"\n{len(rows)} streams, {receivers} receivers{'':12}R@1    R@5    R@10   MRR    proposed"
    )
    for name, scorer in REFERENCES.items():
        print(f"  {name:<36}{by_reference(rows, scorer)}")
    tables = {
        "rank()": rows,
        "rank(), English only": exchanges("en"),
        "rank(), French only": exchanges("fr"),
        "rank(), 30 % of codes lost": degraded(rows, "codes"),
        "rank(), 30 % of words lost": degraded(rows, "words"),
        "rank(), 30 % of codes wrong": degraded(rows, "wrong"),
        "rank(), no code at all": degraded(rows, "codes", 1.0),
        "rank(), no word at all": degraded(rows, "words", 1.0),
        "rank(), 91 sites instead of kinds": exchanges(by_site=True),
    }
    for name, table in tables.items():
        print(f"  {name:<36}{by_ranking(table)}")
    print(f"  {'rank(), words in one text':<36}{by_ranking(rows, joined=True)}")


def screens() -> None:
    """Print the times of what one screen asks."""
    streams, needs = territory(3_000, 500)
    cold = timed(lambda: rank(streams, needs[:1]).for_need("n0", limit=20), times=1)
    rare = rarity(streams, needs)
    ranking = rank(streams, needs, rare=rare)
    print("\nscreens, 3 000 streams × 500 needs         process      clock")
    print(f"  {'3 000 × 1 need, first time':<37} {_milliseconds(cold)}")
    for name, run in {
        "rarity of the words": lambda: rarity(streams, needs),
        "3 000 × 1 need, 20 first": lambda: rank(streams, needs[:1], rare=rare).for_need(
            "n0", limit=20
        ),
        "1 stream × 500 needs, 20 first": lambda: rank(streams[:1], needs, rare=rare).for_stream(
            "s0", limit=20
        ),
        "one stream of a ranking kept": lambda: ranking.for_stream("s7", limit=20),
        "one need of a ranking kept": lambda: ranking.for_need("n7", limit=20),
    }.items():
        print(f"  {name:<37} {_milliseconds(timed(run))}")


def _milliseconds(times: Times) -> str:
    return f"{times.process * 1000:8.1f} ms {times.clock * 1000:8.1f} ms"


def tables() -> None:
    """Print the times of whole tables, and what a plain double loop takes."""
    head = "without words  (clock)   with words  (clock)      pairs   plain loop   peak"
    print(f"\nstreams × needs  {head}")
    for streams_count, needs_count in SIZES:
        streams, needs = territory(streams_count, needs_count)
        bare = timed(partial(feasible, streams, needs, words=False), times=2)
        full = timed(partial(feasible, streams, needs), times=1)
        pairs = len(feasible(streams, needs, words=False))
        loop = plain_loop(streams[:200], needs[:100]) * streams_count * needs_count / 20_000
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"  {streams_count:>6} × {needs_count:<6} {bare.process:9.3f} s {bare.clock:7.3f} s"
            f" {full.process:9.3f} s {full.clock:7.3f} s {pairs:10}"
            f" {loop:10.1f} s {peak:5} MB   ratio {loop / bare.process:.0f}"
        )


def territory(streams_count: int, needs_count: int) -> tuple[list[Stream], list[Need]]:
    """Make up a territory of 550 × 450 km; half of the needs state months."""
    draw = random.Random(0)  # noqa: S311  # a fixed draw, nothing secret
    rows = exchanges()
    streams = [_stream(f"s{at}", draw.choice(rows), draw) for at in range(streams_count)]
    needs = [_need(f"n{at}", draw.choices(rows, k=4), draw) for at in range(needs_count)]
    return streams, needs


def _stream(key: str, row: Exchange, draw: random.Random) -> Stream:
    """Make up a stream."""
    return Stream(
        key,
        codes=(row.code.rstrip("*"),) if row.code else (),
        text=row.text,
        tonnes_likely=draw.lognormvariate(4, 1),
        months=tuple(float(draw.randrange(3)) for _ in range(12)),
        latitude=44 + 5 * draw.random(),
        longitude=-1 + 6 * draw.random(),
        contamination=10 * draw.random(),
        price=draw.gauss(0, 20),
    )


def _need(key: str, rows: list[Exchange], draw: random.Random) -> Need:
    """Make up a need."""
    return Need(
        key,
        codes=tuple(row.code for row in rows if row.code),
        examples=tuple(row.text for row in rows[:2]),
        tonnes_min=draw.lognormvariate(5, 1),
        months=None if draw.random() < 0.5 else (1.0,) * 12,
        latitude=44 + 5 * draw.random(),
        longitude=-1 + 6 * draw.random(),
        distance_max_km=draw.uniform(20, 60),
        contamination_max=8.0,
        price_max=30.0,
    )


def plain_loop(streams: list[Stream], needs: list[Need]) -> float:
    """Score codes, distance, quantity and season pair by pair; give the seconds it takes."""
    start = process_time()
    for stream in streams:
        for need in needs:
            plain_score(stream, need)
    return process_time() - start


def plain_score(stream: Stream, need: Need) -> float:
    """Score one pair the plain way."""
    far = plain_kilometres(stream, need)
    limit = need.distance_max_km or 1.0
    if far > limit:
        return 0.0
    material = max((level(a, b) for a in stream.codes for b in need.codes), default=0.0)
    tonnes = min(1.0, (stream.tonnes_likely or 0.0) / (need.tonnes_min or 1.0))
    season = sum(map(min, stream.months or (), need.months or ()))
    return 0.45 * material + 0.25 * (1 - far / limit) + 0.1 * tonnes + 0.1 * season


def plain_kilometres(stream: Stream, need: Need) -> float:
    """Give the great circle times 1.3 the plain way."""
    one, other = radians(stream.latitude or 0), radians(need.latitude or 0)
    across = radians((stream.longitude or 0) - (need.longitude or 0))
    half = sin((one - other) / 2) ** 2 + cos(one) * cos(other) * sin(across / 2) ** 2
    return 1.3 * 2 * 6371 * asin(sqrt(half))


def timed(run: Callable[[], object], times: int = 3) -> Times:
    """Time a run and give the best of several, by the process."""
    return min(_once(run) for _ in range(times))


def _once(run: Callable[[], object]) -> Times:
    process, clock = process_time(), perf_counter()
    run()
    return Times(process_time() - process, perf_counter() - clock)


if __name__ == "__main__":
    main()
