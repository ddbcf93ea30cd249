"""One set-up per project, with the words of its place."""

from circular.domain.visitors import Visitor
from circular.store import implantations
from circular.store.connection import Database
from tests.builders.agreements import a_project
from tests.builders.facilities import a_facility
from tests.builders.implantations import a_site


def test_a_project_without_a_site_has_none(db: Database, staff: Visitor) -> None:
    assert implantations.of_project(db, a_project(db, staff)) is None
    assert implantations.by_id(db, 1) is None


def test_a_set_up_comes_with_the_words_of_its_place(db: Database, staff: Visitor) -> None:
    project = a_project(db, staff)
    saved = a_site(db, staff, project)

    row = implantations.of_project(db, project)

    assert row == implantations.by_id(db, saved)
    assert row is not None
    assert (row["commune_name"], row["department_name"]) == ("Libourne", "Gironde")


def test_an_update_asks_for_the_version(db: Database, staff: Visitor) -> None:
    saved = a_site(db, staff, a_project(db, staff))

    assert not implantations.update(db, saved, version=9, record={"address": "Ici"})
    assert implantations.update(db, saved, version=1, record={"address": "Ici"})


def test_only_facilities_out_of_the_archives_are_lent(db: Database, staff: Visitor) -> None:
    kept = a_facility(db, staff)
    gone = a_facility(db, staff, name="Ancien hangar")
    db.conn.execute("UPDATE facility SET archived_at = '2026-01-01' WHERE id = ?", [gone])

    assert [row["id"] for row in implantations.facilities_to_lend(db)] == [kept]
