"""The association adds a factor with its source, corrects it, and stops using any."""

from datetime import date
from typing import Any

import pytest

from circular.actions import benefit_factors as actions
from circular.domain.benefit_factors import BenefitKind, FactorDraft, JobActivity
from circular.domain.errors import (
    DomainError,
    NotAllowedError,
    NotFoundError,
    StaleRecordError,
)
from circular.domain.visitors import Visitor
from circular.store import benefit_factors as store
from circular.store.connection import Database

TODAY = date(2026, 11, 22)


def draft(**changes: Any) -> FactorDraft:
    """Return a complete factor of CO2e for wood."""
    values = {
        "kind": BenefitKind.CO2,
        "label": "Bois",
        "families": ("bois",),
        "codes": "150103",
        "low": "0,1",
        "high": "0,4",
        "source": "Étude locale",
        "year": "2024",
    }
    return FactorDraft.model_validate({**values, **changes})


def test_a_factor_is_added_corrected_set_aside_and_used_again(
    db: Database, administrator: Visitor
) -> None:
    factor_id = actions.add_factor(db, administrator, draft(), today=TODAY)
    row = store.factor(db, factor_id)
    assert row is not None
    assert (row["codes"], row["families"], row["origin"]) == (
        '["150103"]',
        '["bois"]',
        "association",
    )
    better = draft(high="0,5", codes="", source="Étude régionale")
    actions.amend_factor(db, administrator, factor_id, better, version=1, today=TODAY)
    with pytest.raises(StaleRecordError):
        actions.amend_factor(db, administrator, factor_id, draft(), version=1, today=TODAY)
    actions.archive_factor(db, administrator, factor_id)
    row = store.factor(db, factor_id)
    assert row is not None
    assert (row["high"], row["codes"], row["archived_at"] is None) == (0.5, "[]", False)
    actions.restore_factor(db, administrator, factor_id)
    acts = db.conn.execute(
        "SELECT act FROM journal WHERE entity = 'benefit_factor' ORDER BY id"
    ).fetchall()
    assert [act for (act,) in acts] == ["add", "amended", "archived", "restored"]


def test_what_is_unknown_or_to_come_is_refused_with_its_field(
    db: Database, administrator: Visitor
) -> None:
    for changes, field in (
        ({"codes": "999999"}, "codes"),
        ({"families": ("inconnue",)}, "families"),
        ({"year": "2031"}, "year"),
    ):
        with pytest.raises(DomainError) as error:
            actions.add_factor(db, administrator, draft(**changes), today=TODAY)
        assert [problem.field for problem in error.value.problems] == [field]
    with pytest.raises(NotFoundError):
        actions.archive_factor(db, administrator, 9_999)


def test_the_product_s_factors_are_set_aside_not_rewritten(
    db: Database, administrator: Visitor
) -> None:
    (glass,) = [row for row in store.factors(db) if row["key"] == "verre_ordif"]
    jobs = draft(kind=BenefitKind.JOBS, activity=JobActivity.RECYCLING)
    with pytest.raises(DomainError, match="fourni avec"):
        actions.amend_factor(db, administrator, glass["id"], jobs, version=1, today=TODAY)
    actions.archive_factor(db, administrator, glass["id"])
    assert store.factors(db)[-1]["key"] == "verre_ordif"


def test_only_an_administrator_changes_factors(db: Database, staff: Visitor) -> None:
    with pytest.raises(NotAllowedError):
        actions.add_factor(db, staff, draft(), today=TODAY)
