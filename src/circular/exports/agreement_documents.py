"""A convention as a document: its text, its PDF, and its sheet of one page."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from circular.domain import agreement_documents as words
from circular.domain import french
from circular.domain.agreement_documents import AgreementText, TextParty
from circular.domain.agreements import PartyKind
from circular.domain.amendments import BLOCK_LABELS, BLOCKS, terms_in_words
from circular.exports import pdf
from circular.queries.agreement_documents import AgreementSheet
from circular.queries.agreement_records import AgreementRecord, Party
from circular.queries.commitments import Commitment
from circular.queries.services import GivenService

_HIDDEN = "nom réservé à l’équipe"


def text_of(record: AgreementRecord, *, association: str) -> AgreementText:
    """Return the whole text of a convention; what is not known yet is left to be completed."""
    kind = record.type
    values = {
        "titre": _title(record),
        "numero": record.number or words.TO_COMPLETE,
        "mention": words.mark_of(record.state, record.signed_on),
        "demonstration": words.FICTITIOUS if record.is_fictitious else "",
        "type": kind.label,
        "association": association,
        "projet": record.project,
        "objet": record.purpose or f"Accompagner le projet «\u00a0{record.project}\u00a0».",
        "debut": words.in_letters(record.starts_on),
        "fin": words.in_letters(record.ends_on),
        "emplois": french.full_time_equivalents(record.jobs_committed),
        "montant": french.euros(record.yearly_amount),
        "participation": words.contribution(record.yearly_amount),
        "prestations_annoncees": words.announced(record.services),
        "engagement_emplois": words.jobs_promise(record.jobs_committed),
        "periode": words.period(record.starts_on, record.ends_on),
        "renouvellement": words.renewal(kind),
        "resiliation": words.termination(kind),
        "signature_le": words.in_letters(record.signed_on),
        "exemplaires": words.in_words(max(2, len(record.parties))),
    }
    return AgreementText(
        values=values,
        parties=tuple(_party(party, record) for party in record.parties),
        services=tuple((each.label, each.note or words.NO_DETAIL) for each in record.services),
        clauses=tuple((each.title, each.text) for each in record.pieces.clauses),
        annexes=record.pieces.annexes,
    )


def agreement_pdf(text: AgreementText, *, made_on: date) -> bytes:
    """Return a convention as a tagged PDF/UA-1."""
    return pdf.written("agreement", _data(text), made_on=made_on)


def sheet_pdf(sheet: AgreementSheet, *, made_on: date) -> bytes:
    """Return the sheet of one page of a convention, as a tagged PDF/UA-1.

    Without people it holds neither name, signatory, nor free text.
    """
    record, association, with_people = sheet.record, sheet.association, sheet.with_people
    parties = [_sheet_party(party, with_people=with_people) for party in record.parties]
    columns = ["Nature", "Partie", "Signataire"] if with_people else ["Nature", "Partie"]
    data = {
        "title": _title(record),
        "subtitle": f"{record.project}\u00a0: {record.state.label.lower()}",
        "association": association,
        "notes": [words.FICTITIOUS] if record.is_fictitious else [],
        "facts": list(_facts(record, with_people=with_people).items()),
        "tables": [
            _table("Parties", columns, parties, "Aucune partie n’est inscrite."),
            _table(
                "Prestations",
                ["Prestation", "Promise", "Données au projet"],
                _services(record, sheet.given),
                "Aucune prestation n’est promise ni donnée.",
            ),
            _table(
                "Engagements des parties",
                ["Qui", "Quoi", "Échéance", "Où on en est"],
                [_promise(each) for each in sheet.commitments],
                "Aucun engagement n’est suivi.",
            ),
            _table(
                "Renouvellements et avenants",
                ["Acte", "Effet", "Ce qui change"],
                _acts(sheet),
                "Ni renouvellement, ni avenant.",
            ),
        ],
        "footer": f"{association}, fiche du {french.day(made_on)}",
    }
    return pdf.written("agreement_sheet", data, made_on=made_on)


def _data(text: AgreementText) -> dict[str, Any]:
    values = text.values
    return {
        "title": values["titre"],
        "association": values["association"],
        "mark": values["mention"],
        "notes": [values["demonstration"]] if values["demonstration"] else [],
        "between": words.BETWEEN,
        "parties": [f"{party.presentation}\u202f;" for party in text.parties],
        "preamble": list(text.preamble),
        "articles": [
            {
                "title": article.title,
                "paragraphs": [
                    line for said in article.paragraphs for line in said.splitlines() if line
                ],
                "with_services": article.with_services,
            }
            for article in text.articles
        ],
        "services": [list(service) for service in text.services],
        "annexes": list(text.numbered_annexes),
        "closing": text.closing,
        "signatures": [list(party.signature) for party in text.parties],
        "footer": values["titre"],
    }


def _title(record: AgreementRecord) -> str:
    number = f"n°\u00a0{record.number}" if record.number else "sans numéro"
    return f"{record.type.label} {number}"


def _party(party: Party, record: AgreementRecord) -> TextParty:
    name = party.name or words.BLANK
    is_invented = record.is_fictitious and party.kind is PartyKind.HOLDER
    return TextParty(
        kind=party.kind,
        name=f"{name} (personne fictive)" if is_invented else name,
        signatory=party.signatory,
        function=party.signatory_function,
        deliberation_on=party.deliberation_on,
    )


def _facts(record: AgreementRecord, *, with_people: bool) -> dict[str, str]:
    facts = {
        "État": record.state.label,
        "Type": record.type.label,
        "Projet": record.project,
        "Signature prévue": french.day(record.signing_planned_on),
        "Signée le": french.day(record.signed_on),
        "Début": french.day(record.starts_on),
        "Fin": french.day(record.ends_on),
        "Close le": french.day(record.closed_on),
        "Montant par an": french.euros(record.yearly_amount),
        "Emplois promis": french.full_time_equivalents(record.jobs_committed),
    }
    if with_people:
        facts["Objet"] = record.purpose or french.UNKNOWN
    return facts


def _sheet_party(party: Party, *, with_people: bool) -> list[str]:
    if not with_people:
        is_person = party.kind is PartyKind.HOLDER
        return [party.kind.label, _HIDDEN if is_person or not party.name else party.name]
    who = [each for each in (party.signatory, party.signatory_function) if each]
    return [party.kind.label, party.name or _HIDDEN, ", ".join(who) or french.UNKNOWN]


def _services(record: AgreementRecord, given: Sequence[GivenService]) -> list[list[str]]:
    """Return each service promised or given: its name, whether promised, what was given."""
    counts = {each.service_type: each for each in given}
    promised = {each.service_type: each.label for each in record.services}
    named = promised | {each.service_type: each.label for each in given}
    return [
        [label, french.yes_no(key in promised), _given(counts.get(key))]
        for key, label in named.items()
    ]


def _acts(sheet: AgreementSheet) -> list[list[str]]:
    """Return each renewal and each amendment: its name, from which day, what it changes."""
    found = [
        (
            each.effective_on,
            f"Renouvellement n°\u00a0{each.sequence}",
            f"fin portée au {french.day(each.ends_on)}",
        )
        for each in sheet.record.renewals
    ]
    for each in sheet.amendments:
        after = terms_in_words(each.after, sheet.services)
        hidden = set() if sheet.with_people else {"commitments", "parties"}
        said = [
            BLOCK_LABELS[name] if name in hidden else f"{BLOCK_LABELS[name]}\u00a0: {after[name]}"
            for name in BLOCKS
            if name in each.touched
        ]
        day = each.effective_on or date.max
        found.append((day, f"Avenant n°\u00a0{each.number}", "\u202f; ".join(said) or "–"))
    return [
        [name, "en préparation" if day == date.max else french.day(day), said]
        for day, name, said in sorted(found)
    ]


def _promise(commitment: Commitment) -> list[str]:
    """Return a commitment: who, what, when, its light and the day on which it was kept."""
    said = commitment.light.label
    if commitment.done_on is not None:
        said = f"{said} le {french.day(commitment.done_on)}"
    return [commitment.who, commitment.what, french.day(commitment.due_on), said]


def _given(service: GivenService | None) -> str:
    if service is None:
        return "aucune"
    times = french.plural(service.count, "fois", "fois")
    return f"{times}, la dernière le {french.day(service.last_on)}"


def _table(
    title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], empty: str
) -> Mapping[str, Any]:
    return {"title": title, "columns": list(columns), "rows": rows, "empty": empty}
