"""Proposals made by hand, for what is drawn of them."""

from dataclasses import fields
from typing import Any

from circular.queries.proposals import Proposal

_WORDS: dict[str, Any] = {
    "stream_id": 1,
    "stream_title": "Tontes",
    "quantity": "180\u00a0t par an",
    "need_id": 1,
    "need_title": "Déchets verts",
    "project_id": 1,
    "project_title": "Compost",
    "score": 0.8,
    "completeness": 1.0,
    "components": (),
    "exclusions": (),
    "noted": (),
    "is_hazardous": False,
    "is_fictitious": False,
}


def a_proposal(**changes: Any) -> Proposal:
    """Return a stream beside a need, with nothing that is not said."""
    blank = {each.name: None for each in fields(Proposal) if each.name != "taken"}
    return Proposal(**{**blank, **_WORDS, **changes})
