"""A past sitting of the demonstration, so that « Situations figées » has one to open."""

from datetime import date, timedelta
from functools import partial
from pathlib import Path

from circular.actions.snapshots import freeze_situation
from circular.domain.permissions import Role
from circular.domain.snapshots import SnapshotDraft
from circular.exports.frozen_words import words_of
from circular.queries.accounts import demonstration_visitor
from circular.queries.snapshots import situation
from circular.store.connection import open_for

_DAYS_AGO = 150


def freeze_a_sitting(path: Path, *, today: date) -> None:
    """Freeze, in a demonstration, how things stood five months ago; nothing in another base."""
    with open_for(path) as db:
        staff = demonstration_visitor(db, Role.STAFF)
        if staff is None:
            return
        draft = SnapshotDraft(
            title="Conseil d\u2019administration", as_of=today - timedelta(days=_DAYS_AGO)
        )
        freeze_situation(db, staff, draft, partial(situation, words=words_of), today=today)
