"""Questions about types of agreement."""

from datetime import date

from circular.domain.agreement_types import AgreementType, TypeVersion
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor, require
from circular.store import agreement_types as store
from circular.store.connection import Database
from circular.store.rows import Row


def offered_types(db: Database) -> tuple[AgreementType, ...]:
    """Return the types that a new agreement may have, in the order of the list."""
    return tuple(AgreementType.model_validate(row) for row in store.offered(db))


def agreement_type(db: Database, key: str, version: int) -> AgreementType | None:
    """Return one version of a type, as an agreement refers to it."""
    row = store.version(db, key, version)
    return None if row is None else AgreementType.model_validate(row)


def newest_type(db: Database, key: str) -> AgreementType | None:
    """Return the version of a type that is offered now, None when it is offered no longer."""
    row = store.offered_version(db, key)
    return None if row is None else AgreementType.model_validate(row)


def type_versions(db: Database, visitor: Visitor) -> tuple[TypeVersion, ...]:
    """Return every version of every type, in the order of the list, the newest first.

    Raises:
        NotAllowedError: the visitor may not change settings.
    """
    require(visitor, Permission.EDIT_SETTINGS)
    return tuple(_version(row) for row in store.versions(db))


def _version(row: Row) -> TypeVersion:
    return TypeVersion(
        rules=AgreementType.model_validate(row),
        since=date.fromisoformat(row["since"]) if row["since"] else None,
        reason=row["reason"],
        author=row["author"],
        is_offered=bool(row["active"]),
        is_own=row["origin"] == "association",
        agreements=row["agreements"],
    )
