"""Settings of the association: a few named values."""

from datetime import datetime

from sqlite_utils import Database

from circular.store.rows import rows


def all_values(db: Database) -> dict[str, str]:
    """Return every setting that was ever saved."""
    return {row["key"]: row["value"] for row in rows(db, "SELECT key, value FROM setting")}


def save(db: Database, key: str, value: str, *, now: datetime) -> None:
    """Save one setting."""
    db.conn.execute(
        "INSERT INTO setting (key, value, updated_at) VALUES (?, ?, ?)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at",
        [key, value, now.isoformat(timespec="seconds")],
    )
