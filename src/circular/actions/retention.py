"""Keeping people's data as long as it takes and no longer: postponing, anonymising, the lengths."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from circular.actions.work import Work, changes_between, work
from circular.adapters.documents import Shelf, shelf
from circular.domain import french
from circular.domain.errors import DomainError, NotFoundError
from circular.domain.permissions import Permission
from circular.domain.personal_data import private
from circular.domain.retention import (
    Reasons,
    RetentionKind,
    RetentionPostponementDraft,
    RetentionSettings,
    check_confirmation,
    check_postponement,
)
from circular.domain.visitors import Visitor
from circular.store import anonymisation, settings, tracked_matches
from circular.store import retention as store
from circular.store.connection import Database
from circular.store.rows import Row

ENTITIES = {
    RetentionKind.HOLDERS: "holder",
    RetentionKind.REFERENTS: "organisation",
    RetentionKind.SIGNATORIES: "agreement",
    RetentionKind.MATCH_DOCUMENTS: "project",
    RetentionKind.REQUESTS: "data_request",
}
_TITLES = {name: field.title or name for name, field in RetentionSettings.model_fields.items()}
_DONE = {
    RetentionKind.HOLDERS: "Personne anonymisée",
    RetentionKind.REFERENTS: "Personne référente effacée",
    RetentionKind.SIGNATORIES: "Signataires effacés",
    RetentionKind.MATCH_DOCUMENTS: "Documents d’un rapprochement effacés",
    RetentionKind.REQUESTS: "Demande RGPD anonymisée",
}


def change_retention(
    db: Database, author: Visitor, draft: RetentionSettings, *, token: str | None = None
) -> None:
    """Save how long each kind of data is kept; nothing is written when nothing changed.

    Raises:
        NotAllowedError: the author may not manage personal data.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.MANAGE_PERSONAL_DATA, token=token) as unit:
        before = RetentionSettings.of_texts(settings.all_values(db)).model_dump()
        after = draft.model_dump()
        changes = changes_between(before, after, _TITLES)
        for name, value in after.items():
            if before[name] != value:
                settings.save(db, f"retention_{name}", str(value or ""), now=unit.now)
        if changes:
            unit.note("settings", None, "changed", "Règles de conservation modifiées.", changes)


def postpone_retention(
    db: Database,
    author: Visitor,
    kind: RetentionKind,
    subject_id: int,
    draft: RetentionPostponementDraft,
    *,
    today: date,
    token: str | None = None,
) -> int:
    """Put somebody's term off until a day, on which they are due again.

    Raises:
        NotAllowedError: the author may not manage personal data.
        NotFoundError: there is nothing left to keep of them.
        DomainError: the day postpones nothing, or is too far.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.MANAGE_PERSONAL_DATA, token=token) as unit:
        line = _line(db, kind, subject_id)
        due_on = _due_on(db, kind, line)
        check_postponement(draft.until, due_on=due_on, today=today)
        record = {
            "kind": kind.value,
            "subject_id": subject_id,
            "until": draft.until.isoformat(),
            "reason": draft.reason,
            "decided_on": today.isoformat(),
            "author_id": author.account_id,
        }
        found = store.postpone(db, record, now=unit.now)
        sentence = (
            f"Terme de conservation reporté au {french.day(draft.until)}\u00a0: "
            f"{private(draft.reason)}"
        )
        unit.note(*_place(db, kind, subject_id), "retention_postponed", sentence)
        return unit.produced(found)


def anonymise(
    db: Database,
    author: Visitor,
    kind: RetentionKind,
    subject_id: int,
    *,
    confirmation: str | None,
    folder: Path,
    token: str | None = None,
) -> int:
    """Erase one subject for good, due or not: their term, or their own request.

    `folder` holds the documents: those that go with the subject are deleted from it.

    Raises:
        NotAllowedError: the author may not manage personal data.
        NotFoundError: there is nothing left to erase.
        DomainError: the word was not typed, or a legal reason keeps the data: it says which.
        AlreadyDoneError: the same form was sent before.
    """
    anonymisation.overwrite_what_is_erased(db)
    with (
        shelf(folder) as files,
        work(db, author, Permission.MANAGE_PERSONAL_DATA, token=token) as unit,
    ):
        check_confirmation(confirmation)
        reason = Reasons.of(_line(db, kind, subject_id)).sentence
        if reason is not None:
            raise DomainError(reason)
        _erase(unit, files, kind, [subject_id])
        return unit.produced(subject_id)


def anonymise_due(
    db: Database,
    author: Visitor,
    kind: RetentionKind,
    *,
    today: date,
    confirmation: str | None,
    folder: Path,
    token: str | None = None,
) -> int:
    """Erase every subject of a kind whose term has come, in one transaction; return how many.

    Those whose term is put off and those whom a legal reason keeps are left alone.

    Raises:
        NotAllowedError: the author may not manage personal data.
        DomainError: the word was not typed.
        AlreadyDoneError: the same form was sent before.
    """
    anonymisation.overwrite_what_is_erased(db)
    with (
        shelf(folder) as files,
        work(db, author, Permission.MANAGE_PERSONAL_DATA, token=token) as unit,
    ):
        check_confirmation(confirmation)
        began_by = _settings(db).last_day(kind, today)
        subjects = store.due_ids(db, kind.value, began_by=began_by, today=today)
        if subjects:
            _erase(unit, files, kind, subjects)
        return len(subjects)


def _erase(unit: Work, files: Shelf, kind: RetentionKind, subjects: Sequence[int]) -> None:
    if kind is RetentionKind.HOLDERS:
        files.drop(*anonymisation.anonymise_holders(unit.db, subjects, now=unit.now))
    elif kind is RetentionKind.REFERENTS:
        anonymisation.erase_referents(unit.db, subjects, now=unit.now)
    elif kind is RetentionKind.SIGNATORIES:
        files.drop(*anonymisation.erase_signatories(unit.db, subjects, now=unit.now))
    elif kind is RetentionKind.MATCH_DOCUMENTS:
        files.drop(*anonymisation.erase_match_documents(unit.db, subjects, now=unit.now))
    else:
        anonymisation.erase_requests(unit.db, subjects, now=unit.now)
    store.forget_reasons(unit.db, kind.value, subjects)
    for subject_id in subjects:
        unit.note(*_place(unit.db, kind, subject_id), "anonymised", f"{_DONE[kind]}.")


def _place(db: Database, kind: RetentionKind, subject_id: int) -> tuple[str, int | None]:
    """Return the record whose journal tells it: for documents of a match, its project."""
    if kind is not RetentionKind.MATCH_DOCUMENTS:
        return ENTITIES[kind], subject_id
    match = tracked_matches.bare(db, subject_id)
    return ENTITIES[kind], None if match is None else match["project_id"]


def _settings(db: Database) -> RetentionSettings:
    return RetentionSettings.of_texts(settings.all_values(db))


def _line(db: Database, kind: RetentionKind, subject_id: int) -> Row:
    found = store.line(db, kind.value, subject_id)
    if found is None:
        raise NotFoundError("Il n’y a plus rien à effacer ici\u00a0: rechargez la page.")
    return found


def _due_on(db: Database, kind: RetentionKind, line: Row) -> date:
    due_on = _settings(db).due_day(kind, date.fromisoformat(line["since"]))
    postponed = line["postponed_until"]
    return due_on if postponed is None else max(due_on, date.fromisoformat(postponed))
