"""Tonnes diverted by matches: agreed and measured, by year and family, with the CO2e they avoid.

What was agreed is read from the history of each match (`match_move`), as it was known on the day
asked for: the terms of an agreement hold from their first day to their last, to the day before the
next terms, or to the day the exchange ended. A year counts its tonnes by the days in force. What
was measured is what somebody noted for a year (`match_tonnage`). A match in force in a year that
has no measure is counted as unknown, never as zero.
"""

from datetime import date
from typing import Any

from sqlite_utils import Database

from circular.domain.indicators import Perimeter
from circular.store.benefit_factors import FAMILY, RATES
from circular.store.rows import Row, one, rows
from circular.store.secrecy import IS_CONFIDENTIAL
from circular.store.trials import of_real_need, real

_TERMS = f"""
terms AS (
    SELECT v.match_id, v.kind, v.tonnes, v.starts_on, v.ends_on,
        LEAD(COALESCE(v.starts_on, date(v.effective_on, '+1 day'))) OVER (
            PARTITION BY v.match_id ORDER BY v.effective_on, COALESCE(v.corrects_id, v.id), v.id
        ) AS next_on
    FROM match_move v
    WHERE v.corrected_at IS NULL AND v.effective_on <= :day
        AND v.kind IN ('agree', 'amend', 'end')
),
held AS (
    SELECT match_id, tonnes, starts_on,
        MIN(COALESCE(ends_on, '9999-12-31'), COALESCE(date(next_on, '-1 day'), '9999-12-31'))
            AS ends_on
    FROM terms WHERE kind <> 'end'
),
here AS (
    SELECT m.id AS match_id, s.id AS stream_id, s.waste_code AS code, {FAMILY} AS family,
        s.is_hazardous, {IS_CONFIDENTIAL} AS is_confidential
    FROM material_match m JOIN waste_stream s ON s.id = m.stream_id
    LEFT JOIN organisation o ON o.id = s.organisation_id
    LEFT JOIN ref_commune c ON c.code = s.commune_code
    LEFT JOIN territory_commune t ON t.commune_code = s.commune_code
    WHERE {real("s")} AND {of_real_need("m.need_id")}
        AND (:epci IS NULL OR COALESCE(t.epci_siren, c.epci_siren) = :epci)
)
"""
_YEARS = f"""
WITH RECURSIVE {_TERMS},
span AS (
    SELECT MIN(CAST(substr(starts_on, 1, 4) AS INTEGER)) AS first FROM held
    UNION ALL SELECT MIN(year) FROM match_tonnage WHERE measured_on <= :day
),
years AS (
    SELECT MIN(first) AS year FROM span
    UNION ALL SELECT year + 1 FROM years WHERE year < :last
),
agreed AS (
    SELECT h.match_id, y.year, SUM(h.tonnes * (
        julianday(MIN(h.ends_on, y.year || '-12-31'))
            - julianday(MAX(h.starts_on, y.year || '-01-01')) + 1)
        / (julianday(y.year || '-12-31') - julianday(y.year || '-01-01') + 1)) AS tonnes
    FROM held h JOIN years y ON y.year IS NOT NULL
        AND h.starts_on <= y.year || '-12-31' AND h.ends_on >= y.year || '-01-01'
        AND h.ends_on >= h.starts_on
    GROUP BY h.match_id, y.year
),
both AS (
    SELECT match_id, year, tonnes AS agreed, NULL AS measured FROM agreed
    UNION ALL SELECT match_id, year, NULL, tonnes FROM match_tonnage
        WHERE measured_on <= :day AND year <= :last
),
line AS (
    SELECT b.match_id, b.year, MAX(b.agreed) AS agreed, MAX(b.measured) AS measured
    FROM both b GROUP BY b.match_id, b.year
),
seen AS (
    SELECT here.*, line.year, here.is_confidential AND NOT :sees AS is_withheld,
        CASE WHEN :sees OR NOT here.is_confidential THEN line.agreed END AS agreed,
        CASE WHEN :sees OR NOT here.is_confidential THEN line.measured END AS measured
    FROM line JOIN here ON here.match_id = line.match_id
),
{RATES},
told AS (
    SELECT seen.*, seen.measured * rate.low AS co2_low, seen.measured * rate.high AS co2_high,
        seen.agreed * rate.low AS agreed_co2_low, seen.agreed * rate.high AS agreed_co2_high,
        rate.factor_ids, rate.low AS factor_low, rate.high AS factor_high
    FROM seen LEFT JOIN rate ON rate.code IS seen.code AND rate.family IS seen.family
        AND seen.is_hazardous IS NOT 1
)
"""
_SUMS = """
    SUM(agreed) AS agreed, SUM(measured) AS measured,
    COUNT(*) FILTER (WHERE measured IS NULL AND NOT is_withheld) AS without_measure,
    COUNT(*) AS matches, COUNT(*) FILTER (WHERE is_withheld) AS withheld,
    SUM(co2_low) AS co2_low, SUM(co2_high) AS co2_high,
    SUM(agreed_co2_low) AS agreed_co2_low, SUM(agreed_co2_high) AS agreed_co2_high,
    COALESCE(SUM(measured) FILTER (WHERE factor_ids IS NOT NULL), 0) AS measured_with_factor,
    COALESCE(SUM(agreed) FILTER (WHERE factor_ids IS NOT NULL), 0) AS agreed_with_factor
"""
_HELD_NOW = """
FROM held h JOIN here ON here.match_id = h.match_id
WHERE h.starts_on <= :day AND h.ends_on >= :day
"""
AGREED_MATCHES = f"""
WITH {_TERMS}
SELECT here.match_id, here.stream_id, h.starts_on AS day, h.tonnes AS amount {_HELD_NOW}
"""
_AGREED_NOW = f"""
WITH {_TERMS}
SELECT SUM(h.tonnes) AS tonnes, COUNT(*) AS streams, 0 AS without_tonnes,
    SUM(h.tonnes) FILTER (WHERE NOT here.is_confidential) AS open_tonnes,
    COUNT(*) FILTER (WHERE here.is_confidential) AS confidential
{_HELD_NOW}
"""
_DUE = f"""
WITH {_TERMS},
due AS (
    SELECT match_id FROM held WHERE starts_on <= :last_day AND ends_on >= :first_day
        AND ends_on >= starts_on
    UNION SELECT match_id FROM match_tonnage WHERE year = :year AND measured_on <= :day
),
line AS (
    SELECT here.*, (SELECT x.tonnes FROM match_tonnage x WHERE x.match_id = due.match_id
        AND x.year = :year AND x.measured_on <= :day) AS tonnes
    FROM due JOIN here ON here.match_id = due.match_id
)
"""
MEASURED_MATCHES = f"""{_DUE}
SELECT match_id, stream_id, :last_day AS day, tonnes AS amount FROM line
"""
_MEASURED_IN = f"""{_DUE}
SELECT SUM(tonnes) AS tonnes, COUNT(*) AS streams, COUNT(*) - COUNT(tonnes) AS without_tonnes,
    SUM(tonnes) FILTER (WHERE NOT is_confidential) AS open_tonnes,
    COUNT(tonnes) FILTER (WHERE is_confidential) AS confidential
FROM line
"""


def by_year(db: Database, perimeter: Perimeter, *, sees: bool) -> list[Row]:
    """Add up what was agreed and measured, year by year, the latest first.

    For who may not see them (`sees`), confidential producers are counted as withheld, no more.
    """
    return rows(
        db,
        f"{_YEARS} SELECT year, {_SUMS} FROM told GROUP BY year ORDER BY year DESC",
        {**_values(perimeter), "sees": sees},
    )


def by_family(db: Database, perimeter: Perimeter, year: int) -> list[Row]:
    """Add up what was agreed and measured in a year, by family, the heaviest first."""
    return rows(
        db,
        f"{_YEARS} SELECT family, r.label AS family_label, {_SUMS} FROM told"
        " LEFT JOIN ref_entry r ON r.list = 'material_families' AND r.key = told.family"
        " WHERE year = :year GROUP BY family"
        " ORDER BY COALESCE(SUM(measured), 0) + COALESCE(SUM(agreed), 0) DESC, r.label",
        {**_values(perimeter), "year": year, "sees": True},
    )


def factors_of(db: Database, perimeter: Perimeter, year: int) -> list[Row]:
    """Return the factors behind the CO2e of a year, with the measured tonnes of each."""
    return rows(
        db,
        f"{_YEARS} SELECT f.id, f.label, f.low, f.high, f.perimeter, f.source, f.year, f.origin,"
        " COALESCE(SUM(told.measured), 0) AS tonnes FROM told JOIN json_each(told.factor_ids) i"
        " JOIN benefit_factor f ON f.id = i.value WHERE told.year = :year"
        " GROUP BY f.id ORDER BY tonnes DESC, f.label, f.id",
        {**_values(perimeter), "year": year, "sees": True},
    )


def agreed_tonnes(db: Database, perimeter: Perimeter) -> Row:
    """Sum the tonnes a year of the agreements in force on a day."""
    return one(db, _AGREED_NOW, _values(perimeter)) or {}


def measured_tonnes(db: Database, perimeter: Perimeter) -> Row:
    """Sum what was measured for the year before the one of the day; count what was not."""
    return one(db, _MEASURED_IN, year_before(perimeter)) or {}


def year_before(perimeter: Perimeter) -> dict[str, Any]:
    """Return the values of a question about the calendar year before the day."""
    year = perimeter.last_full_year
    return {
        **_values(perimeter),
        "year": year,
        "first_day": date(year, 1, 1).isoformat(),
        "last_day": date(year, 12, 31).isoformat(),
    }


def _values(perimeter: Perimeter) -> dict[str, Any]:
    return {
        "day": perimeter.as_of.isoformat(),
        "epci": perimeter.epci_siren,
        "last": perimeter.as_of.year,
        "kind": "co2",
        "activity": None,
    }
