"""Streams that no project keeps and needs that no stream serves, in one statement each."""

from datetime import date

import pytest

from circular.domain.unmatched import UnmatchedFilters, UnservedOrder, UnusedOrder
from circular.domain.visitors import Visitor
from circular.store import unmatched as store
from circular.store.connection import Database
from circular.store.streams import Sight
from tests.builders.needs import a_need, a_project
from tests.builders.organisations import a_partner
from tests.builders.streams import TODAY, a_stream
from tests.builders.territory import LIBOURNAIS, a_territory
from tests.store.test_matches import decide

ALL = Sight(sees_confidential=True)
NOTHING = UnmatchedFilters()


def test_what_is_kept_is_neither_unused_nor_unserved(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff)
    used, unused = a_stream(db, staff), a_stream(db, staff, title="Écorces", tonnes_likely=40)
    served = a_need(db, staff, project_id)
    unserved = a_need(db, staff, project_id, title="Bois", codes=("15",))
    decide(db, used, served)
    decide(db, unused, unserved, "dismissed")

    totals = store.unused_totals(db, NOTHING, ALL, today=TODAY)
    assert (totals["shown"], totals["tonnes"]) == (1, 40)
    assert [row["id"] for row in store.unused(db, NOTHING, ALL, today=TODAY, limit=5)] == [unused]
    assert store.unserved_totals(db, NOTHING) == {"shown": 1, "tonnes": 300, "without_tonnes": 0}
    assert [row["id"] for row in store.unserved(db, NOTHING, limit=5)] == [unserved]
    assert store.pairs_aside(db) == [{"stream_id": unused, "need_id": unserved}]


def test_streams_that_ended_wait_for_nobody(db: Database, staff: Visitor) -> None:
    a_stream(db, staff, available_to="21/11/2026")

    assert store.unused_totals(db, NOTHING, ALL, today=TODAY)["shown"] == 0
    assert store.unused_totals(db, NOTHING, ALL, today=date(2026, 11, 21))["shown"] == 1


def test_costs_and_possible_jobs_are_summed_and_unknowns_counted(
    db: Database, staff: Visitor
) -> None:
    glass = {"waste_code": "150107", "tonnes_likely": 10_000}
    a_stream(db, staff, title="Verre", outlet_cost="20", **glass)
    a_stream(db, staff, title="Tontes", tonnes_likely=20_000)
    a_stream(
        db, staff, title="Solvants", waste_code="140603", is_hazardous=True, tonnes_likely=1_000
    )

    found = store.unused(db, NOTHING, ALL, today=TODAY, limit=-1, order=UnusedOrder.TITLE)
    jobs = {row["title"]: (row["jobs_low"], row["jobs_high"]) for row in found}
    # The ORDIF speaks of glass: it comes before what is said of any material.
    assert jobs["Verre"] == (15, 15)
    assert jobs["Tontes"] == pytest.approx((34.6, 230))
    assert jobs["Solvants"] == (None, None)
    totals = store.unused_totals(db, NOTHING, ALL, today=TODAY)
    assert (totals["cost"], totals["without_cost"]) == (200_000, 2)
    assert (totals["tonnes_with_factor"], totals["tonnes"]) == (30_000, 31_000)
    reuse = store.unused_totals(db, NOTHING, ALL, today=TODAY, activity="reuse")
    assert (reuse["jobs_low"], reuse["jobs_high"]) == pytest.approx((3 * 234, 3 * 1400))
    sources = store.unused_factors(db, NOTHING, ALL, today=TODAY, activity="recycling")
    assert {row["source"]: row["tonnes"] for row in sources}["ORDIF, données de 2014"] == 10_000


def test_both_lists_are_filtered_by_words_family_and_place(db: Database, staff: Visitor) -> None:
    a_territory(db, staff)
    project_id = a_project(db, staff)
    a_stream(db, staff)
    a_stream(db, staff, title="Bouteilles", waste_code="150107", commune_code="33366")
    a_need(db, staff, project_id)
    a_need(db, staff, project_id, title="Bois", codes=("150103",), families=("bois",))

    def streams(**asked: str) -> list[str]:
        filters = UnmatchedFilters(**asked)
        return [row["title"] for row in store.unused(db, filters, ALL, today=TODAY, limit=-1)]

    assert streams(text="bouteille andre") == ["Bouteilles"]
    assert streams(family="verre") == ["Bouteilles"]
    assert len(streams(epci_siren=LIBOURNAIS)) == 1
    by_family = UnmatchedFilters(family="dechets_verts")
    (need,) = store.unserved(db, by_family, limit=-1, order=UnservedOrder.PROJECT)
    assert need["title"] == "Déchets verts broyés"
    assert store.unserved_totals(db, UnmatchedFilters(text="bois"))["shown"] == 1
    assert store.unserved_totals(db, UnmatchedFilters(epci_siren=LIBOURNAIS))["shown"] == 2
    assert store.unserved_totals(db, UnmatchedFilters(epci_siren="0"))["shown"] == 0


def test_a_need_tells_its_codes_who_produces_them_and_who_is_known(
    db: Database, staff: Visitor
) -> None:
    need_id = a_need(db, staff, a_project(db, staff), codes=("150107",), families=("verre",))
    glazier, clothes = a_partner(db, staff, "Miroiterie"), a_partner(db, staff, "Friperie")
    a_stream(db, staff, waste_code="170202", organisation_id=glazier)
    a_stream(db, staff, waste_code="150109", organisation_id=clothes)

    codes = store.codes_sought(db, [need_id])
    assert (codes[0]["code"], codes[0]["asked"]) == ("150107", "150107")
    assert {row["code"] for row in codes} >= {"170202", "101112"}
    labels = [row["label"] for row in store.producers_sought(db, [need_id])]
    assert labels[0].startswith("Toute entreprise qui déballe")
    assert [row["producer"] for row in store.partners_near(db, [need_id], ALL)] == ["Miroiterie"]
    assert store.prospecting_planned(db, [need_id], "Prospecter") == {}
