"""Lines of a plan for tests, and a small territory whose plan is known."""

from typing import Any

from circular.domain.visitors import Visitor
from circular.queries.allocation_plans import PlanLine
from circular.store.connection import Database
from tests.builders.needs import a_need, a_project
from tests.builders.streams import a_stream

LIBOURNE_PLACE = (-0.24, 44.91)
BORDEAUX_PLACE = (-0.58, 44.84)


def plan_line(**changes: Any) -> PlanLine:
    """Return a line: 60 tonnes of garden waste from Bordeaux to Libourne."""
    values: dict[str, Any] = {
        "stream_id": 1,
        "stream_title": "Tontes",
        "family": "Biodéchets",
        "commune": "Bordeaux",
        "start": BORDEAUX_PLACE,
        "need_id": 1,
        "need_title": "Déchets verts",
        "project_id": 1,
        "project_title": "Compost",
        "project_commune": "Libourne",
        "end": LIBOURNE_PLACE,
        "tonnes": 60.0,
        "score": 0.87,
        "kilometres": 41.0,
        "is_kept": False,
    }
    return PlanLine(**{**values, **changes})


def a_territory(db: Database, author: Visitor) -> dict[str, int]:
    """Write a compost that opens with two streams, and a large one that no stream can open."""
    small = a_project(db, author, title="Compost de quartier")
    large = a_project(db, author, title="Méthaniseur")
    return {
        "small": small,
        "large": large,
        "small_need": a_need(db, author, small, tonnes_min="100", tonnes_max="300"),
        "large_need": a_need(db, author, large, tonnes_min="5000", tonnes_max="9000"),
        "first": a_stream(db, author, title="Tontes d’ici", tonnes_likely="80"),
        "second": a_stream(db, author, title="Tontes aussi", tonnes_likely="40"),
        "far": a_stream(db, author, title="Tontes de Lille", commune_code="59350"),
    }
