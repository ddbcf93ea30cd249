"""The form of a waste stream: under a minute for what matters, the rest behind a fold."""

from typing import Any

import streamlit as st

from circular.actions import streams as actions
from circular.domain.streams import StreamDraft
from circular.domain.visitors import Visitor
from circular.queries import reference
from circular.queries.streams import StreamRecord
from circular.ui import forms, session, versions
from circular.ui.communes import commune_field
from circular.ui.forms import Form
from circular.ui.producers import producer_fields
from circular.ui.seasons import season_field
from circular.ui.waste_codes import chosen_code, code_field, hazard_warning, mirror_warning

_BLANK = StreamDraft.model_construct(
    **{name: field.default for name, field in StreamDraft.model_fields.items()} | {"title": ""}
)
_DETAILS = (
    "address",
    "available_from",
    "available_to",
    "contamination",
    "contaminants",
    "quality",
    "packaging",
    "outlet",
    "outlet_cost",
    "price",
    "figure_source",
    "figure_on",
    "reliability",
    "operation",
)


def stream_form(visitor: Visitor, record: StreamRecord | None = None) -> int | None:
    """Draw the form of a stream, new or known; return its identifier once it is saved."""
    form = forms.begin("stream_new" if record is None else f"stream_{record.id}", StreamDraft)
    version = None if record is None else versions.opened(form, record.version)
    stored = _BLANK if record is None else record.draft
    left, right = st.columns(2, gap="large")
    with left:
        typed = _what(form, visitor, stored, producer=record.producer if record else None)
    with right:
        typed |= _how_much(form, stored)
    with st.expander("Site, disponibilité, qualité, prix et source", expanded=_has_details(form)):
        typed |= _details(form, stored)
    if not forms.submit(form, "Enregistrer le gisement"):
        return None
    draft = forms.draft(form, StreamDraft, typed)
    return None if draft is None else _save(visitor, form, draft, record, version)


def forget(record: StreamRecord) -> None:
    """Forget the form of a stream that is closed without being saved."""
    form = forms.begin(f"stream_{record.id}", StreamDraft)
    versions.forget(form)
    form.close()


def _what(
    form: Form, visitor: Visitor, stored: StreamDraft, *, producer: str | None
) -> dict[str, Any]:
    """Draw what the stream is, whose it is and where it lies."""
    title = forms.line(
        form, "title", value=stored.title, placeholder="Par exemple\u00a0: palettes cassées"
    )
    code = code_field(form, "waste_code", value=stored.waste_code)
    entry = chosen_code(code)
    hazardous = stored.is_hazardous
    if entry is None:
        hazardous = forms.yes_no(form, "is_hazardous", value=stored.is_hazardous)
    if entry.is_hazardous if entry else hazardous:
        hazard_warning()
    if entry is not None:
        mirror_warning(entry)
    family = None if entry is None else entry.material_family
    return {
        "title": title,
        "waste_code": code,
        "is_hazardous": hazardous,
        "material_family": _family(form, stored, code if entry else None, family),
        **producer_fields(form, visitor, value=stored.organisation_id, name=producer),
        "is_confidential": forms.tick(form, "is_confidential", value=stored.is_confidential),
    }


def _family(form: Form, stored: StreamDraft, code: str | None, family: str | None) -> str | None:
    """Draw the family, filled in each time another code is chosen."""
    key, last = form.widget("material_family"), form.widget("family_of_code")
    if code is not None and st.session_state.get(last, stored.waste_code) != code:
        st.session_state[key] = family
    st.session_state[last] = code or st.session_state.get(last)
    with session.reading() as db:
        families = {entry.key: entry.label for entry in reference.entries(db, "material_families")}
    value = None if key in st.session_state else stored.material_family
    chosen: str | None = forms.choice(form, "material_family", families, value=value)
    return chosen


def _how_much(form: Form, stored: StreamDraft) -> dict[str, Any]:
    """Draw where, how much and when."""
    commune = commune_field(form, "commune_code", value=stored.commune_code)
    likely = forms.amount(form, "tonnes_likely", value=stored.tonnes_likely, unit="t")
    least, most = st.columns(2)
    with least:
        lowest = forms.amount(form, "tonnes_min", value=stored.tonnes_min, unit="t")
    with most:
        highest = forms.amount(form, "tonnes_max", value=stored.tonnes_max, unit="t")
    return {
        "commune_code": commune,
        "tonnes_likely": likely,
        "tonnes_min": lowest,
        "tonnes_max": highest,
        "months": season_field(form, "months", value=stored.months),
    }


def _has_details(form: Form) -> bool:
    """Tell whether the fold holds something to mend."""
    return any(form.problems.get(name) for name in _DETAILS)


def _details(form: Form, stored: StreamDraft) -> dict[str, Any]:
    """Draw what can wait: availability, quality, present outlet, price, source of the figure."""
    left, right = st.columns(2, gap="large")
    with left:
        typed = {
            "address": forms.line(
                form,
                "address",
                value=stored.address,
                placeholder="Là où la matière se charge, si ce n\u2019est pas le siège",
            ),
            "available_from": forms.day(form, "available_from", value=stored.available_from),
            "available_to": forms.day(form, "available_to", value=stored.available_to),
            "contamination": forms.amount(form, "contamination", value=stored.contamination),
            "contaminants": forms.line(
                form,
                "contaminants",
                value=stored.contaminants,
                placeholder="Par exemple\u00a0: clous, plastique, terre",
            ),
            "quality": forms.line(form, "quality", value=stored.quality),
            "packaging": forms.line(form, "packaging", value=stored.packaging),
        }
    with right:
        return typed | _money(form, stored) | _figure(form, stored)


def _money(form: Form, stored: StreamDraft) -> dict[str, Any]:
    """Draw where it goes today and at what cost, and on what terms it is given up."""
    return {
        "outlet": forms.line(form, "outlet", value=stored.outlet),
        "outlet_cost": forms.amount(form, "outlet_cost", value=stored.outlet_cost),
        "operation": forms.choice(
            form, "operation", _operations(), value=stored.operation, placeholder="Indifférent"
        ),
        "price": forms.amount(
            form,
            "price",
            value=stored.price,
            help="Positif\u00a0: le projet paie la matière. Négatif\u00a0: le producteur paie "
            "celui qui reprend. 0\u00a0: cédé sans prix.",
        ),
    }


def _operations() -> dict[str, str]:
    with session.reading() as db:
        found = reference.entries(db, "treatment_operations")
    return {entry.key: f"{entry.key} {entry.label}" for entry in found}


def _figure(form: Form, stored: StreamDraft) -> dict[str, Any]:
    """Draw where the tonnage comes from, of what day, and how sure it is."""
    with session.reading() as db:
        found = reference.entries(db, "figure_reliabilities")
    return {
        "figure_source": forms.line(
            form,
            "figure_source",
            value=stored.figure_source,
            placeholder="Par exemple\u00a0: bons de pesée, bilan annuel",
        ),
        "figure_on": forms.day(form, "figure_on", value=stored.figure_on),
        "reliability": forms.pills(
            form,
            "reliability",
            {entry.key: entry.label for entry in found},
            value=stored.reliability,
            wrap=True,
        ),
    }


def _save(
    visitor: Visitor,
    form: Form,
    draft: StreamDraft,
    record: StreamRecord | None,
    version: int | None,
) -> int | None:
    """Carry the draft out through the writing door."""
    saved: int | None = None
    today = session.today()
    with session.writing(visitor, form) as door:
        if record is None or version is None:
            saved = actions.add_stream(door.db, visitor, draft, today=today, token=form.token)
            door.done("Gisement ajouté.")
        else:
            saved = actions.amend_stream(
                door.db,
                visitor,
                record.id,
                draft,
                version=version,
                today=today,
                token=form.token,
            )
            door.done("Gisement enregistré.")
    if record is not None:
        versions.settle(form, door, record.version)
    return saved
