"""The table of exchanges: order, standing, people, versions."""

from datetime import date

from circular.domain.visitors import Visitor
from circular.store import exchanges as store
from circular.store.connection import Database
from tests.builders.agreements import a_project
from tests.builders.noted_exchanges import an_exchange


def test_the_newest_day_comes_first_and_the_last_noted_of_a_day(
    db: Database, staff: Visitor
) -> None:
    project_id = a_project(db, staff)
    for day, note in ((2, "b"), (16, "d"), (2, "c"), (1, "a")):
        an_exchange(db, staff, project_id, happened_on=date(2026, 11, day), note=note)

    assert [row["note"] for row in store.of_project(db, project_id, limit=3)] == ["d", "c", "b"]


def test_the_standing_of_a_silent_project_is_nothing_at_all(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff)
    assert store.standing(db, project_id) == {"total": 0, "last_on": None}

    an_exchange(db, staff, project_id, happened_on=date(2026, 11, 1))
    an_exchange(db, staff, project_id, happened_on=date(2026, 10, 1), direction="to_person")
    assert store.standing(db, project_id) == {"total": 2, "last_on": "2026-11-01"}


def test_an_exchange_changes_only_from_the_version_that_was_read(
    db: Database, staff: Visitor
) -> None:
    exchange_id = an_exchange(db, staff, a_project(db, staff))

    assert store.amend(db, exchange_id, {"note": "première"}, version=1)
    assert not store.amend(db, exchange_id, {"note": "seconde"}, version=1)

    row = store.get(db, exchange_id)
    assert row is not None
    assert (row["note"], row["version"]) == ("première", 2)


def test_the_people_of_a_project_are_its_own(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff, holder="Naïma Fictive")
    other = a_project(db, staff, "Insectes", holder="Paul Fictif")
    (person,) = store.people_of(db, project_id)

    assert person["name"] == "Naïma Fictive"
    assert store.is_person_of(db, project_id, person["id"])
    assert not store.is_person_of(db, other, person["id"])


def test_a_project_says_its_title_and_whether_it_is_archived(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff, "Couches en compost")

    assert store.project_of(db, project_id) == {"title": "Couches en compost", "archived_at": None}
    assert store.project_of(db, 99) is None
