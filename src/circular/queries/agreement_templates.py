"""Questions about templates of conventions: every version, and the one that serves a type."""

from dataclasses import dataclass
from datetime import datetime

from circular.domain.agreement_templates import EVERY_TYPE
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor, require
from circular.store import agreement_templates as store
from circular.store.connection import Database


@dataclass(frozen=True, slots=True)
class AgreementTemplate:
    """A version of a template; `size` is in bytes."""

    id: int
    type_key: str | None
    type_label: str
    name: str
    size: int
    stored_name: str
    sha256: str
    uploaded_at: datetime
    uploaded_by: str | None
    is_in_use: bool


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """Where the file of the template that serves a type is, and its seal."""

    stored_name: str
    sha256: str


def agreement_templates(db: Database, visitor: Visitor) -> tuple[AgreementTemplate, ...]:
    """Return every version of every template: what is in use first.

    Raises:
        NotAllowedError: the visitor may not change settings.
    """
    require(visitor, Permission.EDIT_SETTINGS)
    return tuple(
        AgreementTemplate(
            id=row["id"],
            type_key=row["type_key"],
            type_label=row["type_label"] or row["type_key"] or EVERY_TYPE,
            name=row["original_name"],
            size=row["size"],
            stored_name=row["stored_name"],
            sha256=row["sha256"],
            uploaded_at=datetime.fromisoformat(row["uploaded_at"]),
            uploaded_by=row["uploaded_by_name"],
            is_in_use=row["retired_at"] is None,
        )
        for row in store.every(db)
    )


def template_for(db: Database, type_key: str) -> TemplateFile | None:
    """Return the template of a type, else that of all; None: the one of the product serves."""
    row = store.in_use(db, type_key)
    return None if row is None else TemplateFile(row["stored_name"], row["sha256"])
