"""The material needs of a project, ready to be shown and to be corrected."""

import json
from dataclasses import dataclass
from datetime import date

from circular.domain import french, seasons
from circular.domain.needs import NeedDraft, wanted_sentence
from circular.domain.permissions import Permission
from circular.domain.reference import written_waste_code
from circular.domain.visitors import Visitor, require
from circular.store import needs as store
from circular.store import reference
from circular.store.connection import Database
from circular.store.rows import Row


@dataclass(frozen=True, slots=True)
class NeedRow:
    """A need: what is stored, ready for its form, and how each part is said."""

    id: int
    project_id: int
    version: int
    title: str
    draft: NeedDraft
    accepted: str
    quantity: str | None
    season: str | None
    conditions: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class ProjectNeeds:
    """The needs of a project, and whether it was said that it has none."""

    project_id: int
    title: str
    needs: tuple[NeedRow, ...]
    says_none: bool


def project_needs(db: Database, visitor: Visitor, project_id: int) -> ProjectNeeds | None:
    """Return the needs of a project, None when there is no such project.

    Raises:
        NotAllowedError: the visitor may not see the pipeline.
    """
    require(visitor, Permission.SEE_PIPELINE)
    project = store.project(db, project_id)
    if project is None:
        return None
    return ProjectNeeds(
        project_id=project_id,
        title=project["title"],
        needs=tuple(_need(db, row) for row in store.of_project(db, project_id)),
        says_none=bool(project["no_need"]),
    )


def count_for_project(db: Database, project_id: int) -> int:
    """Count the needs of a project, those in the archives left out."""
    return store.count_of_project(db, project_id)


def labels_of_codes(db: Database, codes: tuple[str, ...]) -> dict[str, str]:
    """Return what each code of 2, 4 or 6 digits is called in everyday words."""
    return store.labels_of_codes(db, codes)


def _need(db: Database, row: Row) -> NeedRow:
    """Make a need of what the store holds."""
    codes, families = tuple(json.loads(row["codes"])), tuple(json.loads(row["families"]))
    shares = seasons.read(row["months"])
    stored = {name: row[name] for name in NeedDraft.model_fields if name in row}
    read = {
        "codes": codes,
        "families": families,
        "operations": tuple(json.loads(row["operations"])),
        "needed_from": _day(row["needed_from"]),
        "needed_to": _day(row["needed_to"]),
        "months": shares,
        "hazardous_accepted": bool(row["hazardous_accepted"]),
    }
    return NeedRow(
        id=row["id"],
        project_id=row["project_id"],
        version=row["version"],
        title=row["title"],
        draft=NeedDraft.model_construct(**{**stored, **read}),
        accepted=_accepted(db, codes, families),
        quantity=wanted_sentence(row["tonnes_min"], row["tonnes_max"]),
        season=seasons.season_sentence(shares),
        conditions=_conditions(row),
        note=row["note"],
    )


def _accepted(db: Database, codes: tuple[str, ...], families: tuple[str, ...]) -> str:
    """Say what a need accepts: « 20 02 01 Déchets verts, Bois »."""
    labels = store.labels_of_codes(db, codes)
    written = [f"{written_waste_code(code)} {labels.get(code, '')}".strip() for code in codes]
    entries = [reference.entry(db, "material_families", key) for key in families]
    return ", ".join([*written, *(entry["label"] for entry in entries if entry is not None)])


def _conditions(row: Row) -> str | None:
    """Say the limits of a need: distance, unwanted matter, hazard, treatment, price."""
    operations = json.loads(row["operations"])
    start, end = _day(row["needed_from"]), _day(row["needed_to"])
    far, dirt, price = row["distance_max_km"], row["contamination_max"], row["price_max"]
    said = [
        far is not None and f"à {french.kilometres(far)} au plus",
        dirt is not None
        and f"{french.percent(dirt / 100, decimals=0)} d\u2019indésirables au plus",
        bool(row["hazardous_accepted"]) and "déchets dangereux acceptés",
        bool(operations) and f"traitement {french.join(operations)}",
        row["quality"] is not None and f"qualité\u00a0: {row['quality']}",
        start is not None and f"à partir du {french.day(start)}",
        end is not None and f"jusqu\u2019au {french.day(end)}",
        price is not None and f"{french.euros(price)} la tonne au plus",
    ]
    return ", ".join(part for part in said if part) or None


def _day(text: str | None) -> date | None:
    """Read a day as the store keeps it."""
    return None if text is None else date.fromisoformat(text)
