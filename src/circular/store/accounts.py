"""Accounts: the people who use the product."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from circular.store.rows import Row, insert, one, rows, value

_OPEN = "closed_at IS NULL"


def add(
    db: Database,
    *,
    name: str,
    role: str,
    now: datetime,
    organisation_id: int | None = None,
    is_fictitious: bool = False,
    email: str | None = None,
) -> int:
    """Create an account and return its identifier."""
    return insert(
        db,
        "account",
        {
            "name": name,
            "email": email,
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
        f"SELECT a.id, a.name, a.role, a.organisation_id, {limits('a.id')} AS epci_sirens"
        " FROM account a WHERE a.role = ? AND a.closed_at IS NULL ORDER BY a.id LIMIT 1",
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


def by_id(db: Database, account_id: int) -> Row | None:
    """Return one account, open or closed."""
    return one(
        db,
        "SELECT a.id, a.name, a.email, a.role, a.organisation_id, a.is_fictitious, a.closed_at,"
        f" a.created_at, {limits('a.id')} AS epci_sirens FROM account a WHERE a.id = ?",
        [account_id],
    )


def by_email(db: Database, email: str) -> Row | None:
    """Return the account that signs in with an address, whatever its case."""
    return one(
        db,
        "SELECT a.id, a.name, a.email, a.role, a.organisation_id, a.closed_at, c.password_hash,"
        " f.confirmed_at IS NOT NULL AS has_second_factor,"
        " EXISTS (SELECT 1 FROM second_factor_role r WHERE r.role = a.role) AS must_have_one"
        " FROM account a LEFT JOIN credential c ON c.account_id = a.id"
        " LEFT JOIN second_factor f ON f.account_id = a.id WHERE a.email = ? COLLATE NOCASE",
        [email],
    )


def change(db: Database, account_id: int, record: dict[str, Any]) -> None:
    """Write the columns of one account; their names come from the code."""
    assignments = ", ".join(f"{name} = :{name}" for name in record)
    db.conn.execute(
        f"UPDATE account SET {assignments} WHERE id = :_id", {**record, "_id": account_id}
    )


def limits(account: str) -> str:
    """Return, in SQL, the EPCI that an account (a column name) is limited to, as a JSON list."""
    return (
        "(SELECT json_group_array(l.epci_siren) FROM (SELECT epci_siren FROM account_epci"
        f" WHERE account_id = {account} ORDER BY epci_siren) l)"
    )


def limit_to(db: Database, account_id: int, sirens: Sequence[str]) -> None:
    """Write the only EPCI that an account may read; none: the whole territory."""
    db.conn.execute("DELETE FROM account_epci WHERE account_id = ?", [account_id])
    db.conn.executemany(
        "INSERT INTO account_epci (account_id, epci_siren) VALUES (?, ?)",
        [(account_id, siren) for siren in sorted(set(sirens))],
    )


def other_administrators(db: Database, account_id: int) -> int:
    """Count the other open administrators who can sign in."""
    return int(
        value(
            db,
            "SELECT COUNT(*) FROM account a JOIN credential c ON c.account_id = a.id"
            f" WHERE a.role = 'administrator' AND a.{_OPEN} AND a.id <> ?",
            [account_id],
        )
    )


def all_with_sign_in(db: Database, *, now: str, idle_since: str) -> list[Row]:
    """Return every account with what is known of its sign-ins, the open ones first, by name.

    Sessions idle since before `idle_since` or expired at `now` are not counted as open.
    """
    return rows(
        db,
        "SELECT a.id, a.name, a.email, a.role, a.organisation_id, o.name AS organisation_name,"
        f" a.is_fictitious, a.closed_at, {limits('a.id')} AS epci_sirens,"
        " c.account_id IS NOT NULL AS has_password,"
        " f.confirmed_at IS NOT NULL AS has_second_factor,"
        " (SELECT MAX(s.opened_at) FROM sign_in_session s"
        "   WHERE s.account_id = a.id AND s.state = 'open') AS last_sign_in,"
        " (SELECT COUNT(*) FROM sign_in_session s WHERE s.account_id = a.id AND s.state = 'open'"
        "   AND s.ended_at IS NULL AND s.expires_at > :now AND s.seen_at > :idle) AS open_sessions,"
        " (SELECT MAX(l.expires_at) FROM one_time_link l WHERE l.account_id = a.id"
        "   AND l.used_at IS NULL AND l.withdrawn_at IS NULL AND l.expires_at > :now) AS link_until"
        " FROM account a LEFT JOIN organisation o ON o.id = a.organisation_id"
        " LEFT JOIN credential c ON c.account_id = a.id"
        " LEFT JOIN second_factor f ON f.account_id = a.id"
        " ORDER BY a.closed_at IS NOT NULL, a.name",
        {"now": now, "idle": idle_since},
    )


def has_administrator(db: Database) -> bool:
    """Say whether an open administrator has a password."""
    return other_administrators(db, 0) > 0


def count(db: Database) -> int:
    """Return how many accounts there are, closed ones included."""
    return int(value(db, "SELECT COUNT(*) FROM account"))


def organisation_name(db: Database, organisation_id: int | None) -> str | None:
    """Return the name of the organisation that an account belongs to."""
    found = value(db, "SELECT name FROM organisation WHERE id = ?", [organisation_id])
    return None if found is None else str(found)


def partners(db: Database) -> list[Row]:
    """Return the organisations of the directory that a partner account may belong to, by name."""
    return rows(
        db,
        "SELECT id, name FROM organisation WHERE partner_role IS NOT NULL AND archived_at IS NULL"
        " ORDER BY folded_name",
    )
