"""Notes of case reviews on screen: the tab of a project, and the page of those who are named.

Nothing of a note is drawn before « Ouvrir la note » is clicked: that click is what « Qui a lu »
tells.
"""

from collections.abc import Callable
from datetime import date
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from circular.actions import case_notes as actions
from circular.domain import french
from circular.domain.case_notes import Sight
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.queries import case_notes as queries
from circular.queries.case_notes import CaseNoteLine, CaseNoteText, NamedCaseNote
from circular.queries.projects import ProjectRecord
from circular.ui import components, dialogs, markup, navigation, session

_PAGE = "project"
_RULE = (
    "Seules les personnes que l’auteur nomme lisent une note, et chaque ouverture se note. "
    "L’administrateur non nommé ne la lit pas à l’écran\u202f; les sauvegardes et la sortie "
    "complète, elles, contiennent tout."
)
_OPEN = "_case_note_open"


def project_tab(visitor: Visitor, record: ProjectRecord) -> None:
    """Draw the notes of a project, the newest first, each closed until it is opened."""
    if not visitor.may(Permission.REVIEW_CASES):
        return
    with session.reading() as db:
        lines = queries.case_notes_of(db, visitor, record.id)
    if not lines:
        place = components.empty("lock_person", "Aucune note de revue", _RULE)
    else:
        st.caption(_RULE)
        place = st.container()
    if not record.is_archived:
        place.button(
            "Écrire une note de revue",
            icon=":material/add:",
            key="write_case_note",
            on_click=partial(dialogs.ask, _PAGE, "write_case_note"),
        )
    for line in lines:
        _row(visitor, line, may_write=not record.is_archived)


def named_list(visitor: Visitor) -> None:
    """Draw the notes that the visitor may open, each closed until it is."""
    with session.reading() as db:
        notes = queries.case_notes_naming(db, visitor)
    if not notes:
        components.empty(
            "lock_person",
            "Aucune note ne vous est ouverte",
            "Quand quelqu’un de l’équipe vous nomme pour lire une note de revue, elle vient ici.",
        )
        return
    st.caption(
        "Réservé aux personnes nommées : ne recopiez pas ces notes. "
        "Votre lecture est notée, une fois par jour."
    )
    for note in notes:
        with _beside_day(note.id, note.reviewed_on):
            text = _opened(visitor, note.id)
            if text is None:
                _open_button(visitor, note)
            else:
                _text(text)
            _about(note)
            if text is not None:
                st.button(
                    "Refermer", type="tertiary", key=f"close_case_note_{note.id}", on_click=_close
                )


def _about(note: NamedCaseNote) -> None:
    """Write who wrote a note and of which project, as far as the reader may know."""
    if note.author_name is not None:
        st.caption(f"Écrite par {markup.plain(note.author_name)}")
    if note.project_id is not None:
        st.page_link(
            navigation.path_of("project.py"),
            label=markup.plain(note.project_title or f"Projet n° {note.project_id}"),
            query_params={"id": str(note.project_id)},
        )
    elif note.project_title is not None:
        st.markdown(f"Projet\u00a0: **{markup.plain(note.project_title)}**")


def _row(visitor: Visitor, line: CaseNoteLine, *, may_write: bool) -> None:
    with _beside_day(line.id, line.reviewed_on):
        text = _opened(visitor, line.id) if line.sight.may_read else None
        if text is not None:
            _text(text)
        elif line.is_erased:
            st.markdown("Texte effacé avec les données de la personne.")
        elif line.sight.may_read:
            _open_button(visitor, line)
        else:
            who = markup.plain(line.author_name)
            st.markdown(f":material/lock: Note de {who}, réservée aux personnes nommées.")
        if line.sight.may_read:
            st.caption(_who(line))
            _acts(line, is_open=text is not None, may_write=may_write)


def _beside_day(note_id: int, reviewed_on: date) -> DeltaGenerator:
    """Draw the day of a note on the left and return the place on its right."""
    row = st.container(horizontal=True, wrap=False, key=f"row_case_note_{note_id}")
    left = row.container(width=130, gap="xxsmall")
    left.markdown(f"**{french.day(reviewed_on)}**")
    left.caption(":material/lock_person: Revue")
    return row.container(gap="xsmall")


def _opened(visitor: Visitor, note_id: int) -> CaseNoteText | None:
    """Return the text of the note that was opened; the database gives it to those named only."""
    if st.session_state.get(_OPEN) != note_id:
        return None
    with session.reading() as db:
        return queries.opened_case_note(db, visitor, note_id, today=session.today())


def _open_button(visitor: Visitor, note: CaseNoteLine | NamedCaseNote) -> None:
    st.button(
        "Ouvrir la note",
        icon=":material/visibility:",
        key=f"open_case_note_{note.id}",
        on_click=partial(_open, visitor, note.id),
        help=None
        if note.sight is Sight.AUTHOR
        else "Votre lecture sera notée dans «\u00a0Qui a lu\u00a0» et au journal.",
    )


def _open(visitor: Visitor, note_id: int) -> None:
    """Write the opening down, then remember that this note is the one open."""
    with session.writing(visitor) as door:
        actions.open_case_note(door.db, visitor, note_id, today=session.today())
        door.went_through = True
    if door.went_through:
        st.session_state[_OPEN] = note_id


def _close() -> None:
    st.session_state.pop(_OPEN, None)


def _text(text: CaseNoteText) -> None:
    markup.prose(text.text)
    if text.next_step is not None:
        st.markdown("**Suite à donner**")
        markup.prose(text.next_step)


def _who(line: CaseNoteLine) -> str:
    """Write who wrote the note, who may read it and who did, day by day."""
    author = f"Écrite par {markup.plain(line.author_name)}"
    named = french.join([markup.plain(name) for _, name in line.readers])
    verb = "Peuvent" if len(line.readers) > 1 else "Peut"
    readers = (
        f"{verb} la lire\u00a0: {named}" if line.readers else "Personne d’autre ne peut la lire"
    )
    days: dict[str, list[str]] = {}
    for each in line.readings:
        days.setdefault(markup.plain(each.name), []).append(french.day(each.read_on))
    told = "\u202f; ".join(f"{name}, le {french.join(on)}" for name, on in days.items())
    read = f"Qui a lu\u00a0: {told}" if days else "Qui a lu\u00a0: personne encore"
    return "  \n".join([author, readers, *([read] if line.readers or days else [])])


def _acts(line: CaseNoteLine, *, is_open: bool, may_write: bool) -> None:
    foot = st.container(
        horizontal=True, vertical_alignment="center", key=f"foot_case_note_{line.id}"
    )
    acts: dict[str, tuple[bool, str, Callable[[], None]]] = {
        "Refermer": (is_open, "close", _close),
        "Corriger ou changer qui lit": (
            line.sight is Sight.AUTHOR and may_write and not line.is_erased,
            "amend",
            partial(dialogs.ask, _PAGE, "amend_case_note", note_id=line.id),
        ),
        "Supprimer": (
            line.sight is Sight.AUTHOR,
            "remove",
            partial(dialogs.ask, _PAGE, "remove_case_note", note_id=line.id),
        ),
    }
    for label, (is_offered, act, on_click) in acts.items():
        if is_offered:
            foot.button(label, type="tertiary", key=f"{act}_case_note_{line.id}", on_click=on_click)
