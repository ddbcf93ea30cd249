"""Facilities in the store: filters, sight and versions."""

from datetime import datetime

from circular.domain.facilities import FacilityFilters, FacilityScope
from circular.store import facilities, organisations
from circular.store.connection import Database, write_tx

NOW = datetime(2026, 11, 22, 9, 0)


def add(db: Database, name: str, **more: object) -> int:
    """Write a facility."""
    with write_tx(db):
        return facilities.add(
            db, {"name": name, "folded_name": name.lower(), "kind": "local", **more}, now=NOW
        )


def names(db: Database, own: int | None = None, **asked: object) -> list[str]:
    """Return the names of the facilities asked for."""
    filters = FacilityFilters(**asked)  # type: ignore[arg-type]  # each test gives its filters
    found = facilities.listed(db, filters, own=own, limit=-1)
    assert facilities.count(db, filters, own=own) == len(found)
    return [row["name"] for row in found]


def test_filters_narrow_by_scope_kind_place_and_freedom(db: Database) -> None:
    add(db, "hangar", commune_code="33243", is_available=1)
    add(db, "plateforme", kind="compostage", is_available=0)

    assert names(db) == ["hangar", "plateforme"]
    assert names(db, scope=FacilityScope.INSTALLATION) == ["plateforme"]
    assert names(db, scope=FacilityScope.PREMISES) == ["hangar"]
    assert names(db, kind="compostage") == ["plateforme"]
    assert names(db, is_available=True) == ["hangar"]
    assert names(db, epci_siren="200070092") == ["hangar"]
    assert names(db, text="libourne") == ["hangar"]
    assert [row["siren"] for row in facilities.epcis(db, own=None)] == ["200070092"]


def test_archives_are_apart(db: Database) -> None:
    facility_id = add(db, "hangar")
    with write_tx(db):
        facilities.set_archived(db, facility_id, NOW)

    assert names(db) == []
    assert names(db, scope=FacilityScope.ARCHIVED) == ["hangar"]


def test_a_partner_sees_its_own_only(db: Database) -> None:
    with write_tx(db):
        mine = organisations.add(db, name="Moi", kind="entreprise", now=NOW)
    own, other = add(db, "à moi", organisation_id=mine), add(db, "ailleurs")

    assert names(db, own=mine) == ["à moi"]
    assert facilities.record(db, other, own=mine) is None
    row = facilities.record(db, own, own=mine)
    assert row is not None
    assert row["organisation_name"] == "Moi"


def test_a_second_saver_changes_nothing(db: Database) -> None:
    facility_id = add(db, "hangar")
    with write_tx(db):
        assert facilities.change(db, facility_id, {"name": "x"}, version=1, now=NOW)
        assert not facilities.change(db, facility_id, {"name": "y"}, version=1, now=NOW)

    row = facilities.row(db, facility_id)
    assert row is not None
    assert row["name"] == "x"
