"""Keeping the words that open the reports, from one report to the next."""

from circular.actions.work import work
from circular.domain.permissions import Permission
from circular.domain.reports import FOREWORD_KEY, ForewordDraft
from circular.domain.visitors import Visitor
from circular.store import settings as store
from circular.store.connection import Database


def keep_foreword(db: Database, author: Visitor, draft: ForewordDraft) -> None:
    """Keep the foreword; the journal holds the one before, nothing is written when it is the same.

    Raises:
        NotAllowedError: the author may not edit the work of the team.
    """
    with work(db, author, Permission.EDIT_PIPELINE) as unit:
        before = store.all_values(db).get(FOREWORD_KEY, "")
        after = draft.foreword or ""
        if before == after:
            return
        store.save(db, FOREWORD_KEY, after, now=unit.now)
        title = ForewordDraft.model_fields["foreword"].title or "foreword"
        unit.note(
            "settings", None, "changed", "Avant-propos du bilan modifié.", {title: (before, after)}
        )
