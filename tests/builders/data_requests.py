"""Requests about personal data, noted through the product."""

from datetime import date
from typing import Any

from circular.actions.data_requests import note_request
from circular.domain.data_requests import DataRequestDraft
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from tests.builders.holders import TODAY


def a_request(db: Database, author: Visitor, *, today: date = TODAY, **changes: Any) -> int:
    """Note a request of access, received today from Naïma Terrasson, and return it."""
    fields = {"kind": "access", "received_on": today, "requester": "Naïma Terrasson"}
    return note_request(db, author, DataRequestDraft.model_validate(fields | changes), today=today)
