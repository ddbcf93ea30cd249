"""Two EPCI with something in each, and an elected official who may read one of them."""

from dataclasses import dataclass

from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.queries.accounts import demonstration_visitor
from circular.store import accounts
from circular.store.connection import Database, write_tx
from tests.builders.agreements import a_draft, a_project, signed
from tests.builders.jobs import some_jobs
from tests.builders.territory import CUBZAGUAIS, LIBOURNAIS, a_territory

SAINT_ANDRE = "33366"  # of the Cubzaguais


@dataclass(frozen=True, slots=True)
class TwoPlaces:
    """The agreements of both EPCI: one in the Libournais, two in the Cubzaguais."""

    libournais: int
    cubzaguais: tuple[int, int]


def two_places(db: Database, author: Visitor) -> TwoPlaces:
    """Live in two EPCI: 1.5 jobs and one agreement here, 2 jobs and two agreements there."""
    a_territory(db, author)
    here = a_project(db, author, "Compost d’ici")
    there = a_project(db, author, "Palettes de là-bas", commune_code=SAINT_ANDRE)
    some_jobs(db, author, here)
    some_jobs(db, author, there, full_time_equivalent="2")
    return TwoPlaces(
        libournais=signed(db, author, here),
        cubzaguais=(signed(db, author, there), a_draft(db, author, there)),
    )


def limited(db: Database, *sirens: str) -> Visitor:
    """Limit the elected official of the test's store, and return them."""
    row = accounts.first_of_role(db, Role.ELECTED.value)
    assert row is not None
    with write_tx(db):
        accounts.limit_to(db, row["id"], sirens)
    visitor = demonstration_visitor(db, Role.ELECTED)
    assert visitor is not None
    return visitor


__all__ = ["CUBZAGUAIS", "LIBOURNAIS", "TwoPlaces", "limited", "two_places"]
