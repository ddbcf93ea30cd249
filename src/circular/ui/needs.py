"""The « Gisements » tab of a project: what it needs, and the streams that fit best."""

from functools import partial
from typing import Any

import streamlit as st

from circular.actions import needs as actions
from circular.domain import french
from circular.domain.needs import NeedDraft
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.queries import needs as queries
from circular.queries import reference
from circular.queries.needs import NeedRow, ProjectNeeds
from circular.ui import forms, markup, matches, session, tracked_matches, versions
from circular.ui.forms import Form
from circular.ui.seasons import season_field
from circular.ui.waste_codes import codes_field, hazard_warning

NEW = 0  # no need bears this identifier
_BLANK = NeedDraft.model_construct(
    **{name: field.default for name, field in NeedDraft.model_fields.items()} | {"title": ""}
)
_MORE = (
    "contamination_max",
    "quality",
    "operations",
    "price_max",
    "needed_from",
    "needed_to",
    "note",
)


def project_tab(visitor: Visitor, project_id: int) -> None:
    """Draw the needs of a project, the form that is open, and the best streams."""
    with session.reading() as db:
        found = queries.project_needs(db, visitor, project_id)
    if found is None:
        return
    may_edit = visitor.may(Permission.EDIT_PIPELINE)
    opened = st.session_state.get(_opened(project_id)) if may_edit else None
    if opened is None:
        _head(visitor, found, may_edit=may_edit)
    elif opened == NEW:
        _form(visitor, project_id, None)
    for need in found.needs:
        if need.id == opened:
            _form(visitor, project_id, need)
        else:
            _need(need, may_edit=may_edit and opened is None)
    if may_edit:
        _undo_archive(visitor, project_id)
    if visitor.may(Permission.SEE_MATCHES):
        _matched(visitor, found)


def _matched(visitor: Visitor, found: ProjectNeeds) -> None:
    """Draw what was kept for a project, with its stage, then the best streams for its needs."""
    tracked_matches.of_project(visitor, found.project_id)
    if found.needs:
        st.space("small")
        matches.best_streams(visitor, found.project_id)


def _opened(project_id: int) -> str:
    return f"_need_opened_{project_id}"


def _open(project_id: int, need_id: int) -> None:
    st.session_state[_opened(project_id)] = need_id


def _shut(project_id: int, form: Form) -> None:
    versions.forget(form)
    form.close()
    st.session_state.pop(_opened(project_id), None)


def _head(visitor: Visitor, found: ProjectNeeds, *, may_edit: bool) -> None:
    """Draw the way to state a need, or to say that there is none."""
    if not found.needs and not may_edit:
        said = "Aucun besoin matière." if found.says_none else "Aucun besoin noté."
        st.caption(said)
    if not may_edit:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Ajouter un besoin",
            icon=":material/add:",
            key="add_need",
            on_click=partial(_open, found.project_id, NEW),
        )
        if not found.needs:
            key = f"no_need_{found.project_id}_{found.says_none}"
            ticked = st.checkbox("Aucun besoin matière", value=found.says_none, key=key)
            if ticked != found.says_none:
                _say_none(visitor, found.project_id, no_need=ticked)


def _say_none(visitor: Visitor, project_id: int, *, no_need: bool) -> None:
    said = "C\u2019est noté\u00a0: aucun besoin matière." if no_need else "Besoins à préciser."
    if session.act(
        visitor,
        said,
        lambda db: actions.state_no_need(db, visitor, project_id, no_need=no_need),
    ):
        st.rerun()


def _need(need: NeedRow, *, may_edit: bool) -> None:
    """Draw one need as a row, with the way to change it."""
    row = st.container(
        horizontal=True, horizontal_alignment="distribute", key=f"row_need_{need.id}"
    )
    with row.container(gap="xxsmall"):
        st.markdown(f"**{markup.plain(need.title)}**")
        st.caption(markup.plain(f"Accepte\u00a0: {need.accepted}"))
        said = ", ".join(filter(None, (need.quantity, need.season, need.conditions)))
        if said:
            st.caption(markup.plain(said))
        if need.draft.hazardous_accepted:
            st.caption(":material/warning: Déchets dangereux acceptés")
        if need.note:
            markup.prose(need.note)
    if may_edit:
        row.button(
            "Modifier",
            type="tertiary",
            icon=":material/edit:",
            key=f"edit_need_{need.id}",
            on_click=partial(_open, need.project_id, need.id),
        )


def _archive(visitor: Visitor, need: NeedRow) -> None:
    """Archive a need and keep the way back beside the list."""
    if session.act(
        visitor, "Besoin mis aux archives.", lambda db: actions.archive_need(db, visitor, need.id)
    ):
        st.session_state[_archived(need.project_id)] = (need.id, need.title)
        st.session_state.pop(_opened(need.project_id), None)
        st.rerun()


def _archived(project_id: int) -> str:
    return f"_need_archived_{project_id}"


def _undo_archive(visitor: Visitor, project_id: int) -> None:
    """Draw, beside the list, the way back from the last archiving."""
    last = st.session_state.get(_archived(project_id))
    if last is None:
        return
    need_id, title = last
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(markup.plain(f"Besoin {french.quoted(title)} archivé."), width="content")
        if st.button("Annuler", type="tertiary", icon=":material/undo:", key="undo_archive_need"):
            st.session_state.pop(_archived(project_id), None)
            if session.act(
                visitor,
                "Besoin sorti des archives.",
                lambda db: actions.restore_need(db, visitor, need_id),
            ):
                st.rerun()


def _form(visitor: Visitor, project_id: int, need: NeedRow | None) -> None:
    """Draw the form of a need, new or known, in its place in the list."""
    key = f"need_new_{project_id}" if need is None else f"need_{need.id}"
    form = forms.begin(key, NeedDraft)
    version = None if need is None else versions.opened(form, need.version)
    stored = _BLANK if need is None else need.draft
    with st.container(border=True, key="card_need_form"):
        st.header("Ajouter un besoin" if need is None else "Modifier le besoin")
        typed = _fields(form, stored)
        with st.container(horizontal=True, vertical_alignment="center"):
            asked = forms.submit(form, "Enregistrer le besoin")
            st.button(
                "Fermer sans enregistrer",
                type="tertiary",
                key="close_need",
                on_click=partial(_shut, project_id, form),
            )
            if need is not None and st.button(
                "Archiver ce besoin",
                type="tertiary",
                icon=":material/inventory_2:",
                key=f"archive_need_{need.id}",
            ):
                _archive(visitor, need)
    if asked:
        _save(visitor, project_id, need, form, typed, version=version)


def _fields(form: Form, stored: NeedDraft) -> dict[str, Any]:
    """Draw what is sought, how much, when and how far; the rest behind a fold."""
    with session.reading() as db:
        families = {entry.key: entry.label for entry in reference.entries(db, "material_families")}
        operations = {
            entry.key: f"{entry.key} {entry.label}"
            for entry in reference.entries(db, "treatment_operations")
        }
    left, right = st.columns(2, gap="large")
    with left:
        typed: dict[str, Any] = {
            "title": forms.line(
                form, "title", value=stored.title, placeholder="Par exemple\u00a0: bois de palettes"
            ),
            "codes": codes_field(form, "codes", value=stored.codes),
            "families": forms.several(form, "families", families, value=stored.families),
        }
    with right:
        least, most = st.columns(2)
        with least:
            typed["tonnes_min"] = forms.amount(form, "tonnes_min", value=stored.tonnes_min)
        with most:
            typed["tonnes_max"] = forms.amount(form, "tonnes_max", value=stored.tonnes_max)
        typed["months"] = season_field(form, "months", value=stored.months)
        typed["distance_max_km"] = forms.amount(
            form,
            "distance_max_km",
            value=stored.distance_max_km,
            help="Comparée à la distance à vol d\u2019oiseau × 1,3.",
        )
        typed["hazardous_accepted"] = forms.tick(
            form, "hazardous_accepted", value=stored.hazardous_accepted
        )
        if typed["hazardous_accepted"]:
            hazard_warning()
    with st.expander("Qualité, traitement, prix, période et note", expanded=_has_more(form)):
        return typed | _more(form, stored, operations)


def _has_more(form: Form) -> bool:
    """Tell whether the fold holds something to mend."""
    return any(form.problems.get(name) for name in _MORE)


def _more(form: Form, stored: NeedDraft, operations: dict[str, str]) -> dict[str, Any]:
    left, right = st.columns(2, gap="large")
    with left:
        typed = {
            "contamination_max": forms.amount(
                form, "contamination_max", value=stored.contamination_max
            ),
            "quality": forms.line(
                form,
                "quality",
                value=stored.quality,
                placeholder="Par exemple\u00a0: sec, sans peinture",
            ),
            "price_max": forms.amount(
                form,
                "price_max",
                value=stored.price_max,
                help="Ce que le projet paie\u202f; négatif s\u2019il faut le payer.",
            ),
        }
    with right:
        return typed | {
            "operations": forms.several(form, "operations", operations, value=stored.operations),
            "needed_from": forms.day(form, "needed_from", value=stored.needed_from),
            "needed_to": forms.day(form, "needed_to", value=stored.needed_to),
            "note": forms.paragraph(form, "note", value=stored.note),
        }


def _save(
    visitor: Visitor,
    project_id: int,
    need: NeedRow | None,
    form: Form,
    typed: dict[str, Any],
    *,
    version: int | None,
) -> None:
    """Carry the draft out through the writing door."""
    draft = forms.draft(form, NeedDraft, typed)
    if draft is None:
        return
    with session.writing(visitor, form) as door:
        if need is None or version is None:
            actions.state_need(door.db, visitor, project_id, draft, token=form.token)
            door.done("Besoin noté.")
        else:
            actions.amend_need(door.db, visitor, need.id, draft, version=version, token=form.token)
            door.done("Besoin enregistré.")
    if need is not None:
        versions.settle(form, door, need.version)
    if door.went_through:
        st.session_state.pop(_opened(project_id), None)
        st.rerun()
