"""What each role reads of the sums of streams."""

import pytest

from circular.domain.errors import NotAllowedError
from circular.domain.streams import StreamFilters
from circular.domain.visitors import Visitor
from circular.queries import materials as queries
from circular.store.connection import Database, write_tx
from tests.builders.holders import a_holder
from tests.builders.needs import a_need, a_project
from tests.builders.streams import PALLETS, TODAY, a_stream
from tests.builders.tracked_matches import a_match

WOOD = StreamFilters(family="bois")


@pytest.fixture
def three(db: Database, staff: Visitor, partner: Visitor) -> int:
    """Write three streams, one the partner's, one kept for a project named after its holder."""
    a_stream(db, staff, waste_code=PALLETS, material_family="bois", tonnes_likely="40")
    a_stream(db, partner, tonnes_likely="60", commune_code=None)
    project_id = a_project(db, staff)
    kept = a_stream(db, staff, tonnes_likely="100")
    a_match(db, staff, stream_id=kept, need_id=a_need(db, staff, project_id))
    return project_id


def test_staff_reads_everything(db: Database, staff: Visitor, three: int) -> None:
    found = queries.materials(db, staff, StreamFilters(), today=TODAY)
    wood = queries.materials(db, staff, WOOD, today=TODAY)

    assert (found.shown, found.total, found.tonnes, found.remaining) == (3, 3, 200, 200)
    assert {row.family for row in found.families} == {"Bois", "Déchets verts"}
    assert [(flow.project_id, flow.considered) for flow in found.flows or ()] == [(three, 100)]
    assert found.season.wanted is not None
    assert (found.season.wanted.apart, found.season.wanted.apart_tonnes) == (1, 300)
    assert found.communes is not None
    assert [(row.commune, row.streams, row.projects) for row in found.communes] == [
        ("Libourne\u00a0(33)", 2, 1),
        (queries.UNKNOWN_PLACE, 1, 0),
    ]
    assert (wood.shown, wood.total, wood.tonnes) == (1, 3, 40)


def test_a_partner_reads_its_own_and_nothing_of_projects(
    db: Database, partner: Visitor, three: int
) -> None:
    found = queries.materials(db, partner, StreamFilters(), today=TODAY)

    assert (found.shown, found.total, found.tonnes) == (1, 1, 60)
    assert found.flows is None
    assert found.season.wanted is None
    assert [(row.streams, row.projects) for row in found.communes or ()] == [(1, 0)]
    with pytest.raises(NotAllowedError):
        queries.project_points(db, partner, epci_siren=None, today=TODAY)


def test_elected_officials_read_families_and_epci_only(
    db: Database, elected: Visitor, three: int
) -> None:
    found = queries.materials(db, elected, WOOD, today=TODAY)

    assert found.shown == 3  # they do not narrow by family: one stream could be alone in it
    assert {(row.code, row.waste) for row in found.families} == {(None, None)}
    assert (found.flows, found.communes) == (None, None)


def test_no_sum_of_elected_officials_is_that_of_one_or_two_producers(
    db: Database, staff: Visitor, elected: Visitor, three: int
) -> None:
    few = queries.materials(db, elected, StreamFilters(), today=TODAY)
    for tonnes in ("10", "20", "30"):
        a_stream(db, staff, tonnes_likely=tonnes, months=(1 / 12,) * 12)
    more = queries.materials(db, elected, StreamFilters(), today=TODAY)

    assert [(row.family, row.streams, row.tonnes) for row in few.families] == [
        (queries.OTHER_FAMILIES, 3, 200)
    ]
    assert {place.name: place.net_fte for place in few.epcis} == {queries.OTHER_PLACES: 200}
    # the wood of one producer would show beside the green waste: all is added up
    assert [(row.family, row.tonnes) for row in more.families] == [(queries.OTHER_FAMILIES, 260)]
    assert sum(more.season.available.tonnes) == pytest.approx(60, rel=0.01)

    db.conn.execute("UPDATE waste_stream SET archived_at = '2026-11-01' WHERE id > 2")
    alone = queries.materials(db, elected, StreamFilters(), today=TODAY)
    assert [(row.streams, row.tonnes) for row in alone.families] == [(2, None)]
    assert alone.epcis == ()


def test_a_project_named_after_its_holder_is_a_number_on_maps(
    db: Database, staff: Visitor, three: int
) -> None:
    holder_id = a_holder(db, staff, name="Naïma Terrasson")
    with write_tx(db):
        db.conn.execute(
            "UPDATE project SET title = 'Projet de Naïma Terrasson',"
            " folded_title = 'projet de naima terrasson' WHERE id = ?",
            [three],
        )
        db.conn.execute(
            "INSERT INTO project_holder (project_id, holder_id, role) VALUES (?, ?, 'porteur')",
            [three, holder_id],
        )

    (point,) = queries.project_points(db, staff, epci_siren=None, today=TODAY)
    found = queries.materials(db, staff, StreamFilters(), today=TODAY)

    assert point.project == f"Projet n°\u00a0{three}"
    assert (point.stage, point.needs, point.wanted) == ("Détection", 1, 300)
    assert point.point is not None
    assert point.point[0] < 0 < point.point[1]
    assert [flow.project for flow in found.flows or ()] == [point.project]
