"""Which communes a form offers, and which ones a typed text may mean."""

from circular.analysis.label_points import Point
from circular.domain.reference import shown_commune
from circular.queries import reference
from circular.store import communes, places
from circular.store.connection import Database
from circular.store.rows import Row

MOST_FOUND = 8


def commune_choices(db: Database, *, value: str | None = None) -> dict[str, str]:
    """Return the communes of the territory by name, INSEE code → « Vayres (33) ».

    The commune `value` of a record is there too, wherever it lies.
    """
    found = {
        row["code"]: _shown(row["name"], row["department_code"])
        for row in communes.of_territory(db)
    }
    if value is not None and value not in found:
        other = reference.commune(db, value)
        if other is not None:
            found[value] = _shown(other.name, other.department_code)
    return found


def communes_meant(db: Database, text: str) -> dict[str, str]:
    """Return the communes of France that a name, postal code or INSEE code may mean, eight at most.

    Those of the territory come first.
    """
    sirens = [row["siren"] for row in places.member_epcis(db)]
    found = reference.communes_matching(db, text, limit=MOST_FOUND, epci_sirens=sirens)
    return {commune.code: _shown(commune.name, commune.department_code) for commune in found}


def _shown(name: str, department_code: str) -> str:
    return shown_commune(name, department_code) or name


def point_of(row: Row) -> Point | None:
    """Return the longitude and latitude of a row that joins a commune, None when unknown."""
    return None if row["latitude"] is None else (row["longitude"], row["latitude"])
