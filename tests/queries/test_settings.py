"""The settings are the saved values over the defaults, whoever else keeps values there."""

from datetime import datetime

from circular.domain.settings import AssociationSettings
from circular.queries.settings import association_settings
from circular.store import settings
from circular.store.connection import Database


def test_what_was_never_saved_has_its_default(db: Database) -> None:
    assert association_settings(db) == AssociationSettings()


def test_saved_values_are_read_with_their_kind(db: Database) -> None:
    now = datetime(2026, 11, 22, 9, 0)
    settings.save(db, "dormant_after_days", "30", now=now)
    settings.save(db, "of_somebody_else", "anything", now=now)
    assert association_settings(db) == AssociationSettings(dormant_after_days=30)
