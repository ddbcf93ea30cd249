"""Who is to receive the weekly digest, and whether one wants it."""

import json
from dataclasses import dataclass

from circular.domain.permissions import Permission, Role
from circular.domain.visitors import Visitor, require
from circular.store import digests as store
from circular.store.connection import Database


@dataclass(frozen=True, slots=True)
class DigestReader:
    """A person to write to, with the rights of the account as it stands."""

    visitor: Visitor
    email: str


def digest_readers(db: Database, week: str) -> tuple[DigestReader, ...]:
    """Return the open accounts with an address that want a digest and had none this week."""
    return tuple(
        DigestReader(
            Visitor(
                account_id=row["account_id"],
                name=row["name"],
                role=Role(row["role"]),
                organisation_id=row["organisation_id"],
                epci_sirens=tuple(json.loads(row["epci_sirens"])),
            ),
            row["email"],
        )
        for row in store.readers(db, week)
    )


def wants_digest(db: Database, visitor: Visitor) -> bool:
    """Say whether the visitor wants the weekly digest.

    Raises:
        NotAllowedError: the visitor may not manage an account.
    """
    require(visitor, Permission.MANAGE_OWN_ACCOUNT)
    return not store.is_refused(db, visitor.account_id or 0)
