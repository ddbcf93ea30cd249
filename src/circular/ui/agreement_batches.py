"""Many conventions at once: the documents of a filtered list in one file, with its progress."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from circular.actions import agreement_documents as actions
from circular.adapters.documents import read
from circular.config import settings
from circular.domain import french
from circular.domain.agreement_documents import MOST_IN_A_BATCH, DocumentForm, file_stem
from circular.domain.agreement_lists import AgreementFilters
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.exports.agreement_batches import zipped
from circular.exports.agreement_documents import agreement_pdf, text_of
from circular.exports.agreement_templates import agreement_docx
from circular.exports.tables import file_name
from circular.queries.agreement_documents import AgreementToWrite, agreement_to_write
from circular.queries.agreement_templates import template_for
from circular.queries.agreements import agreement_list
from circular.store.connection import Database
from circular.ui import session
from circular.ui.agreement_documents import may_take_texts

ZIP_TYPE = "application/zip"
_READY = "_agreement_batch"
_FORMS = (DocumentForm.PDF, DocumentForm.DOCX)


def batch(visitor: Visitor, filters: AgreementFilters, shown: int) -> None:
    """Draw the way to take the documents of every convention that the filters keep."""
    if not shown or not may_take_texts(visitor) or not visitor.may(Permission.EXPORT_LISTS):
        return
    with st.expander("Documents de ces conventions", type="compact", key="noprint_batch"):
        if shown > MOST_IN_A_BATCH:
            st.caption(
                f"{french.plural(shown, 'convention', 'conventions')}\u00a0: "
                f"{MOST_IN_A_BATCH}\u00a0documents au plus à la fois. Resserrez les filtres."
            )
            return
        form = st.segmented_control(
            "Forme",
            _FORMS,
            default=DocumentForm.PDF,
            format_func=lambda each: each.label,
            required=True,
            key="batch_form",
        )
        asked = (filters, form)
        count = french.plural(shown, "document", "documents")
        if st.button(f"Préparer {count}", icon=":material/folder_zip:", key="batch_prepare"):
            _prepare(visitor, filters, form, asked)
        ready = st.session_state.get(_READY)
        if ready and ready[0] == asked:
            _download(visitor, form, *ready[1:])


def _prepare(visitor: Visitor, filters: AgreementFilters, form: DocumentForm, asked: Any) -> None:
    """Write each document, telling how many are done, and keep the file until the list changes."""
    bar = st.progress(0.0, "Préparation des documents…")

    def tell(done: int, total: int) -> None:
        bar.progress(done / total, f"{french.number(done)} sur {french.number(total)}")

    ids, content = made(visitor, filters, form, tell)
    bar.empty()
    st.session_state[_READY] = (asked, ids, content)


def _download(visitor: Visitor, form: DocumentForm, ids: tuple[int, ...], content: bytes) -> None:
    count = french.plural(len(ids), "document", "documents")
    st.download_button(
        f"Télécharger le ZIP ({count})",
        data=partial(_taken, visitor, form, ids, content),
        file_name=file_name("documents-des-conventions", session.today(), "zip"),
        mime=ZIP_TYPE,
        icon=":material/download:",
        type="primary",
        on_click="ignore",
        key="batch_download",
    )


def _taken(visitor: Visitor, form: DocumentForm, ids: tuple[int, ...], content: bytes) -> bytes:
    with session.recording(visitor) as db:
        actions.record_texts_taken(db, visitor, ids, form)
    return content


def made(
    visitor: Visitor,
    filters: AgreementFilters,
    form: DocumentForm,
    tell: Callable[[int, int], None],
) -> tuple[tuple[int, ...], bytes]:
    """Return which conventions are in the file, and the file; `tell` hears how many are done."""
    templates: dict[str, bytes | None] = {}
    pieces: list[tuple[str, bytes]] = []
    with session.reading() as db:
        rows = agreement_list(db, visitor, filters, page=None).rows[:MOST_IN_A_BATCH]
        for done, row in enumerate(rows, start=1):
            found = agreement_to_write(db, visitor, row.id)
            content = _written(db, found, form, templates)
            pieces.append((f"{file_stem(row.number, row.id)}.{form.value}", content))
            tell(done, len(rows))
    return tuple(row.id for row in rows), zipped(pieces, made_on=session.today())


def _written(
    db: Database, found: AgreementToWrite, form: DocumentForm, templates: dict[str, bytes | None]
) -> bytes:
    text = text_of(found.record, association=found.association)
    if form is DocumentForm.PDF:
        return agreement_pdf(text, made_on=session.today())
    key = found.record.type.key
    if key not in templates:
        kept = template_for(db, key)
        templates[key] = None
        if kept is not None:
            templates[key] = read(settings().documents, kept.stored_name, sha256=kept.sha256)
    return agreement_docx(text, templates[key])
