"""Questions about accounts: who is this, and who can be an adviser."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store import accounts, meta, moments, sign_in
from circular.store.connection import Database
from circular.store.rows import Row


def demonstration_visitor(db: Database, role: Role) -> Visitor | None:
    """Return the fictitious person who plays a role, on a demonstration database only."""
    if not meta.is_demonstration(db):
        return None
    row = accounts.first_of_role(db, role.value)
    if row is None:
        return None
    return Visitor(
        account_id=row["id"],
        name=row["name"],
        role=role,
        organisation_id=row["organisation_id"],
        epci_sirens=tuple(json.loads(row["epci_sirens"])),
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


@dataclass(frozen=True, slots=True)
class Account:
    """An account as the administrator sees it; `epci_sirens`: the only EPCI that it may read."""

    id: int
    name: str
    email: str | None
    role: Role
    organisation_id: int | None
    organisation_name: str | None
    is_fictitious: bool
    is_closed: bool
    has_password: bool
    has_second_factor: bool
    last_sign_in: datetime | None
    open_sessions: int
    link_until: datetime | None
    epci_sirens: tuple[str, ...] = ()


def account_list(db: Database, *, now: datetime) -> tuple[Account, ...]:
    """Return every account, the open ones first, by name; `now` bears its zone."""
    idle_since = now - timedelta(hours=sign_in.idle_hours(db))
    found = accounts.all_with_sign_in(
        db, now=moments.kept(now), idle_since=moments.kept(idle_since)
    )
    return tuple(_account(row) for row in found)


def partners(db: Database) -> dict[int, str]:
    """Return the organisations that a partner account may belong to: identifier → name."""
    return {row["id"]: row["name"] for row in accounts.partners(db)}


def _account(row: Row) -> Account:
    return Account(
        id=row["id"],
        name=row["name"],
        email=row["email"],
        role=Role(row["role"]),
        organisation_id=row["organisation_id"],
        organisation_name=row["organisation_name"],
        is_fictitious=bool(row["is_fictitious"]),
        is_closed=row["closed_at"] is not None,
        has_password=bool(row["has_password"]),
        has_second_factor=bool(row["has_second_factor"]),
        last_sign_in=moments.local_or_none(row["last_sign_in"]),
        open_sessions=row["open_sessions"],
        link_until=moments.local_or_none(row["link_until"]),
        epci_sirens=tuple(json.loads(row["epci_sirens"])),
    )
