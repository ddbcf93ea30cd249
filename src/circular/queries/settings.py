"""The settings of the association, with their defaults."""

from circular.domain.settings import AssociationSettings
from circular.store import settings as store
from circular.store.connection import Database


def association_settings(db: Database) -> AssociationSettings:
    """Return the settings, saved values over defaults."""
    return AssociationSettings.of_texts(store.all_values(db))
