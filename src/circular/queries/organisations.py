"""Questions about organisations: which to choose from, the directory, likely duplicates."""

from circular.domain.organisations import (
    SHORTEST_NAME,
    Organisation,
    OrganisationFilters,
    OrganisationUses,
    telling_words,
)
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor, require
from circular.domain.words import fold
from circular.store import organisations as store
from circular.store.connection import Database
from circular.store.rows import Row

MOST_LIKELY = 3
MOST_WORDS = 8


def choices(db: Database, visitor: Visitor) -> dict[int, str]:
    """Return the organisations that a visitor may choose, by name: identifier to what is shown.

    Two of one name are told apart by their commune. A partner may choose its own only.
    """
    found = store.choices(db, own=visitor.own_organisation)
    names = [row["name"] for row in found]
    return {
        row["id"]: f"{row['name']} ({row['commune_name'] or row['id']})"
        if names.count(row["name"]) > 1
        else row["name"]
        for row in found
    }


def directory(
    db: Database, visitor: Visitor, filters: OrganisationFilters, *, limit: int | None = None
) -> tuple[Organisation, ...]:
    """Return the organisations that the filters keep, by name, `limit` at most.

    Raises:
        NotAllowedError: the visitor's role does not read the directory.
    """
    require(visitor, Permission.SEE_PARTNERS)
    return tuple(_organisation(row) for row in store.directory(db, _asked(filters), limit=limit))


def directory_count(db: Database, filters: OrganisationFilters) -> int:
    """Count the organisations that the filters keep."""
    return store.directory_count(db, _asked(filters))


def organisation(db: Database, visitor: Visitor, organisation_id: int) -> Organisation | None:
    """Return one organisation, archived or not; None when there is no such one.

    Raises:
        NotAllowedError: the visitor's role does not read the directory.
    """
    require(visitor, Permission.SEE_PARTNERS)
    row = store.organisation(db, organisation_id)
    return None if row is None else _organisation(row)


def likely_duplicates(
    db: Database, name: str | None, *, siren: str | None = None, but_not: int | None = None
) -> tuple[Organisation, ...]:
    """Return the organisations that may be the one being typed, three at most.

    Names are compared folded, legal forms left out; a SIREN compares exactly.
    """
    typed = name or ""
    words = telling_words(typed)[:MOST_WORDS]
    if len(fold(typed)) < SHORTEST_NAME and siren is None:
        return ()
    found = store.likely(
        db,
        words=words,
        folded_name=fold(typed),
        siren=siren,
        but_not=but_not,
        limit=MOST_LIKELY,
    )
    return tuple(_organisation(row) for row in found)


def uses(db: Database, organisation_id: int) -> OrganisationUses:
    """Count what refers to an organisation."""
    return OrganisationUses(**store.uses(db, organisation_id))


def _asked(filters: OrganisationFilters) -> store.Asked:
    return store.Asked(
        words=fold(filters.text).split()[:MOST_WORDS],
        role=filters.role,
        epci_siren=filters.epci_siren,
        partners_only=filters.partners_only,
        archived=filters.archived,
    )


def _organisation(row: Row) -> Organisation:
    return Organisation.model_validate({name: row[name] for name in Organisation.model_fields})
