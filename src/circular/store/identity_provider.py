"""What signing in with an identity provider needs to know beside the account."""

from datetime import datetime

from sqlite_utils import Database

from circular.store.rows import value


def organisation_siret(db: Database, organisation_id: int | None) -> str | None:
    """Return the SIRET of the organisation that an account belongs to, None when not known."""
    found = value(db, "SELECT siret FROM organisation WHERE id = ?", [organisation_id])
    return None if found is None else str(found)


def was_noted(db: Database, act: str, *, since: datetime) -> bool:
    """Say whether the journal has a line of this act since a moment of the machine's clock."""
    found = value(
        db,
        "SELECT 1 FROM journal WHERE entity = 'account' AND act = ? AND at >= ? LIMIT 1",
        [act, since.isoformat(timespec="seconds")],
    )
    return found is not None
