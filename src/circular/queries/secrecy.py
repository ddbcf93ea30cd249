"""What shared views tell of confidential producers, and of few people in a place."""

from collections.abc import Mapping
from dataclasses import replace

from circular.domain.indicators import Combination, Figure, Perimeter
from circular.domain.secrecy import KeptBack, Reserve, reserve, reserve_among
from circular.domain.secrecy import kept_back as kept_back_of
from circular.store import figure_rows
from circular.store import secrecy as store
from circular.store.connection import Database
from circular.store.rows import Row

LARGE_TOTAL = 60
"""People: a total above it never comes down to one person a place."""


def told_reserve(db: Database, perimeter: Perimeter) -> Reserve:
    """Return what confidential streams have together on a day, in tonnes a year.

    Nothing is told of a part of the territory: the sum of another cut, taken away from it, would
    tell what few producers have.
    """
    if perimeter.epci_siren is not None:
        return Reserve()
    return reserve(store.holdings(db), perimeter.as_of)


def reserve_change(db: Database, perimeter: Perimeter, had: Mapping[int, float]) -> float:
    """Return what the told reserve gained or lost since each stream had some tonnes."""
    if perimeter.epci_siren is not None:
        return 0.0
    held = store.holdings(db)
    after = reserve(held, perimeter.as_of).tonnes
    return round(after - reserve_among(held, had).tonnes, 2)


def kept_back(db: Database, key: str, perimeter: Perimeter) -> KeptBack:
    """Return the EPCI of which a figure of people is not told, whatever part is asked for.

    Raises:
        KeyError: the figure has no rows.
    """
    is_share = figure_rows.SOURCES[key].combine is Combination.SHARE
    found = figure_rows.by_place(db, key, replace(perimeter, epci_siren=None))
    return kept_back_of({row["siren"]: _parts(row, is_share=is_share) for row in found})


def _parts(row: Row, *, is_share: bool) -> tuple[float, ...]:
    amount, base = row["amount"] or 0, row["base"] or 0
    return (amount, base - amount) if is_share else (amount,)


def with_secrecy(db: Database, key: str, perimeter: Perimeter, figure: Figure) -> Figure:
    """Return a figure of people that knows whether shared views keep it back for others' sake."""
    if figure.value is None or figure.smallest is None:
        return figure
    if perimeter.epci_siren is None:
        is_small = figure_rows.SOURCES[key].combine is not Combination.SHARE and (
            figure.value <= LARGE_TOTAL
        )
        is_kept = is_small and kept_back(db, key, perimeter).with_total
    else:
        is_kept = perimeter.epci_siren in kept_back(db, key, perimeter).places
    return replace(figure, kept_back=is_kept)
