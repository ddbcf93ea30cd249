"""How each reference table is filled from its file: one declaration per table, in order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from circular.store import reference_files


@dataclass(frozen=True, slots=True)
class Load:
    """How one table is filled: its columns, those of its key, and where its rows come from.

    A table that others refer to keeps every row and marks what vanished; another is made anew.
    """

    table: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    read: Callable[[Path], Iterable[reference_files.Row]]
    keeps_vanished: bool = True

    @property
    def statement(self) -> str:
        """The upsert of one row."""
        names = (*self.columns, "active") if self.keeps_vanished else self.columns
        marks = ", ".join(["?"] * len(self.columns) + ["1"] * self.keeps_vanished)
        changes = ", ".join(f"{name} = excluded.{name}" for name in names if name not in self.key)
        return (
            f"INSERT INTO {self.table} ({', '.join(names)}) VALUES ({marks})"
            f" ON CONFLICT ({', '.join(self.key)})"
            f" DO {f'UPDATE SET {changes}' if changes else 'NOTHING'}"
        )


# In the order that foreign keys ask for.
LOADS = (
    Load("ref_region", ("code", "name"), ("code",), reference_files.regions),
    Load(
        "ref_department",
        ("code", "name", "folded_name", "region_code"),
        ("code",),
        reference_files.departments,
    ),
    Load(
        "ref_epci",
        ("siren", "name", "folded_name", "kind", "population", "contour"),
        ("siren",),
        reference_files.epcis,
    ),
    Load(
        "ref_commune",
        (
            *("code", "name", "folded_name", "department_code", "epci_siren"),
            *("population", "latitude", "longitude"),
        ),
        ("code",),
        reference_files.communes,
    ),
    Load(
        "ref_commune_contour",
        ("code", "contour"),
        ("code",),
        reference_files.commune_contours,
        keeps_vanished=False,
    ),
    Load(
        "ref_postal_code",
        ("postal_code", "commune_code"),
        ("postal_code", "commune_code"),
        reference_files.postal_codes,
        keeps_vanished=False,
    ),
    Load(
        "ref_naf",
        ("code", "version", "label", "stems", "section"),
        ("version", "code"),
        reference_files.activities,
    ),
    Load(
        "ref_waste_chapter",
        ("code", "valid_from", "valid_to", "label"),
        ("code", "valid_from"),
        reference_files.waste_chapters,
    ),
    Load(
        "ref_waste_code",
        (
            *("code", "valid_from", "valid_to", "hazardous", "label", "everyday_label"),
            *("material_family", "verified", "replaced_by"),
        ),
        ("code", "valid_from"),
        reference_files.waste_codes,
    ),
    Load(
        "ref_waste_word",
        ("word", "folded_word", "code", "weight"),
        ("folded_word", "code"),
        reference_files.waste_words,
        keeps_vanished=False,
    ),
    Load(
        "ref_waste_stem",
        ("stem", "code", "source", "text", "weight"),
        ("stem", "code", "source"),
        reference_files.waste_stems,
        keeps_vanished=False,
    ),
    Load(
        "ref_survival",
        ("key", "cohort", "months", "rate", "label", "source"),
        ("key",),
        reference_files.survival_references,
        keeps_vanished=False,
    ),
)


def fill(db: Database, load: Load, folder: Path) -> None:
    """Bring one table to the state of its file."""
    if load.keeps_vanished:
        db.conn.execute(f"UPDATE {load.table} SET active = 0")
    else:
        db.conn.execute(f"DELETE FROM {load.table}")
    db.conn.executemany(load.statement, load.read(folder))
