"""Setting a project up: choosing its site, recording its opening, correcting both."""

from datetime import date
from typing import Any

from circular.actions.open_projects import open_project
from circular.actions.work import Work, changes_between, stale, work
from circular.domain import french
from circular.domain.errors import DomainError, NotFoundError, Problem
from circular.domain.implantations import (
    ImplantationDraft,
    OpeningDraft,
    SiteDraft,
    opening_in_the_future,
)
from circular.domain.permissions import Permission
from circular.domain.personal_data import private
from circular.domain.visitors import Visitor
from circular.store import implantations as store
from circular.store import reference
from circular.store.connection import Database
from circular.store.rows import Row

TITLES = {name: field.title or name for name, field in ImplantationDraft.model_fields.items()}


def choose_site(
    db: Database,
    author: Visitor,
    project_id: int,
    draft: SiteDraft,
    *,
    version: int | None = None,
    token: str | None = None,
) -> int:
    """Note the site that a project chose, or changed to, and return its set-up's identifier.

    `version` is the one of the set-up that was shown, None when there was none.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        NotFoundError: there is no such project.
        DomainError: the project is archived, the commune or the facility unknown.
        StaleRecordError: somebody saved the set-up since it was shown.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_PIPELINE, token=token) as unit:
        record = draft.model_dump(mode="json")
        return _save(unit, project_id, record, version=version, act="site_chosen")


def record_opening(
    db: Database,
    author: Visitor,
    project_id: int,
    draft: OpeningDraft,
    *,
    today: date,
    version: int | None = None,
    token: str | None = None,
) -> int:
    """Record that a project has opened, with its effective day, address and proof.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        NotFoundError: there is no such project.
        DomainError: the day is to come, the proof unknown, or no site was chosen and no commune
            is given.
        StaleRecordError: somebody saved the set-up since it was shown.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_PIPELINE, token=token) as unit:
        _refuse_the_future(draft.opened_on, today=today)
        record = draft.model_dump(mode="json")
        known = store.of_project(db, project_id)
        if record["commune_code"] is None and known is not None:
            record.pop("commune_code")
        elif record["commune_code"] is None:
            raise DomainError("", [Problem("commune_code", "Choisissez la commune.")])
        return _save(unit, project_id, record, version=version, act="opened")


def amend_implantation(
    db: Database,
    author: Visitor,
    implantation_id: int,
    draft: ImplantationDraft,
    *,
    version: int,
    today: date,
    token: str | None = None,
) -> int:
    """Correct a set-up: everything that is known of it is written anew.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        NotFoundError: there is no such set-up.
        DomainError: the opening is to come, or a commune, facility or proof is unknown.
        StaleRecordError: somebody saved the set-up since it was shown.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_PIPELINE, token=token) as unit:
        known = store.by_id(db, implantation_id)
        if known is None:
            raise NotFoundError("Cette implantation n\u2019existe plus.")
        _refuse_the_future(draft.opened_on, today=today)
        record = draft.model_dump(mode="json")
        return _save(unit, known["project_id"], record, version=version, act="implantation_amended")


def _save(
    unit: Work, project_id: int, record: dict[str, Any], *, version: int | None, act: str
) -> int:
    """Insert the set-up of a project or update the one that was shown, and journal it."""
    open_project(unit.db, project_id)
    before = store.of_project(unit.db, project_id)
    _refuse_unknown(unit.db, record, before or {})
    titles = {name: title for name, title in TITLES.items() if name in record}
    changes = changes_between(before or {}, record, titles)
    now = unit.now.isoformat(timespec="seconds")
    if before is None:
        saved = store.add(unit.db, project_id, {**record, "created_at": now, "updated_at": now})
    else:
        saved = int(before["id"])
        shown = version if version is not None else -1
        if not store.update(unit.db, saved, version=shown, record={**record, "updated_at": now}):
            raise stale(unit.db, "project", project_id, changes)
    unit.note("project", project_id, act, _sentence(unit.db, project_id, act), changes)
    return unit.produced(saved)


def _sentence(db: Database, project_id: int, act: str) -> str:
    """Write the line of the journal from what is now stored."""
    saved = store.of_project(db, project_id) or {}
    if act == "opened":
        opened_on = date.fromisoformat(saved["opened_on"])
        return f"Ouverture le {french.day(opened_on)}, {private(place_of(saved))}."
    word = "Site choisi" if act == "site_chosen" else "Implantation corrigée"
    return f"{word}\u00a0: {private(place_of(saved))}."


def place_of(implantation: Row) -> str:
    """Write where a set-up is: facility, address, commune, those that are known."""
    parts = [
        implantation[name]
        for name in ("facility_name", "address", "commune_name")
        if implantation.get(name)
    ]
    return ", ".join(parts) or french.UNKNOWN


def _refuse_the_future(opened_on: date | None, *, today: date) -> None:
    problem = opening_in_the_future(opened_on, today=today)
    if problem is not None:
        raise DomainError("", [problem])


def _refuse_unknown(db: Database, record: dict[str, Any], before: Row) -> None:
    """Raise DomainError for a commune, a facility or a proof that the store does not know."""
    problems: list[Problem] = []
    commune = record.get("commune_code")
    if commune is not None and reference.commune(db, commune) is None:
        problems.append(Problem("commune_code", "Choisissez une commune de la liste."))
    facility = record.get("facility_id")
    lent = {before.get("facility_id"), *(row["id"] for row in store.facilities_to_lend(db))}
    if facility is not None and facility not in lent:
        problems.append(Problem("facility_id", "Ce local n\u2019est plus proposé."))
    proof = record.get("proof_kind")
    if proof is not None and reference.entry(db, "proof_kinds", proof) is None:
        problems.append(Problem("proof_kind", "Choisissez une preuve de la liste."))
    if problems:
        raise DomainError("", problems)
