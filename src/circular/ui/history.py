"""The history of a record, for every record page: each act, who did it, when, what it changed."""

from functools import partial

import streamlit as st

from circular.domain import french
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.queries import journal as queries
from circular.queries.journal import Change, JournalLine
from circular.ui import markup, session

PAGE_SIZE = 20


def history(visitor: Visitor, entity: str, entity_id: int | None) -> None:
    """Draw the acts on a record, the newest first, twenty at a time.

    Only those who read projects see it: a sentence of the journal may name people and projects.
    Without `entity_id`, the acts on every record of the kind: settings, territory.
    """
    if not visitor.may(Permission.SEE_PIPELINE):
        return
    key = f"_history_shown_{entity}_{entity_id}"
    shown = st.session_state.get(key, PAGE_SIZE)
    with session.reading() as db:
        lines = queries.history_of(db, entity, entity_id, limit=shown)
        total = queries.count_of(db, entity, entity_id)
    if not lines:
        st.caption("Rien n’a encore été noté ici.")
    for line in lines:
        _row(line)
    if total > len(lines):
        st.button(
            f"Voir la suite ({french.number(total - len(lines))})",
            key=f"more_history_{entity}_{entity_id}",
            on_click=partial(_show_more, key, shown),
        )


def folded_history(visitor: Visitor, entity: str, entity_id: int | None) -> None:
    """Draw the history of a record folded away, under what the page is for."""
    if visitor.may(Permission.SEE_PIPELINE):
        st.space("small")
        with st.expander("Historique", type="compact", icon=":material/history:"):
            history(visitor, entity, entity_id)


def _row(line: JournalLine) -> None:
    row = st.container(horizontal=True, wrap=False, key=f"row_journal_{line.id}")
    left = row.container(width=130, gap="xxsmall")
    left.markdown(f"**{french.day(line.at.date())}**")
    left.caption(french.hour(line.at))
    right = row.container(gap="xxsmall")
    markup.prose(line.sentence, right)
    for change in line.changes:
        markup.prose(change_words(change), right)
    right.caption(markup.plain(line.account_name))


def change_words(change: Change) -> str:
    """Write what became of a field, in words that can be read aloud."""
    if change.before == french.UNKNOWN:
        return f"{change.title}, nouveau\u00a0: {change.after}"
    if change.after == french.UNKNOWN:
        return f"{change.title}, retiré\u00a0: {change.before}"
    before, after = french.quoted(change.before), french.quoted(change.after)
    return f"{change.title}\u00a0: {before} devient {after}"


def _show_more(key: str, shown: int) -> None:
    st.session_state[key] = shown + PAGE_SIZE
