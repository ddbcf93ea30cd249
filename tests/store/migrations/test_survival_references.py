"""The table of published rates refuses what no reference file should hold."""

import sqlite3

import pytest

from circular.domain.survival import Cohort
from circular.store.connection import Database

ADD = (
    "INSERT INTO ref_survival (key, cohort, months, rate, label, source) VALUES (?, ?, ?, ?, ?, ?)"
)


def test_a_rate_is_of_a_cohort_of_the_domain(db: Database) -> None:
    for cohort in Cohort:
        db.conn.execute(ADD, [cohort.value, cohort.value, 60, 50, "essai", "Source"])


@pytest.mark.parametrize(
    "values",
    [
        ("x", "others", 12, 50, "essai", "Source"),
        ("x", "all", 0, 50, "essai", "Source"),
        ("x", "all", 12, 101, "essai", "Source"),
        ("x", "all", 12, -1, "essai", "Source"),
        ("x", "all", 12, 50, "essai", ""),
        ("x", "all", 24, 50, "essai", "Source"),
    ],
)
def test_a_rate_has_a_time_a_share_and_a_source_of_its_own(
    db: Database, values: tuple[object, ...]
) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        db.conn.execute(ADD, values)
