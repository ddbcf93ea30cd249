"""The version of a record that a form was opened on, so that two windows never lose a text."""

import streamlit as st

from circular.domain.errors import StaleRecordError
from circular.ui.forms import Form
from circular.ui.session import Door


def opened(form: Form, version: int) -> int:
    """Return the version that the form was opened on: `version` when it has just been opened."""
    return int(st.session_state.setdefault(_key(form), version))


def settle(form: Form, door: Door, current: int) -> None:
    """Draw the consequence of an attempt to save.

    When it went through, the version is forgotten. When the record had moved on, `current` is
    taken instead, so that saving once more replaces what is stored, knowingly.
    """
    if door.went_through:
        st.session_state.pop(_key(form), None)
    elif isinstance(door.refusal, StaleRecordError):
        st.session_state[_key(form)] = current
        st.info(
            "Pour remplacer ce qui est enregistré par votre texte, enregistrez de nouveau.",
            icon=":material/sync_problem:",
        )


def forget(form: Form) -> None:
    """Forget the version of a form that is closed without being saved."""
    st.session_state.pop(_key(form), None)


def _key(form: Form) -> str:
    return f"_version_{form.key}"
