"""One-time tokens of forms: a second click finds its token used."""

from datetime import datetime

from sqlite_utils import Database


def claim(db: Database, token: str, *, now: datetime) -> bool:
    """Use a token; False when it was used already."""
    cursor = db.conn.execute(
        "INSERT OR IGNORE INTO form_token (token, used_at) VALUES (?, ?)",
        [token, now.isoformat(timespec="seconds")],
    )
    return cursor.rowcount == 1


def remember(db: Database, token: str, record_id: int) -> None:
    """Keep the record that the token produced, for the second click."""
    db.conn.execute("UPDATE form_token SET record_id = ? WHERE token = ?", [record_id, token])


def record_of(db: Database, token: str) -> int | None:
    """Return the record that the token produced."""
    row = db.conn.execute("SELECT record_id FROM form_token WHERE token = ?", [token]).fetchone()
    return None if row is None or row[0] is None else int(row[0])
