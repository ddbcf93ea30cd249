"""Marking what a demonstration made up."""

from circular.store.connection import Database

_MARKED = ("holder", "project", "agreement", "waste_stream")


def mark_fictitious(db: Database) -> None:
    """Mark every person, project, agreement and stream as made up."""
    for table in _MARKED:
        db.conn.execute(f"UPDATE {table} SET is_fictitious = 1")


def agreement_version(db: Database, agreement_id: int) -> int:
    """Return the present version of an agreement."""
    row = db.conn.execute("SELECT version FROM agreement WHERE id = ?", [agreement_id]).fetchone()
    return int(row[0])
