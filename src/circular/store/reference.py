"""Reference data in the store: loaded once per version and searched; the lists of choices."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sqlite_utils import Database

from circular.store import (
    agreement_types,
    benefit_factors,
    reference_files,
    reference_tables,
    summaries,
)
from circular.store.connection import write_tx
from circular.store.rows import Row, one, rows, value

# What the association switched off stays off; a key of its own is never taken over.
_UPSERT_ENTRY = """
INSERT INTO ref_entry (list, key, label, position, parent, note, since, origin)
VALUES (?, ?, ?, ?, ?, ?, ?, 'produit')
ON CONFLICT (list, key) DO UPDATE
SET label = excluded.label, position = excluded.position, parent = excluded.parent,
    note = excluded.note, since = excluded.since, in_files = 1
WHERE origin = 'produit'
"""


def loaded_version(db: Database) -> str | None:
    """Return the version of the reference data in the store; None before the first loading."""
    version: str | None = value(db, "SELECT version FROM ref_version WHERE id = 1")
    return version


def load_reference(db: Database, folder: Path) -> bool:
    """Load all reference files in one transaction, once per version; False when nothing to do.

    Product rows that vanished from the files are kept and marked; the association's own entries,
    and the product entries that it switched off, stay as they are.

    Raises:
        FileNotFoundError: a file of the folder is missing; nothing is loaded.
        sqlite3.IntegrityError: a file contradicts another; nothing is loaded.
    """
    version = reference_files.version_of(folder)
    if loaded_version(db) == version:
        return False
    with write_tx(db):
        if loaded_version(db) == version:  # another process was faster
            return False
        for load in reference_tables.LOADS:
            reference_tables.fill(db, load, folder)
        agreement_types.load(db, folder)
        benefit_factors.load(db, folder)
        db.conn.execute("UPDATE ref_entry SET in_files = 0 WHERE origin = 'produit'")
        db.conn.executemany(_UPSERT_ENTRY, reference_files.entries(folder))
        db.conn.execute(
            "INSERT INTO ref_version (id, version) VALUES (1, ?)"
            " ON CONFLICT (id) DO UPDATE SET version = excluded.version",
            [version],
        )
        summaries.rebuild(db)
    return True


_COMMUNE = """
SELECT c.code, c.name, c.department_code, d.name AS department_name, c.epci_siren,
       e.name AS epci_name, c.population, c.latitude, c.longitude
FROM ref_commune c
JOIN ref_department d ON d.code = c.department_code
LEFT JOIN ref_epci e ON e.siren = c.epci_siren
"""
_HAS_WORD = "instr(' ' || {column}, ' ' || ?) > 0"


def _marks(values: Sequence[object]) -> str:
    """Write as many parameter marks as there are values."""
    return ", ".join("?" * len(values))


def communes_matching(
    db: Database,
    *,
    words: Sequence[str],
    codes: Sequence[str],
    epci_sirens: Sequence[str],
    limit: int,
) -> list[Row]:
    """Return communes that bear every folded word and every code, the territory's own first.

    A word begins a word of the name, or of the department's name provided another one is in the
    commune's. A code is an INSEE or postal code or its beginning, or that of a department.
    """
    in_name = _HAS_WORD.format(column="c.folded_name")
    in_both = _HAS_WORD.format(column="c.folded_name || ' ' || d.folded_name")
    conditions = [in_both] * len(words)
    values: list[object] = list(words)
    if words:
        conditions.append(f"({' OR '.join([in_name] * len(words))})")
        values += words
    for code in codes:
        conditions.append(
            "(c.code IN (SELECT commune_code FROM ref_postal_code"
            " WHERE postal_code >= ? AND postal_code < ?)"
            " OR (c.code >= ? AND c.code < ?) OR c.department_code = ?)"
        )
        values += [code, code + "~", code, code + "~", code]
    own = f"c.epci_siren IN ({_marks(epci_sirens)})" if epci_sirens else "1 = 0"
    all_in_name = " AND ".join([in_name] * len(words)) or "1 = 0"
    sql = (
        f"{_COMMUNE} WHERE {' AND '.join(['c.active', *conditions])}"
        f" ORDER BY ({own}) DESC, c.folded_name = ? DESC, ({all_in_name}) DESC,"
        " instr(c.folded_name, ?) = 1 DESC, c.population DESC NULLS LAST, c.code LIMIT ?"
    )
    first = words[0] if words else ""
    order = [*epci_sirens, " ".join(words), *words, first]
    return rows(db, sql, [*values, *order, limit])


def commune(db: Database, code: str) -> Row | None:
    """Return one commune, even one that no longer exists."""
    return one(db, f"{_COMMUNE} WHERE c.code = ?", [code])


def communes_of(db: Database, epci_siren: str) -> list[Row]:
    """Return the communes of an EPCI by name."""
    return rows(
        db,
        f"{_COMMUNE} WHERE c.active AND c.epci_siren = ? ORDER BY c.folded_name, c.code",
        [epci_siren],
    )


def postal_codes_of(db: Database, commune_code: str) -> list[str]:
    """Return the postal codes of a commune in order."""
    found = rows(
        db,
        "SELECT postal_code FROM ref_postal_code WHERE commune_code = ? ORDER BY postal_code",
        [commune_code],
    )
    return [row["postal_code"] for row in found]


_EPCI = """
SELECT e.siren, e.name, e.kind, e.population,
       (SELECT COUNT(*) FROM ref_commune c WHERE c.epci_siren = e.siren AND c.active)
       AS commune_count
FROM ref_epci e
"""


def epcis_matching(db: Database, words: Sequence[str], *, limit: int) -> list[Row]:
    """Return the EPCI whose name or SIREN holds every folded word, the shortest name first."""
    has_word = _HAS_WORD.format(column="e.folded_name || ' ' || e.siren")
    conditions = " AND ".join(["e.active", *[has_word] * len(words)])
    sql = f"{_EPCI} WHERE {conditions} ORDER BY length(e.folded_name), e.siren LIMIT ?"
    return rows(db, sql, [*words, limit])


def epci(db: Database, siren: str) -> Row | None:
    """Return one EPCI, even one that no longer exists."""
    return one(db, f"{_EPCI} WHERE e.siren = ?", [siren])


def epci_contours(db: Database, sirens: Sequence[str]) -> list[Row]:
    """Return the outlines that are known among these EPCI, by name."""
    return rows(
        db,
        "SELECT siren AS code, name, contour AS geometry FROM ref_epci"
        f" WHERE contour IS NOT NULL AND siren IN ({_marks(sirens)}) ORDER BY folded_name",
        list(sirens),
    )


def commune_contours_of(db: Database, epci_siren: str) -> list[Row]:
    """Return the outlines that are known among the communes of an EPCI, by name."""
    return rows(
        db,
        "SELECT c.code, c.name, o.contour AS geometry FROM ref_commune c"
        " JOIN ref_commune_contour o ON o.code = c.code"
        " WHERE c.active AND c.epci_siren = ? ORDER BY c.folded_name",
        [epci_siren],
    )


def largest_communes_of(db: Database, epci_siren: str, *, limit: int) -> list[Row]:
    """Return name and middle of the communes of an EPCI with most inhabitants."""
    return rows(
        db,
        "SELECT name, latitude, longitude FROM ref_commune"
        " WHERE active AND epci_siren = ? AND latitude IS NOT NULL"
        " ORDER BY COALESCE(population, 0) DESC, code LIMIT ?",
        [epci_siren, limit],
    )


def naf_matching(
    db: Database, *, stems: Sequence[str], code_start: str, version: str, limit: int
) -> list[Row]:
    """Return NAF sub-classes by the beginning of their code, or by all stems of their label."""
    conditions = ["active", "version = ?", "code >= ?", "code < ?"]
    conditions += ["instr(stems, ' ' || ?) > 0"] * len(stems)
    values = [version, code_start, code_start + "~", *stems, limit]
    return rows(
        db,
        "SELECT code, label, section, version FROM ref_naf"
        f" WHERE {' AND '.join(conditions)} ORDER BY length(label), code LIMIT ?",
        values,
    )


def naf(db: Database, code: str, version: str) -> Row | None:
    """Return one NAF sub-class of a version."""
    return one(
        db,
        "SELECT code, label, section, version FROM ref_naf WHERE code = ? AND version = ?",
        [code, version],
    )


_WASTE_COLUMNS = """w.code, w.label, w.everyday_label, w.hazardous, w.material_family,
       w.valid_from, w.valid_to, w.verified, w.replaced_by"""
_VALID = "w.active AND w.valid_from <= ? AND (w.valid_to IS NULL OR w.valid_to >= ?)"

# A stem that only begins like the word being typed counts for half. `speaker` is the word that
# says most for a code; `rank` keeps one word per word asked.
_WASTE_SEARCH = """
WITH asked (place, stem, low, high) AS (VALUES {asked}),
hit AS (
    SELECT a.place, s.code, s.source, s.text,
           s.weight * CASE WHEN s.stem = a.stem THEN 1.0 ELSE 0.5 END AS weight
    FROM asked a
    JOIN ref_waste_stem s ON s.stem = a.stem OR (s.stem >= a.low AND s.stem < a.high)
),
ranked AS (
    SELECT *,
           ROW_NUMBER() OVER (
               PARTITION BY code, place ORDER BY weight DESC, source DESC, text
           ) AS rank,
           ROW_NUMBER() OVER (
               PARTITION BY code ORDER BY weight DESC, source DESC, text, place
           ) AS speaker
    FROM hit
),
found AS (
    SELECT code, COUNT(*) AS matched, SUM(weight) AS weight
    FROM ranked WHERE rank = 1 GROUP BY code
)
SELECT {columns}, r.source, r.text
FROM found f
JOIN ranked r ON r.code = f.code AND r.speaker = 1
JOIN ref_waste_code w ON w.code = f.code
WHERE {valid}
ORDER BY f.matched DESC, f.weight DESC, w.code LIMIT ?
"""
_NOTHING = "~"  # sorts after every stem


def waste_codes_by_stems(
    db: Database, stems: Sequence[str], *, unfinished: str | None, today: date, limit: int
) -> list[Row]:
    """Return codes valid today that the stems point at, with the word that speaks for each.

    `unfinished` is the beginning of a word that may still be in the middle of typing.
    """
    values: list[object] = []
    for place, stem in enumerate(stems):
        values += [place, stem, _NOTHING, _NOTHING]
    if unfinished is not None:
        values[-2:] = [unfinished, unfinished + _NOTHING]
    sql = _WASTE_SEARCH.format(
        asked=", ".join(["(?, ?, ?, ?)"] * len(stems)), columns=_WASTE_COLUMNS, valid=_VALID
    )
    day = today.isoformat()
    return rows(db, sql, [*values, day, day, limit])


def waste_codes_by_digits(db: Database, digits: str, *, today: date, limit: int) -> list[Row]:
    """Return codes valid today that begin with the digits.

    Six digits that are not valid today give their versions of other days, the latest first.
    """
    day = today.isoformat()
    valid = rows(
        db,
        f"SELECT {_WASTE_COLUMNS} FROM ref_waste_code w"
        f" WHERE w.code >= ? AND w.code < ? AND {_VALID} ORDER BY w.code LIMIT ?",
        [digits, digits + _NOTHING, day, day, limit],
    )
    return valid or rows(
        db,
        f"SELECT {_WASTE_COLUMNS} FROM ref_waste_code w WHERE w.code = ?"
        " ORDER BY w.valid_from DESC LIMIT ?",
        [digits, limit],
    )


def waste_code(db: Database, code: str, on: date) -> Row | None:
    """Return a code as it stood on a day; else its nearest version: old records stay readable."""
    day = on.isoformat()
    return one(
        db,
        f"SELECT {_WASTE_COLUMNS} FROM ref_waste_code w WHERE w.code = ?"
        f" ORDER BY ({_VALID}) DESC, w.valid_from <= ? DESC, w.valid_from DESC LIMIT 1",
        [code, day, day, day],
    )


def waste_twins(db: Database, code: str, named: Sequence[str], on: date) -> list[Row]:
    """Return the codes valid on a day that a label names, and those whose label names the code."""
    day, marks = on.isoformat(), ", ".join("?" * len(named))
    written = f"%{code[:2]}_{code[2:4]}_{code[4:]}%"  # any space between the pairs
    return rows(
        db,
        f"SELECT {_WASTE_COLUMNS} FROM ref_waste_code w"
        f" WHERE (w.code IN ({marks}) OR (w.code LIKE ? AND w.label LIKE ?)) AND w.code <> ?"
        f" AND {_VALID} ORDER BY w.code",
        [*named, f"{code[:2]}%", written, code, day, day],
    )


_ENTRY = """
SELECT list AS list_name, key, label, position, parent, note, since,
       origin = 'association' AS is_own, active AND in_files AS is_active
FROM ref_entry
"""


def entries(
    db: Database, list_name: str, *, parent: str | None = None, with_inactive: bool = False
) -> list[Row]:
    """Return the choices of a list in its order, the association's own after the product's."""
    conditions, values = ["list = ?"], [list_name]
    if parent is not None:
        conditions.append("parent = ?")
        values.append(parent)
    if not with_inactive:
        conditions.append("active AND in_files")
    return rows(
        db,
        f"{_ENTRY} WHERE {' AND '.join(conditions)} ORDER BY origin DESC, position, label, key",
        values,
    )


def entry(db: Database, list_name: str, key: str) -> Row | None:
    """Return one choice, switched off or not."""
    return one(db, f"{_ENTRY} WHERE list = ? AND key = ?", [list_name, key])


def list_names(db: Database) -> list[str]:
    """Return the names of the small lists."""
    return [row["list"] for row in rows(db, "SELECT DISTINCT list FROM ref_entry ORDER BY list")]


def add_entry(db: Database, *, list_name: str, key: str, label: str, parent: str | None) -> None:
    """Add a choice of the association at the end of a list."""
    db.conn.execute(
        "INSERT INTO ref_entry (list, key, label, position, parent, origin)"
        " SELECT ?, ?, ?, COALESCE(MAX(position), 0) + 1, ?, 'association'"
        " FROM ref_entry WHERE list = ?",
        [list_name, key, label, parent, list_name],
    )


def rename_entry(db: Database, *, list_name: str, key: str, label: str) -> None:
    """Give another label to a choice of the association."""
    db.conn.execute(
        "UPDATE ref_entry SET label = ? WHERE list = ? AND key = ? AND origin = 'association'",
        [label, list_name, key],
    )


def switch_entry(db: Database, *, list_name: str, key: str, is_on: bool) -> None:
    """Offer a choice again, or no longer; records that hold it keep it."""
    db.conn.execute(
        "UPDATE ref_entry SET active = ? WHERE list = ? AND key = ?", [int(is_on), list_name, key]
    )
