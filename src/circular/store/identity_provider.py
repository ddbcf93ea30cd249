"""What signing in with an identity provider needs to know beside the account."""

from sqlite_utils import Database

from circular.store.rows import value


def organisation_siret(db: Database, organisation_id: int | None) -> str | None:
    """Return the SIRET of the organisation that an account belongs to, None when not known."""
    found = value(db, "SELECT siret FROM organisation WHERE id = ?", [organisation_id])
    return None if found is None else str(found)
