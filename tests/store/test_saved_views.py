"""Saved views are written and read back; those removed go when another one is kept."""

from datetime import timedelta

from circular.domain.visitors import Visitor
from circular.store import anonymisation, saved_views
from circular.store.connection import Database, write_tx
from circular.store.rows import value
from tests.builders.holders import a_holder
from tests.conftest import NOW


def kept(db: Database, who: Visitor, name: str, **address: list[str]) -> int:
    assert who.account_id is not None
    with write_tx(db):
        return saved_views.add(
            db, who.account_id, "agreements", name=name, address=address, now=NOW
        )


def test_a_view_comes_back_as_it_was_kept(db: Database, staff: Visitor) -> None:
    assert staff.account_id is not None
    view = kept(db, staff, "À signer", etat=["À signer", "Signée"], tri=["EPCI"])
    assert saved_views.of_account(db, staff.account_id, "agreements") == [
        {
            "id": view,
            "name": "À signer",
            "address": {"etat": ["À signer", "Signée"], "tri": ["EPCI"]},
        }
    ]
    assert saved_views.of_account(db, staff.account_id, "streams") == []
    assert saved_views.own(db, staff.account_id + 1, view) is None


def test_a_removed_view_waits_until_another_is_kept(db: Database, staff: Visitor) -> None:
    assert staff.account_id is not None
    first = kept(db, staff, "Une")
    with write_tx(db):
        later = NOW + timedelta(hours=1)
        saved_views.change(db, first, {"removed_at": later.isoformat()}, now=later)
    assert saved_views.of_account(db, staff.account_id, "agreements") == []
    assert saved_views.own(db, staff.account_id, first) is not None
    kept(db, staff, "Deux")
    assert value(db, "SELECT COUNT(*) FROM saved_view") == 1


def test_a_person_who_is_erased_leaves_the_searches_that_name_them(
    db: Database, staff: Visitor
) -> None:
    assert staff.account_id is not None
    person = a_holder(db, staff, "Ida Lacoste")
    kept(db, staff, "Dossier d’Ida Lacoste", recherche=["Lacoste"], etat=["Signée"])
    with write_tx(db):
        anonymisation.anonymise_holders(db, [person], now=NOW)
    (view,) = saved_views.of_account(db, staff.account_id, "agreements")
    assert "acoste" not in str(view)
    assert view["address"]["etat"] == ["Signée"]
