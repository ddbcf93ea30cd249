"""What is told of a note to each account: every text that leaves the database is read."""

import pytest

from circular.actions.accounts import close_account
from circular.actions.case_notes import open_case_note
from circular.domain.case_notes import Sight
from circular.domain.errors import NotAllowedError
from circular.domain.journal import JournalFilters
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.queries import case_notes as queries
from circular.queries import person_files
from circular.queries.journal import history_of, journal
from circular.queries.projects import project_record
from circular.store.connection import Database
from circular.store.rows import value
from tests.builders.agreements import a_project
from tests.builders.case_notes import (
    NEXT,
    SAID,
    TODAY,
    a_case_note,
    a_colleague,
    watched,
)


def holds_the_note(left: list[str]) -> bool:
    """Say whether a word of the note is among the texts that left the database."""
    return any(SAID in text or NEXT in text for text in left)


def test_who_is_not_named_learns_that_a_note_exists_and_no_more(
    db: Database, staff: Visitor, administrator: Visitor
) -> None:
    project_id, reader = a_project(db, staff), a_colleague(db)
    note_id = a_case_note(db, staff, project_id, reader)
    open_case_note(db, reader, note_id, today=TODAY)

    with watched(db) as left:
        (line,) = queries.case_notes_of(db, administrator, project_id)
        assert queries.case_notes_naming(db, administrator) == ()
        assert queries.opened_case_note(db, administrator, note_id, today=TODAY) is None
        project_record(db, administrator, project_id, today=TODAY)
        history_of(db, "project", project_id)
        journal(db, administrator, JournalFilters(text="bail"), page=None)

    assert (line.sight, line.author_name, line.reviewed_on.day) == (Sight.NONE, staff.name, 12)
    assert (line.readers, line.readings) == ((), ())
    assert left
    assert not holds_the_note(left)


def test_nothing_leaves_for_a_reader_before_the_note_is_opened(
    db: Database, staff: Visitor
) -> None:
    project_id, reader = a_project(db, staff), a_colleague(db)
    note_id = a_case_note(db, staff, project_id, reader)
    holder_id = value(db, "SELECT holder_id FROM project_holder WHERE project_id = ?", [project_id])

    with watched(db) as left:
        (line,) = queries.case_notes_of(db, reader, project_id)
        (named,) = queries.case_notes_naming(db, reader)
        assert queries.opened_case_note(db, reader, note_id, today=TODAY) is None
        assert person_files.keepers_of(db, reader, holder_id) == ()
        assert open_case_note(db, reader, note_id, today=TODAY) == note_id
    assert not holds_the_note(left)
    assert (line.sight, line.readers) == (Sight.READER, ((reader.account_id, reader.name),))
    assert (named.id, named.sight, named.project_id) == (note_id, Sight.READER, project_id)

    with watched(db) as left:
        told = queries.opened_case_note(db, reader, note_id, today=TODAY)
    assert told is not None
    assert (told.text, told.next_step) == (SAID, NEXT)
    assert holds_the_note(left), "the watch sees what leaves"


def test_a_guest_named_reads_this_note_and_nothing_else_of_the_project(
    db: Database, staff: Visitor, elected: Visitor, partner: Visitor
) -> None:
    project_id = a_project(db, staff, "Couches en compost", holder="Naïma Fictive")
    mine = a_case_note(db, staff, project_id, elected)
    a_case_note(db, staff, project_id, text="Autre chose.")

    with watched(db) as left:
        (named,) = queries.case_notes_naming(db, elected)
        open_case_note(db, elected, named.id, today=TODAY)
        told = queries.opened_case_note(db, elected, named.id, today=TODAY)
        for visitor in (elected, partner):
            with pytest.raises(NotAllowedError):
                queries.case_notes_of(db, visitor, project_id)
            with pytest.raises(NotAllowedError):
                queries.case_note(db, visitor, mine)

    assert (named.id, named.author_name, named.project_id) == (mine, None, None)
    assert named.project_title == "Couches en compost", "an elected reader knows what it is about"
    assert told is not None
    assert not any("Naïma" in text or "Autre" in text for text in left[:-2])
    assert queries.case_notes_naming(db, partner) == ()


def test_the_team_comes_first_among_possible_readers_and_guests_bear_their_role(
    db: Database, staff: Visitor, administrator: Visitor, elected: Visitor
) -> None:
    found = queries.possible_readers(db, staff)

    assert next(iter(found.values())) == administrator.name
    assert found[elected.account_id or 0] == f"{elected.name} (Élu·e)"
    assert staff.account_id not in found
    assert queries.guests_among(db, list(found))[0].startswith("Personne")
    assert queries.guests_among(db, [administrator.account_id or 0]) == ()


def test_the_file_of_a_person_tells_a_note_to_whom_may_read_it_and_else_whom_to_ask(
    db: Database, staff: Visitor, administrator: Visitor
) -> None:
    project_id, reader = a_project(db, staff), a_colleague(db)
    note_id = a_case_note(db, staff, project_id, reader)
    holder_id = value(db, "SELECT holder_id FROM project_holder WHERE project_id = ?", [project_id])

    def file_of(visitor: Visitor) -> tuple[str | None, tuple[int, ...], int]:
        file = person_files.person_file(db, visitor, holder_id, today=TODAY)
        (part,) = [section for section in file.sections if section.key == "revues"]
        return part.rows[0][2], file.case_notes_told, file.case_notes_kept_back

    whom = f"Alix Second, {staff.name}"
    assert file_of(staff) == (SAID, (), 0)
    assert file_of(reader) == (SAID, (note_id,), 0)
    with watched(db) as left:
        reserved = f"Texte réservé\u00a0: ce dossier est à demander à {whom}."
        assert file_of(administrator) == (reserved, (), 1)
        assert person_files.keepers_of(db, administrator, holder_id) == (whom,)
    assert not holds_the_note(left)


def test_when_nobody_named_is_left_the_administrator_serves_the_right_of_access(
    db: Database, staff: Visitor, administrator: Visitor, elected: Visitor
) -> None:
    author = a_colleague(db)
    project_id = a_project(db, staff)
    note_id = a_case_note(db, author, project_id, elected)
    holder_id = value(db, "SELECT holder_id FROM project_holder WHERE project_id = ?", [project_id])
    assert person_files.keepers_of(db, administrator, holder_id) == (author.name,)

    close_account(db, administrator, author.account_id or 0)

    file = person_files.person_file(db, administrator, holder_id, today=TODAY)
    assert file.case_notes_told == (note_id,)
    assert person_files.keepers_of(db, staff, holder_id) == ("l’administrateur",)
    assert queries.opened_case_note(db, administrator, note_id, today=TODAY) is None


@pytest.mark.parametrize("role", [Role.ELECTED, Role.PARTNER])
def test_what_lists_the_notes_of_a_project_is_refused_to_guests(db: Database, role: Role) -> None:
    visitor = a_colleague(db, "Bob Invité", Role.ELECTED).model_copy(update={"role": role})

    with pytest.raises(NotAllowedError):
        queries.possible_readers(db, visitor)
    assert queries.case_notes_naming(db, visitor.model_copy(update={"account_id": None})) == ()


def test_a_title_that_bears_a_name_and_any_title_for_a_partner_stay_in_the_database(
    db: Database, staff: Visitor, elected: Visitor, partner: Visitor
) -> None:
    named = a_project(db, staff, "Atelier de Naïma Fictive", holder="Naïma Fictive")
    a_case_note(db, staff, named, elected, partner)
    a_case_note(db, staff, a_project(db, staff, "Couches en compost"), partner)

    with watched(db) as left:
        found = [*queries.case_notes_naming(db, elected), *queries.case_notes_naming(db, partner)]

    assert [each.project_title for each in found] == [None, None, None]
    hidden = ("Naïma", "Couches", staff.name)
    assert not any(word in text for word in hidden for text in left)
