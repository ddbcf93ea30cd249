"""The form of a facility or premises: what it is, what it takes, when it is open."""

from typing import Any

import streamlit as st

from circular.actions import facilities as actions
from circular.domain.facilities import WEEKDAYS, CapacityUnit, FacilityDraft
from circular.domain.visitors import Visitor
from circular.queries import reference
from circular.queries.facilities import FacilityRecord
from circular.ui import forms, session, versions
from circular.ui.communes import commune_field
from circular.ui.forms import Form
from circular.ui.producers import producer_fields

_BLANK = FacilityDraft.model_construct(
    **{name: field.default for name, field in FacilityDraft.model_fields.items()}
    | {"name": "", "kind": ""}
)


def facility_form(visitor: Visitor, record: FacilityRecord | None) -> int | None:
    """Draw the form of a facility, new when `record` is None; return it once it is saved."""
    form = forms.begin(_key(record), FacilityDraft)
    version = None if record is None else versions.opened(form, record.version)
    stored = _BLANK if record is None else record.draft
    owner = record.row.owner if record else None
    typed = _fields(form, visitor, stored, owner=owner)
    if not forms.submit(form, "Enregistrer"):
        return None
    draft = forms.draft(form, FacilityDraft, typed)
    if draft is None:
        return None
    saved: list[int] = []
    with session.writing(visitor, form) as door:
        if record is None or version is None:
            saved.append(actions.add_facility(door.db, visitor, draft, token=form.token))
        else:
            actions.amend_facility(
                door.db, visitor, record.id, draft, version=version, token=form.token
            )
            saved.append(record.id)
        door.done(f"{draft.name}\u00a0: enregistré.")
    if record is not None:
        versions.settle(form, door, record.version)
    return saved[0] if saved else None


def _key(record: FacilityRecord | None) -> str:
    return "facility_new" if record is None else f"facility_{record.id}"


def forget(record: FacilityRecord) -> None:
    """Forget what was typed in the form of a known facility."""
    form = forms.begin(_key(record), FacilityDraft)
    versions.forget(form)
    form.close()


def _fields(
    form: Form, visitor: Visitor, stored: FacilityDraft, *, owner: str | None
) -> dict[str, Any]:
    """Draw what the place is on the left, what it takes and when on the right."""
    left, right = st.columns(2, gap="large")
    with left:
        typed = _place(form, visitor, stored, owner=owner)
    with right:
        return typed | _capacity(form, stored) | _opening(form, stored)


def _place(
    form: Form, visitor: Visitor, stored: FacilityDraft, *, owner: str | None
) -> dict[str, Any]:
    with session.reading() as db:
        kinds = {entry.key: entry.label for entry in reference.entries(db, "facility_kinds")}
    return {
        "name": forms.line(form, "name", value=stored.name),
        "kind": forms.choice(form, "kind", kinds, value=stored.kind),
        **producer_fields(form, visitor, value=stored.organisation_id, name=owner),
        "commune_code": commune_field(form, "commune_code", value=stored.commune_code),
        "address": forms.line(form, "address", value=stored.address),
        "area_m2": forms.amount(form, "area_m2", value=stored.area_m2),
        "conditions": forms.paragraph(form, "conditions", value=stored.conditions),
        "note": forms.paragraph(form, "note", value=stored.note),
    }


def _capacity(form: Form, stored: FacilityDraft) -> dict[str, Any]:
    with session.reading() as db:
        families = {each.key: each.label for each in reference.entries(db, "material_families")}
    units = {unit: unit.label for unit in CapacityUnit}
    left, right = st.columns(2, gap="small")
    with left:
        capacity = forms.amount(form, "capacity", value=stored.capacity)
    with right:
        unit = forms.choice(form, "capacity_unit", units, value=stored.capacity_unit)
    return {
        "capacity": capacity,
        "capacity_unit": unit,
        "projects_at_once": forms.amount(
            form,
            "projects_at_once",
            value=stored.projects_at_once,
            placeholder="Vide\u00a0: sans limite de nombre",
            help="1\u00a0: un seul projet à la fois. Vide\u00a0: pas de limite de nombre.",
        ),
        "families": forms.several(form, "families", families, value=stored.families),
    }


def _opening(form: Form, stored: FacilityDraft) -> dict[str, Any]:
    return {
        "is_available": forms.yes_no(form, "is_available", value=stored.is_available),
        "available_from": forms.day(form, "available_from", value=stored.available_from),
        "opening_hours": forms.paragraph(
            form,
            "opening_hours",
            value=stored.opening_hours,
            placeholder="Par exemple 9\u00a0h – 12\u00a0h et 14\u00a0h – 18\u00a0h",
        ),
        "closed_weekdays": forms.several(
            form,
            "closed_weekdays",
            WEEKDAYS,
            value=stored.closed_weekdays,
            placeholder="Aucun",
            help="Ces jours ne comptent pas dans les jours d\u2019ouverture.",
        ),
    }
