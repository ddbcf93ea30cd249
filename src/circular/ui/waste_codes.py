"""Finding waste codes by everyday words: one for a stream, several for a need."""

from functools import partial

import streamlit as st

from circular.domain.reference import (
    WasteCode,
    WasteSuggestion,
    typed_waste_digits,
    written_waste_code,
)
from circular.domain.streams import HAZARD_WARNING
from circular.domain.words import fold
from circular.queries import reference
from circular.queries.needs import labels_of_codes
from circular.ui import forms, markup, session
from circular.ui.forms import Form

PLACEHOLDER = "Ce que c\u2019est\u00a0: palettes, tontes, couches… ou un code"
MOST_SUGGESTIONS = 6
_HAZARD = " :orange-badge[:material/warning: Dangereux]"


def code_field(form: Form, name: str, *, value: str | None = None) -> str | None:
    """Draw the search of one waste code and return its six digits, None when blank.

    Words that no choice follows are returned as typed, so that the draft refuses them at the
    field: nothing is dropped in silence.
    """
    typed = st.text_input(
        form.label(name),
        value=written_waste_code(value) if value else "",
        placeholder=PLACEHOLDER,
        key=form.widget(f"{name}_words"),
        live="300ms",
        persist_state="page",
        icon=":material/search:",
    )
    chosen = _chosen(form, name, typed, value) if typed and typed.strip() else None
    forms.slot(form, name)
    return chosen


def chosen_code(code: str | None) -> WasteCode | None:
    """Return the entry of the waste list that was chosen, None when there is none."""
    if code is None or typed_waste_digits(code) is None:
        return None
    with session.reading() as db:
        return reference.waste_code(db, code, session.today())


def hazard_warning() -> None:
    """Say what the product does not do for hazardous waste."""
    st.warning(HAZARD_WARNING, icon=":material/warning:")


def mirror_warning(code: WasteCode) -> None:
    """Name the twin of a code, hazardous or not, when it has one."""
    with session.reading() as db:
        said = reference.mirror_warning(db, code, session.today())
    if said is not None:
        st.info(said, icon=":material/compare_arrows:")


def codes_field(form: Form, name: str, *, value: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Draw the search of several codes, of 2, 4 or 6 digits, and return those kept."""
    kept_key, words_key = form.widget(name), form.widget(f"{name}_words")
    kept: list[str] = st.session_state.setdefault(f"{kept_key}_kept", list(value))
    typed = st.text_input(
        form.label(name),
        placeholder=PLACEHOLDER,
        key=words_key,
        live="300ms",
        persist_state="page",
        icon=":material/search:",
    )
    _kept(kept_key, kept)
    if typed and typed.strip():
        with st.container(gap=None, key=f"{kept_key}_offers"):
            _offers(kept_key, words_key, typed, kept)
    forms.slot(form, name)
    return tuple(kept)


def _suggestions(typed: str) -> tuple[WasteSuggestion, ...]:
    """Return what the words may mean today."""
    with session.reading() as db:
        return reference.waste_codes_matching(
            db, typed, today=session.today(), limit=MOST_SUGGESTIONS
        )


def _chosen(form: Form, name: str, typed: str, value: str | None) -> str:
    """Draw the suggestions and return the code chosen, else the words as typed."""
    found = {suggestion.code.code: suggestion for suggestion in _suggestions(typed)}
    if not found:
        st.caption("Aucun déchet ne répond à ces mots. Essayez un mot plus courant, ou le code.")
        return typed
    memory = f"{form.widget(name)}_chosen"
    remembered = st.session_state.get(memory, value)
    asked = typed_waste_digits(typed)
    selected = remembered if remembered in found else asked if asked in found else None
    codes = list(found)
    picked = st.radio(
        "Déchets proposés",
        codes,
        index=None if selected is None else codes.index(selected),
        format_func=lambda code: _title(found[code].code),
        captions=[_caption(suggestion) for suggestion in found.values()],
        key=f"{form.widget(name)}_{fold(typed)}",
        label_visibility="collapsed",
    )
    if picked is None:
        return typed
    st.session_state[memory] = picked
    return picked


def _title(code: WasteCode) -> str:
    """Write a code as people choose it: « 20 02 01 Déchets verts »."""
    hazard = _HAZARD if code.is_hazardous else ""
    return f"**{written_waste_code(code.code)}** {markup.plain(code.everyday_label)}{hazard}"


def _caption(suggestion: WasteSuggestion) -> str:
    """Write the official label and why the code is proposed."""
    label = suggestion.code.label
    return markup.plain(f"{label[:1].upper()}{label[1:]} ({suggestion.reason})")


def _offers(kept_key: str, words_key: str, typed: str, kept: list[str]) -> None:
    """Draw what may be added: the codes that the words mean, and the chapters around them."""
    found = [suggestion.code for suggestion in _suggestions(typed)]
    digits = typed_waste_digits(typed)
    wider = [code.subchapter for code in found[:1]] if digits is None else []
    wider += [digits] if digits is not None and len(digits) in {2, 4} else []
    with session.reading() as db:
        labels = labels_of_codes(db, tuple(wider))
    offers = {code: f"Tout {written_waste_code(code)} {label}" for code, label in labels.items()}
    offers |= {code.code: _title(code) for code in found}
    offers = {code: title for code, title in offers.items() if code not in kept}
    if not offers:
        st.caption("Aucun autre déchet ne répond à ces mots.")
    for code, title in offers.items():
        st.button(
            title,
            icon=":material/add:",
            type="tertiary",
            key=f"{kept_key}_add_{code}",
            on_click=partial(_keep, kept_key, words_key, code),
        )


def _kept(kept_key: str, kept: list[str]) -> None:
    """Draw what was kept, each with the button that takes it out."""
    with session.reading() as db:
        labels = labels_of_codes(db, tuple(kept))
    with st.container(horizontal=True, gap="small", key=f"{kept_key}_kept_row"):
        for code in kept:
            st.button(
                f"{written_waste_code(code)} {markup.plain(labels.get(code, ''))}",
                icon=":material/close:",
                help="Retirer",
                key=f"{kept_key}_drop_{code}",
                on_click=partial(_drop, kept_key, code),
            )


def _keep(kept_key: str, words_key: str, code: str) -> None:
    st.session_state[f"{kept_key}_kept"].append(code)
    st.session_state[words_key] = ""


def _drop(kept_key: str, code: str) -> None:
    st.session_state[f"{kept_key}_kept"].remove(code)
