"""The tables of survival: the figures of the query, and titles that fit a sheet."""

from circular.domain.survival import Cohort
from circular.exports import survival_tables
from tests.exports.test_survival_drawings import STEPPED


def test_a_horizon_has_its_counts_its_rate_and_its_reference() -> None:
    (row,) = survival_tables.horizons(STEPPED)

    assert row["after"] == "24\u00a0mois"
    assert [row[key] for key in ("at_risk", "share", "low", "high")] == [14, 0.652, 0.48, 0.79]
    assert row["reference"] == 0.7


def test_a_curve_starts_with_everybody_open_and_no_interval() -> None:
    rows = survival_tables.steps(STEPPED)

    assert (rows[0]["month"], rows[0]["share"], rows[0]["low"]) == (0.0, 1.0, None)
    assert [(row["month"], row["low"]) for row in rows[1:]] == [(6.0, 0.8), (18.0, 0.5)]


def test_every_cohort_has_a_title_that_fits_a_sheet() -> None:
    assert set(survival_tables.TITLES) == set(Cohort)
    assert all(len(title) <= 31 for title in survival_tables.TITLES.values())
