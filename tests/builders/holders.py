"""People for tests, made through the actions of the product."""

from datetime import date
from typing import Any

from circular.actions.holders import capture_contact, register_holder
from circular.domain.holders import CaptureDraft, HolderDraft
from circular.domain.visitors import Visitor
from circular.store.connection import Database

TODAY = date(2026, 11, 22)
LIBOURNE, COUTRAS, VAYRES_33, VAYRES_87 = "33243", "33138", "33539", "87199"


def a_holder(db: Database, author: Visitor, name: str = "Naïma Terrasson", **changes: Any) -> int:
    """Write a person."""
    draft = HolderDraft.model_validate({"name": name, **changes})
    return register_holder(db, author, draft, today=TODAY)


def a_contact(
    db: Database,
    author: Visitor,
    name: str = "Naïma Terrasson",
    *,
    today: date = TODAY,
    **changes: Any,
) -> int:
    """Note a contact and return the project that it starts."""
    values = {"reach": "06 12 34 56 78", "commune_code": LIBOURNE, "origin": "appel"}
    draft = CaptureDraft.model_validate({"name": name, **values, **changes})
    return capture_contact(db, author, draft, today=today)
