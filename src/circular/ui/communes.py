"""The commune of a form: one of the territory in two clicks, any other of France by its name."""

from typing import Any

import streamlit as st

from circular.queries import communes as queries
from circular.ui import forms, session
from circular.ui.forms import Form

PLACEHOLDER = "Tapez les premières lettres"


def commune_field(form: Form, name: str, *, value: str | None = None, **options: Any) -> str | None:
    """Draw the choice of a commune and return its INSEE code, None when blank.

    What is typed and lies outside the territory is searched in all France, by name, postal code
    or INSEE code. A text that means no commune is returned as typed, so that the action refuses
    it at the field: nothing is dropped in silence.
    """
    with session.reading() as db:
        known = queries.commune_choices(db, value=value)
    options.setdefault("placeholder", PLACEHOLDER)
    options.setdefault("persist_state", "page")
    chosen = st.selectbox(
        form.label(name),
        list(known),
        index=list(known).index(value) if value in known else None,
        format_func=lambda code: known.get(code, code),
        key=form.widget(name),
        accept_new_options=True,
        filter_mode="contains",
        **options,
    )
    code = chosen if chosen is None or chosen in known else _searched(form, name, str(chosen))
    forms.slot(form, name)
    return code


def _searched(form: Form, name: str, typed: str) -> str:
    """Return the commune that a text means, after asking which one when there are several."""
    with session.reading() as db:
        found = queries.communes_meant(db, typed)
    if not found:
        st.caption("Aucune commune de ce nom ni de ce code\u00a0: vérifiez ce que vous avez tapé.")
        return typed
    if len(found) == 1:
        code, label = next(iter(found.items()))
        st.caption(f":material/check: {label}")
        return code
    picked = st.pills(
        "Laquelle\u202f?",
        list(found),
        format_func=lambda code: found[code],
        key=form.widget(f"{name}_among_{typed}"),
    )
    return typed if picked is None else str(picked)
