"""Building organisations through the product's own actions."""

from typing import Any

from circular.actions.organisations import register_organisation
from circular.domain.organisations import OrganisationDraft
from circular.domain.visitors import Visitor
from circular.store.connection import Database


def a_partner(db: Database, author: Visitor, name: str = "Arrêt Minute", **fields: Any) -> int:
    """Register a partner of Libourne, a tiers-lieu unless told otherwise, and return its number."""
    usual = {"kind": "association", "partner_role": "tiers_lieu", "commune_code": "33243"}
    draft = OrganisationDraft.model_validate({"name": name, **usual, **fields})
    return register_organisation(db, author, draft)
