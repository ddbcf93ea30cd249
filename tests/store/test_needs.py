"""Needs in the store, with the codes and families that they accept."""

import json
from datetime import date, datetime

from circular.domain.visitors import Visitor
from circular.store import needs
from circular.store.connection import Database, write_tx
from circular.store.needs import Accepted
from tests.builders.needs import a_project

NOW = datetime(2026, 11, 22, 9, 0)


def add(db: Database, project_id: int, **more: object) -> int:
    """Write a need for wood."""
    with write_tx(db):
        return needs.add(
            db,
            project_id,
            {"title": "Bois", **more},
            accepted=Accepted(["150103", "1501", "150103"], ["bois"], ["R3", "R12"]),
            now=NOW,
        )


def test_a_need_comes_back_with_what_it_accepts(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff)
    need_id = add(db, project_id)

    row = needs.need(db, need_id)
    assert row is not None
    assert json.loads(row["codes"]) == ["1501", "150103"]
    assert json.loads(row["families"]) == ["bois"]
    assert row["project_title"] == "Compost de quartier"
    assert json.loads(row["operations"]) == ["R12", "R3"]


def test_what_is_accepted_is_replaced_as_a_whole(db: Database, staff: Visitor) -> None:
    need_id = add(db, a_project(db, staff))
    with write_tx(db):
        changed = needs.change(
            db, need_id, {"title": "Verre"}, accepted=Accepted(["150107"]), version=1, now=NOW
        )

    row = needs.need(db, need_id)
    assert changed
    assert row is not None
    assert (row["title"], json.loads(row["codes"]), json.loads(row["families"])) == (
        "Verre",
        ["150107"],
        [],
    )


def test_a_second_saver_changes_nothing(db: Database, staff: Visitor) -> None:
    need_id = add(db, a_project(db, staff))
    with write_tx(db):
        assert not needs.change(
            db, need_id, {"title": "Verre"}, accepted=Accepted(), version=7, now=NOW
        )

    row = needs.need(db, need_id)
    assert row is not None
    assert json.loads(row["codes"]) == ["1501", "150103"]


def test_archived_needs_leave_the_project(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff)
    first, second = add(db, project_id), add(db, project_id)
    with write_tx(db):
        needs.set_archived(db, first, NOW)

    assert [row["id"] for row in needs.of_project(db, project_id)] == [second]
    assert needs.count_of_project(db, project_id) == 1


def test_no_need_is_written_on_the_project(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff)
    with write_tx(db):
        needs.set_no_need(db, project_id, no_need=True, now=NOW)

    project = needs.project(db, project_id)
    assert project is not None
    assert project["no_need"] == 1
    assert needs.project(db, 999) is None


def test_every_code_of_the_list_is_known_with_its_chapters(db: Database) -> None:
    known = needs.known_codes(db)

    assert {"20", "2002", "200201"} <= known
    assert "999999" not in known


def test_codes_have_everyday_names_and_chapters_their_titles(db: Database) -> None:
    labels = needs.labels_of_codes(db, ["200201", "2002", "999999"])

    assert labels["200201"] == "Déchets verts"
    assert set(labels) == {"200201", "2002"}
    assert needs.labels_of_codes(db, []) == {}


def test_the_day_of_the_store_is_the_day_given(db: Database, staff: Visitor) -> None:
    row = needs.need(db, add(db, a_project(db, staff)))

    assert row is not None
    assert date.fromisoformat(row["created_at"][:10]) == NOW.date()
