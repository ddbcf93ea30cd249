"""The commune of a form: one of the territory in two clicks, any other of France by its name."""

from collections.abc import Mapping
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
    _search(form, name, known)
    found = _found(form, name)
    labels = {**known, **found}
    options.setdefault("placeholder", PLACEHOLDER)
    options.setdefault("persist_state", "page")
    chosen = st.selectbox(
        form.label(name),
        list(labels),
        index=list(labels).index(value) if value in labels else None,
        format_func=lambda code: labels.get(code, code),
        key=form.widget(name),
        accept_new_options=True,
        filter_mode="contains",
        **options,
    )
    if chosen is not None and found.get(chosen) == chosen:
        _ask_which(form, name, chosen)
    forms.slot(form, name)
    return None if chosen is None else str(chosen)


def _search(form: Form, name: str, known: Mapping[str, str]) -> None:
    """Take a typed text for the only commune that it means, else keep it to ask which one."""
    typed = st.session_state.get(form.widget(name))
    if typed is None or typed in known or typed in _found(form, name):
        return
    with session.reading() as db:
        meant = queries.communes_meant(db, typed)
    if len(meant) == 1:
        _take(form, name, *next(iter(meant.items())))
    else:
        _found(form, name)[typed] = typed


def _ask_which(form: Form, name: str, typed: str) -> None:
    """Offer the communes that a text may mean; none at all is said."""
    with session.reading() as db:
        meant = queries.communes_meant(db, typed)
    if not meant:
        st.caption("Aucune commune de ce nom ni de ce code\u00a0: vérifiez ce que vous avez tapé.")
        return
    key = form.widget(f"{name}_among")
    st.pills(
        "Laquelle\u202f?",
        list(meant),
        format_func=lambda code: meant[code],
        key=key,
        on_change=lambda: _take_picked(form, name, key, meant),
    )


def _take_picked(form: Form, name: str, key: str, meant: dict[str, str]) -> None:
    code = st.session_state.get(key)
    if code is not None:
        _take(form, name, code, meant[code])


def _take(form: Form, name: str, code: str, label: str) -> None:
    """Put a commune of anywhere among the choices, and choose it."""
    _found(form, name)[code] = label
    st.session_state[form.widget(name)] = code


def _found(form: Form, name: str) -> dict[str, str]:
    """Return the choices that were found by typing: code → name, or the text itself, unresolved."""
    found: dict[str, str] = st.session_state.setdefault(f"_{form.widget(name)}_found", {})
    return found
