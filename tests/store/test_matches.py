"""What a ranking reads, and the decisions taken."""

import json
from datetime import datetime

import pytest

from circular.domain.visitors import Visitor
from circular.store import matches, tracked_matches
from circular.store.connection import Database, write_tx
from circular.store.streams import Sight
from tests.builders.facilities import a_facility
from tests.builders.needs import a_need, a_project
from tests.builders.streams import LIBOURNE, SAINT_DENIS_DE_PILE, TODAY, a_stream

NOW = datetime(2026, 11, 22, 9, 0)
ALL = Sight(sees_confidential=True)


def decide(db: Database, stream_id: int, need_id: int, decision: str = "kept") -> int:
    """Write a decision and, when it is kept, its match."""
    with write_tx(db):
        decision_id = matches.decide(
            db,
            {
                "stream_id": stream_id,
                "need_id": need_id,
                "decision": decision,
                "reason": "distance" if decision == "dismissed" else None,
                "components": "{}",
                "weights": "{}",
                "decided_on": "2026-11-22",
            },
        )
        if decision == "kept":
            pair = {"stream_id": stream_id, "need_id": need_id}
            standing = {"stage": "proposed", "stage_since": "2026-11-22"}
            tracked_matches.add(db, {**pair, **standing}, created_by=None, now=NOW)
        return decision_id


def test_a_stream_is_read_with_its_place_and_words(db: Database, staff: Visitor) -> None:
    stream_id = a_stream(db, staff)

    (row,) = matches.streams(db, ALL, today=TODAY)
    assert row["id"] == stream_id
    assert row["everyday_label"] == "Déchets verts"
    assert row["family_label"] == "Déchets verts"
    assert row["latitude"] == pytest.approx(44.9, abs=0.1)
    assert matches.streams(db, ALL, today=TODAY, stream_id=stream_id) == [row]


def test_a_need_is_placed_at_its_implantation_else_its_commune(
    db: Database, staff: Visitor
) -> None:
    project_id = a_project(db, staff, commune_code=LIBOURNE)
    a_need(db, staff, project_id, codes=("200201", "2002"), families=("bois",))
    (before,) = matches.needs(db, project_id=project_id)
    with write_tx(db):
        db.conn.execute(
            "INSERT INTO implantation (project_id, commune_code, created_at, updated_at)"
            " VALUES (?, ?, '2026-11-22', '2026-11-22')",
            [project_id, SAINT_DENIS_DE_PILE],
        )

    (after,) = matches.needs(db, project_id=project_id)
    assert (before["commune_name"], after["commune_name"]) == ("Libourne", "Saint-Denis-de-Pile")
    assert before["latitude"] != after["latitude"]
    assert json.loads(after["codes"]) == ["2002", "200201"]
    assert json.loads(after["families"]) == ["Bois"]


def test_a_lent_facility_places_the_project(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff, commune_code=None)
    a_need(db, staff, project_id)
    facility_id = a_facility(db, staff, commune_code=SAINT_DENIS_DE_PILE)
    with write_tx(db):
        db.conn.execute(
            "INSERT INTO implantation (project_id, facility_id, created_at, updated_at)"
            " VALUES (?, ?, '2026-11-22', '2026-11-22')",
            [project_id, facility_id],
        )

    (row,) = matches.needs(db)
    assert row["commune_name"] == "Saint-Denis-de-Pile"


def test_a_project_without_place_has_no_position(db: Database, staff: Visitor) -> None:
    a_need(db, staff, a_project(db, staff, commune_code=None))

    (row,) = matches.needs(db)
    assert (row["latitude"], row["longitude"], row["commune_name"]) == (None, None, None)


def test_projects_that_left_seek_nothing_more(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff)
    a_need(db, staff, project_id)
    with write_tx(db):
        db.conn.execute(
            "UPDATE project SET exit_kind = 'abandoned', exit_reason = 'autre' WHERE id = ?",
            [project_id],
        )

    assert matches.needs(db) == []
    assert len(matches.needs(db, project_id=project_id)) == 1
    assert matches.seeker_count(db, text="") == 0


def test_a_pair_is_decided_once_and_may_be_taken_back(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff)
    stream_id, need_id = a_stream(db, staff), a_need(db, staff, project_id)
    decision_id = decide(db, stream_id, need_id, "dismissed")

    row = matches.decision(db, stream_id, need_id)
    assert row is not None
    assert row["reason_label"] == "Trop loin ou trop cher à transporter"
    assert matches.decisions(db, project_id=project_id) == [row]
    assert matches.decisions(db, stream_id=stream_id) == [row]
    assert matches.decisions(db, stream_id=stream_id + 1) == []
    with write_tx(db):
        matches.undo(db, decision_id)
    assert matches.decision(db, stream_id, need_id) is None


def test_a_project_that_seeks_tells_its_needs_and_what_was_kept(
    db: Database, staff: Visitor
) -> None:
    project_id = a_project(db, staff)
    decide(db, a_stream(db, staff), a_need(db, staff, project_id))
    a_need(db, staff, project_id, title="Bois", codes=("15",))

    (seeker,) = matches.seekers(db, text="compost", limit=5, offset=0)
    assert (seeker["need_count"], seeker["kept_count"]) == (2, 1)
    assert matches.seekers(db, text="insecte", limit=5, offset=0) == []


def test_a_need_knows_what_it_agreed_to_take(db: Database, staff: Visitor) -> None:
    need_id = a_need(db, staff, a_project(db, staff), operations=("R3", "R12"))
    agreed, kept = a_stream(db, staff, title="Tontes"), a_stream(db, staff, title="Branches")
    for stream_id in (agreed, kept):
        decide(db, stream_id, need_id)
    db.conn.execute(
        "UPDATE material_match SET stage = 'agreed', agreed_tonnes = 20,"
        " agreed_on = '2026-01-01', agreed_from = '2026-01-01' WHERE stream_id = ?",
        [agreed],
    )

    (row,) = matches.needs(db)

    assert json.loads(row["examples"]) == [["Tontes", "Déchets verts"]]
    assert json.loads(row["operations"]) == ["R12", "R3"]
