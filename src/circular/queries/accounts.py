"""Questions about accounts: who is this, and who can be an adviser."""

from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store import accounts, meta
from circular.store.connection import Database


def demonstration_visitor(db: Database, role: Role) -> Visitor | None:
    """Return the fictitious person who plays a role, on a demonstration database only."""
    if not meta.is_demonstration(db):
        return None
    row = accounts.first_of_role(db, role.value)
    if row is None:
        return None
    return Visitor(
        account_id=row["id"], name=row["name"], role=role, organisation_id=row["organisation_id"]
    )


def is_demonstration(db: Database) -> bool:
    """Say whether this database holds the demonstration."""
    return meta.is_demonstration(db)


def data_version(db: Database) -> int:
    """Return the counter that each write raises: part of the key of every cache."""
    return meta.data_version(db)


def advisers(db: Database) -> dict[int, str]:
    """Return the people who can be in charge of a project: identifier → name, by name."""
    found = accounts.open_of_roles(db, [Role.STAFF.value, Role.ADMINISTRATOR.value])
    return {row["id"]: row["name"] for row in found}
