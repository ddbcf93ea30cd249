"""Templates of conventions for tests, as python-docx writes them."""

import io

import docx

from circular.actions.agreement_templates import keep_template
from circular.config import settings
from circular.domain.agreement_templates import TemplateDraft
from circular.domain.visitors import Visitor
from circular.store.connection import Database

LARGEST = 1 << 20


def a_template(*lines: str) -> bytes:
    """Return a template of these paragraphs."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def keep(db: Database, author: Visitor, content: bytes, *, type_key: str | None = None) -> int:
    """Upload a template through the product."""
    draft = TemplateDraft(type_key=type_key, name="Modèle.docx", content=content)
    return keep_template(db, author, draft, folder=settings().documents, largest=LARGEST)
