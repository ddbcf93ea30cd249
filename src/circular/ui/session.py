"""The doors between a page and the store, and the short messages that cross a rerun."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from threading import local

import streamlit as st

from circular.config import settings
from circular.domain.errors import AlreadyDoneError, DomainError
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor, require
from circular.queries import accounts
from circular.store.connection import Database, lent_for, open_for
from circular.ui.forms import Form

_FLASH = "_flash"
_RUN = local()  # a thread runs one page at a time, and no other thread may use its connection


@dataclass(slots=True)
class Door:
    """An open writing door: the database, its author, and what became of the act."""

    db: Database
    visitor: Visitor
    form: Form | None
    went_through: bool = False
    refusal: DomainError | None = None

    def done(self, sentence: str) -> None:
        """Say that the act went through: close the form and keep the sentence for the next run."""
        self.went_through = True
        if self.form is not None:
            self.form.close()
        flash(sentence)


@contextmanager
def one_reading() -> Iterator[None]:
    """Have every `reading` of a run of a page share one connection."""
    with lent_for(settings().database) as db:
        _RUN.db = db
        try:
            yield
        finally:
            del _RUN.db
            _forget_version()


@contextmanager
def reading() -> Iterator[Database]:
    """Give a connection that cannot write: the one of the run, else one of its own."""
    shared: Database | None = getattr(_RUN, "db", None)
    if shared is not None:
        yield shared
        return
    with lent_for(settings().database) as db:
        yield db


def data_version() -> int:
    """Return the version of the data, part of the key of every cache; a run asks for it once.

    What a run writes makes it ask again.
    """
    known: int | None = getattr(_RUN, "version", None)
    if known is not None:
        return known
    with reading() as db:
        found = accounts.data_version(db)
    if hasattr(_RUN, "db"):
        _RUN.version = found
    return found


def _forget_version() -> None:
    _RUN.version = None


@contextmanager
def writing(visitor: Visitor, form: Form | None = None) -> Iterator[Door]:
    """Open the only door through which a page changes anything.

    What the domain refuses is shown here, once, as its sentence (and under the fields of `form`);
    the page then goes on. A second click on the same form is taken for the first.
    """
    with open_for(settings().database) as db:
        door = Door(db=db, visitor=visitor, form=form)
        try:
            yield door
        except AlreadyDoneError as twice:
            door.done(twice.sentence)
        except DomainError as refusal:
            door.refusal = refusal
            if form is not None:
                form.refuse(refusal)
            else:
                show_refusal(refusal)
        finally:
            _forget_version()


@contextmanager
def recording(visitor: Visitor) -> Iterator[Database]:
    """Open the narrow door through which every known person, of any role, leaves what is its own.

    It serves the line of the journal for an export; whatever the domain refuses goes to the caller.
    """
    require(visitor, Permission.EXPORT_LISTS)
    with open_for(settings().database) as db:
        yield db


def show_refusal(refusal: DomainError) -> None:
    """Show a refusal with every problem that it lists."""
    lines = [refusal.sentence, *(f"- {problem.sentence}" for problem in refusal.problems)]
    st.error("\n".join(lines), icon=":material/error:")


def flash(sentence: str) -> None:
    """Keep a sentence of success for the next run of the page."""
    st.session_state[_FLASH] = sentence


def show_flash() -> None:
    """Show the sentence that the last act left."""
    sentence = st.session_state.pop(_FLASH, None)
    if sentence:
        st.toast(sentence, icon=":material/check_circle:")


def today() -> date:
    """Return the day of the visit: the only place where pages read the clock."""
    return datetime.now().date()


def act(visitor: Visitor, sentence: str, do: Callable[[Database], object]) -> bool:
    """Run one small act (a button of a row) through the writing door; True when it went through."""
    with writing(visitor) as door:
        do(door.db)
        door.done(sentence)
    return door.went_through
