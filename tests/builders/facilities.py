"""Premises and technical facilities for tests, added through the product itself."""

from typing import Any

from circular.actions.facilities import add_facility
from circular.domain.facilities import FacilityDraft
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from tests.builders.streams import LIBOURNE


def facility_draft(**changes: Any) -> FacilityDraft:
    """Return a complete draft: a free workshop in Libourne."""
    values: dict[str, Any] = {
        "name": "Atelier des Dagueys",
        "kind": "local",
        "commune_code": LIBOURNE,
        "area_m2": "420",
        "is_available": True,
    }
    return FacilityDraft.model_validate({**values, **changes})


def a_facility(db: Database, author: Visitor, **changes: Any) -> int:
    """Add a facility and return it."""
    return add_facility(db, author, facility_draft(**changes))
