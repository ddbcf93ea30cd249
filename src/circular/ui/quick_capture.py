"""« Noter un contact »: five fields in a drawer, from any page; what is typed outlives the page."""

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from circular.actions import holders as actions
from circular.domain.holders import CaptureDraft
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.queries import projects
from circular.ui import dialogs, forms, holders, session
from circular.ui.communes import commune_field
from circular.ui.forms import Form

SAVED = "Contact enregistré. Vous pourrez compléter sa fiche plus tard."
LABEL = "Noter un contact"

_NAME = "quick_capture"
_HERE = "_page_on_screen"
_KEPT = {"persist_state": "session"}


def button(visitor: Visitor, place: DeltaGenerator, *, key: str, primary: bool = True) -> None:
    """Draw the button that opens the drawer, for those who may note a contact."""
    if not visitor.may(Permission.EDIT_PIPELINE):
        return
    place.button(
        LABEL,
        type="primary" if primary else "secondary",
        icon=":material/person_add:",
        key=f"{_NAME}_{key}",
        on_click=ask,
    )


def ask() -> None:
    """Ask for the drawer on the page on screen."""
    dialogs.ask(st.session_state.get(_HERE, ""), _NAME)


def open_if_asked(visitor: Visitor, page: str) -> None:
    """Open the drawer when it was asked for on this page; the frame of every page calls it."""
    st.session_state[_HERE] = page
    if visitor.may(Permission.EDIT_PIPELINE):
        dialogs.open_asked(page, {_NAME: partial(_drawer, visitor)})


def _drawer(visitor: Visitor) -> None:
    @st.dialog(LABEL, position="right", icon=":material/person_add:", on_dismiss=dialogs.close)
    def note() -> None:
        form = forms.begin(_NAME, CaptureDraft)
        typed = _fields(visitor, form)
        if forms.submit(form, "Enregistrer le contact", width="stretch"):
            _save(visitor, form, typed)
        st.caption("Seul le nom est obligatoire. Le reste se complète plus tard.")

    note()


def _fields(visitor: Visitor, form: Form) -> dict[str, object]:
    name = forms.line(
        form, "name", placeholder="Prénom et nom, ou nom du projet", live="300ms", **_KEPT
    )
    alike = st.container(gap="small")
    reach = forms.line(
        form, "reach", placeholder="Téléphone ou adresse électronique", live="300ms", **_KEPT
    )
    with alike:
        holders.likely_duplicates(visitor, name=name, reach=reach)
    with session.reading() as db:
        origins = projects.usual_origins(db)
    return {
        "name": name,
        "reach": reach,
        "commune_code": commune_field(form, "commune_code", **_KEPT),
        "origin": forms.pills(form, "origin", origins, **_KEPT),
        "idea": forms.paragraph(
            form,
            "idea",
            placeholder="Par exemple\u00a0: composter les couches des crèches",
            height=92,
            **_KEPT,
        ),
    }


def _save(visitor: Visitor, form: Form, typed: dict[str, object]) -> None:
    draft = forms.draft(form, CaptureDraft, typed)
    if draft is None:
        return
    with session.writing(visitor, form) as door:
        actions.capture_contact(door.db, visitor, draft, today=session.today(), token=form.token)
        door.done(SAVED)
    if door.went_through:
        dialogs.close_and_rerun()
