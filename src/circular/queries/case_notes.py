"""Questions about the notes of case reviews: which there are, and what the ones opened say.

Who is not named learns that a note exists, of which day and by whom: the rest never leaves the
database.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from circular.domain.case_notes import Sight
from circular.domain.permissions import PERMISSIONS, Permission, Role
from circular.domain.visitors import Visitor, require
from circular.store import accounts
from circular.store import case_notes as store
from circular.store.connection import Database
from circular.store.rows import Row

MOST_LISTED = 100


@dataclass(frozen=True, slots=True)
class Reading:
    """That somebody opened a note on a day."""

    name: str
    read_on: date


@dataclass(frozen=True, slots=True)
class CaseNoteLine:
    """A note without what it says; readers (account → name) and readings for those named only."""

    id: int
    project_id: int
    reviewed_on: date
    author_name: str
    version: int
    is_erased: bool
    sight: Sight
    readers: tuple[tuple[int, str], ...]
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class NamedCaseNote:
    """A note that somebody may open.

    Its project and its author are None for those who do not read projects; `project_title` is then
    the one that shared views show, None when it would name somebody.
    """

    id: int
    project_id: int | None
    project_title: str | None
    reviewed_on: date
    author_name: str | None
    sight: Sight


@dataclass(frozen=True, slots=True)
class CaseNoteText:
    """What an opened note says."""

    text: str
    next_step: str | None


def case_notes_of(
    db: Database, visitor: Visitor, project_id: int, *, limit: int = MOST_LISTED
) -> tuple[CaseNoteLine, ...]:
    """Return the notes of a project without their text, the newest first, `limit` at most.

    Raises:
        NotAllowedError: the visitor's role does not keep such notes.
    """
    require(visitor, Permission.REVIEW_CASES)
    found = store.of_project(db, project_id, me=visitor.account_id, limit=limit)
    return tuple(_line(row) for row in found)


def case_note(db: Database, visitor: Visitor, note_id: int) -> CaseNoteLine | None:
    """Return one note without its text, None when it does not exist.

    Raises:
        NotAllowedError: the visitor's role does not keep such notes.
    """
    require(visitor, Permission.REVIEW_CASES)
    row = store.listed(db, note_id, me=visitor.account_id)
    return None if row is None else _line(row)


def case_notes_naming(
    db: Database, visitor: Visitor, *, limit: int = MOST_LISTED
) -> tuple[NamedCaseNote, ...]:
    """Return the notes that the visitor wrote or is named on, the newest first: nothing else.

    Raises:
        NotAllowedError: the visitor's role reads no such note.
    """
    require(visitor, Permission.READ_CASE_NOTES)
    if visitor.account_id is None:
        return ()
    return tuple(
        NamedCaseNote(
            **{
                **row,
                "reviewed_on": date.fromisoformat(row["reviewed_on"]),
                "sight": Sight(row["sight"]),
            }
        )
        for row in store.naming(
            db,
            me=visitor.account_id,
            with_project=visitor.may(Permission.SEE_PIPELINE),
            with_title=visitor.may(Permission.SEE_AGREEMENTS),
            limit=limit,
        )
    )


def opened_case_note(
    db: Database, visitor: Visitor, note_id: int, *, today: date
) -> CaseNoteText | None:
    """Return what a note says to its author, or to a reader who opened it today; else None.

    Raises:
        NotAllowedError: the visitor's role reads no such note.
    """
    require(visitor, Permission.READ_CASE_NOTES)
    if visitor.account_id is None:
        return None
    row = store.opened(db, note_id, me=visitor.account_id, on=today)
    return None if row is None else CaseNoteText(**row)


def possible_readers(db: Database, visitor: Visitor) -> dict[int, str]:
    """Return who may be named besides the visitor: account → name, the team first, others' roles.

    Raises:
        NotAllowedError: the visitor's role does not keep such notes.
    """
    require(visitor, Permission.REVIEW_CASES)
    found = accounts.open_of_roles(db, [role.value for role in Role])
    others = [row for row in found if row["id"] != visitor.account_id]
    team = {row["id"]: row["name"] for row in others if _keeps(row)}
    guests = {
        row["id"]: f"{row['name']} ({Role(row['role']).label})" for row in others if not _keeps(row)
    }
    return team | guests


def guests_among(db: Database, asked: Collection[int]) -> tuple[str, ...]:
    """Return the names of those, among some accounts, who are not of the team."""
    found = accounts.open_of_roles(db, [role.value for role in Role])
    return tuple(row["name"] for row in found if row["id"] in asked and not _keeps(row))


def _keeps(account: Row) -> bool:
    return Permission.REVIEW_CASES in PERMISSIONS[Role(account["role"])]


def count_for_project(db: Database, project_id: int) -> int:
    """Count the notes of a project, whoever may read them."""
    return store.count(db, project_id)


def _line(row: Row) -> CaseNoteLine:
    return CaseNoteLine(
        **{
            **row,
            "reviewed_on": date.fromisoformat(row["reviewed_on"]),
            "is_erased": bool(row["is_erased"]),
            "sight": Sight(row["sight"]),
            "readers": tuple((each, name) for each, name in json.loads(row["readers"])),
            "readings": tuple(
                Reading(name, date.fromisoformat(day)) for name, day in json.loads(row["readings"])
            ),
        }
    )
