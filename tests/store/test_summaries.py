"""Whatever is written, what triggers keep is what the facts give."""

from pathlib import Path

import pytest

from circular.domain.visitors import Visitor
from circular.store import summaries
from circular.store.connection import Database, open_for
from circular.store.rows import value
from tests.builders.facilities import a_facility
from tests.builders.implantations import a_site
from tests.builders.projects import a_project, changed, in_support, left
from tests.builders.territory import CUBZAGUAIS, LORMONT, a_territory

SAINT_ANDRE = "33366"  # Saint-André-de-Cubzac


def is_right(db: Database) -> bool:
    """Say whether both summaries hold exactly what the facts give."""
    return summaries.wrong_rows(db) == {"project_place": 0, "project_stay": 0}


def test_the_whole_demonstration_is_kept_right(full_demonstration: Path) -> None:
    with open_for(full_demonstration, read_only=True) as db:
        assert value(db, "SELECT COUNT(*) FROM project_place") == value(
            db, "SELECT COUNT(*) FROM project"
        )
        assert is_right(db)


def test_places_follow_the_project_its_site_and_the_facility_lent(
    db: Database, staff: Visitor
) -> None:
    project = a_project(db, staff, commune_code=None)
    assert is_right(db)
    changed(db, staff, project, epci_siren=CUBZAGUAIS)
    assert is_right(db)
    lent = a_facility(db, staff, commune_code=SAINT_ANDRE)
    a_site(db, staff, project, commune_code=None, facility_id=lent)
    assert is_right(db)
    for statement in (
        f"UPDATE facility SET commune_code = '{LORMONT}'",
        "UPDATE implantation SET facility_id = NULL, commune_code = '33243'",
        "UPDATE project SET is_trial = 1",
        "DELETE FROM implantation",
    ):
        db.conn.execute(statement)
        assert is_right(db), statement


def test_places_follow_the_territory(db: Database, staff: Visitor) -> None:
    a_project(db, staff, commune_code=LORMONT)
    a_territory(db, staff)
    for statement in (
        f"INSERT INTO territory_commune VALUES ('{LORMONT}', '{CUBZAGUAIS}')",
        f"UPDATE territory_commune SET epci_siren = '200070092' WHERE commune_code = '{LORMONT}'",
        f"DELETE FROM territory_commune WHERE commune_code = '{LORMONT}'",
    ):
        before = value(db, "SELECT epci_siren FROM project_place")
        db.conn.execute(statement)
        assert value(db, "SELECT epci_siren FROM project_place") != before
        assert is_right(db), statement


def test_stays_follow_moves_their_corrections_and_their_end(db: Database, staff: Visitor) -> None:
    project = in_support(db, staff)
    assert is_right(db)
    left(db, staff, project, "20/11/2026")
    assert is_right(db)
    last = value(db, "SELECT MAX(id) FROM project_move")
    for statement, standing_outside in (
        (f"UPDATE project_move SET corrected_at = '2026-11-22T09:00:00' WHERE id = {last}", 0),
        (f"UPDATE project_move SET corrected_at = NULL WHERE id = {last}", 1),
        (f"DELETE FROM project_move WHERE id = {last}", 0),
    ):
        db.conn.execute(statement)
        outside = "SELECT COUNT(*) FROM project_stay WHERE next_on IS NULL AND kind = 'exit'"
        assert value(db, outside) == standing_outside
        assert is_right(db), statement


@pytest.mark.parametrize("table", ["project_place", "project_stay"])
def test_what_went_astray_is_seen_and_made_again(db: Database, staff: Visitor, table: str) -> None:
    in_support(db, staff)
    db.conn.execute(f"DELETE FROM {table}")
    assert summaries.wrong_rows(db)[table] > 0

    summaries.rebuild(db)

    assert is_right(db)
