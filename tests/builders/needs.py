"""Material needs for tests, stated through the product itself, and a project to hold them."""

from typing import Any

from circular.actions.needs import state_need
from circular.actions.projects import start_project
from circular.domain.needs import NeedDraft
from circular.domain.projects import StartDraft
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from tests.builders.streams import GREEN_WASTE, LIBOURNE, TODAY


def a_project(
    db: Database,
    author: Visitor,
    *,
    title: str = "Compost de quartier",
    commune_code: str | None = LIBOURNE,
) -> int:
    """Start a project and return it."""
    draft = StartDraft(title=title, origin="autre", detected_on=TODAY, commune_code=commune_code)
    return start_project(db, author, draft, today=TODAY)


def need_draft(**changes: Any) -> NeedDraft:
    """Return a complete draft: garden waste, 100 to 300 tonnes a year within 40 km."""
    values: dict[str, Any] = {
        "title": "Déchets verts broyés",
        "codes": (GREEN_WASTE,),
        "tonnes_min": "100",
        "tonnes_max": "300",
        "distance_max_km": "40",
    }
    return NeedDraft.model_validate({**values, **changes})


def a_need(db: Database, author: Visitor, project_id: int, **changes: Any) -> int:
    """State a need and return it."""
    return state_need(db, author, project_id, need_draft(**changes))
