"""What streams and needs add up to in the store."""

from datetime import date

from circular.domain.streams import StreamFilters
from circular.domain.visitors import Visitor
from circular.store import materials as store
from circular.store.connection import Database
from circular.store.materials import Scope
from circular.store.streams import Sight
from tests.builders.needs import a_need, a_project
from tests.builders.streams import (
    GREEN_WASTE,
    PALLETS,
    SAINT_DENIS_DE_PILE,
    TODAY,
    a_stream,
)
from tests.builders.tracked_matches import a_match, an_agreement

LIBOURNAIS = "200070092"
SUMMER = (0.0,) * 5 + (0.5, 0.5) + (0.0,) * 5


def scope(today: date = TODAY, sight: Sight | None = None, **filters: str) -> Scope:
    """Return all streams, or those that filters keep."""
    return Scope(StreamFilters(**filters), sight or Sight(sees_confidential=True), today)  # type: ignore[arg-type]


def test_families_add_up_by_code_or_whole(db: Database, staff: Visitor) -> None:
    a_stream(db, staff, waste_code=PALLETS, material_family="bois", tonnes_likely="40")
    a_stream(db, staff, waste_code="170201", material_family="bois", tonnes_likely="60")
    a_stream(db, staff, waste_code=None, material_family=None, tonnes_likely="5")

    by_code = store.families(db, scope(), by_code=True)
    whole = store.families(db, scope(), by_code=False)

    assert [(row["family"], row["code"], row["tonnes"]) for row in by_code] == [
        ("Bois", "170201", 60),
        ("Bois", PALLETS, 40),
        (None, None, 5),
    ]
    assert [(row["family"], row["streams"], row["tonnes"]) for row in whole] == [
        ("Bois", 2, 100),
        (None, 1, 5),
    ]
    assert {row["code"] for row in whole} == {None}


def test_an_unknown_season_is_counted_apart_on_both_sides(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff)
    a_stream(db, staff, tonnes_likely="100", months=SUMMER)
    a_stream(db, staff, tonnes_likely="7")
    a_need(db, staff, project_id, tonnes_min=None, tonnes_max="30", months=SUMMER)
    a_need(db, staff, project_id, tonnes_min="9", tonnes_max=None, codes=(PALLETS,))

    found = {row["month"]: row["tonnes"] for row in store.months(db, scope())}
    wanted = {row["month"]: row["tonnes"] for row in store.wanted_months(db, scope())}
    green = store.wanted_months(db, scope(family="dechets_verts", epci_siren=LIBOURNAIS))

    assert (found[5], found[6], found[0], found[None]) == (50, 50, 0, 7)
    assert (wanted[5], wanted[6], wanted[None]) == (15, 15, 9)
    assert sum(row["tonnes"] for row in green) == 30
    assert store.wanted_months(db, scope(epci_siren="243301223")) == []


def test_what_is_agreed_and_what_is_talked_about_flow_to_projects(
    db: Database, staff: Visitor
) -> None:
    stream_id = a_stream(db, staff, tonnes_likely="100", material_family="dechets_verts")
    projects = [a_project(db, staff, title=title) for title in ("Compost", "Paillage", "Broyage")]
    matches = [
        a_match(db, staff, stream_id=stream_id, need_id=a_need(db, staff, each))
        for each in projects
    ]
    an_agreement(db, staff, matches[0], 40)

    found = store.flows(db, scope())

    assert [(row["project_title"], row["agreed"], row["considered"]) for row in found] == [
        ("Compost", 40, None),
        ("Paillage", None, 30),
        ("Broyage", None, 30),
    ]


def test_communes_hold_streams_projects_and_what_has_no_place(db: Database, staff: Visitor) -> None:
    a_stream(db, staff, tonnes_likely="10")
    a_stream(db, staff, tonnes_likely="20", commune_code=SAINT_DENIS_DE_PILE)
    a_stream(db, staff, tonnes_likely="1", commune_code=None)
    a_project(db, staff)

    found = store.communes(db, scope(), with_projects=True)
    hidden = store.communes(db, scope(), with_projects=False)

    assert [(row["commune"], row["streams"], row["projects"]) for row in found] == [
        ("Saint-Denis-de-Pile", 1, 0),
        ("Libourne", 1, 1),
        (None, 1, 0),
    ]
    assert sum(row["projects"] for row in hidden) == 0
    assert [row["project"] for row in store.projects(db, scope())] == ["Compost de quartier"]
    assert {row["siren"]: row["tonnes"] for row in store.by_epci(db, scope())} == {
        LIBOURNAIS: 30,
        None: 1,
    }


def test_only_some_epci_and_only_ones_own_are_summed(
    db: Database, staff: Visitor, partner: Visitor
) -> None:
    a_stream(db, staff, tonnes_likely="10", waste_code=GREEN_WASTE)
    a_stream(db, partner, tonnes_likely="20", commune_code=None)
    limited = Scope(StreamFilters(), Sight(), TODAY, (LIBOURNAIS,))
    own = scope(sight=Sight(own=partner.organisation_id))

    assert [row["tonnes"] for row in store.families(db, limited, by_code=False)] == [10]
    assert [row["tonnes"] for row in store.families(db, own, by_code=False)] == [20]
    assert (store.count(db, limited), store.count(db, own), store.count(db, scope())) == (1, 1, 2)
