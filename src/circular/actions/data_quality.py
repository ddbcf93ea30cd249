"""Setting aside what a check of the data finds and is right as it is, and taking it back."""

from datetime import date

from circular.actions.work import work
from circular.domain import french
from circular.domain.data_quality import BY_KEY, AsideReason, check_days
from circular.domain.errors import NotFoundError
from circular.domain.permissions import Permission
from circular.domain.settings import AssociationSettings
from circular.domain.visitors import Visitor
from circular.store import data_quality as store
from circular.store import settings
from circular.store.connection import Database

_GONE = "Cette ligne n’est plus à regarder\u00a0: rechargez la page."


def set_aside(
    db: Database,
    author: Visitor,
    key: str,
    subject_id: int,
    reason: AsideReason,
    *,
    today: date,
) -> None:
    """Leave a row out of the list, until the facts that it tells change.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        NotFoundError: the check is unknown, or no longer finds the record.
    """
    with work(db, author, Permission.EDIT_PIPELINE) as unit:
        check = BY_KEY.get(key)
        if check is None:
            raise NotFoundError(_GONE)
        chosen = AssociationSettings.of_texts(settings.all_values(db))
        days = check_days(today, dormant_after_days=chosen.dormant_after_days)
        found = store.row(db, key, subject_id, days)
        if found is None:
            raise NotFoundError(_GONE)
        record = {
            "check_key": key,
            "subject_id": subject_id,
            "told": found["told"],
            "reason": reason.value,
            "decided_on": today.isoformat(),
            "author_id": author.account_id,
        }
        store.set_aside(db, record, now=unit.now)
        unit.note(
            check.subject.value,
            subject_id,
            "check_set_aside",
            f"Contrôle {french.quoted(check.label)} mis de côté\u00a0: {reason.label.lower()}.",
        )


def take_back(db: Database, author: Visitor, key: str, subject_id: int) -> None:
    """Put a row back among those to look at.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        NotFoundError: it was not set aside.
    """
    with work(db, author, Permission.EDIT_PIPELINE) as unit:
        check = BY_KEY.get(key)
        if check is None or not store.take_back(db, key, subject_id):
            raise NotFoundError(_GONE)
        unit.note(
            check.subject.value,
            subject_id,
            "check_taken_back",
            f"Contrôle {french.quoted(check.label)} de nouveau à regarder.",
        )
