"""What proves who one is: passwords, second factors, recovery codes; the attempts; the rules."""

from datetime import datetime, timedelta

from sqlite_utils import Database

from circular.store.moments import kept
from circular.store.rows import Row, insert, one, rows, value

KEEP_ATTEMPTS = timedelta(days=1)


def password_hash(db: Database, account_id: int) -> str | None:
    """Return what is kept of an account's password."""
    found = value(db, "SELECT password_hash FROM credential WHERE account_id = ?", [account_id])
    return None if found is None else str(found)


def set_password(db: Database, account_id: int, kept_hash: str, *, now: datetime) -> None:
    """Keep a new password."""
    db.conn.execute(
        "INSERT INTO credential (account_id, password_hash, changed_at) VALUES (?, ?, ?)"
        " ON CONFLICT (account_id) DO UPDATE SET password_hash = excluded.password_hash,"
        " changed_at = excluded.changed_at",
        [account_id, kept_hash, kept(now)],
    )


def renew_hash(db: Database, account_id: int, *, was: str, now_kept: str) -> None:
    """Replace a hash by one of the same password, unless the password changed meanwhile."""
    db.conn.execute(
        "UPDATE credential SET password_hash = ? WHERE account_id = ? AND password_hash = ?",
        [now_kept, account_id, was],
    )


def second_factor(db: Database, account_id: int) -> Row | None:
    """Return the second factor of an account, confirmed or not."""
    return one(
        db,
        "SELECT salt, last_counter, confirmed_at FROM second_factor WHERE account_id = ?",
        [account_id],
    )


def begin_second_factor(db: Database, account_id: int, salt: str, *, now: datetime) -> bool:
    """Prepare a second factor; False when a confirmed one stands already."""
    cursor = db.conn.execute(
        "INSERT INTO second_factor (account_id, salt, started_at) VALUES (?, ?, ?)"
        " ON CONFLICT (account_id) DO UPDATE SET salt = excluded.salt, last_counter = 0,"
        " started_at = excluded.started_at WHERE second_factor.confirmed_at IS NULL",
        [account_id, salt, kept(now)],
    )
    return cursor.rowcount == 1


def use_counter(db: Database, account_id: int, counter: int) -> bool:
    """Note that the code of a step has served; False when it, or a later one, already had."""
    cursor = db.conn.execute(
        "UPDATE second_factor SET last_counter = ? WHERE account_id = ? AND last_counter < ?",
        [counter, account_id, counter],
    )
    return cursor.rowcount == 1


def confirm_second_factor(db: Database, account_id: int, *, now: datetime) -> None:
    """Note that the application gave a right code."""
    db.conn.execute(
        "UPDATE second_factor SET confirmed_at = ? WHERE account_id = ?", [kept(now), account_id]
    )


def drop_second_factor(db: Database, account_id: int) -> bool:
    """Take the second factor and its recovery codes away; False when there was none."""
    db.conn.execute("DELETE FROM recovery_code WHERE account_id = ?", [account_id])
    cursor = db.conn.execute("DELETE FROM second_factor WHERE account_id = ?", [account_id])
    return cursor.rowcount == 1


def set_recovery_codes(db: Database, account_id: int, digests: list[str]) -> None:
    """Keep new recovery codes instead of the former ones."""
    db.conn.execute("DELETE FROM recovery_code WHERE account_id = ?", [account_id])
    for each in digests:
        insert(db, "recovery_code", {"account_id": account_id, "code_hash": each})


def use_recovery_code(db: Database, account_id: int, digest: str, *, now: datetime) -> bool:
    """Use a recovery code; False when it is not one, or has served."""
    cursor = db.conn.execute(
        "UPDATE recovery_code SET used_at = ? WHERE account_id = ? AND code_hash = ?"
        " AND used_at IS NULL",
        [kept(now), account_id, digest],
    )
    return cursor.rowcount == 1


def recovery_codes_left(db: Database, account_id: int) -> int:
    """Count the recovery codes that have not served."""
    sql = "SELECT COUNT(*) FROM recovery_code WHERE account_id = ? AND used_at IS NULL"
    return int(value(db, sql, [account_id]))


def failures_of_subject(db: Database, kind: str, subject: str, *, since: datetime) -> Row:
    """Count the failures on one subject since its last success, and date the last (`last`)."""
    return _counted(
        db,
        "kind = :kind AND subject = :subject AND succeeded = 0 AND at >= :since AND id > COALESCE("
        "(SELECT MAX(id) FROM sign_in_attempt"
        " WHERE kind = :kind AND subject = :subject AND succeeded = 1), 0)",
        {"kind": kind, "subject": subject, "since": kept(since)},
    )


def failures_of_address(db: Database, address: str, *, since: datetime) -> Row:
    """Count the failures from one network address, and date the last (`last`)."""
    return _counted(
        db,
        "address = :address AND succeeded = 0 AND at >= :since",
        {"address": address, "since": kept(since)},
    )


def _counted(db: Database, condition: str, values: dict[str, str]) -> Row:
    found = one(
        db,
        f"SELECT COUNT(*) AS failures, MAX(at) AS last FROM sign_in_attempt WHERE {condition}",
        values,
    )
    return found or {"failures": 0, "last": None}


def add_attempt(db: Database, *, kind: str, subject: str, address: str, now: datetime) -> int:
    """Write an attempt before it is examined; it counts as failed until proved right."""
    record = {"at": kept(now), "kind": kind, "subject": subject, "address": address}
    return insert(db, "sign_in_attempt", record)


def prove_right(db: Database, attempt_id: int) -> None:
    """Note that an attempt was right."""
    db.conn.execute("UPDATE sign_in_attempt SET succeeded = 1 WHERE id = ?", [attempt_id])


def forget_old_attempts(db: Database, *, now: datetime) -> None:
    """Delete the attempts that count no more: an address is personal data."""
    db.conn.execute("DELETE FROM sign_in_attempt WHERE at < ?", [kept(now - KEEP_ATTEMPTS)])


def idle_hours(db: Database) -> int:
    """Return after how many hours without activity a session ends."""
    return int(value(db, "SELECT idle_hours FROM sign_in_rule WHERE id = 1"))


def second_factor_roles(db: Database) -> list[str]:
    """Return the roles that must have a second factor."""
    return [row["role"] for row in rows(db, "SELECT role FROM second_factor_role ORDER BY role")]


def save_rules(db: Database, *, hours: int, roles: list[str], now: datetime) -> None:
    """Save the rules of signing in."""
    db.conn.execute(
        "UPDATE sign_in_rule SET idle_hours = ?, updated_at = ? WHERE id = 1", [hours, kept(now)]
    )
    db.conn.execute("DELETE FROM second_factor_role")
    for role in roles:
        db.conn.execute("INSERT INTO second_factor_role (role) VALUES (?)", [role])
