"""Set-ups for tests, chosen and opened through the product itself."""

from datetime import date
from typing import Any

from circular.actions.implantations import choose_site, record_opening
from circular.domain.implantations import OpeningDraft, SiteDraft
from circular.domain.visitors import Visitor
from circular.store.connection import Database

TODAY = date(2026, 11, 22)
LIBOURNE = "33243"


def a_site(db: Database, author: Visitor, project_id: int, **changes: Any) -> int:
    """Choose a site for a project, in Libourne unless told otherwise."""
    values: dict[str, Any] = {"commune_code": LIBOURNE, "opening_planned_on": "01/02/2027"}
    return choose_site(db, author, project_id, SiteDraft.model_validate({**values, **changes}))


def opening_draft(**changes: Any) -> OpeningDraft:
    """Return a complete draft: opened on 15 October in Libourne, the lease in hand."""
    values: dict[str, Any] = {
        "opened_on": "15/10/2026",
        "address": "12 rue des Essais",
        "commune_code": LIBOURNE,
        "proof_kind": "bail",
    }
    return OpeningDraft.model_validate({**values, **changes})


def an_opening(db: Database, author: Visitor, project_id: int, **changes: Any) -> int:
    """Choose a site and open it."""
    a_site(db, author, project_id)
    draft = opening_draft(**changes)
    return record_opening(db, author, project_id, draft, today=TODAY, version=1)
