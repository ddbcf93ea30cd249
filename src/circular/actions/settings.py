"""Changing the settings of the association."""

from circular.actions.work import changes_between, work
from circular.domain.permissions import Permission
from circular.domain.settings import AssociationSettings
from circular.domain.visitors import Visitor
from circular.store import settings as store
from circular.store.connection import Database


def change_settings(
    db: Database, author: Visitor, draft: AssociationSettings, *, token: str | None = None
) -> None:
    """Save the settings and journal what changed.

    Raises:
        NotAllowedError: the author may not change settings.
    """
    titles = {name: field.title or name for name, field in AssociationSettings.model_fields.items()}
    with work(db, author, Permission.EDIT_SETTINGS, token=token) as unit:
        before = AssociationSettings.model_validate(store.all_values(db)).model_dump()
        after = draft.model_dump()
        for name, value in after.items():
            store.save(db, name, str(value), now=unit.now)
        changes = changes_between(before, after, titles)
        changes.pop("Logo", None)
        unit.note("settings", None, "changed", "Réglages modifiés.", changes)
