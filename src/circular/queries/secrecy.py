"""What those who may not see confidential producers are told of them: one sum, for everything."""

from collections.abc import Mapping

from circular.domain.indicators import Perimeter
from circular.domain.secrecy import Reserve, reserve, reserve_among
from circular.store import secrecy as store
from circular.store.connection import Database


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
