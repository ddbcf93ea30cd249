"""Questions about types of agreement."""

from circular.domain.agreement_types import AgreementType
from circular.store import agreement_types as store
from circular.store.connection import Database


def offered_types(db: Database) -> tuple[AgreementType, ...]:
    """Return the types that a new agreement may have, in the order of the list."""
    return tuple(AgreementType.model_validate(row) for row in store.offered(db))


def agreement_type(db: Database, key: str, version: int) -> AgreementType | None:
    """Return one version of a type, as an agreement refers to it."""
    row = store.version(db, key, version)
    return None if row is None else AgreementType.model_validate(row)
