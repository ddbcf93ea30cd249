"""The written convention on screen: its text, and the files that one may take away."""

from collections.abc import Callable

import streamlit as st

from circular.actions import agreement_documents as actions
from circular.adapters.documents import read
from circular.config import settings
from circular.domain import agreement_documents as words
from circular.domain.agreement_documents import AgreementText, DocumentForm
from circular.domain.file_types import FileType
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.exports.agreement_documents import agreement_pdf, sheet_pdf, text_of
from circular.exports.agreement_templates import agreement_docx
from circular.queries import agreement_documents as queries
from circular.queries.agreement_records import AgreementRecord
from circular.queries.agreement_templates import template_for
from circular.ui import agreement_templates, markup, session

PDF_TYPE = "application/pdf"


def may_take_texts(visitor: Visitor) -> bool:
    """Say whether a visitor may take what names the parties of a convention."""
    return visitor.may(Permission.SEE_DOCUMENTS) and visitor.may(Permission.SEE_PEOPLE)


def section(visitor: Visitor, record: AgreementRecord) -> None:
    """Draw the text of a convention and its files; the sheet alone for who may not see people."""
    if not may_take_texts(visitor):
        if visitor.may(Permission.EXPORT_LISTS):
            with st.container(horizontal=True, key="noprint_agreement_files"):
                _sheet_button(visitor, record)
        return
    st.header("Texte de la convention")
    mark = words.mark_of(record.state, record.signed_on)
    st.caption(f"{mark}." if mark else "Prêt à imprimer et à signer.")
    with st.container(horizontal=True, key="noprint_agreement_files"):
        _button(
            "Télécharger le PDF",
            _pdf(visitor, record.id),
            name=f"{words.file_stem(record.number, record.id)}.pdf",
            key="text_pdf",
        )
        _button(
            "Télécharger le DOCX (modifiable)",
            _docx(visitor, record.id),
            name=f"{words.file_stem(record.number, record.id)}.docx",
            key="text_docx",
            mime=FileType.DOCX.value,
        )
        _sheet_button(visitor, record)
    with st.expander("Lire le texte", type="compact", key="noprint_agreement_text"):
        with session.reading() as db:
            found = queries.agreement_to_write(db, visitor, record.id)
        _preview(text_of(found.record, association=found.association))
    agreement_templates.fields_help()


def _sheet_button(visitor: Visitor, record: AgreementRecord) -> None:
    _button(
        "Fiche d’une page (PDF)",
        _sheet(visitor, record.id),
        name=f"fiche-{words.file_stem(record.number, record.id)}.pdf",
        key="sheet_pdf",
    )


def _button(
    label: str, make: Callable[[], bytes], *, name: str, key: str, mime: str = PDF_TYPE
) -> None:
    """Draw a button whose file is made, and its line of the journal written, on the click."""
    st.download_button(
        label,
        data=make,
        file_name=name,
        mime=mime,
        icon=":material/download:",
        on_click="ignore",
        key=key,
    )


def _pdf(visitor: Visitor, agreement_id: int) -> Callable[[], bytes]:
    """Return what a click runs, outside of the script: read, write, leave a trace, hand over."""
    made_on = session.today()

    def make() -> bytes:
        with session.reading() as db:
            found = queries.agreement_to_write(db, visitor, agreement_id)
        text = text_of(found.record, association=found.association)
        content = agreement_pdf(text, made_on=made_on)
        with session.recording(visitor) as db:
            actions.record_text_taken(db, visitor, agreement_id, DocumentForm.PDF)
        return content

    return make


def _docx(visitor: Visitor, agreement_id: int) -> Callable[[], bytes]:
    """Return what a click runs: the template in use for the type, filled."""

    def make() -> bytes:
        with session.reading() as db:
            found = queries.agreement_to_write(db, visitor, agreement_id)
            kept = template_for(db, found.record.type.key)
        template = None
        if kept is not None:
            template = read(settings().documents, kept.stored_name, sha256=kept.sha256)
        text = text_of(found.record, association=found.association)
        content = agreement_docx(text, template)
        with session.recording(visitor) as db:
            actions.record_text_taken(db, visitor, agreement_id, DocumentForm.DOCX)
        return content

    return make


def _sheet(visitor: Visitor, agreement_id: int) -> Callable[[], bytes]:
    made_on = session.today()

    def make() -> bytes:
        with session.reading() as db:
            found = queries.agreement_sheet(db, visitor, agreement_id, today=made_on)
        content = sheet_pdf(found, made_on=made_on)
        with session.recording(visitor) as db:
            actions.record_sheet_taken(db, visitor, agreement_id)
        return content

    return make


def _preview(text: AgreementText) -> None:
    """Draw the text itself, which a narrow screen and a screen reader can read."""
    values = text.values
    for line in (values["titre"], values["mention"], values["demonstration"], words.BETWEEN):
        if line:
            st.markdown(f"**{markup.plain(line)}**")
    for party in text.parties:
        markup.prose(f"{party.presentation}\u202f;")
    _titled("Préambule", text.preamble)
    for article in text.articles:
        _titled(article.title, article.paragraphs)
        if article.with_services and text.services:
            markup.table(
                [markup.TableColumn("Prestation"), markup.TableColumn("Précision")],
                text.services,
                caption="Prestations promises",
            )
    for annex in text.numbered_annexes:
        markup.prose(annex)
    markup.prose(text.closing)
    for party in text.parties:
        markup.prose("\n".join(party.signature))


def _titled(title: str, lines: tuple[str, ...]) -> None:
    st.markdown(f"**{markup.plain(title)}**")
    for line in lines:
        markup.prose(line)
