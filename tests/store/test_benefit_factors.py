"""Factors: loaded from the files, matched by code then family, the association's own first."""

from datetime import datetime
from typing import Any

from circular.config import ROOT
from circular.store import benefit_factors as store
from circular.store.connection import Database, write_tx
from circular.store.rows import rows

NOW = datetime(2026, 11, 22, 9, 0)
OWN = {
    "kind": "co2",
    "activity": None,
    "label": "Le nôtre",
    "low": 1.0,
    "high": 2.0,
    "perimeter": None,
    "source": "Étude locale",
    "year": 2025,
}


def own(db: Database, *, codes: tuple[str, ...] = (), families: tuple[str, ...] = ()) -> int:
    """Write a factor of the association."""
    with write_tx(db):
        factor_id = store.add(db, OWN, now=NOW)
        store.apply_to(db, factor_id, codes=codes, families=families)
    return factor_id


def rate(db: Database, code: str | None, family: str | None) -> tuple[Any, ...] | None:
    """Return the CO2e range that applies to a material."""
    sql = (
        f"WITH seen AS (SELECT :code AS code, :family AS family), {store.RATES} SELECT * FROM rate"
    )
    values = {"kind": "co2", "activity": None, "code": code, "family": family}
    found = rows(db, sql, values)
    return (found[0]["low"], found[0]["high"]) if found else None


def test_the_product_says_co2_only_of_materials_that_have_a_source(db: Database) -> None:
    assert rate(db, "170402", "metaux_non_ferreux") == (7.59, 7.59)
    assert rate(db, "170401", "metaux_non_ferreux") is None
    assert rate(db, "150101", "papier_carton") == (-0.28, -0.28)
    assert rate(db, "200101", "papier_carton") is None
    assert rate(db, None, "verre") == (0.2, 0.76)
    for family in ("plastiques", "bois", "biodechets", "textiles", "gravats_mineraux", None):
        assert rate(db, None, family) is None


def test_the_most_precise_comes_first_and_the_association_before_the_product(
    db: Database,
) -> None:
    family = own(db, families=("verre", "papier_carton"))
    assert rate(db, "170202", "verre") == (1, 2)
    assert rate(db, "150101", "papier_carton") == (-0.28, -0.28)
    own(db, codes=("1501",))
    assert rate(db, "150101", "papier_carton") == (-0.28, -0.28)
    with write_tx(db):
        store.set_archived(db, family, NOW)
    assert rate(db, "170202", "verre") == (0.2, 0.76)


def test_loading_again_keeps_what_is_ours_and_what_was_set_aside(db: Database) -> None:
    ours = own(db, families=("bois",))
    with write_tx(db):
        (glass,) = [row for row in store.factors(db) if row["key"] == "verre"]
        store.set_archived(db, glass["id"], NOW)
        store.load(db, ROOT / "data" / "reference")
    assert store.factor(db, ours) is not None
    assert rate(db, None, "bois") == (1, 2)
    assert rate(db, None, "verre") is None
    assert len(store.factors(db)) == 17
    with write_tx(db):
        assert store.change(db, ours, {**OWN, "high": 3.0}, version=1, now=NOW)
        assert not store.change(db, ours, OWN, version=1, now=NOW)
