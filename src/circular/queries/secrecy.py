"""What shared views tell of confidential producers, and of few people in a place."""

from collections.abc import Iterable, Mapping

from circular.domain.indicators import Perimeter
from circular.domain.secrecy import KeptBack, Reserve, reserve, reserve_among
from circular.domain.secrecy import kept_back as kept_back_of
from circular.store import secrecy as store
from circular.store.connection import Database
from circular.store.rows import Row

SHARES = {"women_share": ("women", "men"), "priority_district_share": ("inside", "outside")}
"""The two sides that a share tells apart."""


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


def people_by_place(db: Database, perimeter: Perimeter) -> tuple[Row, ...]:
    """Return the people of each EPCI of the whole territory, at the dates of a perimeter."""
    return tuple(store.people(db, perimeter))


def kept_back(people: Iterable[Row], key: str) -> KeptBack:
    """Return the EPCI of which a figure of people is not told, whatever part is asked for.

    Raises:
        KeyError: the figure is not of people.
    """
    groups = SHARES.get(key, (key,))
    return kept_back_of({row["siren"]: [row[each] or 0 for each in groups] for row in people})
