"""Adding, amending, closing for a while and archiving premises and technical facilities."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from circular.actions.holders import check_commune, check_entries
from circular.actions.producers import producer_of, refuse_others
from circular.actions.work import Work, changes_between, stale, work
from circular.domain import french
from circular.domain.errors import DomainError, NotFoundError, Problem
from circular.domain.facilities import (
    WEEKDAYS,
    CapacityUnit,
    FacilityClosure,
    FacilityClosureDraft,
    FacilityDraft,
)
from circular.domain.french import quoted
from circular.domain.permissions import Permission
from circular.domain.trials import may_see_trials
from circular.domain.visitors import Visitor
from circular.domain.words import fold
from circular.store import facilities as store
from circular.store import facility_bookings, organisations, reference
from circular.store.connection import Database
from circular.store.rows import Row

ENTITY = "facility"

_TITLES = {
    name: field.title or name
    for name, field in FacilityDraft.model_fields.items()
    if name != "new_organisation"
}


def add_facility(
    db: Database,
    author: Visitor,
    draft: FacilityDraft,
    *,
    token: str | None = None,
    is_fictitious: bool = False,
) -> int:
    """Write a new facility, and its owner when the name is new; returns the facility.

    Raises:
        NotAllowedError: the author may not edit facilities, or writes for another organisation.
        DomainError: the kind or the commune is unknown.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_FACILITIES, token=token) as unit:
        record = _record(unit, draft, is_fictitious=is_fictitious)
        facility_id = store.add(
            db,
            {**record, "is_fictitious": int(is_fictitious)},
            families=draft.families,
            now=unit.now,
        )
        unit.note(ENTITY, facility_id, "added", f"{quoted(draft.name)} ajouté aux locaux.")
        return unit.produced(facility_id)


def amend_facility(
    db: Database,
    author: Visitor,
    facility_id: int,
    draft: FacilityDraft,
    *,
    version: int,
    token: str | None = None,
) -> int:
    """Change a facility and return it.

    Raises:
        NotAllowedError: the author may not edit facilities, or it is another organisation's.
        NotFoundError: there is no such facility.
        StaleRecordError: somebody else saved first; it lists what differs.
        DomainError: the kind or the commune is unknown.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_FACILITIES, token=token) as unit:
        before = _known(unit, facility_id)
        record = _record(unit, draft)
        after = {**record, "families": json.dumps(draft.families)}
        changes = changes_between(_in_words(db, before), _in_words(db, after), _TITLES)
        if not store.change(
            db, facility_id, record, families=draft.families, version=version, now=unit.now
        ):
            raise stale(db, ENTITY, facility_id, changes)
        if changes:
            unit.note(ENTITY, facility_id, "changed", f"{quoted(draft.name)} modifié.", changes)
        return unit.produced(facility_id)


def archive_facility(db: Database, author: Visitor, facility_id: int) -> int:
    """Put a facility into the archives: it stays readable and is offered no longer.

    Raises:
        NotAllowedError: the author may not edit facilities, or it is another organisation's.
        NotFoundError: there is no such facility.
        DomainError: it is archived already, or bookings are still to come.
    """
    with work(db, author, Permission.EDIT_FACILITIES) as unit:
        before = _known(unit, facility_id)
        if before["archived_at"] is not None:
            raise DomainError("Ce local est déjà dans les archives.")
        to_come = facility_bookings.live_after(db, facility_id, unit.now.date())
        if to_come:
            counted = french.plural(to_come, "réservation court", "réservations courent")
            raise DomainError(f"{counted} encore\u00a0: annulez-les d\u2019abord.")
        store.set_archived(db, facility_id, unit.now)
        unit.note(ENTITY, facility_id, "archived", f"{quoted(before['name'])} mis aux archives.")
        return facility_id


def restore_facility(db: Database, author: Visitor, facility_id: int) -> int:
    """Take a facility out of the archives.

    Raises:
        NotAllowedError: the author may not edit facilities, or it is another organisation's.
        NotFoundError: there is no such facility.
        DomainError: it is not archived.
    """
    with work(db, author, Permission.EDIT_FACILITIES) as unit:
        before = _known(unit, facility_id)
        if before["archived_at"] is None:
            raise DomainError("Ce local n\u2019est pas dans les archives.")
        store.set_archived(db, facility_id, None)
        unit.note(ENTITY, facility_id, "restored", f"{quoted(before['name'])} sorti des archives.")
        return facility_id


def add_closure(
    db: Database,
    author: Visitor,
    facility_id: int,
    draft: FacilityClosureDraft,
    *,
    token: str | None = None,
) -> int:
    """Close a facility for some days and return the closed period.

    Raises:
        NotAllowedError: the author may not edit facilities, or it is another organisation's.
        NotFoundError: there is no such facility.
        DomainError: a booking holds some of these days.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_FACILITIES, token=token) as unit:
        before = _known(unit, facility_id)
        held = facility_bookings.held(
            db, facility_id, first=draft.starts_on, last=draft.ends_on, own=author.own_organisation
        )
        if held:
            counted = french.plural(len(held), "réservation tient", "réservations tiennent")
            days = f"du {_day(held[0]['starts_on'])} au {_day(held[0]['ends_on'])}"
            sentence = f"{counted} ces jours-là, d\u2019abord {days}\u00a0: déplacez ou annulez."
            raise DomainError("", [Problem("starts_on", sentence)])
        closure_id = store.add_closure(db, facility_id, draft.model_dump(mode="json"), now=unit.now)
        closure = FacilityClosure(draft.starts_on, draft.ends_on, draft.reason)
        sentence = f"{quoted(before['name'])} fermé {closure.words}."
        unit.note(ENTITY, facility_id, "closure_added", sentence)
        return unit.produced(closure_id)


def remove_closure(db: Database, author: Visitor, closure_id: int) -> int:
    """Open a facility again on the days of a closed period; return the facility.

    Raises:
        NotAllowedError: the author may not edit facilities, or it is another organisation's.
        NotFoundError: there is no such closed period.
    """
    with work(db, author, Permission.EDIT_FACILITIES) as unit:
        found = store.closure(db, closure_id)
        if found is None:
            raise NotFoundError("Cette fermeture n\u2019existe plus.")
        facility = _known(unit, found["facility_id"])
        sentence = (
            f"{quoted(facility['name'])}\u00a0: fermeture du {_day(found['starts_on'])} "
            f"au {_day(found['ends_on'])} retirée."
        )
        store.remove_closure(db, closure_id)
        unit.note(ENTITY, facility["id"], "closure_removed", sentence)
        return int(facility["id"])


def _day(stored: str) -> str:
    return french.day(date.fromisoformat(stored))


def _known(unit: Work, facility_id: int) -> Row:
    """Find a facility that the author may touch, or refuse."""
    found = store.row(unit.db, facility_id)
    if found is None or (found["is_trial"] and not may_see_trials(unit.author)):
        raise NotFoundError("Ce local n\u2019existe pas, ou n\u2019existe plus.")
    refuse_others(unit, found["organisation_id"])
    return found


def _record(unit: Work, draft: FacilityDraft, *, is_fictitious: bool = False) -> dict[str, Any]:
    """Check a draft against what is known and turn it into columns."""
    check_entries(unit.db, {"kind": ("facility_kinds", draft.kind)})
    check_commune(unit.db, draft.commune_code)
    for family in draft.families:
        check_entries(unit.db, {"families": ("material_families", family)})
    organisation = producer_of(
        unit,
        draft.organisation_id,
        draft.new_organisation,
        commune_code=draft.commune_code,
        is_fictitious=is_fictitious,
    )
    available = draft.is_available
    return {
        **draft.model_dump(mode="json", exclude={"new_organisation", "families"}),
        "closed_weekdays": "".join(map(str, sorted(set(draft.closed_weekdays)))),
        "folded_name": fold(draft.name),
        "organisation_id": organisation,
        "is_available": None if available is None else int(available),
    }


def _in_words(db: Database, record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values as people read them, for the journal and the second saver."""
    shown = dict(record)
    commune = reference.commune(db, record["commune_code"]) if record["commune_code"] else None
    kind = reference.entry(db, "facility_kinds", record["kind"])
    available, start = record["is_available"], record["available_from"]
    shown["commune_code"] = commune and commune["name"]
    shown["kind"] = kind and kind["label"]
    shown["organisation_id"] = organisations.name(db, record["organisation_id"])
    shown["is_available"] = None if available is None else french.yes_no(bool(available))
    shown["available_from"] = start and french.day(date.fromisoformat(start))
    for name in ("area_m2", "capacity", "projects_at_once"):
        shown[name] = None if record[name] is None else french.number(record[name])
    unit = record["capacity_unit"]
    shown["capacity_unit"] = unit and CapacityUnit(unit).label
    closed = [WEEKDAYS[int(sign)] for sign in record["closed_weekdays"]]
    shown["closed_weekdays"] = ", ".join(closed) or None
    entries = [
        reference.entry(db, "material_families", key) for key in json.loads(record["families"])
    ]
    shown["families"] = ", ".join(sorted(each["label"] for each in entries if each)) or None
    return shown
