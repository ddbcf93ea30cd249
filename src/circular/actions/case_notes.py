"""Writing the note of a case review, naming its readers, opening it; the journal never quotes it.

The matrix gives the role; what decides besides is who wrote the note and whom it names.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from circular.actions.open_projects import open_project
from circular.actions.work import Work, work
from circular.domain import french
from circular.domain.case_notes import (
    CaseNoteDraft,
    Sight,
    check_readers,
    require_author,
    require_sight,
    sight_of,
)
from circular.domain.errors import (
    AlreadyDoneError,
    NotAllowedError,
    NotFoundError,
    Problem,
    StaleRecordError,
)
from circular.domain.exchanges import check_past_day
from circular.domain.permissions import Permission, Role
from circular.domain.personal_data import private
from circular.domain.trials import may_see_trials
from circular.domain.visitors import Visitor
from circular.store import accounts, anonymisation
from circular.store import case_notes as store
from circular.store.connection import Database
from circular.store.rows import Row

_GONE = "Cette note de revue n’existe plus."
_TITLES = {name: field.title or name for name, field in CaseNoteDraft.model_fields.items()}


def write_case_note(
    db: Database,
    author: Visitor,
    project_id: int,
    draft: CaseNoteDraft,
    *,
    today: date,
    token: str | None = None,
) -> int:
    """Write the note of a review and name its readers; return its identifier.

    Raises:
        NotAllowedError: the author may not keep such notes.
        NotFoundError: there is no such project.
        DomainError: the project is archived, the day is yet to come, or a reader has no open
            account.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.REVIEW_CASES, token=token) as unit:
        writer = _account(author)
        open_project(db, project_id)
        known = _check(db, draft, author_id=writer, today=today)
        note_id = store.add(db, project_id, _record(draft), author_id=writer, now=unit.now)
        store.name_readers(db, note_id, draft.reader_ids)
        sentence = (
            f"Note de revue du {french.day(draft.reviewed_on)} écrite, {_told(draft, known)}."
        )
        unit.note("project", project_id, "case_note_written", sentence)
        return unit.produced(note_id)


def amend_case_note(
    db: Database,
    author: Visitor,
    note_id: int,
    draft: CaseNoteDraft,
    *,
    version: int,
    today: date,
    token: str | None = None,
) -> int:
    """Correct one's own note that still has `version`, and name its readers anew.

    The journal tells what was corrected and who may read, never a word of the note.

    Raises:
        NotAllowedError: the author may not keep such notes, or did not write the note.
        NotFoundError: there is no such note, or what it said was erased.
        StaleRecordError: it was changed in another window; the problems say what differs.
        DomainError: the project is archived, the day is yet to come, or a reader has no open
            account.
        AlreadyDoneError: the same form was sent before.
    """
    anonymisation.overwrite_what_is_erased(db)
    with work(db, author, Permission.REVIEW_CASES, token=token) as unit:
        note = _note(db, note_id)
        require_author(_sight(db, author, note))
        if note["is_erased"]:
            raise NotFoundError("Le texte de cette note a été effacé\u00a0: écrivez-en une autre.")
        open_project(db, note["project_id"])
        known = _check(db, draft, author_id=note["author_id"], today=today)
        before, after = _own(db, note), _record(draft)
        changed = [name for name in after if before[name] != after[name]]
        if not store.amend(db, note_id, after, version=version):
            raise _stale(before, after, changed)
        _note_correction(unit, note, draft, changed)
        _note_readers(unit, note, draft, known)
        return unit.produced(note_id)


def open_case_note(db: Database, author: Visitor, note_id: int, *, today: date) -> int:
    """Open a note to read it: a reader's opening is written down, once a day; return its number.

    Raises:
        NotAllowedError: the role reads no note at all, or the author of this act is not named.
        NotFoundError: there is no such note, what it said was erased, or it is a trial's.
    """
    with work(db, author, Permission.READ_CASE_NOTES) as unit:
        note = _note(db, note_id)
        if note["is_trial"] and not may_see_trials(author):
            raise NotFoundError(_GONE)
        sight = _sight(db, author, note)
        require_sight(sight, author_name=note["author_name"])
        if note["is_erased"]:
            raise NotFoundError("Le texte de cette note a été effacé.")
        if sight is Sight.READER:
            note_reading(unit, note, today=today)
        return note_id


def note_reading(unit: Work, note: Row, *, today: date) -> None:
    """Write, inside a unit of work, that its author read a note today; once, however often."""
    reader = _account(unit.author)
    if not store.note_reading(unit.db, note["id"], reader, on=today):
        return
    sentence = f"A lu la note de revue du {_day(note)}, de {private(note['author_name'])}."
    unit.note("project", note["project_id"], "case_note_read", sentence)


def remove_case_note(db: Database, author: Visitor, note_id: int) -> int:
    """Delete one's own note for good, archived project or not; return its identifier.

    Raises:
        NotAllowedError: the author may not keep such notes, or did not write the note.
        AlreadyDoneError: it is deleted already.
    """
    anonymisation.overwrite_what_is_erased(db)
    with work(db, author, Permission.REVIEW_CASES) as unit:
        note = store.standing(db, note_id)
        if note is None:
            raise AlreadyDoneError("Cette note est déjà supprimée.", note_id)
        require_author(_sight(db, author, note))
        store.remove(db, note_id)
        sentence = f"Note de revue du {_day(note)} supprimée, avec son texte."
        unit.note("project", note["project_id"], "case_note_removed", sentence)
        return note_id


def _account(author: Visitor) -> int:
    if author.account_id is None:
        raise NotAllowedError("Une note de revue demande un compte\u00a0: connectez-vous.")
    return author.account_id


def _note(db: Database, note_id: int) -> Row:
    note = store.standing(db, note_id)
    if note is None:
        raise NotFoundError(_GONE)
    return note


def _sight(db: Database, author: Visitor, note: Row) -> Sight:
    named = store.readers(db, note["id"])
    return sight_of(author.account_id, author_id=note["author_id"], readers=named)


def _own(db: Database, note: Row) -> Row:
    return store.own(db, note["id"], me=note["author_id"]) or {}


def _check(db: Database, draft: CaseNoteDraft, *, author_id: int, today: date) -> dict[int, str]:
    """Check the day and the readers; return the names of those who may be named."""
    check_past_day(draft.reviewed_on, today=today, field="reviewed_on")
    found = accounts.open_of_roles(db, [role.value for role in Role])
    known = {row["id"]: row["name"] for row in found}
    check_readers(draft.reader_ids, author_id=author_id, known=known)
    return known


def _record(draft: CaseNoteDraft) -> dict[str, Any]:
    return {
        "reviewed_on": draft.reviewed_on.isoformat(),
        "text": draft.text,
        "next_step": draft.next_step,
    }


def _day(note: Row) -> str:
    return french.day(date.fromisoformat(note["reviewed_on"]))


def _told(draft: CaseNoteDraft, known: dict[int, str]) -> str:
    if not draft.reader_ids:
        return "pour son auteur seul"
    return f"ouverte à {_names(draft.reader_ids, known)}"


def _names(asked: Collection[int], known: dict[int, str]) -> str:
    return private(french.join(sorted(known[each] for each in asked)))


def _note_correction(unit: Work, note: Row, draft: CaseNoteDraft, changed: list[str]) -> None:
    if not changed:
        return
    told = french.join([_TITLES[name].lower() for name in changed])
    changes = {}
    if "reviewed_on" in changed:
        changes[_TITLES["reviewed_on"]] = (_day(note), french.day(draft.reviewed_on))
    sentence = f"Note de revue du {_day(note)} corrigée\u00a0: {told}."
    unit.note("project", note["project_id"], "case_note_amended", sentence, changes)


def _note_readers(unit: Work, note: Row, draft: CaseNoteDraft, known: dict[int, str]) -> None:
    before, after = store.readers(unit.db, note["id"]), set(draft.reader_ids)
    store.name_readers(unit.db, note["id"], after)
    opened, closed = after - set(before), set(before) - after
    told = [f"ouverte à {_names(opened, known)}"] if opened else []
    told += [f"fermée à {_names(closed, before)}"] if closed else []
    if told:
        sentence = f"Note de revue du {french.day(draft.reviewed_on)} {french.join(told)}."
        unit.note("project", note["project_id"], "case_note_readers", sentence)


def _stale(before: Row, after: Row, changed: list[str]) -> StaleRecordError:
    """Tell the author, who alone changes the note, what another window saved."""
    problems = [
        Problem(
            "",
            f"{_TITLES[name]}\u00a0: {french.quoted(str(before[name] or french.UNKNOWN))} est "
            f"enregistré, vous aviez {french.quoted(str(after[name] or french.UNKNOWN))}",
        )
        for name in changed
    ]
    return StaleRecordError(
        "Vous avez changé cette note dans une autre fenêtre. Rien n’a été enregistré\u202f; "
        "voici ce qui diffère, votre texte est conservé.",
        problems,
    )
