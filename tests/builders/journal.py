"""Lines of the journal, and the hands of somebody who tampers with the database itself."""

from datetime import datetime, timedelta

from circular.domain.visitors import Visitor
from circular.store import journal
from circular.store.connection import Database

AT = datetime(2026, 11, 22, 9, 30)
TRIGGERS = (
    "journal_is_never_changed",
    "journal_is_never_cut",
    "journal_chain_is_never_changed",
    "journal_chain_is_never_cut",
    "journal_personal_is_only_erased",
    "journal_personal_is_never_cut",
)


def write_lines(
    db: Database,
    author: Visitor | None,
    count: int,
    *,
    entity: str = "holder",
    record: int | None = 7,
) -> int:
    """Write some lines about a record, a minute apart, and return the number of the last."""
    for position in range(count):
        journal.add(
            db,
            at=AT + timedelta(minutes=position),
            account_id=author.account_id if author else None,
            account_name=author.name if author else "Personne non reconnue",
            entity=entity,
            entity_id=record,
            act="changed",
            sentence=f"Acte {position}.",
            changes={"Nom": (f"Ida {position}", f"Ida {position + 1}")},
        )
    db.conn.commit()
    return int(db.conn.execute("SELECT MAX(id) FROM journal").fetchone()[0])


def tamper(db: Database, *statements: str) -> None:
    """Do what nobody may: take the guards away, then change the journal by hand."""
    db.conn.execute("PRAGMA foreign_keys = OFF")
    for name in TRIGGERS:
        db.conn.execute(f"DROP TRIGGER IF EXISTS {name}")
    for statement in statements:
        db.conn.execute(statement)
    db.conn.commit()
