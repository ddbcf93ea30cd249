"""Why a stream finds no need, or a need no stream: counted over whole tables, by blocks.

Two sides share a material as in ``circular.analysis.shortlists``: codes and words say clearly
more than « same chapter », or the need accepts the code or the family of the stream.
"""

from collections.abc import Collection, Sequence
from datetime import date

import numpy as np

from circular.analysis.components import Index, Mask, Reals, Sides
from circular.analysis.flows import Need, Stream
from circular.analysis.shortlists import WORTH_ABOVE, accepts
from circular.domain.matches import ExclusionReason
from circular.domain.unmatched import BY_FILTER, UnmatchedReason, Why, Whys

BLOCK_PAIRS = 1_000_000


def whys(
    streams: Sequence[Stream],
    needs: Sequence[Need],
    *,
    today: date,
    aside: Collection[tuple[str, str]] = (),
) -> Whys:
    """Tell why each stream and each need waits.

    Args:
        streams: waste streams, keys all different.
        needs: what projects can take, keys all different.
        today: what was available only before this day no longer is.
        aside: (stream, need) pairs that a person set aside.
    """
    sides = Sides(streams, needs, today=today)
    accepted = _Accepted(streams, needs)
    set_aside = _marked(streams, needs, aside)
    of_streams, of_needs = _Tally(len(streams)), _Tally(len(needs))
    columns = np.arange(len(needs), dtype=np.int64)
    step = max(1, BLOCK_PAIRS // max(1, len(needs)))
    for start in range(0, len(streams), step):
        rows = np.arange(start, min(start + step, len(streams)), dtype=np.int64)
        block = _Block(sides, rows, columns, accepted.block(rows), set_aside[rows])
        of_streams.count(block, rows, axis=1)
        of_needs.count(block, columns, axis=0)
    return Whys(
        {each.key: of_streams.why(at) for at, each in enumerate(streams)},
        {each.key: of_needs.why(at) for at, each in enumerate(needs)},
    )


class _Accepted:
    """Which needs accept the code or the family of which streams, by distinct material."""

    def __init__(self, streams: Sequence[Stream], needs: Sequence[Need]) -> None:
        kinds = {(stream.codes, stream.family): stream for stream in streams}
        place = {kind: at for at, kind in enumerate(kinds)}
        self._kind = np.array(
            [place[stream.codes, stream.family] for stream in streams], dtype=np.int64
        )
        self._table = np.array(
            [[accepts(need, stream) for need in needs] for stream in kinds.values()], dtype=bool
        ).reshape(len(kinds), len(needs))

    def block(self, rows: Index) -> Mask:
        """Give the table for some streams."""
        table: Mask = self._table[self._kind[rows]]
        return table


def _marked(
    streams: Sequence[Stream], needs: Sequence[Need], pairs: Collection[tuple[str, str]]
) -> Mask:
    """Mark pairs given by their keys; those of unknown keys are left out."""
    row = {each.key: at for at, each in enumerate(streams)}
    column = {each.key: at for at, each in enumerate(needs)}
    marked = np.zeros((len(streams), len(needs)), dtype=bool)
    for stream, need in pairs:
        if stream in row and need in column:
            marked[row[stream], column[need]] = True
    return marked


class _Block:
    """What some streams and all needs have in common, and what keeps them apart."""

    def __init__(
        self, sides: Sides, rows: Index, columns: Index, accepted: Mask, aside: Mask
    ) -> None:
        shape = (len(rows), len(columns))
        i, j = np.repeat(rows, len(columns)), np.tile(columns, len(rows))
        said = sides.words.evidence(rows, columns).astype(np.float64).ravel()
        material, _ = sides.material(i, j, said)
        self.related: Mask = (material > WORTH_ABOVE).reshape(shape) | accepted
        filters = sides.filters(rows, columns)
        apart = np.logical_or.reduce(list(filters.values()))
        self.apart = {reason: self.related & mask for reason, mask in filters.items()}
        passing = self.related & ~apart
        at = np.nonzero(self.apart[ExclusionReason.TOO_FAR])
        self.kilometres: Reals = np.full(shape, np.inf)
        self.kilometres[at] = sides.kilometres(rows[at[0]], columns[at[1]])
        at = np.nonzero(self.related)
        months = np.ones(shape, dtype=bool)
        months[at] = ~(sides.season(rows[at[0]], columns[at[1]]) <= 0)
        self.passing, self.seasonal = passing, passing & months
        self.open: Mask = self.seasonal & ~aside


class _Tally:
    """Counts along one side of the table, block after block."""

    def __init__(self, size: int) -> None:
        self._related, self._passing, self._seasonal, self._open = (
            np.zeros(size, dtype=np.int64) for _ in range(4)
        )
        self._apart = {reason: np.zeros(size, dtype=np.int64) for reason in ExclusionReason}
        self._nearest = np.full(size, np.inf)

    def count(self, block: _Block, at: Index, *, axis: int) -> None:
        """Add what a block says of the entries `at`."""
        self._related[at] += block.related.sum(axis=axis)
        self._passing[at] += block.passing.sum(axis=axis)
        self._seasonal[at] += block.seasonal.sum(axis=axis)
        self._open[at] += block.open.sum(axis=axis)
        for reason, mask in block.apart.items():
            self._apart[reason][at] += mask.sum(axis=axis)
        nearest = block.kilometres.min(axis=axis, initial=np.inf)
        self._nearest[at] = np.minimum(self._nearest[at], nearest)

    def why(self, at: int) -> Why:
        """Conclude for one entry."""
        related, nearest = int(self._related[at]), float(self._nearest[at])
        near = nearest if np.isfinite(nearest) else None
        if related == 0:
            return Why(UnmatchedReason.MATERIAL)
        if self._open[at]:
            return Why(UnmatchedReason.UNDECIDED, int(self._open[at]), near)
        if self._seasonal[at]:
            return Why(UnmatchedReason.DISMISSED, related, near)
        if self._passing[at]:
            return Why(UnmatchedReason.SEASON, related, near)
        most = max(ExclusionReason, key=lambda reason: self._apart[reason][at])
        return Why(BY_FILTER[most], related, near, concerned=int(self._apart[most][at]))
