"""Accounts: the people who use the product."""

from datetime import datetime

from sqlite_utils import Database

from circular.store.rows import Row, insert, one, rows, value


def add(
    db: Database,
    *,
    name: str,
    role: str,
    now: datetime,
    organisation_id: int | None = None,
    is_fictitious: bool = False,
) -> int:
    """Create an account and return its identifier."""
    return insert(
        db,
        "account",
        {
            "name": name,
            "role": role,
            "organisation_id": organisation_id,
            "is_fictitious": int(is_fictitious),
            "created_at": now.isoformat(timespec="seconds"),
        },
    )


def first_of_role(db: Database, role: str) -> Row | None:
    """Return the oldest open account of a role."""
    return one(
        db,
        "SELECT id, name, role, organisation_id FROM account"
        " WHERE role = ? AND closed_at IS NULL ORDER BY id LIMIT 1",
        [role],
    )


def open_of_roles(db: Database, roles: list[str]) -> list[Row]:
    """Return the open accounts of some roles, by name."""
    marks = ", ".join("?" for _ in roles)
    return rows(
        db,
        f"SELECT id, name, role FROM account WHERE role IN ({marks}) AND closed_at IS NULL"
        " ORDER BY name",
        roles,
    )


def count(db: Database) -> int:
    """Return how many accounts there are, closed ones included."""
    return int(value(db, "SELECT count(*) FROM account"))
