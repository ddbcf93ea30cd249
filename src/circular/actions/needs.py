"""Stating what a project needs in matter, or that it needs none."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from circular.actions.work import changes_between, stale, work
from circular.domain import french, seasons
from circular.domain.errors import DomainError, NotFoundError, Problem
from circular.domain.french import quoted
from circular.domain.needs import NeedDraft, check_codes
from circular.domain.permissions import Permission
from circular.domain.reference import written_waste_code
from circular.domain.visitors import Visitor
from circular.store import needs as store
from circular.store import reference
from circular.store.connection import Database
from circular.store.rows import Row

ENTITY = "need"
PROJECT = "project"

_SEVERAL = ("codes", "families", "operations")
_SEVERAL_OF_LISTS = {
    "families": ("material_families", "Choisissez les familles dans la liste."),
    "operations": ("treatment_operations", "Choisissez les traitements dans la liste."),
}
_TITLES = {name: field.title or name for name, field in NeedDraft.model_fields.items()}


def state_need(
    db: Database, author: Visitor, project_id: int, draft: NeedDraft, *, token: str | None = None
) -> int:
    """Write what a project needs and return the need; « aucun besoin » no longer holds.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        NotFoundError: there is no such project.
        DomainError: the project is archived, or a code, family or treatment is unknown.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_PIPELINE, token=token) as unit:
        project = _open_project(db, project_id)
        _check(db, draft)
        need_id = store.add(
            db,
            project_id,
            _record(draft),
            accepted=_accepted(draft),
            now=unit.now,
        )
        if project["no_need"]:
            store.set_no_need(db, project_id, no_need=False, now=unit.now)
        unit.note(ENTITY, need_id, "added", f"Besoin {quoted(draft.title)} noté.")
        unit.note(PROJECT, project_id, "need_added", f"Besoin {quoted(draft.title)} noté.")
        return unit.produced(need_id)


def amend_need(
    db: Database,
    author: Visitor,
    need_id: int,
    draft: NeedDraft,
    *,
    version: int,
    token: str | None = None,
) -> int:
    """Change a need and return it.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        NotFoundError: there is no such need.
        StaleRecordError: somebody else saved first; it lists what differs.
        DomainError: a code, family or treatment is unknown.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_PIPELINE, token=token) as unit:
        before = _known(db, need_id)
        _check(db, draft)
        record = _record(draft)
        after = {**record, **{name: list(getattr(draft, name)) for name in _SEVERAL}}
        changes = changes_between(_in_words(db, _read(before)), _in_words(db, after), _TITLES)
        if not store.change(
            db,
            need_id,
            record,
            accepted=_accepted(draft),
            version=version,
            now=unit.now,
        ):
            raise stale(db, ENTITY, need_id, changes)
        if changes:
            sentence = f"Besoin {quoted(draft.title)} modifié."
            unit.note(ENTITY, need_id, "changed", sentence, changes)
            unit.note(PROJECT, before["project_id"], "need_changed", sentence, changes)
        return unit.produced(need_id)


def archive_need(db: Database, author: Visitor, need_id: int) -> int:
    """Put a need into the archives: it is matched no longer; returns it.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        NotFoundError: there is no such need.
        DomainError: it is archived already.
    """
    with work(db, author, Permission.EDIT_PIPELINE) as unit:
        before = _known(db, need_id)
        if before["archived_at"] is not None:
            raise DomainError("Ce besoin est déjà dans les archives.")
        store.set_archived(db, need_id, unit.now)
        sentence = f"Besoin {quoted(before['title'])} mis aux archives."
        unit.note(ENTITY, need_id, "archived", sentence)
        unit.note(PROJECT, before["project_id"], "need_archived", sentence)
        return need_id


def restore_need(db: Database, author: Visitor, need_id: int) -> int:
    """Take a need out of the archives; returns it.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        NotFoundError: there is no such need.
        DomainError: it is not archived.
    """
    with work(db, author, Permission.EDIT_PIPELINE) as unit:
        before = _known(db, need_id)
        if before["archived_at"] is None:
            raise DomainError("Ce besoin n\u2019est pas dans les archives.")
        store.set_archived(db, need_id, None)
        project = store.project(db, before["project_id"])
        if project is not None and project["no_need"]:
            store.set_no_need(db, before["project_id"], no_need=False, now=unit.now)
        sentence = f"Besoin {quoted(before['title'])} sorti des archives."
        unit.note(ENTITY, need_id, "restored", sentence)
        unit.note(PROJECT, before["project_id"], "need_restored", sentence)
        return need_id


def state_no_need(db: Database, author: Visitor, project_id: int, *, no_need: bool) -> int:
    """Write that a project needs no matter, or that it was said too soon; returns the project.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        NotFoundError: there is no such project.
        DomainError: the project is archived, or needs are noted for it.
    """
    with work(db, author, Permission.EDIT_PIPELINE) as unit:
        project = _open_project(db, project_id)
        noted = store.count_of_project(db, project_id)
        if no_need and noted:
            raise DomainError(
                f"{french.plural(noted, 'besoin est noté', 'besoins sont notés')} pour ce projet. "
                "Archivez d\u2019abord ce qui n\u2019est plus cherché."
            )
        if bool(project["no_need"]) != no_need:
            store.set_no_need(db, project_id, no_need=no_need, now=unit.now)
            words = "Aucun besoin matière" if no_need else "Besoins matière à préciser"
            before, after = french.yes_no(not no_need), french.yes_no(no_need)
            changes = {"Aucun besoin": (before, after)}
            unit.note(PROJECT, project_id, "no_need", f"{words}.", changes)
        return project_id


def _open_project(db: Database, project_id: int) -> Row:
    """Find a project that is not archived, or refuse."""
    found = store.project(db, project_id)
    if found is None:
        raise NotFoundError("Ce projet n\u2019existe pas, ou n\u2019existe plus.")
    if found["archived_at"] is not None:
        raise DomainError("Ce projet est dans les archives\u00a0: sortez-le d\u2019abord.")
    return found


def _known(db: Database, need_id: int) -> Row:
    """Find a need or refuse."""
    found = store.need(db, need_id)
    if found is None:
        raise NotFoundError("Ce besoin n\u2019existe pas, ou n\u2019existe plus.")
    return found


def _check(db: Database, draft: NeedDraft) -> None:
    """Refuse codes, families and treatments that no list holds."""
    check_codes(draft, store.known_codes(db))
    for field, (list_name, sentence) in _SEVERAL_OF_LISTS.items():
        if any(reference.entry(db, list_name, key) is None for key in getattr(draft, field)):
            raise DomainError("", [Problem(field, sentence)])


def _record(draft: NeedDraft) -> dict[str, Any]:
    """Turn a draft into columns."""
    plain = draft.model_dump(mode="json", exclude={*_SEVERAL, "months"})
    return {
        **plain,
        "hazardous_accepted": int(draft.hazardous_accepted),
        "months": seasons.stored(draft.months),
    }


def _read(row: Row) -> dict[str, Any]:
    """Return a stored need with its codes, families and treatments as lists."""
    return {**row, **{name: json.loads(row[name]) for name in _SEVERAL}}


def _accepted(draft: NeedDraft) -> store.Accepted:
    return store.Accepted(codes=draft.codes, families=draft.families, operations=draft.operations)


def _in_words(db: Database, record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values as people read them, for the journal and the second saver."""
    shown = dict(record)
    entries = [reference.entry(db, "material_families", key) for key in record["families"]]
    labels = sorted(entry["label"] for entry in entries if entry is not None)
    shown["families"] = ", ".join(labels) or None
    shown["codes"] = ", ".join(map(written_waste_code, sorted(record["codes"]))) or None
    shown["operations"] = ", ".join(sorted(record["operations"])) or None
    for name in ("needed_from", "needed_to"):
        shown[name] = record[name] and french.day(date.fromisoformat(record[name]))
    shown["months"] = seasons.season_sentence(seasons.read(record["months"]))
    shown["hazardous_accepted"] = french.yes_no(bool(record["hazardous_accepted"]))
    for name, value in shown.items():
        if isinstance(value, float):
            shown[name] = french.number(value)
    return shown
