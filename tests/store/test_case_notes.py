"""What the SQL selects of a note, for each account that asks."""

from datetime import date

from circular.domain.visitors import Visitor
from circular.store import accounts
from circular.store import case_notes as store
from circular.store.connection import Database
from circular.store.rows import rows
from tests.builders.agreements import a_project
from tests.builders.case_notes import NEXT, SAID, TODAY, a_case_note, a_colleague


def account(visitor: Visitor) -> int:
    """Return the account of a visitor."""
    assert visitor.account_id is not None
    return visitor.account_id


def test_a_reader_is_given_the_text_on_the_days_noted_and_on_no_other(
    db: Database, staff: Visitor, administrator: Visitor
) -> None:
    reader, me = a_colleague(db), account(staff)
    note_id = a_case_note(db, staff, a_project(db, staff), reader)
    told = {"text": SAID, "next_step": NEXT}

    assert store.opened(db, note_id, me=me, on=TODAY) == told
    assert store.opened(db, note_id, me=account(reader), on=TODAY) is None
    assert store.note_reading(db, note_id, account(reader), on=TODAY)
    assert not store.note_reading(db, note_id, account(reader), on=TODAY)
    assert store.opened(db, note_id, me=account(reader), on=TODAY) == told
    assert store.opened(db, note_id, me=account(reader), on=date(2026, 11, 23)) is None
    store.note_reading(db, note_id, account(administrator), on=TODAY)
    assert store.opened(db, note_id, me=account(administrator), on=TODAY) is None


def test_only_its_author_is_given_a_note_to_change(db: Database, staff: Visitor) -> None:
    reader = a_colleague(db)
    note_id = a_case_note(db, staff, a_project(db, staff), reader)

    mine = store.own(db, note_id, me=account(staff))
    assert mine == {"reviewed_on": "2026-11-12", "text": SAID, "next_step": NEXT, "version": 1}
    assert store.own(db, note_id, me=account(reader)) is None


def test_a_naming_lapses_with_the_role_in_which_it_was_given(db: Database, staff: Visitor) -> None:
    reader = a_colleague(db)
    note_id = a_case_note(db, staff, a_project(db, staff), reader)
    store.note_reading(db, note_id, account(reader), on=TODAY)

    accounts.change(db, account(reader), {"role": "elected"})

    assert store.readers(db, note_id) == {}
    assert store.opened(db, note_id, me=account(reader), on=TODAY) is None
    assert store.naming(db, me=account(reader), with_project=False, with_title=False, limit=9) == []


def test_the_list_of_a_project_is_read_with_its_index(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff)
    for day in ("10/11/2026", "12/11/2026", "11/11/2026"):
        a_case_note(db, staff, project_id, reviewed_on=day)

    listed = store.of_project(db, project_id, me=account(staff), limit=2)
    plan = rows(
        db,
        "EXPLAIN QUERY PLAN SELECT id FROM case_note WHERE project_id = ?"
        " ORDER BY reviewed_on DESC",
        [project_id],
    )

    assert [row["reviewed_on"] for row in listed] == ["2026-11-12", "2026-11-11"]
    assert store.count(db, project_id) == 3
    assert "case_note_by_project" in plan[0]["detail"]


def test_a_changed_note_must_still_have_its_version(db: Database, staff: Visitor) -> None:
    note_id = a_case_note(db, staff, a_project(db, staff))

    assert store.amend(db, note_id, {"text": "Autre."}, version=1)
    assert not store.amend(db, note_id, {"text": "Encore."}, version=1)
    store.remove(db, note_id)
    assert store.standing(db, note_id) is None
