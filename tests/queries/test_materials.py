"""What each role reads of the sums of streams."""

from datetime import date

import pytest

from circular.domain.errors import NotAllowedError
from circular.domain.streams import StreamFilters
from circular.domain.territory import ELSEWHERE, UNKNOWN_PLACE
from circular.domain.visitors import Visitor
from circular.queries import materials as queries
from circular.store.connection import Database, write_tx
from tests.builders.holders import a_holder
from tests.builders.needs import a_need, a_project
from tests.builders.streams import PALLETS, TODAY, a_stream
from tests.builders.territory import LIBOURNAIS
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
        (UNKNOWN_PLACE, 1, 0),
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


def test_confidential_producers_are_in_no_cut_that_elected_officials_read(
    db: Database, staff: Visitor, elected: Visitor, three: int
) -> None:
    year = (1 / 12,) * 12
    for tonnes in ("10", "20", "30", "9000"):
        a_stream(
            db,
            staff,
            tonnes_likely=tonnes,
            is_confidential=True,
            months=year,
            figure_on=date(2026, 1, 1),
        )
    found = queries.materials(db, elected, StreamFilters(), today=TODAY)

    assert [(row.family, row.streams, row.tonnes, row.remaining) for row in found.families] == [
        ("Déchets verts", 2, 160, 160),
        ("Bois", 1, 40, 40),
        (queries.RESERVED, 3, 60, None),
        (queries.WITHHELD, 1, None, None),
    ]
    assert (found.shown, found.tonnes, found.withheld) == (7, 260, 1)
    assert {place.name: place.net_fte for place in found.epcis} == {
        UNKNOWN_PLACE: 60,
        ELSEWHERE: 140,
        queries.RESERVED: 60,
    }
    assert sum(found.season.available.tonnes) == 0
    here = queries.materials(db, elected, StreamFilters(epci_siren=LIBOURNAIS), today=TODAY)
    assert (here.tonnes, here.reserve.streams, here.withheld) == (140, 0, 4)


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
