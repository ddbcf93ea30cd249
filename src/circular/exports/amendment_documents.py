"""An amendment or a renewal as a document: its text, its PDF, its DOCX."""

import io
from collections.abc import Iterator, Sequence
from datetime import date

from circular.domain import agreement_documents as words
from circular.domain import amendment_documents as paper_words
from circular.domain.agreement_documents import TextParty
from circular.domain.agreements import PartyDraft, PartyKind
from circular.domain.amendment_documents import Paper
from circular.domain.amendments import amendment_name, terms_in_words
from circular.exports import pdf
from circular.exports.agreement_templates import speak_french
from circular.queries.agreement_records import AgreementRecord
from circular.queries.amendment_documents import AmendmentToWrite, RenewalToWrite


def amendment_paper(found: AmendmentToWrite) -> Paper:
    """Return the text of an amendment: who stays, who comes and who leaves all sign it."""
    record, amendment = found.record, found.amendment
    before = terms_in_words(amendment.before, found.services)
    after = terms_in_words(amendment.after, found.services)
    coming = {party.name for party in amendment.after.parties}
    leaving = [party for party in amendment.before.parties if party.name not in coming]
    parties = _parties(record, [*amendment.after.parties, *leaving])
    name = amendment_name(amendment.number, record.number)
    sentences = paper_words.change_sentences(amendment.touched, before, after)
    return Paper(
        title=f"{name[0].upper()}{name[1:]}",
        mark=paper_words.amendment_mark(
            is_ready=bool(amendment.touched), signed_on=amendment.signed_on
        ),
        notes=_notes(record),
        parties=parties,
        preamble=paper_words.preamble(record.number, record.signed_on),
        articles=paper_words.amendment_articles(
            amendment.reason or words.BLANK, sentences or (words.BLANK,), amendment.effective_on
        ),
        closing=paper_words.closing(amendment.signed_on, parties),
    )


def renewal_paper(found: RenewalToWrite) -> Paper:
    """Return the text of a renewal."""
    record, renewal = found.record, found.renewal
    parties = _parties(record, found.parties)
    decided = words.in_letters(renewal.decided_on)
    return Paper(
        title=f"Renouvellement n°\u00a0{renewal.sequence} de la convention "
        f"n°\u00a0{record.number or words.BLANK}",
        mark=f"Texte du renouvellement décidé le {decided}\u00a0: seule la copie signée fait foi",
        notes=_notes(record),
        parties=parties,
        preamble=paper_words.preamble(record.number, record.signed_on),
        articles=paper_words.renewal_articles(renewal.effective_on, renewal.ends_on),
        closing=paper_words.closing(renewal.decided_on, parties),
    )


def paper_pdf(paper: Paper, *, association: str, made_on: date) -> bytes:
    """Return a paper as a tagged PDF/UA-1, in the shape of a convention."""
    data = {
        "title": paper.title,
        "association": association,
        "mark": paper.mark,
        "notes": list(paper.notes),
        "between": words.BETWEEN,
        "parties": [f"{party.presentation}\u202f;" for party in paper.parties],
        "preamble": list(paper.preamble),
        "articles": [
            {
                "title": article.title,
                "paragraphs": [
                    line for said in article.paragraphs for line in said.splitlines() if line
                ],
                "with_services": False,
            }
            for article in paper.articles
        ],
        "services": [],
        "annexes": [],
        "closing": paper.closing,
        "signatures": [list(party.signature) for party in paper.parties],
        "footer": paper.title,
    }
    return pdf.written("agreement", data, made_on=made_on)


def paper_docx(paper: Paper) -> bytes:
    """Return a paper as a DOCX that may go on in a word processor."""
    import docx

    document = docx.Document()
    speak_french(document)
    document.core_properties.title = paper.title
    for level, line in _lines(paper):
        if level:
            document.add_heading(line, level=level)
        else:
            document.add_paragraph(line)
    document.sections[0].footer.paragraphs[0].text = paper.title
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _lines(paper: Paper) -> Iterator[tuple[int, str]]:
    """Yield what a paper says, in order, each with the level of its heading; 0: a paragraph."""
    yield 1, paper.title
    for line in (paper.mark, *paper.notes, words.BETWEEN):
        if line:
            yield 0, line
    yield from ((0, f"{party.presentation}\u202f;") for party in paper.parties)
    yield 2, "Préambule"
    yield from ((0, line) for line in paper.preamble)
    for article in paper.articles:
        yield 2, article.title
        yield from ((0, line) for line in article.paragraphs)
    yield 0, paper.closing
    for party in paper.parties:
        yield from ((0, line) for line in (*party.signature, ""))


def _notes(record: AgreementRecord) -> tuple[str, ...]:
    return (words.FICTITIOUS,) if record.is_fictitious else ()


def _parties(record: AgreementRecord, parties: Sequence[PartyDraft]) -> tuple[TextParty, ...]:
    return tuple(
        TextParty(
            kind=party.kind,
            name=f"{party.name} (personne fictive)"
            if record.is_fictitious and party.kind is PartyKind.HOLDER
            else party.name,
            signatory=party.signatory,
            function=party.signatory_function,
            deliberation_on=party.deliberation_on,
        )
        for party in parties
    )
