"""The season of a stream or a need: all year, some months alike, or month by month."""

import streamlit as st

from circular.domain import french
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
_ALL, _SOME, _PROFILE = "all", "some", "profile"
_WORDS = {_ALL: "Toute l\u2019année", _SOME: "Certains mois", _PROFILE: "Mois par mois"}
_NOTHING = (0.0,) * MONTHS_A_YEAR
_EVEN = 0.005  # two shares that differ by less are the same

Typed = tuple[float, ...] | tuple[str, ...]


def season_field(form: Form, name: str, *, value: tuple[float, ...] | None = None) -> Typed | None:
    """Draw the choice of a season and return twelve shares, None when it is unknown.

    Month by month, what is typed in per cent is returned as it is, for the draft to read; a
    profile that nobody touched stays exactly what it was.
    """
    extent = st.pills(
        form.label(name),
        list(_WORDS),
        default=_extent_of(value),
        format_func=lambda code: _WORDS[code],
        key=form.widget(f"{name}_extent"),
        persist_state="page",
    )
    typed: Typed | None = None
    if extent == _PROFILE:
        typed = _profile(form, name, value)
    elif extent == _SOME:
        typed = shares_of(_months(form, name, value)) or _NOTHING
    elif extent == _ALL:
        typed = shares_of(range(1, MONTHS_A_YEAR + 1))
    forms.slot(form, name)
    is_same = value is not None and extent == _extent_of(value) and typed == _shown(value, extent)
    return value if is_same else typed


def _extent_of(value: tuple[float, ...] | None) -> str | None:
    """Tell how a known season is shown: all year, some months alike, or month by month."""
    if value is None:
        return None
    shares = [share for share in value if share > 0]
    if max(shares) - min(shares) > _EVEN:
        return _PROFILE
    return _ALL if len(shares) == MONTHS_A_YEAR else _SOME


def _shown(value: tuple[float, ...], extent: str | None) -> Typed | None:
    """Return what the fields hold of a known season as long as nobody touches them."""
    return _written(value) if extent == _PROFILE else shares_of(months_of(value))


def _written(value: tuple[float, ...] | None) -> tuple[str, ...]:
    """Write twelve shares in per cent; nothing for an empty month."""
    return tuple(
        french.number(round(100 * share, 1)) if share > 0 else "" for share in value or _NOTHING
    )


def _months(form: Form, name: str, value: tuple[float, ...] | None) -> tuple[int, ...]:
    """Draw the choice of months that share the year evenly."""
    known = months_of(value)
    return tuple(
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


def _profile(form: Form, name: str, value: tuple[float, ...] | None) -> tuple[str, ...]:
    """Draw twelve inputs in per cent of the year; together they make 100."""
    st.caption("Part de l\u2019année en %, 100 en tout. Un mois vide compte pour rien.")
    with st.container(horizontal=True, gap="small", key=form.widget(f"{name}_profile")):
        return tuple(
            st.text_input(
                SHORT[month],
                value=shown,
                width=72,
                key=form.widget(f"{name}_share_{month + 1}"),
                persist_state="page",
            )
            or ""
            for month, shown in enumerate(_written(value))
        )
