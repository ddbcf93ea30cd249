"""A form's token can be used once, and remembers what it made."""

from datetime import datetime

from circular.store import form_tokens
from circular.store.connection import Database

NOW = datetime(2026, 11, 22)


def test_a_token_is_used_once(db: Database) -> None:
    assert form_tokens.claim(db, "abc", now=NOW)
    assert not form_tokens.claim(db, "abc", now=NOW)


def test_a_used_token_knows_its_record(db: Database) -> None:
    form_tokens.claim(db, "abc", now=NOW)
    assert form_tokens.record_of(db, "abc") is None

    form_tokens.remember(db, "abc", 12)

    assert form_tokens.record_of(db, "abc") == 12
    assert form_tokens.record_of(db, "unknown") is None
