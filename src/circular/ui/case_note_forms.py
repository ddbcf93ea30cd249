"""The drawers of a case-review note: writing it, correcting it with its readers, deleting it."""

import streamlit as st

from circular.actions import case_notes as actions
from circular.domain import french
from circular.domain.case_notes import CaseNoteDraft, Sight
from circular.domain.visitors import Visitor
from circular.queries import case_notes as queries
from circular.queries.case_notes import CaseNoteLine, CaseNoteText
from circular.ui import dialogs, forms, markup, session, versions
from circular.ui.forms import Form

_ADVICE = (
    "Des faits utiles à l’accompagnement, sans santé, opinion ni jugement\u00a0: "
    "la personne a le droit de lire ce qui est écrit d’elle."
)


def write_dialog(visitor: Visitor, project_id: int) -> None:
    """Open the drawer that writes a note and names its readers."""

    @st.dialog(
        "Écrire une note de revue",
        position="right",
        icon=":material/lock_person:",
        on_dismiss=dialogs.close,
    )
    def ask() -> None:
        form = forms.begin(f"write_case_note_{project_id}", CaseNoteDraft)
        typed = _fields(form, visitor, None, None)
        if forms.submit(form, "Enregistrer la note", width="stretch"):
            dialogs.save(
                visitor,
                form,
                forms.draft(form, CaseNoteDraft, typed),
                lambda db, draft: actions.write_case_note(
                    db, visitor, project_id, draft, today=session.today(), token=form.token
                ),
                said="Note de revue enregistrée.",
            )

    ask()


def amend_dialog(visitor: Visitor, note_id: int) -> None:
    """Open the drawer in which its author corrects a note and says who reads it."""

    @st.dialog(
        "Corriger la note de revue",
        position="right",
        icon=":material/edit:",
        on_dismiss=dialogs.close,
    )
    def ask() -> None:
        with session.reading() as db:
            line = queries.case_note(db, visitor, note_id)
            text = None
            if line is not None and line.sight is Sight.AUTHOR:
                text = queries.opened_case_note(db, visitor, note_id, today=session.today())
        if line is None or text is None:
            st.info("Cette note n’existe plus, ou n’est pas de vous.", icon=":material/info:")
            return
        _amend(visitor, line, text)

    ask()


def _amend(visitor: Visitor, line: CaseNoteLine, text: CaseNoteText) -> None:
    form = forms.begin(f"amend_case_note_{line.id}", CaseNoteDraft)
    version = versions.opened(form, line.version)
    typed = _fields(form, visitor, line, text)
    if not forms.submit(form, "Enregistrer la correction", width="stretch"):
        return
    draft = forms.draft(form, CaseNoteDraft, typed)
    if draft is None:
        return
    with session.writing(visitor, form) as door:
        actions.amend_case_note(
            door.db,
            visitor,
            line.id,
            draft,
            version=version,
            today=session.today(),
            token=form.token,
        )
        door.done("Note de revue corrigée.")
    versions.settle(form, door, line.version)
    if door.went_through:
        dialogs.close_and_rerun()


def _fields(
    form: Form, visitor: Visitor, line: CaseNoteLine | None, text: CaseNoteText | None
) -> dict[str, object]:
    with session.reading() as db:
        others = queries.possible_readers(db, visitor)
    day = line.reviewed_on if line else session.today()
    typed: dict[str, object] = {
        "reviewed_on": forms.day(form, "reviewed_on", value=day),
        "text": forms.paragraph(form, "text", value=text.text if text else None, height=200),
    }
    st.caption(_ADVICE)
    typed["next_step"] = forms.paragraph(
        form, "next_step", value=text.next_step if text else None, height=100
    )
    asked = forms.several(
        form,
        "reader_ids",
        others,
        value=[each for each, _ in line.readers] if line else (),
        placeholder="Personne d’autre" if others else "Aucun autre compte",
    )
    _warn_of_guests(asked)
    return typed | {"reader_ids": asked}


def _warn_of_guests(asked: list[int]) -> None:
    """Say it when somebody who is not of the team is about to read what names people."""
    with session.reading() as db:
        guests = queries.guests_among(db, asked)
    if guests:
        st.warning(
            f"Hors de l’équipe\u00a0: {markup.plain(french.join(guests))}. Cette note seule leur "
            "sera lisible, à la page «\u00a0Notes de revue\u00a0»\u202f; rien d’autre du projet.",
            icon=":material/group_add:",
        )


def remove_dialog(visitor: Visitor, note_id: int) -> None:
    """Ask before a note goes for good."""

    @st.dialog(
        "Supprimer cette note de revue\u202f?", icon=":material/delete:", on_dismiss=dialogs.close
    )
    def ask() -> None:
        st.markdown(
            "Le texte, la suite à donner et la liste de qui a lu sont effacés, sans retour. "
            "Le journal garde qu’une note de ce jour a existé."
        )
        with st.container(horizontal=True, horizontal_alignment="right"):
            if st.button("Garder la note", key="remove_case_note_keep"):
                dialogs.close_and_rerun()
            if st.button("Supprimer", type="primary", key="remove_case_note_act"):
                done = session.act(
                    visitor,
                    "Note de revue supprimée.",
                    lambda db: actions.remove_case_note(db, visitor, note_id),
                )
                if done:
                    dialogs.close_and_rerun()

    ask()
