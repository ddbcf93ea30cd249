"""Each source of rows answers in one shape, page by page, and its totals are those of its rows."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from circular.domain.indicators import Combination, Perimeter
from circular.domain.stages import Stage
from circular.domain.visitors import Visitor
from circular.store import figure_rows as store
from circular.store.connection import Database, open_for
from tests.builders.organisations import a_partner
from tests.builders.streams import a_stream

SHAPE = {"record_id", "project_id", "stream_id", "facility_id", "day", "detail", "amount", "base"}


@pytest.fixture(scope="module")
def demonstration(full_demonstration: Path) -> Iterator[Database]:
    """Open the demonstration, to be read only."""
    with open_for(full_demonstration, read_only=True) as db:
        yield db


@pytest.mark.parametrize("key", store.SOURCES)
def test_pages_of_rows_follow_one_another(demonstration: Database, key: str) -> None:
    today = Perimeter(date.today())
    whole = store.found(demonstration, key, today, sees_confidential=True)
    pages = [
        row
        for offset in range(0, len(whole), 7)
        for row in store.found(
            demonstration, key, today, sees_confidential=True, limit=7, offset=offset
        )
    ]

    assert pages == whole
    assert all(set(row) >= SHAPE for row in whole)
    assert store.totals(demonstration, key, today)["rows"] == len(whole)


@pytest.mark.parametrize("key", store.SOURCES)
def test_the_total_is_that_of_the_rows(demonstration: Database, key: str) -> None:
    today = Perimeter(date.today())
    whole = store.found(demonstration, key, today, sees_confidential=True)
    total = store.totals(demonstration, key, today)

    if store.SOURCES[key].combine is Combination.MEDIAN:
        known = sorted(row["amount"] for row in whole if row["amount"] is not None)
        assert total["amount"] == (known[len(known) // 2] + known[(len(known) - 1) // 2]) / 2
    else:
        amounts = [row["amount"] for row in whole if row["amount"] is not None]
        assert (total["amount"] or 0) == pytest.approx(sum(amounts))


def test_followed_projects_come_stage_by_stage(demonstration: Database) -> None:
    today = Perimeter(date.today())
    found = store.found(demonstration, "projects_followed", today, sees_confidential=True)
    ranks = [Stage(row["detail"]).rank for row in found]

    assert len(set(ranks)) > 1
    assert ranks == sorted(ranks)


def test_rows_of_confidential_producers_are_left_out_and_counted(
    db: Database, staff: Visitor
) -> None:
    later = Perimeter(date(2030, 1, 1))
    shown = a_stream(db, staff, tonnes_likely="1")
    assert store.confidential_rows(db, "stream_tonnes", later) == 0

    producer = a_partner(db, staff, "Conserverie", is_confidential=True)
    for title in ("Peaux", "Noyaux"):
        stream = a_stream(db, staff, title=title)
        db.conn.execute(
            "UPDATE waste_stream SET organisation_id = ? WHERE id = ?", [producer, stream]
        )
    assert store.confidential_rows(db, "stream_tonnes", later) == 2
    found = store.found(db, "stream_tonnes", later, sees_confidential=False)
    assert [row["record_id"] for row in found] == [shown]
