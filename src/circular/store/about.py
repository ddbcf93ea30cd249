"""What the store holds of the reference data: how many of each thing."""

from sqlite_utils import Database

from circular.store.rows import Row, one

_COUNTS = """
SELECT (SELECT COUNT(*) FROM ref_region WHERE active) AS regions,
       (SELECT COUNT(*) FROM ref_department WHERE active) AS departments,
       (SELECT COUNT(*) FROM ref_epci WHERE active) AS epcis,
       (SELECT COUNT(*) FROM ref_commune WHERE active) AS communes,
       (SELECT COUNT(DISTINCT postal_code) FROM ref_postal_code) AS postal_codes,
       (SELECT COUNT(*) FROM ref_commune_contour)
           + (SELECT COUNT(*) FROM ref_epci WHERE contour IS NOT NULL) AS contours,
       (SELECT COUNT(*) FROM ref_naf WHERE active) AS activities,
       (SELECT COUNT(*) FROM ref_waste_code WHERE active
            AND valid_from <= :today AND (valid_to IS NULL OR valid_to >= :today)) AS waste_codes,
       (SELECT COUNT(DISTINCT list) FROM ref_entry) AS lists,
       (SELECT COUNT(*) FROM ref_entry WHERE origin = 'association') AS own_entries
"""


def reference_counts(db: Database, *, today: str) -> Row:
    """Count each kind of reference data; `today` (ISO) says which waste codes are valid."""
    return one(db, _COUNTS, {"today": today}) or {}
