"""Keeping a note of a case review: names decide, and the journal never quotes a word of it."""

import json
from datetime import date
from pathlib import Path

import pytest

from circular.actions.case_notes import amend_case_note, open_case_note, remove_case_note
from circular.actions.projects import archive_project
from circular.domain.case_notes import Sight
from circular.domain.errors import (
    AlreadyDoneError,
    DomainError,
    NotAllowedError,
    NotFoundError,
    StaleRecordError,
)
from circular.domain.visitors import Visitor
from circular.queries.case_notes import case_note, case_notes_of, opened_case_note
from circular.queries.journal import history_of
from circular.store.connection import Database
from circular.store.rows import rows
from tests.builders.agreements import a_project
from tests.builders.case_notes import NEXT, SAID, TODAY, a_case_note, a_colleague, a_note_draft
from tests.builders.retention import anonymised


def told(db: Database, project_id: int) -> list[str]:
    """Return what the journal says of the notes of a project, the oldest first."""
    lines = history_of(db, "project", project_id)
    return [line.sentence for line in reversed(lines) if line.act.startswith("case_note")]


def everything_journaled(db: Database) -> str:
    """Return all that the journal holds, what is held apart included."""
    return json.dumps(rows(db, "SELECT * FROM journal")) + json.dumps(
        rows(db, "SELECT * FROM journal_personal"), ensure_ascii=False
    )


def test_the_life_of_a_note_is_told_by_the_journal_without_a_word_of_it(
    db: Database, staff: Visitor, administrator: Visitor, elected: Visitor
) -> None:
    project_id, reader = a_project(db, staff), a_colleague(db)
    note_id = a_case_note(db, staff, project_id, reader)
    draft = a_note_draft(administrator, elected, text="Bail sauvé.", reviewed_on="13/11/2026")
    open_case_note(db, reader, note_id, today=TODAY)
    amend_case_note(db, staff, note_id, draft, version=1, today=TODAY)
    open_case_note(db, administrator, note_id, today=TODAY)
    open_case_note(db, staff, note_id, today=TODAY)
    remove_case_note(db, staff, note_id)

    names = f"{administrator.name} et {elected.name}"
    assert told(db, project_id) == [
        "Note de revue du 12/11/2026 écrite, ouverte à Alix Second.",
        f"A lu la note de revue du 12/11/2026, de {staff.name}.",
        "Note de revue du 12/11/2026 corrigée\u00a0: date de la revue et texte de la note.",
        f"Note de revue du 13/11/2026 ouverte à {names} et fermée à Alix Second.",
        f"A lu la note de revue du 13/11/2026, de {staff.name}.",
        "Note de revue du 13/11/2026 supprimée, avec son texte.",
    ]
    kept = everything_journaled(db)
    assert not [word for word in (SAID, NEXT, "Bail sauvé", "bail menacé") if word in kept]
    assert "Alix" not in json.dumps([row["sentence"] for row in rows(db, "SELECT * FROM journal")])


def test_a_note_for_oneself_alone_is_opened_without_a_trace(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff)
    note_id = a_case_note(db, staff, project_id)

    assert open_case_note(db, staff, note_id, today=TODAY) == note_id

    assert told(db, project_id) == ["Note de revue du 12/11/2026 écrite, pour son auteur seul."]


def test_an_opening_is_written_once_a_day_and_reader(db: Database, staff: Visitor) -> None:
    project_id, reader = a_project(db, staff), a_colleague(db)
    note_id = a_case_note(db, staff, project_id, reader)

    for day in (TODAY, TODAY, date(2026, 11, 23)):
        open_case_note(db, reader, note_id, today=day)

    (line,) = case_notes_of(db, staff, project_id)
    assert [(each.name, each.read_on.day) for each in line.readings] == [
        ("Alix Second", 23),
        ("Alix Second", 22),
    ]
    assert len(told(db, project_id)) == 3


def test_who_is_not_named_opens_changes_and_deletes_nothing(
    db: Database, staff: Visitor, administrator: Visitor, elected: Visitor, partner: Visitor
) -> None:
    project_id, reader = a_project(db, staff), a_colleague(db)
    note_id = a_case_note(db, staff, project_id, reader)
    before = told(db, project_id)

    for visitor in (administrator, elected, partner, a_colleague(db, "Charlie Tiers")):
        with pytest.raises(NotAllowedError, match="Demandez à"):
            open_case_note(db, visitor, note_id, today=TODAY)
    for visitor in (reader, administrator):
        with pytest.raises(NotAllowedError, match="écrite"):
            amend_case_note(db, visitor, note_id, a_note_draft(), version=1, today=TODAY)
        with pytest.raises(NotAllowedError, match="écrite"):
            remove_case_note(db, visitor, note_id)

    assert told(db, project_id) == before


def test_bad_input_is_refused_at_its_field(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff)
    nobody = staff.model_copy(update={"account_id": 999})
    cases: list[tuple[tuple[Visitor, ...], str, str]] = [
        ((), "23/11/2026", "reviewed_on"),
        ((staff,), "12/11/2026", "reader_ids"),
        ((nobody,), "12/11/2026", "reader_ids"),
    ]

    for readers, day, field in cases:
        with pytest.raises(DomainError) as refused:
            a_case_note(db, staff, project_id, *readers, reviewed_on=day)
        assert [problem.field for problem in refused.value.problems] == [field]

    assert case_notes_of(db, staff, project_id) == ()


def test_the_second_window_loses_nothing_and_overwrites_nothing(
    db: Database, staff: Visitor
) -> None:
    note_id = a_case_note(db, staff, a_project(db, staff))
    amend_case_note(db, staff, note_id, a_note_draft(text="Un."), version=1, today=TODAY)

    with pytest.raises(StaleRecordError, match="autre fenêtre") as refused:
        amend_case_note(db, staff, note_id, a_note_draft(text="Deux."), version=1, today=TODAY)

    (problem,) = refused.value.problems
    assert "Un." in problem.sentence
    assert "Deux." in problem.sentence
    stored = opened_case_note(db, staff, note_id, today=TODAY)
    assert stored is not None
    assert stored.text == "Un."


def test_an_archived_project_takes_no_more_notes_but_those_it_has_are_read_and_deleted(
    db: Database, staff: Visitor
) -> None:
    project_id, reader = a_project(db, staff), a_colleague(db)
    note_id = a_case_note(db, staff, project_id, reader)
    archive_project(db, staff, project_id)

    with pytest.raises(DomainError, match="archivé"):
        a_case_note(db, staff, project_id)
    with pytest.raises(DomainError, match="archivé"):
        amend_case_note(db, staff, note_id, a_note_draft(), version=1, today=TODAY)
    open_case_note(db, reader, note_id, today=TODAY)
    remove_case_note(db, staff, note_id)
    with pytest.raises(AlreadyDoneError):
        remove_case_note(db, staff, note_id)
    with pytest.raises(NotFoundError):
        open_case_note(db, staff, note_id, today=TODAY)


def test_a_deleted_note_leaves_no_word_in_the_file(
    db: Database, staff: Visitor, store_path: Path
) -> None:
    note_id = a_case_note(db, staff, a_project(db, staff))

    remove_case_note(db, staff, note_id)

    db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert SAID.encode() not in store_path.read_bytes()


def test_the_note_of_an_anonymised_person_is_erased_and_stays_counted(
    db: Database, staff: Visitor, store_path: Path
) -> None:
    reader = a_colleague(db)
    project_id = a_project(db, staff, holder="Naïma Terrasson")
    other = a_project(db, staff, "Insectes", holder="Paul Fictif")
    note_id = a_case_note(db, staff, project_id, reader)
    elsewhere = a_case_note(db, staff, other, text="Comme Naïma Terrasson, il hésite.")
    (row,) = rows(db, "SELECT holder_id FROM project_holder WHERE project_id = ?", [project_id])

    anonymised(db, staff, row["holder_id"])

    line = case_note(db, staff, note_id)
    assert line is not None
    assert (line.is_erased, line.sight) == (True, Sight.AUTHOR)
    for visitor in (staff, reader):
        with pytest.raises(NotFoundError, match="effacé"):
            open_case_note(db, visitor, note_id, today=TODAY)
    with pytest.raises(NotFoundError, match="effacé"):
        amend_case_note(db, staff, note_id, a_note_draft(), version=2, today=TODAY)
    kept = opened_case_note(db, staff, elsewhere, today=TODAY)
    assert kept is not None
    assert kept.text == "Comme [anonymisé], il hésite."
    db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    on_disk = store_path.read_bytes()
    assert SAID.encode() not in on_disk
    assert "Naïma Terrasson".encode() not in on_disk
