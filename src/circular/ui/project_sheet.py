"""The sheet of a project: what is known of it, and the form that changes it."""

from functools import partial
from typing import Any

import streamlit as st

from circular.actions import projects as actions
from circular.domain import french
from circular.domain.permissions import Permission
from circular.domain.projects import ProjectDraft
from circular.domain.visitors import Visitor
from circular.queries import accounts, reference, territory
from circular.queries.projects import ProjectRecord
from circular.ui import forms, markup, session, versions
from circular.ui.activities import activity_field
from circular.ui.communes import commune_field
from circular.ui.forms import Form

_LISTS = {
    "origin": "contact_origins",
    "sector": "sectors",
    "legal_form_now": "legal_forms",
    "legal_form_planned": "legal_forms",
    "pillars": "pillars",
}


def project_tab(visitor: Visitor, record: ProjectRecord) -> None:
    """Draw the sheet, to read or, once asked, to change."""
    may_edit = visitor.may(Permission.EDIT_PIPELINE) and not record.is_archived
    if may_edit and st.session_state.get(_editing_key(record.id)):
        _form(visitor, record)
        return
    if may_edit:
        st.button(
            "Modifier la fiche",
            icon=":material/edit:",
            key="edit_sheet",
            on_click=partial(edit, record.id),
        )
    _read(record)


def edit(project_id: int) -> None:
    """Ask for the sheet to be open to changes."""
    st.session_state[_editing_key(project_id)] = True


def _editing_key(project_id: int) -> str:
    return f"_editing_sheet_{project_id}"


def _read(record: ProjectRecord) -> None:
    area = None if record.premises_area_m2 is None else french.number(record.premises_area_m2)
    premises = [record.premises_wanted, f"{area}\u00a0m²" if area else None]
    under_way = "oui" if record.creation_under_way else None
    markup.facts(
        {
            "Résumé": record.summary,
            "Piliers": french.join([each.label for each in record.pillars]),
            "Secteur": record.sector_label,
            "Activité (NAF)": _joined(record.naf_code, record.naf_label),
            "Commune": record.shown_commune,
            "Intercommunalité": record.epci_name,
            "Quartier prioritaire": french.yes_no(record.is_priority_district),
            "Suivi par": record.adviser_name,
            "Origine du contact": _joined(record.origin_label, record.origin_note),
            "Détecté": f"le {french.day(record.detected_on)}"
            + (f" par {record.detected_by_name}" if record.detected_by_name else ""),
            "Forme juridique": record.legal_form_now_label,
            "Forme envisagée": record.legal_form_planned_label,
            "SIRET": record.siret or record.siren,
            "Création en cours": under_way,
            "Financement recherché": french.euros(record.funding_sought),
            "Financement trouvé": french.euros(record.funding_found),
            "Local recherché": ", ".join(each for each in premises if each) or None,
            "Aucun besoin": "oui" if record.no_need else None,
            "Emplois prévus": french.full_time_equivalents(record.jobs_planned),
        }
    )


def _joined(first: str | None, second: str | None) -> str | None:
    return ", ".join(each for each in (first, second) if each) or None


def _form(visitor: Visitor, record: ProjectRecord) -> None:
    form = forms.begin(f"sheet_{record.id}", ProjectDraft)
    version = versions.opened(form, record.version)
    with session.reading() as db:
        team = accounts.advisers(db)
        lists = {
            name: {entry.key: entry.label for entry in reference.entries(db, list_name)}
            for name, list_name in _LISTS.items()
        }
        epcis = {member.siren: member.name for member in territory.member_epcis(db)}
    _keep_what_is_stored(record, lists, epcis)
    left, right = st.columns(2, gap="large")
    with left:
        typed = _project_fields(form, record, lists, team)
    with right:
        typed |= _place_fields(form, record, lists, epcis)
    with left:
        typed |= _company_fields(form, record, lists)
    with right:
        typed |= _needs_fields(form, record)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        save = forms.submit(form, "Enregistrer la fiche")
        st.button(
            "Fermer sans enregistrer",
            type="tertiary",
            key="close_sheet",
            on_click=partial(_close, form, record.id),
        )
    if save:
        _save(visitor, record, form, typed, version=version)


def _keep_what_is_stored(
    record: ProjectRecord, lists: dict[str, dict[str, str]], epcis: dict[str, str]
) -> None:
    """Keep on offer what the record holds, even when it is no longer offered to new ones."""
    stored = {
        "origin": (record.origin, record.origin_label),
        "sector": (record.sector, record.sector_label),
        "legal_form_now": (record.legal_form_now, record.legal_form_now_label),
        "legal_form_planned": (record.legal_form_planned, record.legal_form_planned_label),
    }
    for name, (key, label) in stored.items():
        if key is not None:
            lists[name].setdefault(key, label or key)
    for pillar in record.pillars:
        lists["pillars"].setdefault(pillar.key, pillar.label)
    if record.epci_siren is not None:
        epcis.setdefault(record.epci_siren, record.epci_name or record.epci_siren)


def _project_fields(
    form: Form, record: ProjectRecord, lists: dict[str, dict[str, str]], team: dict[int, str]
) -> dict[str, Any]:
    st.markdown("**Le projet**")
    return {
        "title": forms.line(form, "title", value=record.title),
        "summary": forms.paragraph(form, "summary", value=record.summary),
        "pillars": forms.several(
            form, "pillars", lists["pillars"], value=[each.key for each in record.pillars]
        ),
        "sector": forms.choice(form, "sector", lists["sector"], value=record.sector),
        "naf_code": activity_field(form, "naf_code", value=record.naf_code),
        "adviser_id": forms.choice(form, "adviser_id", team, value=record.adviser_id),
    }


def _place_fields(
    form: Form,
    record: ProjectRecord,
    lists: dict[str, dict[str, str]],
    epcis: dict[str, str],
) -> dict[str, Any]:
    st.markdown("**Le contact et le lieu**")
    return {
        "origin": forms.choice(form, "origin", lists["origin"], value=record.origin),
        "origin_note": forms.line(form, "origin_note", value=record.origin_note),
        "commune_code": commune_field(form, "commune_code", value=record.commune_code),
        "epci_siren": forms.choice(
            form,
            "epci_siren",
            epcis,
            value=record.epci_siren,
            help="La commune, quand elle est connue, donne l’intercommunalité.",
        ),
        "is_priority_district": forms.yes_no(
            form, "is_priority_district", value=record.is_priority_district
        ),
    }


def _company_fields(
    form: Form, record: ProjectRecord, lists: dict[str, dict[str, str]]
) -> dict[str, Any]:
    st.markdown("**L’entreprise**")
    return {
        **{
            name: forms.choice(form, name, lists[name], value=getattr(record, name))
            for name in ("legal_form_now", "legal_form_planned")
        },
        "siren": forms.line(form, "siren", value=record.siren),
        "siret": forms.line(form, "siret", value=record.siret),
        "creation_under_way": forms.tick(
            form, "creation_under_way", value=record.creation_under_way
        ),
    }


def _needs_fields(form: Form, record: ProjectRecord) -> dict[str, Any]:
    st.markdown("**Les besoins et les emplois**")
    return {
        "jobs_planned": forms.amount(form, "jobs_planned", value=record.jobs_planned),
        "premises_wanted": forms.line(form, "premises_wanted", value=record.premises_wanted),
        "premises_area_m2": forms.amount(form, "premises_area_m2", value=record.premises_area_m2),
        "no_need": forms.tick(form, "no_need", value=record.no_need),
        "funding_sought": forms.amount(form, "funding_sought", value=record.funding_sought),
        "funding_found": forms.amount(form, "funding_found", value=record.funding_found),
    }


def _save(
    visitor: Visitor,
    record: ProjectRecord,
    form: Form,
    typed: dict[str, Any],
    *,
    version: int,
) -> None:
    draft = forms.draft(form, ProjectDraft, typed)
    if draft is None:
        return
    with session.writing(visitor, form) as door:
        actions.update_project(
            door.db, visitor, record.id, draft, version=version, token=form.token
        )
        door.done("Fiche enregistrée.")
    versions.settle(form, door, record.version)
    if door.went_through:
        st.session_state.pop(_editing_key(record.id), None)
        st.rerun()


def _close(form: Form, project_id: int) -> None:
    versions.forget(form)
    form.close()
    st.session_state.pop(_editing_key(project_id), None)
