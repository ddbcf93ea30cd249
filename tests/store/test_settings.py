"""Settings are a few named values, the last one saved."""

from datetime import datetime

from circular.store import settings
from circular.store.connection import Database

NOW = datetime(2026, 11, 22, 9, 0)


def test_nothing_is_saved_at_first(db: Database) -> None:
    assert settings.all_values(db) == {}


def test_the_last_value_saved_is_the_one_read(db: Database) -> None:
    settings.save(db, "association_name", "Première", now=NOW)
    settings.save(db, "association_name", "Nouvel’R", now=NOW)
    assert settings.all_values(db) == {"association_name": "Nouvel’R"}
