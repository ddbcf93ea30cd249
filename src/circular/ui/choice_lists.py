"""The lists of choices on screen: the association adds its own entries and hides others."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from circular.actions import reference as actions
from circular.domain import french
from circular.domain.choice_lists import PARENTS, ChoiceList
from circular.domain.reference import Entry, EntryDraft
from circular.domain.visitors import Visitor
from circular.queries import reference
from circular.ui import forms, markup, session

_CHOSEN = "liste"
_RENAMED = "_renamed_entry"
OWN = ":green-badge[De l’association]"
HIDDEN = ":gray-badge[:material/visibility_off: Masqué]"


def lists(visitor: Visitor) -> None:
    """Draw the choice of a list, the entry to add to it, and its entries in order."""
    name = st.selectbox(
        "Liste",
        [each.value for each in ChoiceList],
        format_func=lambda each: ChoiceList(each).label,
        key=_CHOSEN,
        width=420,
        on_change=_stop_renaming,
    )
    chosen = ChoiceList(name)
    with session.reading() as db:
        entries = reference.entries(db, chosen.value, with_inactive=True)
    _add(visitor, chosen, entries)
    st.caption(_counted(entries))
    for entry in entries:
        if st.session_state.get(_RENAMED) == entry.key:
            _rename(visitor, entry)
        else:
            _row(visitor, entry)


def _counted(entries: Sequence[Entry]) -> str:
    own = sum(entry.is_own for entry in entries)
    hidden = sum(not entry.is_active for entry in entries)
    counts = [
        french.plural(len(entries), "entrée", "entrées"),
        f"{french.number(own)} de l’association" if own else "",
        french.plural(hidden, "masquée", "masquées") if hidden else "",
    ]
    return (
        f"{', '.join(filter(None, counts))}. "
        "Masquer une entrée ne change rien aux fiches qui la portent."
    )


def _add(visitor: Visitor, chosen: ChoiceList, entries: Sequence[Entry]) -> None:
    """Draw the entry to add, on one line, with its heading where the list has some."""
    form = forms.begin(f"add_{chosen.value}", EntryDraft)
    parents = {
        entry.parent: PARENTS.get(entry.parent, entry.parent) for entry in entries if entry.parent
    }
    with st.container(horizontal=True, vertical_alignment="bottom", width=640):
        with st.container(gap="xxsmall"):
            label = forms.line(form, "label", placeholder="Une entrée de plus")
        parent = None
        if parents:
            with st.container(gap="xxsmall", width=200):
                parent = forms.choice(form, "parent", parents)
        wanted = st.button("Ajouter", icon=":material/add:", key=form.widget("submit"))
    forms.end(form)
    if not wanted:
        return
    values = {"list_name": chosen.value, "label": label, "parent": parent}
    draft = forms.draft(form, EntryDraft, values)
    if draft is None:
        return
    with session.writing(visitor, form) as door:
        actions.add_entry(door.db, visitor, draft, token=form.token)
        door.done(f"{french.quoted(draft.label)} est dans la liste.")
    if door.went_through:
        st.rerun()


def _row(visitor: Visitor, entry: Entry) -> None:
    """Draw an entry with its marks and what can be done with it."""
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        key=f"row_entry_{entry.key}",
        width=640,
    ):
        marks = [OWN if entry.is_own else "", "" if entry.is_active else HIDDEN]
        heading = f" · {PARENTS.get(entry.parent, entry.parent)}" if entry.parent else ""
        st.markdown(
            " ".join(filter(None, [markup.plain(entry.label + heading), *marks])), width="content"
        )
        with st.container(horizontal=True, width="content", gap="small"):
            if entry.is_own:
                st.button(
                    "Renommer",
                    type="tertiary",
                    key=f"rename_{entry.key}",
                    on_click=partial(_start_renaming, entry.key),
                )
            st.button(
                "Masquer" if entry.is_active else "Proposer",
                type="tertiary",
                key=f"switch_{entry.key}",
                on_click=partial(_switch, visitor, entry),
            )


def _switch(visitor: Visitor, entry: Entry) -> None:
    name = french.quoted(entry.label)
    switch = actions.switch_entry_off if entry.is_active else actions.switch_entry_on
    said = "n’est plus proposée" if entry.is_active else "est proposée de nouveau"
    session.act(
        visitor,
        f"{name} {said}.",
        lambda db: switch(db, visitor, entry.list_name, entry.key),
    )


def _rename(visitor: Visitor, entry: Entry) -> None:
    """Draw the new name of an entry of the association in the place of its row."""
    form = forms.begin(f"rename_{entry.list_name}_{entry.key}", EntryDraft)
    with st.container(
        horizontal=True, vertical_alignment="bottom", key=f"row_entry_{entry.key}", width=640
    ):
        with st.container(gap="xxsmall"):
            label = forms.line(form, "label", value=entry.label)
        wanted = st.button("Renommer", icon=":material/check:", key=form.widget("submit"))
        st.button("Annuler", type="tertiary", key="rename_stop", on_click=_stop_renaming)
    forms.end(form)
    if not wanted:
        return
    values = {"list_name": entry.list_name, "label": label, "parent": entry.parent}
    draft = forms.draft(form, EntryDraft, values)
    if draft is None:
        return
    with session.writing(visitor, form) as door:
        actions.rename_entry(door.db, visitor, entry.key, draft)
        door.done(f"L’entrée s’appelle désormais {french.quoted(draft.label)}.")
    if door.went_through:
        _stop_renaming()
        st.rerun()


def _start_renaming(key: str) -> None:
    st.session_state[_RENAMED] = key


def _stop_renaming() -> None:
    st.session_state.pop(_RENAMED, None)
