"""Which dialog is open: kept in the session, so that a dialog survives every rerun of its page.

A dialog called under a button vanishes with the next rerun of the page. Here a button asks for one
by name; the page opens what is asked, run after run, until it is closed or dismissed.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import streamlit as st
from pydantic import BaseModel

from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.ui import session
from circular.ui.forms import Form

Draft = TypeVar("Draft", bound=BaseModel)

ASKED = "_dialog_asked"


def ask(page: str, name: str, **details: Any) -> None:
    """Ask for a dialog of a page; `details` are the arguments that it is opened with."""
    st.session_state[ASKED] = (page, name, details)


def close() -> None:
    """Ask for no dialog any more."""
    st.session_state.pop(ASKED, None)


def open_asked(page: str, dialogs: Mapping[str, Callable[..., None]]) -> None:
    """Open the dialog that was asked for on this page, if it is one of these."""
    asked = st.session_state.get(ASKED)
    if asked is None or asked[0] != page:
        return
    dialog = dialogs.get(asked[1])
    if dialog is not None:
        dialog(**asked[2])


def close_and_rerun() -> None:
    """Close the open dialog and draw the page anew."""
    close()
    st.rerun()


def save(
    visitor: Visitor,
    form: Form,
    draft: Draft | None,
    act: Callable[[Database, Draft], object],
    *,
    said: str,
) -> None:
    """Carry out what an open dialog asks: when it goes through, say so and close; else stay open.

    `draft` is None when what was typed has to be mended: nothing is then written.
    """
    if draft is None:
        return
    with session.writing(visitor, form) as door:
        act(door.db, draft)
        door.done(said)
    if door.went_through:
        close_and_rerun()
