"""The organisation of a form: chosen in the list, or a new name typed on the spot."""

from typing import Any

import streamlit as st

from circular.domain.visitors import Visitor
from circular.queries import organisations
from circular.ui import forms, markup, session
from circular.ui.forms import Form

NEW = 0  # no record bears this identifier: without a name, the action refuses it
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
    chosen = forms.choice(
        form, CHOICE, {NEW: "Nouvel organisme…", **known}, value=value, filter_mode="contains"
    )
    if chosen != NEW:
        return {CHOICE: chosen}
    typed = forms.line(form, NEW_NAME, placeholder="Son nom, tel qu\u2019on le connaît")
    return {CHOICE: NEW} if typed is None else {NEW_NAME: typed}
