"""The store keeps members, their communes, and counts what depends on them."""

import sqlite3

import pytest

from circular.store import territory
from circular.store.connection import Database
from tests.builders.territory import (
    CUBZAGUAIS,
    LIBOURNAIS,
    LIBOURNE,
    LORMONT,
    VAYRES,
    VAYRES_ELSEWHERE,
)


def add(db: Database, *sirens: str) -> None:
    """Make EPCI members."""
    for siren in sirens:
        territory.add_member(db, siren, organisation_id=None, joined_on=None)


def test_an_empty_territory_counts_nothing(db: Database) -> None:
    assert territory.members(db) == []
    assert territory.totals(db) == {
        "epci_count": 0,
        "commune_count": 0,
        "population": None,
        "unknown_population": 0,
    }


def test_a_member_brings_its_communes_and_members_keep_their_order(db: Database) -> None:
    add(db, LIBOURNAIS, CUBZAGUAIS)
    found = territory.members(db)
    assert [(row["siren"], row["commune_count"]) for row in found] == [
        (LIBOURNAIS, 45),
        (CUBZAGUAIS, 16),
    ]
    assert territory.commune_count(db) == 61


def test_the_population_leaves_the_unknown_out_and_counts_it(db: Database) -> None:
    add(db, LIBOURNAIS)
    known = territory.totals(db)["population"]
    of_libourne = db.conn.execute(
        "SELECT population FROM ref_commune WHERE code = ?", [LIBOURNE]
    ).fetchone()[0]
    db.conn.execute("UPDATE ref_commune SET population = NULL WHERE code = ?", [LIBOURNE])
    totals = territory.totals(db)
    assert totals["population"] == known - of_libourne
    assert totals["unknown_population"] == 1
    member = territory.member(db, LIBOURNAIS)
    assert member is not None
    assert member["unknown_population"] == 1


def test_communes_without_coordinates_are_named(db: Database) -> None:
    add(db, LIBOURNAIS)
    db.conn.execute(
        "UPDATE ref_commune SET latitude = NULL, longitude = NULL WHERE code = ?", [VAYRES]
    )
    assert territory.without_coordinates(db) == ["Vayres"]
    member = territory.member(db, LIBOURNAIS)
    assert member is not None
    assert member["without_coordinates"] == 1


def test_a_commune_counts_once(db: Database) -> None:
    add(db, LIBOURNAIS, CUBZAGUAIS)
    with pytest.raises(sqlite3.IntegrityError):
        territory.add_commune(db, LIBOURNE, CUBZAGUAIS)


def test_a_commune_counts_under_a_member_only(db: Database) -> None:
    add(db, LIBOURNAIS)
    with pytest.raises(sqlite3.IntegrityError):
        territory.add_commune(db, LORMONT, CUBZAGUAIS)


def test_a_borrowed_commune_comes_back_to_its_own_epci(db: Database) -> None:
    add(db, CUBZAGUAIS)
    territory.add_commune(db, VAYRES, CUBZAGUAIS)
    borrowed = territory.commune(db, VAYRES)
    assert borrowed is not None
    assert borrowed["official_epci"] == "CA du Libournais"
    add(db, LIBOURNAIS)
    back = territory.commune(db, VAYRES)
    assert back is not None
    assert back["member_siren"] == LIBOURNAIS
    assert back["official_epci"] is None


def test_an_epci_that_leaves_takes_its_communes_away(db: Database) -> None:
    add(db, LIBOURNAIS, CUBZAGUAIS)
    territory.remove_member(db, LIBOURNAIS)
    assert territory.commune_count(db) == 16


def test_communes_are_found_by_word_code_or_member(db: Database) -> None:
    add(db, LIBOURNAIS, CUBZAGUAIS)
    territory.add_commune(db, VAYRES_ELSEWHERE, CUBZAGUAIS)
    by_name = territory.communes(db, words=["vayres"])
    assert {row["code"] for row in by_name} == {VAYRES, VAYRES_ELSEWHERE}
    assert [row["code"] for row in territory.communes(db, words=["vayres", "gironde"])] == [VAYRES]
    assert LIBOURNE in {row["code"] for row in territory.communes(db, codes=["33500"])}
    assert [row["code"] for row in territory.communes(db, codes=[LIBOURNE])] == [LIBOURNE]
    assert len(territory.communes(db, siren=CUBZAGUAIS)) == 17
    assert territory.communes(db, words=["zzz"]) == []


def test_what_was_taken_out_is_remembered_as_left_out(db: Database) -> None:
    add(db, LIBOURNAIS)
    assert territory.remove_commune(db, VAYRES)
    assert not territory.remove_commune(db, VAYRES)
    assert [row["code"] for row in territory.left_out(db)] == [VAYRES]


def test_everything_counted_under_an_epci_is_counted(db: Database) -> None:
    add(db, LIBOURNAIS, CUBZAGUAIS)
    db.conn.execute(
        "INSERT INTO target (indicator, epci_siren, value, starts_on, due_on, source, decided_on,"
        " created_at) VALUES ('jobs_net', ?, 10, '2026-01-01', '2027-01-01', 'essai',"
        " '2026-01-01', '2026-01-01')",
        [LIBOURNAIS],
    )
    db.conn.execute(
        "INSERT INTO waste_stream (title, folded_title, commune_code, created_at, updated_at)"
        " VALUES ('Palettes', 'palettes', ?, '2026-01-01', '2026-01-01')",
        [VAYRES],
    )
    none = {"projects": 0, "targets": 0, "facilities": 0, "streams": 0}
    assert territory.dependents(db, LIBOURNAIS) == {**none, "targets": 1, "streams": 1}
    assert territory.dependents(db, CUBZAGUAIS) == none
