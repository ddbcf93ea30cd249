"""Changing the settings of the association."""

from circular.actions.work import changes_between, work
from circular.domain import french
from circular.domain.errors import Problem, StaleRecordError
from circular.domain.permissions import Permission
from circular.domain.settings import AssociationSettings
from circular.domain.visitors import Visitor
from circular.store import settings as store
from circular.store.connection import Database

_TITLES = {name: field.title or name for name, field in AssociationSettings.model_fields.items()}
_LOGO = "Logo"


def change_settings(
    db: Database,
    author: Visitor,
    draft: AssociationSettings,
    *,
    seen: AssociationSettings | None = None,
    token: str | None = None,
) -> None:
    """Save the settings and journal what changed; nothing is written when nothing did.

    `seen` is what the form showed when it opened, None not to compare.

    Raises:
        NotAllowedError: the author may not change settings.
        StaleRecordError: somebody saved the settings since; the problems say what differs.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_SETTINGS, token=token) as unit:
        stored = AssociationSettings.of_texts(store.all_values(db))
        if seen is not None and seen != stored:
            raise _stale(stored, draft)
        before, after = stored.model_dump(), draft.model_dump()
        changes = changes_between(before, after, _TITLES)
        for name, value in after.items():
            if before[name] != value:
                store.save(db, name, str(value), now=unit.now)
        if _LOGO in changes:
            changes[_LOGO] = (_logo(stored), _logo(draft))
        if changes:
            unit.note("settings", None, "changed", "Réglages modifiés.", changes)


def _stale(stored: AssociationSettings, draft: AssociationSettings) -> StaleRecordError:
    """Say what somebody else saved meanwhile."""
    differences = changes_between(stored.model_dump(), draft.model_dump(), _TITLES)
    if _LOGO in differences:
        differences[_LOGO] = (_logo(stored), _logo(draft))
    return StaleRecordError(
        "Quelqu\u2019un a modifié les réglages entre-temps. Rien n\u2019a été enregistré\u202f; "
        "voici ce qui diffère, votre texte est conservé.",
        [
            Problem(
                "",
                f"{title}\u00a0: {french.quoted(str(kept))} est enregistré, "
                f"vous aviez {french.quoted(str(typed))}",
            )
            for title, (kept, typed) in differences.items()
        ],
    )


def _logo(values: AssociationSettings) -> str:
    """Name a logo for the journal, which never holds the drawing itself."""
    return "propre à l\u2019association" if values.logo else "celui de Circular"
