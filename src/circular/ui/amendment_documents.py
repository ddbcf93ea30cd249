"""The papers of amendments and renewals on screen: their PDF and their DOCX."""

from collections.abc import Callable

from streamlit.delta_generator import DeltaGenerator

from circular.actions import agreement_documents as actions
from circular.domain.agreement_documents import DocumentForm, file_stem
from circular.domain.amendment_documents import Paper
from circular.domain.file_types import FileType
from circular.domain.visitors import Visitor
from circular.exports.amendment_documents import (
    amendment_paper,
    paper_docx,
    paper_pdf,
    renewal_paper,
)
from circular.queries import amendment_documents as queries
from circular.queries.agreement_records import AgreementRecord, Renewal
from circular.queries.amendments import Amendment
from circular.store.connection import Database
from circular.ui import session
from circular.ui.agreement_documents import PDF_TYPE, may_take_texts

_Read = Callable[[Database], tuple[Paper, str]]


def amendment_buttons(
    visitor: Visitor, record: AgreementRecord, amendment: Amendment, place: DeltaGenerator
) -> None:
    """Draw the buttons of the PDF and of the DOCX of an amendment, for who may take them."""

    def read(db: Database) -> tuple[Paper, str]:
        found = queries.amendment_to_write(db, visitor, record.id, amendment.number)
        return amendment_paper(found), found.association

    name = f"avenant-{amendment.number}-{file_stem(record.number, record.id)}"
    said = f"l’avenant n°\u00a0{amendment.number}"
    _buttons(visitor, record, read, name=name, said=said, place=place)


def renewal_buttons(
    visitor: Visitor, record: AgreementRecord, renewal: Renewal, place: DeltaGenerator
) -> None:
    """Draw the buttons of the PDF and of the DOCX of a renewal, for who may take them."""

    def read(db: Database) -> tuple[Paper, str]:
        found = queries.renewal_to_write(db, visitor, record.id, renewal.sequence)
        return renewal_paper(found), found.association

    name = f"renouvellement-{renewal.sequence}-{file_stem(record.number, record.id)}"
    said = f"le renouvellement n°\u00a0{renewal.sequence}"
    _buttons(visitor, record, read, name=name, said=said, place=place)


def _buttons(
    visitor: Visitor,
    record: AgreementRecord,
    read: _Read,
    *,
    name: str,
    said: str,
    place: DeltaGenerator,
) -> None:
    if not may_take_texts(visitor):
        return
    types = {DocumentForm.PDF: PDF_TYPE, DocumentForm.DOCX: FileType.DOCX.value}
    for form, mime in types.items():
        place.download_button(
            form.label,
            data=maker(visitor, record.id, read, form, said=said),
            file_name=f"{name}.{form.value}",
            mime=mime,
            icon=":material/download:",
            type="tertiary",
            on_click="ignore",
            key=f"{name}_{form.value}",
            help=f"Télécharger {said}",
        )


def maker(
    visitor: Visitor, agreement_id: int, read: _Read, form: DocumentForm, *, said: str
) -> Callable[[], bytes]:
    """Return what a click runs: read, write, leave a trace, hand over."""
    made_on = session.today()

    def make() -> bytes:
        with session.reading() as db:
            paper, association = read(db)
        if form is DocumentForm.PDF:
            content = paper_pdf(paper, association=association, made_on=made_on)
        else:
            content = paper_docx(paper)
        with session.recording(visitor) as db:
            actions.record_text_taken(db, visitor, agreement_id, form, of=said)
        return content

    return make
