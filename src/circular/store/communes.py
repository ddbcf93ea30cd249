"""Communes as forms offer them: those of the territory first."""

from sqlite_utils import Database

from circular.store.rows import Row, rows, value


def of_territory(db: Database) -> list[Row]:
    """Return the communes of the association's territory by name."""
    return rows(
        db,
        "SELECT c.code, c.name, c.department_code FROM territory_commune t"
        " JOIN ref_commune c ON c.code = t.commune_code ORDER BY c.folded_name, c.code",
    )


def epci_of(db: Database, code: str | None) -> str | None:
    """Return the EPCI of a commune: the one that the territory gives it, else the official one."""
    found: str | None = value(
        db,
        "SELECT COALESCE(t.epci_siren, c.epci_siren) FROM ref_commune c"
        " LEFT JOIN territory_commune t ON t.commune_code = c.code WHERE c.code = ?",
        [code],
    )
    return found
