"""Tonnes agreed by the days in force, tonnes measured, and the CO2e of those with a factor."""

from datetime import date
from typing import Any

import pytest

from circular.domain.indicators import Perimeter
from circular.domain.tracked_matches import MatchMove
from circular.domain.visitors import Visitor
from circular.store import benefits as store
from circular.store import tracked_matches
from circular.store.connection import Database, write_tx
from tests.builders.streams import TODAY
from tests.builders.territory import LIBOURNAIS, a_territory
from tests.builders.tracked_matches import a_match, a_move, an_agreement

NOW = Perimeter(TODAY)


def measured(db: Database, match_id: int, year: int, tonnes: float) -> None:
    """Note what was exchanged in a year."""
    record: dict[str, Any] = {
        "match_id": match_id,
        "year": year,
        "tonnes": tonnes,
        "source": "Pesées",
        "measured_on": TODAY.isoformat(),
        "entered_at": TODAY.isoformat(),
    }
    with write_tx(db):
        tracked_matches.write_measure(db, record)


def test_nothing_was_diverted_in_an_empty_store(db: Database) -> None:
    assert store.by_year(db, NOW, sees=True) == []
    assert store.agreed_tonnes(db, NOW)["tonnes"] is None
    assert store.measured_tonnes(db, NOW)["streams"] == 0


def test_an_agreement_counts_by_the_days_in_force_until_the_next_terms_or_the_end(
    db: Database, staff: Visitor
) -> None:
    start = date(2024, 7, 1)
    match_id = a_match(db, staff, on=start)
    an_agreement(db, staff, match_id, 100, starts_on=start, effective_on=start)
    a_move(db, staff, match_id, MatchMove.START, effective_on=start)
    changed = date(2025, 1, 1)
    amended = {"tonnes": 150, "starts_on": changed, "effective_on": changed}
    a_move(db, staff, match_id, MatchMove.AMEND, **amended)
    a_move(db, staff, match_id, MatchMove.END, effective_on=date(2025, 12, 31))

    agreed = {row["year"]: row["agreed"] for row in store.by_year(db, NOW, sees=True)}
    assert agreed == pytest.approx({2025: 150, 2024: 100 * 184 / 366})
    assert store.agreed_tonnes(db, NOW)["tonnes"] is None
    assert store.agreed_tonnes(db, Perimeter(date(2024, 12, 31)))["tonnes"] == 100
    due = store.measured_tonnes(db, NOW)
    assert (due["tonnes"], due["streams"], due["without_tonnes"]) == (None, 1, 1)


def test_measured_tonnes_give_co2_only_where_a_factor_has_a_source(
    db: Database, staff: Visitor
) -> None:
    a_territory(db, staff)
    cardboard = a_match(db, staff, title="Cartons", waste_code="150101")
    glass = a_match(db, staff, title="Verre", waste_code="150107", commune_code="33366")
    green = a_match(db, staff)
    an_agreement(db, staff, green, 50)
    for match_id, tonnes in ((cardboard, 100), (glass, 10), (green, 40)):
        measured(db, match_id, 2026, tonnes)
    measured(db, cardboard, 2025, 7)

    latest, before = store.by_year(db, NOW, sees=True)
    assert (latest["year"], latest["measured"], latest["without_measure"]) == (2026, 150, 0)
    assert (latest["co2_low"], latest["co2_high"]) == pytest.approx((-26, -20.4))
    assert latest["measured_with_factor"] == 110
    assert (before["measured"], before["co2_low"]) == (7, pytest.approx(-1.96))
    families = {row["family"]: row for row in store.by_family(db, NOW, 2026)}
    assert families["dechets_verts"]["co2_low"] is None
    assert families["verre"]["co2_high"] == pytest.approx(7.6)
    factors = store.factors_of(db, NOW, 2026)
    assert [(row["label"], row["tonnes"]) for row in factors] == [
        ("Cartons d’emballage", 100),
        ("Verre", 10),
    ]
    assert store.measured_tonnes(db, NOW)["tonnes"] == 7
    here = Perimeter(TODAY, LIBOURNAIS)
    assert store.by_year(db, here, sees=True)[0]["measured"] == 140
