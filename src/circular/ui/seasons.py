"""The season of a stream or a need: all year, or some months."""

import streamlit as st

from circular.domain.seasons import MONTHS_A_YEAR, months_of, shares_of
from circular.ui import forms
from circular.ui.forms import Form

SHORT = (
    "janv.",
    "févr.",
    "mars",
    "avril",
    "mai",
    "juin",
    "juil.",
    "août",
    "sept.",
    "oct.",
    "nov.",
    "déc.",
)
_ALL, _SOME = "all", "some"
_WORDS = {_ALL: "Toute l\u2019année", _SOME: "Certains mois"}
_NOTHING = (0.0,) * MONTHS_A_YEAR


def season_field(
    form: Form, name: str, *, value: tuple[float, ...] | None = None
) -> tuple[float, ...] | None:
    """Draw the choice of a season and return twelve shares, None when it is unknown.

    A finer profile, from a file, is kept as long as the same months stay chosen.
    """
    known = months_of(value)
    extent = st.pills(
        form.label(name),
        list(_WORDS),
        default=None if value is None else _ALL if len(known) == MONTHS_A_YEAR else _SOME,
        format_func=lambda code: _WORDS[code],
        key=form.widget(f"{name}_extent"),
        persist_state="page",
    )
    chosen: tuple[int, ...] = ()
    if extent == _SOME:
        chosen = tuple(
            st.pills(
                "Les mois",
                range(1, MONTHS_A_YEAR + 1),
                selection_mode="multi",
                default=known if len(known) < MONTHS_A_YEAR else (),
                format_func=lambda month: SHORT[month - 1],
                label_visibility="collapsed",
                wrap=True,
                key=form.widget(f"{name}_months"),
                persist_state="page",
            )
        )
    elif extent == _ALL:
        chosen = tuple(range(1, MONTHS_A_YEAR + 1))
    forms.slot(form, name)
    if extent is None:
        return None
    if value is not None and set(chosen) == set(known):
        return value
    return shares_of(chosen) or _NOTHING
