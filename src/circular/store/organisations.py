"""Organisations in the store: producers, owners of premises, partners."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from circular.domain.words import fold
from circular.store.rows import Row, insert, one, rows, update_version, value

_WITHOUT_LIMIT = -1

# An organisation counts in the EPCI that it is, else in the one of its commune.
_DIRECTORY = """
SELECT o.*, k.label AS kind_label, r.label AS role_label, c.name AS commune_name,
       d.name AS department_name,
       COALESCE(o.epci_siren, m.epci_siren, c.epci_siren) AS place_siren, e.name AS place_name
FROM organisation o
LEFT JOIN ref_entry k ON k.list = 'organisation_kinds' AND k.key = o.kind
LEFT JOIN ref_entry r ON r.list = 'partner_roles' AND r.key = o.partner_role
LEFT JOIN ref_commune c ON c.code = o.commune_code
LEFT JOIN ref_department d ON d.code = c.department_code
LEFT JOIN territory_commune m ON m.commune_code = o.commune_code
LEFT JOIN ref_epci e ON e.siren = COALESCE(o.epci_siren, m.epci_siren, c.epci_siren)
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the directory is asked: folded words, role, EPCI, partners only, archived or not."""

    words: Sequence[str] = ()
    role: str | None = None
    epci_siren: str | None = None
    partners_only: bool = True
    archived: bool = False


def add(
    db: Database,
    *,
    name: str,
    kind: str,
    now: datetime,
    commune_code: str | None = None,
    is_fictitious: bool = False,
) -> int:
    """Create an organisation and return its identifier; `kind`: see organisation_kinds."""
    moment = now.isoformat(timespec="seconds")
    return insert(
        db,
        "organisation",
        {
            "name": name,
            "folded_name": fold(name),
            "kind": kind,
            "commune_code": commune_code,
            "is_fictitious": int(is_fictitious),
            "created_at": moment,
            "updated_at": moment,
        },
    )


def find(db: Database, name: str) -> int | None:
    """Return the organisation of this name, accents and case aside; the oldest of several."""
    found: int | None = value(
        db,
        "SELECT id FROM organisation WHERE folded_name = ? AND archived_at IS NULL"
        " ORDER BY id LIMIT 1",
        [fold(name)],
    )
    return found


def exists(db: Database, organisation_id: int) -> bool:
    """Say whether an organisation is known, archived or not."""
    return value(db, "SELECT 1 FROM organisation WHERE id = ?", [organisation_id]) is not None


def choices(db: Database, *, own: int | None = None) -> list[Row]:
    """Return the organisations to choose from, by name; `own` narrows to a partner's one."""
    return rows(
        db,
        "SELECT o.id, o.name, c.name AS commune_name FROM organisation o"
        " LEFT JOIN ref_commune c ON c.code = o.commune_code"
        " WHERE o.archived_at IS NULL AND (:own IS NULL OR o.id = :own)"
        " ORDER BY o.folded_name, o.id",
        {"own": own},
    )


def name(db: Database, organisation_id: int | None) -> str | None:
    """Return the name of an organisation, None when there is none."""
    sql = "SELECT name FROM organisation WHERE id = ?"
    found: str | None = None if organisation_id is None else value(db, sql, [organisation_id])
    return found


def register(db: Database, record: Mapping[str, Any], *, now: datetime) -> int:
    """Write a new organisation with all its fields and return its identifier."""
    moment = now.isoformat(timespec="seconds")
    return insert(db, "organisation", {**record, "created_at": moment, "updated_at": moment})


def amend(
    db: Database, organisation_id: int, record: Mapping[str, Any], *, version: int, now: datetime
) -> bool:
    """Change an organisation that still has `version`; False when somebody else saved first."""
    moment = now.isoformat(timespec="seconds")
    return update_version(
        db,
        "organisation",
        organisation_id,
        version=version,
        record={**record, "updated_at": moment},
    )


def set_archived(
    db: Database, organisation_id: int, archived_at: str | None, *, version: int
) -> bool:
    """Put an organisation into the archives, or take it out; False when it moved on."""
    return update_version(
        db, "organisation", organisation_id, version=version, record={"archived_at": archived_at}
    )


def organisation(db: Database, organisation_id: int) -> Row | None:
    """Return one organisation with its words and its place, archived or not."""
    return one(db, f"{_DIRECTORY} WHERE o.id = ?", [organisation_id])


def directory(db: Database, asked: Asked, *, limit: int | None = None) -> list[Row]:
    """Return the organisations that were asked for, by name."""
    condition, values = _condition(asked)
    return rows(
        db,
        f"{_DIRECTORY} WHERE {condition} ORDER BY o.folded_name, o.id LIMIT ?",
        [*values, _WITHOUT_LIMIT if limit is None else limit],
    )


def directory_count(db: Database, asked: Asked) -> int:
    """Count the organisations that were asked for."""
    condition, values = _condition(asked)
    return int(value(db, f"SELECT COUNT(*) FROM ({_DIRECTORY} WHERE {condition})", values))


def likely(
    db: Database,
    *,
    words: Sequence[str],
    folded_name: str,
    siren: str | None,
    but_not: int | None,
    limit: int,
) -> list[Row]:
    """Return organisations that may be the one being typed, archived ones too.

    Each word typed begins a word of the name, or the whole name stands in what is typed, or the
    SIREN is the same.
    """
    in_name = " AND ".join(["instr(' ' || o.folded_name, ' ' || ?) > 0"] * len(words)) or "1 = 0"
    return rows(
        db,
        f"{_DIRECTORY} WHERE (({in_name})"
        " OR (length(o.folded_name) > 2"
        "     AND instr(' ' || ? || ' ', ' ' || o.folded_name || ' ') > 0)"
        " OR o.siren = ?) AND o.id IS NOT ?"
        " ORDER BY o.siren IS ? DESC, o.folded_name = ? DESC, o.folded_name, o.id LIMIT ?",
        [*words, folded_name, siren, but_not, siren, folded_name, limit],
    )


def uses(db: Database, organisation_id: int) -> Row:
    """Count what refers to an organisation: accounts, streams, premises, member EPCI, services."""
    found = one(
        db,
        "SELECT (SELECT COUNT(*) FROM account WHERE organisation_id = :id AND closed_at IS NULL)"
        " AS accounts,"
        " (SELECT COUNT(*) FROM waste_stream WHERE organisation_id = :id) AS streams,"
        " (SELECT COUNT(*) FROM facility WHERE organisation_id = :id) AS facilities,"
        " (SELECT COUNT(*) FROM territory_epci WHERE organisation_id = :id) AS memberships,"
        " (SELECT COUNT(*) FROM service WHERE organisation_id = :id) AS services",
        {"id": organisation_id},
    )
    return found or {}


def _condition(asked: Asked) -> tuple[str, list[Any]]:
    """Write what an organisation must satisfy to be listed."""
    haystack = (
        "' ' || o.folded_name || ' ' || COALESCE(c.folded_name, '') || ' '"
        " || COALESCE(e.folded_name, '') || ' ' || lower(COALESCE(o.referent, '')) || ' '"
        " || COALESCE(o.siren, '') || ' ' || COALESCE(o.siret, '')"
    )
    conditions = [f"o.archived_at IS {'NOT ' if asked.archived else ''}NULL"]
    values: list[Any] = []
    for word in asked.words:
        conditions.append(f"instr({haystack}, ' ' || ?) > 0")
        values.append(word)
    if asked.partners_only:
        conditions.append("o.partner_role IS NOT NULL")
    if asked.role is not None:
        conditions.append("o.partner_role = ?")
        values.append(asked.role)
    if asked.epci_siren is not None:
        conditions.append("COALESCE(o.epci_siren, m.epci_siren, c.epci_siren) = ?")
        values.append(asked.epci_siren)
    return " AND ".join(conditions), values
