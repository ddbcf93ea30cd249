"""What would open a need that stays closed for lack of tonnes: the streams around it.

A need that asks for 100 tonnes and finds 60 within reach stays closed; the streams just beyond its
maximum distance, of a material that it takes, tell an adviser whom to group.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from circular.analysis.allocation import Plan, worthy_pairs
from circular.analysis.flows import Need, Stream
from circular.analysis.matching import Rarity
from circular.analysis.transport import SLIVER
from circular.domain.allocation import FULL_MATERIAL, WhyClosed
from circular.domain.matches import DEFAULT_WEIGHTS, MatchWeights

REACH = 3.0  # times the maximum distance of the need: beyond, a stream is no neighbour
MOST_CLOSED = 50
MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A stream with tonnes left that a closed need could take, and how far it is.

    ``kilometres`` is the great circle times 1.3, None when a place is unknown.
    """

    stream_key: str
    tonnes: float
    kilometres: float | None
    is_within_reach: bool


@dataclass(frozen=True, slots=True)
class ClosedNeed:
    """A need that receives nothing: its minimum, what is within its reach, and who is around.

    ``within`` are the tonnes of the streams within reach, whoever takes them; ``free`` those that
    the plan leaves there; ``around`` those that it leaves around, within reach included.
    ``unnamed`` counts the streams with tonnes left, up to there, that are not named.
    ``opens_at`` is the distance in kilometres at which the tonnes left reach the minimum, None
    when they never do.
    """

    need_key: str
    minimum: float
    within: float
    free: float
    around: float
    opens_at: float | None
    why: WhyClosed
    neighbours: tuple[Neighbour, ...]
    unnamed: int = 0


def closed_needs(
    plan: Plan,
    streams: Sequence[Stream],
    needs: Sequence[Need],
    weights: MatchWeights = DEFAULT_WEIGHTS,
    *,
    today: date | None = None,
    rare: Rarity | None = None,
    material_from: float = FULL_MATERIAL,
    promised: Mapping[str, float] | None = None,
) -> tuple[ClosedNeed, ...]:
    """Tell for each need closed by a plan what would open it, the largest minimum first.

    At most `MOST_CLOSED` needs are looked at, and at most `MOST_NAMED` streams named for each.

    Args:
        plan: what ``allocate`` gave for the same streams and needs.
        streams: waste streams on offer.
        needs: what projects can take.
        weights: the weight of each component.
        today: what was available only before this day is excluded.
        rare: how rare each word is, as in the plan.
        material_from: points of material from which a pair may be used, as in the plan.
        promised: tonnes already agreed for a need, as in the plan.
    """
    asked = [need for need in needs if need.key in set(plan.closed)]
    asked = sorted(asked, key=lambda need: (-(need.tonnes_min or 0.0), need.key))[:MOST_CLOSED]
    widened = [replace(need, distance_max_km=None) for need in asked]
    ordered = sorted(streams, key=lambda stream: stream.key)
    pairs = worthy_pairs(
        ordered, widened, weights, material_from=material_from, today=today, rare=rare
    )
    found: list[list[Neighbour]] = [[] for _ in asked]
    for stream_at, need_at, far in zip(
        pairs.stream_at.tolist(), pairs.need_at.tolist(), pairs.kilometres.tolist(), strict=True
    ):
        reach = asked[need_at].distance_max_km
        if reach is None or np.isnan(far) or far <= REACH * reach:
            stream = ordered[stream_at]
            found[need_at].append(
                Neighbour(
                    stream_key=stream.key,
                    tonnes=stream.tonnes_offered or 0.0,
                    kilometres=None if np.isnan(far) else far,
                    is_within_reach=reach is None or np.isnan(far) or far <= reach,
                )
            )
    agreed = promised or {}
    return tuple(
        _told(need, around, plan.left, agreed.get(need.key, 0.0))
        for need, around in zip(asked, found, strict=True)
    )


def _told(
    need: Need, around: Sequence[Neighbour], left: Mapping[str, float], agreed: float
) -> ClosedNeed:
    """Add up what is around a need, the nearest first, until its minimum is reached."""
    minimum = max(0.0, (need.tonnes_min or 0.0) - agreed)
    within = sum(each.tonnes for each in around if each.is_within_reach)
    free = [
        replace(each, tonnes=left.get(each.stream_key, 0.0))
        for each in sorted(around, key=lambda each: (each.kilometres or 0.0, each.stream_key))
        if left.get(each.stream_key, 0.0) > SLIVER
    ]
    total, opens_at, named = 0.0, None, []
    for each in free:
        total += each.tonnes
        named.append(each)
        if total >= minimum - SLIVER:
            opens_at = each.kilometres or 0.0
            break
    why = WhyClosed.BETTER_ELSEWHERE
    if within < minimum - SLIVER:
        why = WhyClosed.TOO_LITTLE if around else WhyClosed.NOTHING_FITS
    return ClosedNeed(
        need_key=need.key,
        minimum=minimum,
        within=within,
        free=sum(each.tonnes for each in free if each.is_within_reach),
        around=sum(each.tonnes for each in free),
        opens_at=opens_at,
        why=why,
        neighbours=tuple(named[:MOST_NAMED]),
        unnamed=max(0, len(named) - MOST_NAMED),
    )
