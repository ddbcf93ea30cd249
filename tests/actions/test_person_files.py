"""Handing a person's file over leaves a line in the journal, and nothing of what was in it."""

import pytest

from circular.actions.person_files import record_person_file
from circular.domain.errors import NotAllowedError, NotFoundError
from circular.domain.visitors import Visitor
from circular.queries.case_notes import case_notes_of
from circular.store import journal
from circular.store.connection import Database
from tests.builders.case_notes import a_case_note, a_colleague
from tests.builders.holders import TODAY
from tests.builders.person_files import EMAIL, NAME, two_people
from tests.builders.straight import count


@pytest.fixture
def her(db: Database, staff: Visitor) -> int:
    """Return a person of whom the product holds a little of everything."""
    return two_people(db, staff)[0]


@pytest.mark.parametrize(("lines", "told"), [(1, "1\u00a0ligne."), (42, "42\u00a0lignes.")])
def test_the_journal_keeps_that_the_file_was_made_and_how_long_it_was(
    db: Database, staff: Visitor, her: int, lines: int, told: str
) -> None:
    assert record_person_file(db, staff, her, line_count=lines, today=TODAY) == her

    last = journal.of_record(db, "holder", her)[0]
    assert (last["act"], last["account_name"]) == ("file_taken", staff.name)
    assert last["sentence"] == f"Dossier de la personne remis\u00a0: {told}"


def test_the_line_says_nothing_of_what_was_in_the_file(
    db: Database, staff: Visitor, her: int
) -> None:
    record_person_file(db, staff, her, line_count=12, today=TODAY)

    last = journal.of_record(db, "holder", her)[0]
    written = f"{last['sentence']} {last['changes']}"
    assert NAME not in written
    assert EMAIL not in written


def test_the_file_of_nobody_leaves_no_line(db: Database, staff: Visitor) -> None:
    before = count(db, "journal")

    with pytest.raises(NotFoundError, match="n’existe pas"):
        record_person_file(db, staff, 999_999, line_count=3, today=TODAY)

    assert count(db, "journal") == before


def test_neither_elected_officials_nor_partners_hand_a_file_over(
    db: Database, elected: Visitor, partner: Visitor, her: int
) -> None:
    before = count(db, "journal")

    for visitor in (elected, partner):
        with pytest.raises(NotAllowedError):
            record_person_file(db, visitor, her, line_count=3, today=TODAY)

    assert count(db, "journal") == before


def test_a_file_that_tells_a_note_of_a_case_review_is_a_reading_of_it(
    db: Database, staff: Visitor
) -> None:
    her, _, project_id = two_people(db, staff)
    reader = a_colleague(db)
    told = a_case_note(db, staff, project_id, reader)

    record_person_file(
        db,
        reader,
        her,
        line_count=12,
        today=TODAY,
        case_notes_told=(told,),
        case_notes_kept_back=1,
    )

    last = journal.of_record(db, "holder", her)[0]["sentence"]
    assert last.endswith("12\u00a0lignes, sans le texte de 1\u00a0note de revue.")
    (line,) = case_notes_of(db, staff, project_id)
    assert [(each.name, each.read_on) for each in line.readings] == [(reader.name, TODAY)]
    lines = journal.of_record(db, "project", project_id)
    assert lines[0]["act"] == "case_note_read"
