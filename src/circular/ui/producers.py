"""The organisation of a form: chosen in the list, or a new name typed on the spot."""

from typing import Any

import streamlit as st

from circular.domain import french
from circular.domain.visitors import Visitor
from circular.domain.words import fold
from circular.queries import organisations
from circular.ui import forms, markup, session
from circular.ui.forms import Form

CHOICE, NEW_NAME = "organisation_id", "new_organisation"


def producer_fields(
    form: Form, visitor: Visitor, *, value: int | None = None, name: str | None = None
) -> dict[str, Any]:
    """Draw the choice of an organisation and return the values of its two fields.

    `name` is that of the organisation stored, kept on offer even when it is archived. A partner
    writes for its own organisation: there is nothing to choose.
    """
    with session.reading() as db:
        known = organisations.choices(db, visitor)
    if value is not None:
        known.setdefault(value, name or str(value))
    own = visitor.own_organisation
    if own is not None:
        st.caption(f"{form.label(CHOICE)}\u00a0: {markup.plain(known.get(own, ''))}")
        return {CHOICE: own}
    chosen = _chosen_or_typed(form, known, value)
    if not isinstance(chosen, str):
        return {CHOICE: chosen}
    st.caption(f"{markup.plain(french.quoted(chosen))}\u00a0: sa fiche sera créée.")
    forms.slot(form, NEW_NAME)
    return {NEW_NAME: chosen}


def _chosen_or_typed(form: Form, known: dict[int, str], value: int | None) -> int | str | None:
    """Draw the list and return the organisation chosen, or the name typed that nobody bears."""
    numbers = {fold(name): number for number, name in known.items()}
    chosen = st.selectbox(
        form.label(CHOICE),
        list(known),
        index=list(known).index(value) if value in known else None,
        format_func=lambda each: known.get(each, str(each)),
        key=form.widget(CHOICE),
        placeholder="Cherchez un organisme, ou tapez un nouveau nom",
        accept_new_options=True,
        filter_mode="contains",
        persist_state="page",
    )
    forms.slot(form, CHOICE)
    if isinstance(chosen, str):
        return numbers.get(fold(chosen), chosen)
    return chosen
