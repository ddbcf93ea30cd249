"""The activity of a form: a word of it, or its NAF code, and a choice when several fit."""

import streamlit as st

from circular.queries import reference
from circular.ui import forms, session
from circular.ui.forms import Form


def activity_field(form: Form, name: str, *, value: str | None = None) -> str | None:
    """Draw the choice of an activity and return its NAF code, None when blank.

    A text that means no activity is returned as typed, so that the action refuses it at the field.
    """
    with session.reading() as db:
        known = None if value is None else reference.naf(db, value)
    labels = {} if known is None else {known.code: f"{known.code} {known.label}"}
    chosen = st.selectbox(
        form.label(name),
        list(labels),
        index=0 if labels else None,
        format_func=lambda code: labels.get(code, code),
        key=form.widget(name),
        placeholder="Un mot de l’activité, ou son code",
        accept_new_options=True,
        persist_state="page",
    )
    code = chosen if chosen is None or chosen in labels else _searched(form, name, str(chosen))
    forms.slot(form, name)
    return code


def _searched(form: Form, name: str, typed: str) -> str:
    """Return the activity that a text means, after asking which one when there are several."""
    with session.reading() as db:
        found = {each.code: each.label for each in reference.naf_matching(db, typed, limit=8)}
    if not found:
        st.caption("Aucune activité ne correspond\u00a0: essayez un autre mot.")
        return typed
    picked = st.radio(
        "Laquelle\u202f?",
        list(found),
        index=0 if len(found) == 1 else None,
        format_func=lambda code: f"{code} {found[code]}",
        key=form.widget(f"{name}_among_{typed}"),
        persist_state="page",
    )
    return typed if picked is None else str(picked)
