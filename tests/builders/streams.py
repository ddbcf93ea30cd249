"""Waste streams for tests, added through the product itself."""

from datetime import date
from typing import Any

from circular.actions.streams import add_stream
from circular.domain.streams import StreamDraft
from circular.domain.visitors import Visitor
from circular.store.connection import Database

TODAY = date(2026, 11, 22)
LIBOURNE = "33243"
SAINT_DENIS_DE_PILE = "33393"
GREEN_WASTE = "200201"
HAZARDOUS = "160601"  # lead batteries
PALLETS = "150103"


def stream_draft(**changes: Any) -> StreamDraft:
    """Return a complete draft: garden waste in Libourne, 180 tonnes a year."""
    values: dict[str, Any] = {
        "title": "Tontes des communes",
        "waste_code": GREEN_WASTE,
        "commune_code": LIBOURNE,
        "tonnes_likely": "180",
    }
    return StreamDraft.model_validate({**values, **changes})


def a_stream(db: Database, author: Visitor, **changes: Any) -> int:
    """Add a stream and return it."""
    return add_stream(db, author, stream_draft(**changes), today=TODAY)
