"""Clauses and annexes of agreements in the store."""

from sqlite_utils import Database

from circular.domain.agreement_pieces import PieceKind, Pieces
from circular.domain.agreement_types import Clause
from circular.store.rows import insert, rows


def of_agreement(db: Database, agreement_id: int) -> Pieces:
    """Return the clauses and annexes of an agreement, in their order."""
    found = rows(
        db,
        "SELECT kind, title, body FROM agreement_piece WHERE agreement_id = ?"
        " ORDER BY kind, position",
        [agreement_id],
    )
    return Pieces(
        tuple(
            Clause(title=row["title"], text=row["body"] or "")
            for row in found
            if row["kind"] == PieceKind.CLAUSE
        ),
        tuple(row["title"] for row in found if row["kind"] == PieceKind.ANNEX),
    )


def replace(db: Database, agreement_id: int, pieces: Pieces) -> None:
    """Put these clauses and annexes in the place of those that stood."""
    db.conn.execute("DELETE FROM agreement_piece WHERE agreement_id = ?", [agreement_id])
    found = [(PieceKind.CLAUSE, each.title, each.text) for each in pieces.clauses]
    found += [(PieceKind.ANNEX, each, "") for each in pieces.annexes]
    for position, (kind, title, body) in enumerate(found):
        record = {
            "agreement_id": agreement_id,
            "kind": kind.value,
            "position": position,
            "title": title,
            "body": body or None,
        }
        insert(db, "agreement_piece", record)
