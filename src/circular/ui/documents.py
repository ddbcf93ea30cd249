"""The documents of a record on screen: the list, the upload, replacing, removing, putting back."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

import streamlit as st

from circular.actions import documents as actions
from circular.config import settings
from circular.domain import french
from circular.domain.documents import (
    KEPT_REMOVED,
    MEGABYTE,
    NOT_SCANNED,
    DocumentDraft,
    DocumentSubject,
    weight,
)
from circular.domain.file_types import ACCEPTED
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.queries import documents as queries
from circular.queries.documents import Document
from circular.store.connection import Database
from circular.ui import dialogs, forms, markup, session
from circular.ui.forms import Form


def section(
    visitor: Visitor, subject: DocumentSubject, subject_id: int, *, may_add: bool = True
) -> None:
    """Draw the documents of a record, for those who may take them; nothing for the others."""
    if not (visitor.may(Permission.SEE_DOCUMENTS) and visitor.may(subject.reading)):
        return
    with session.reading() as db:
        found = queries.documents_of(db, visitor, subject, subject_id, now=datetime.now())
    may_edit = visitor.may(Permission.EDIT_DOCUMENTS) and visitor.may(subject.editing)
    page = _page(subject)
    st.header("Documents", help=NOT_SCANNED)
    in_place = [each for each in found if each.is_in_place]
    if not in_place:
        st.caption("Aucun document n’est déposé pour l’instant.")
    for each in in_place:
        _line(each, page, may_edit=may_edit and may_add)
    if may_edit and may_add:
        with st.container(key=f"noprint_documents_{subject.value}"):
            st.button(
                "Déposer un document",
                icon=":material/upload_file:",
                key=f"add_document_{subject.value}",
                on_click=partial(dialogs.ask, page, "add"),
            )
    if may_edit:
        _removed(visitor, [each for each in found if not each.is_in_place])
    dialogs.open_asked(
        page,
        {
            "add": partial(_upload_dialog, visitor, subject, subject_id),
            "replace": partial(_upload_dialog, visitor, subject, subject_id),
            "remove": partial(_remove_dialog, visitor),
        },
    )


def _page(subject: DocumentSubject) -> str:
    return f"documents_{subject.value}"


def _line(document: Document, page: str, *, may_edit: bool) -> None:
    row = st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        key=f"row_document_{document.id}",
    )
    with row.container(width="stretch"):
        markup.file_line(f"/documents/{document.id}", document.name, _told(document))
    if not may_edit:
        return
    acts = row.container(horizontal=True, width="content", key=f"noprint_document_{document.id}")
    for name, label, icon in (
        ("replace", "Remplacer", "upload_file"),
        ("remove", "Retirer", "delete"),
    ):
        acts.button(
            label,
            type="tertiary",
            icon=f":material/{icon}:",
            key=f"{name}_document_{document.id}",
            on_click=partial(dialogs.ask, page, name, document=document),
        )


def _told(document: Document) -> str:
    author = f" par {document.uploaded_by}" if document.uploaded_by else ""
    return (
        f"{document.kind.label}, {document.type.label}, {weight(document.size)}, déposé le "
        f"{french.day(document.uploaded_at.date())}{author}"
    )


def _removed(visitor: Visitor, documents: list[Document]) -> None:
    """Draw what was removed and may still be put back."""
    if not documents:
        return
    count = french.plural(len(documents), "document retiré", "documents retirés")
    with st.expander(count, type="compact", key="noprint_removed_documents"):
        st.caption(f"Un document retiré se remet pendant {KEPT_REMOVED.days}\u00a0jours.")
        for each in documents:
            row = st.container(
                horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
            )
            removed = french.day(each.removed_at.date() if each.removed_at else None)
            row.markdown(
                f"{markup.plain(each.name)} :small[{each.kind.label}, retiré le {removed}]",
                width="stretch",
            )
            if row.button(
                "Remettre",
                type="tertiary",
                icon=":material/undo:",
                key=f"restore_document_{each.id}",
            ) and session.act(visitor, "Document remis.", partial(_restore, visitor, each.id)):
                st.rerun()


def _restore(visitor: Visitor, document_id: int, db: Database) -> int:
    return actions.restore_document(db, visitor, document_id)


def _upload_dialog(
    visitor: Visitor,
    subject: DocumentSubject,
    subject_id: int,
    document: Document | None = None,
) -> None:
    """Ask for a file and what it is; in the place of `document` when there is one."""
    title = "Déposer un document" if document is None else "Remplacer le document"

    @st.dialog(title, position="right", icon=":material/upload_file:", on_dismiss=dialogs.close)
    def ask() -> None:
        if document is not None:
            st.markdown(
                f"**{markup.plain(document.name)}** sera retiré\u202f; vous pourrez le remettre "
                f"pendant {KEPT_REMOVED.days}\u00a0jours."
            )
        form = forms.begin(f"document_{subject}_{document.id if document else 0}", DocumentDraft)
        kinds = {kind: kind.label for kind in subject.kinds}
        kind = forms.pills(form, "kind", kinds, value=document.kind if document else None)
        name, content = _file_field(form)
        if not forms.submit(form, "Déposer", width="stretch"):
            return
        values = {"kind": kind, "name": name, "content": content}
        draft = forms.draft(form, DocumentDraft, values)
        dialogs.save(
            visitor,
            form,
            draft,
            _storing(visitor, subject, subject_id, document, token=form.token),
            said="Document déposé." if document is None else "Document remplacé.",
        )

    ask()


def _storing(
    visitor: Visitor,
    subject: DocumentSubject,
    subject_id: int,
    document: Document | None,
    *,
    token: str,
) -> Callable[[Database, DocumentDraft], int]:
    """Return the act: adding to the record, or taking the place of `document`."""
    folder, largest = settings().documents, settings().largest_document

    def store(db: Database, draft: DocumentDraft) -> int:
        if document is not None:
            return actions.replace_document(
                db, visitor, document.id, draft, folder=folder, largest=largest, token=token
            )
        return actions.add_document(
            db, visitor, subject, subject_id, draft, folder=folder, largest=largest, token=token
        )

    return store


def _file_field(form: Form) -> tuple[str, bytes | None]:
    """Draw the field of a file; return its name and its bytes, None when there is none."""
    largest = min(settings().largest_document, st.get_option("server.maxUploadSize") * MEGABYTE)
    uploaded = st.file_uploader(
        f"{form.label('content')} ({ACCEPTED}, {weight(largest)} au plus)",
        max_upload_size=largest // MEGABYTE,
        key=form.widget("content"),
    )
    forms.slot(form, "content")
    st.caption(NOT_SCANNED)
    return ("", None) if uploaded is None else (uploaded.name, uploaded.getvalue())


def _remove_dialog(visitor: Visitor, document: Document) -> None:
    """Ask before a document is taken out of its record."""

    @st.dialog("Retirer ce document\u202f?", icon=":material/delete:", on_dismiss=dialogs.close)
    def ask() -> None:
        st.markdown(
            f"**{markup.plain(document.name)}** ne sera plus proposé ici. Vous pourrez le remettre "
            f"pendant {KEPT_REMOVED.days}\u00a0jours\u202f; son fichier sera ensuite effacé."
        )
        row = st.container(horizontal=True, horizontal_alignment="right")
        if row.button("Garder", key="keep_document"):
            dialogs.close_and_rerun()
        if row.button("Retirer", type="primary", key="confirm_document") and session.act(
            visitor, "Document retiré.", partial(_take_away, visitor, document.id)
        ):
            dialogs.close_and_rerun()

    ask()


def _take_away(visitor: Visitor, document_id: int, db: Database) -> int:
    return actions.remove_document(db, visitor, document_id, folder=settings().documents)
