"""The association's territory in the store: member EPCI and the communes counted under each."""

from collections.abc import Sequence

from sqlite_utils import Database

from circular.store.places import PLACES, among, within
from circular.store.rows import Row, one, rows, value

_MEMBER = """
SELECT t.epci_siren AS siren, e.name, t.organisation_id, o.name AS organisation_name,
       t.joined_on, COUNT(c.code) AS commune_count, SUM(c.population) AS population,
       COUNT(c.code) - COUNT(c.population) AS unknown_population,
       COUNT(c.code) - COUNT(c.latitude) AS without_coordinates
FROM territory_epci t
JOIN ref_epci e ON e.siren = t.epci_siren
LEFT JOIN organisation o ON o.id = t.organisation_id
LEFT JOIN territory_commune m ON m.epci_siren = t.epci_siren
LEFT JOIN ref_commune c ON c.code = m.commune_code
{condition}
GROUP BY t.epci_siren
ORDER BY t.position, e.folded_name
"""

_COMMUNE = """
SELECT c.code, c.name, d.name AS department_name, m.epci_siren AS member_siren,
       e.name AS member_name,
       CASE WHEN c.epci_siren IS m.epci_siren THEN NULL
            ELSE COALESCE(official.name, 'aucune intercommunalité') END AS official_epci,
       c.population,
       COALESCE((SELECT group_concat(postal_code, ', ') FROM (
           SELECT postal_code FROM ref_postal_code p WHERE p.commune_code = c.code
           ORDER BY postal_code)), '') AS postal_codes,
       c.latitude IS NOT NULL AS has_coordinates, c.active AS is_current
"""
_COMMUNE_TABLES = """
FROM territory_commune m
JOIN territory_epci t ON t.epci_siren = m.epci_siren
JOIN ref_commune c ON c.code = m.commune_code
JOIN ref_department d ON d.code = c.department_code
JOIN ref_epci e ON e.siren = m.epci_siren
LEFT JOIN ref_epci official ON official.siren = c.epci_siren
"""


def members(db: Database, only: Sequence[str] = ()) -> list[Row]:
    """Return the member EPCI in their order, or some `only`, each counted over its communes."""
    return rows(db, _MEMBER.format(condition=f"WHERE {within('t.epci_siren')}"), among(only))


def member(db: Database, siren: str) -> Row | None:
    """Return one member EPCI, None when it is not one."""
    return one(db, _MEMBER.format(condition="WHERE t.epci_siren = ?"), [siren])


def add_member(
    db: Database, siren: str, *, organisation_id: int | None, joined_on: str | None
) -> None:
    """Put an EPCI at the end of the territory, with all its communes.

    A commune that another member had borrowed comes back under its own EPCI.
    """
    db.conn.execute(
        "INSERT INTO territory_epci (epci_siren, organisation_id, joined_on, position)"
        " SELECT ?, ?, ?, COALESCE(MAX(position), 0) + 1 FROM territory_epci",
        [siren, organisation_id, joined_on],
    )
    db.conn.execute(
        "INSERT INTO territory_commune (commune_code, epci_siren)"
        " SELECT code, epci_siren FROM ref_commune WHERE epci_siren = ? AND active"
        " ON CONFLICT (commune_code) DO UPDATE SET epci_siren = excluded.epci_siren",
        [siren],
    )


def remove_member(db: Database, siren: str) -> None:
    """Take an EPCI out of the territory, its communes with it."""
    db.conn.execute("DELETE FROM territory_epci WHERE epci_siren = ?", [siren])


def set_membership(
    db: Database, siren: str, *, organisation_id: int | None, joined_on: str | None
) -> None:
    """Write which partner a member EPCI is, and since when."""
    db.conn.execute(
        "UPDATE territory_epci SET organisation_id = ?, joined_on = ? WHERE epci_siren = ?",
        [organisation_id, joined_on, siren],
    )


def communes(
    db: Database,
    *,
    siren: str | None = None,
    words: Sequence[str] = (),
    codes: Sequence[str] = (),
    only: Sequence[str] = (),
) -> list[Row]:
    """Return the communes of the territory by member EPCI then by name.

    Each folded word begins a word of the name, of the department or of the member's name; each code
    begins an INSEE or a postal code.
    """
    condition, values = _condition(siren, words, codes, only)
    return rows(
        db,
        f"{_COMMUNE}{_COMMUNE_TABLES} WHERE {condition}"
        " ORDER BY t.position, e.folded_name, c.folded_name, c.code",
        values,
    )


def commune_count(db: Database) -> int:
    """Count the communes of the territory."""
    return int(value(db, "SELECT COUNT(*) FROM territory_commune"))


def commune(db: Database, code: str) -> Row | None:
    """Return one commune of the territory, None when it is not in it."""
    return one(db, f"{_COMMUNE}{_COMMUNE_TABLES} WHERE m.commune_code = ?", [code])


def add_commune(db: Database, code: str, siren: str) -> None:
    """Count a commune under a member EPCI."""
    db.conn.execute(
        "INSERT INTO territory_commune (commune_code, epci_siren) VALUES (?, ?)", [code, siren]
    )


def remove_commune(db: Database, code: str) -> bool:
    """Take a commune out of the territory; False when it was not in it."""
    cursor = db.conn.execute("DELETE FROM territory_commune WHERE commune_code = ?", [code])
    return cursor.rowcount == 1


def left_out(db: Database, only: Sequence[str] = ()) -> list[Row]:
    """Return today's communes of the member EPCI, or of some `only`, outside the territory."""
    return rows(
        db,
        "SELECT c.code, c.name, d.name AS department_name, c.epci_siren AS siren,"
        " e.name AS epci_name FROM territory_epci t"
        " JOIN ref_epci e ON e.siren = t.epci_siren"
        " JOIN ref_commune c ON c.epci_siren = t.epci_siren AND c.active"
        " JOIN ref_department d ON d.code = c.department_code"
        " WHERE c.code NOT IN (SELECT commune_code FROM territory_commune)"
        f" AND {within('t.epci_siren')} ORDER BY t.position, c.folded_name",
        among(only),
    )


def without_coordinates(db: Database, only: Sequence[str] = ()) -> list[str]:
    """Return the names of the communes, or of those of `only`, that no distance starts from."""
    found = rows(
        db,
        "SELECT c.name FROM territory_commune m CROSS JOIN ref_commune c"  # in this order
        f" ON c.code = m.commune_code WHERE c.latitude IS NULL AND {within('m.epci_siren')}"
        " ORDER BY c.folded_name",
        among(only),
    )
    return [row["name"] for row in found]


def totals(db: Database, only: Sequence[str] = ()) -> Row:
    """Return the counts and the population of the whole territory, or of some `only`."""
    found = one(
        db,
        f"SELECT (SELECT COUNT(*) FROM territory_epci t WHERE {within('t.epci_siren')})"
        " AS epci_count, COUNT(*) AS commune_count,"
        " SUM(c.population) AS population, COUNT(*) - COUNT(c.population) AS unknown_population"
        " FROM territory_commune m CROSS JOIN ref_commune c ON c.code = m.commune_code"
        f" WHERE {within('m.epci_siren')}",
        among(only),
    )
    return found or {}


def dependents(db: Database, siren: str) -> Row:
    """Count what is counted under an EPCI, archived or not: archives can be restored."""
    found = one(
        db,
        f"WITH {PLACES}, own AS ("
        " SELECT commune_code FROM territory_commune WHERE epci_siren = :siren)"
        " SELECT (SELECT COUNT(*) FROM place WHERE epci_siren = :siren) AS projects,"
        " (SELECT COUNT(*) FROM target WHERE epci_siren = :siren) AS targets,"
        " (SELECT COUNT(*) FROM facility WHERE commune_code IN own) AS facilities,"
        " (SELECT COUNT(*) FROM waste_stream WHERE commune_code IN own) AS streams",
        {"siren": siren},
    )
    return found or {}


def _condition(
    siren: str | None, words: Sequence[str], codes: Sequence[str], only: Sequence[str]
) -> tuple[str, list[str]]:
    """Write what a commune must satisfy to be listed."""
    conditions: list[str] = ["1 = 1"]
    values: list[str] = []
    if only:
        conditions.append(f"m.epci_siren IN ({', '.join('?' for _ in only)})")
        values += only
    if siren is not None:
        conditions.append("m.epci_siren = ?")
        values.append(siren)
    haystack = "' ' || c.folded_name || ' ' || d.folded_name || ' ' || e.folded_name"
    for word in words:
        conditions.append(f"instr({haystack}, ' ' || ?) > 0")
        values.append(word)
    for code in codes:
        conditions.append(
            "(c.code LIKE ? || '%' OR EXISTS (SELECT 1 FROM ref_postal_code p"
            " WHERE p.commune_code = c.code AND p.postal_code LIKE ? || '%'))"
        )
        values += [code, code]
    return " AND ".join(conditions), values
