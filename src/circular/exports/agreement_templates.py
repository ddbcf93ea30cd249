"""A convention as a DOCX that may go on in a word processor: the usual template, and filling it."""

import io
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from circular.adapters.agreement_templates import fill
from circular.domain import agreement_documents as words
from circular.domain.agreement_documents import ARTICLES, CLOSING, PREAMBLE, AgreementText, Article

if TYPE_CHECKING:
    from docx.document import Document

_LANGUAGE = "fr-FR"


def agreement_docx(text: AgreementText, template: bytes | None = None) -> bytes:
    """Return a convention as a DOCX, made from a template, the usual one unless another is given.

    Raises what filling the template raises: it was checked when it came in.
    """
    return fill(usual_template() if template is None else template, values_of(text))


def values_of(text: AgreementText) -> Mapping[str, Any]:
    """Return what fills a template: each field, then the rows of each list."""
    services = [{"nom": name, "precision": detail} for name, detail in text.services]
    parties = [dict(party.values) for party in text.parties]
    clauses = [{"titre": title, "texte": said} for title, said in text.numbered_clauses]
    return {
        **text.values,
        "parties": parties,
        "prestations": services,
        "clauses": clauses,
        "annexes": [{"nom": each} for each in text.numbered_annexes],
    }


@cache
def usual_template() -> bytes:
    """Return the template shipped with the product: the articles of the PDF, with their fields."""
    import docx

    document = docx.Document()
    speak_french(document)
    document.add_heading("{{ titre }}", level=1)
    document.add_paragraph().add_run("{{ mention }}").bold = True
    for line in ("{{ demonstration }}", words.BETWEEN):
        document.add_paragraph(line)
    _loop(document, "partie", "parties", "{{ partie.presentation }}\u202f;")
    document.add_heading("Préambule", level=2)
    for line in PREAMBLE:
        document.add_paragraph(_with_fields(line))
    for rank, article in enumerate(ARTICLES, start=1):
        _article(document, rank, article)
    _loop_titled(document)
    _loop(document, "annexe", "annexes", "{{ annexe.nom }}")
    document.add_paragraph(_with_fields(CLOSING))
    _signatures(document)
    document.sections[0].footer.paragraphs[0].text = "{{ titre }}"
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def speak_french(document: "Document") -> None:
    """Say that the text is in French, and who wrote it: nobody."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = document.core_properties
    properties.author, properties.comments, properties.language = "", "", _LANGUAGE
    fonts = document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    language = fonts.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        fonts.append(language)
    language.set(qn("w:val"), _LANGUAGE)


def _article(document: "Document", rank: int, article: Article) -> None:
    document.add_heading(f"Article {rank} – {article.title}", level=2)
    for line in article.paragraphs:
        document.add_paragraph(_with_fields(line))
    if article.with_services:
        document.add_paragraph("{%p if prestations %}")
        table = document.add_table(rows=4, cols=2, style="Table Grid")
        _row(table, 0, "Prestation", "Précision")
        _row(table, 1, "{%tr for prestation in prestations %}", "")
        _row(table, 2, "{{ prestation.nom }}", "{{ prestation.precision }}")
        _row(table, 3, "{%tr endfor %}", "")
        document.add_paragraph("{%p endif %}")


def _signatures(document: "Document") -> None:
    document.add_paragraph("{%p for partie in parties %}")
    document.add_paragraph("Pour {{ partie.nom }}")
    for name in ("signataire", "fonction"):
        document.add_paragraph(f"{{%p if partie.{name} %}}")
        document.add_paragraph(f"{{{{ partie.{name} }}}}")
        document.add_paragraph("{%p endif %}")
    document.add_paragraph("")
    document.add_paragraph("{%p endfor %}")


def _loop(document: "Document", name: str, of: str, line: str) -> None:
    for each in (f"{{%p for {name} in {of} %}}", line, "{%p endfor %}"):
        document.add_paragraph(each)


def _loop_titled(document: "Document") -> None:
    """Write the clauses, each under its own title, after the articles."""
    document.add_paragraph("{%p for clause in clauses %}")
    document.add_heading("{{ clause.titre }}", level=2)
    document.add_paragraph("{{ clause.texte }}")
    document.add_paragraph("{%p endfor %}")


def _row(table: Any, row: int, *texts: str) -> None:
    for cell, text in zip(table.rows[row].cells, texts, strict=True):
        cell.text = text


def _with_fields(sentence: str) -> str:
    """Write the braces of a sentence as a template does."""
    return sentence.replace("{", "{{ ").replace("}", " }}")
