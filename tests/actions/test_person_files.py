"""Handing a person's file over leaves a line in the journal, and nothing of what was in it."""

import pytest

from circular.actions.person_files import record_person_file
from circular.domain.errors import NotAllowedError, NotFoundError
from circular.domain.visitors import Visitor
from circular.store import journal
from circular.store.connection import Database
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
    assert record_person_file(db, staff, her, line_count=lines) == her

    last = journal.of_record(db, "holder", her)[0]
    assert (last["act"], last["account_name"]) == ("file_taken", staff.name)
    assert last["sentence"] == f"Dossier de la personne remis\u00a0: {told}"


def test_the_line_says_nothing_of_what_was_in_the_file(
    db: Database, staff: Visitor, her: int
) -> None:
    record_person_file(db, staff, her, line_count=12)

    last = journal.of_record(db, "holder", her)[0]
    written = f"{last['sentence']} {last['changes']}"
    assert NAME not in written
    assert EMAIL not in written


def test_the_file_of_nobody_leaves_no_line(db: Database, staff: Visitor) -> None:
    before = count(db, "journal")

    with pytest.raises(NotFoundError, match="n’existe pas"):
        record_person_file(db, staff, 999_999, line_count=3)

    assert count(db, "journal") == before


def test_neither_elected_officials_nor_partners_hand_a_file_over(
    db: Database, elected: Visitor, partner: Visitor, her: int
) -> None:
    before = count(db, "journal")

    for visitor in (elected, partner):
        with pytest.raises(NotAllowedError):
            record_person_file(db, visitor, her, line_count=3)

    assert count(db, "journal") == before
