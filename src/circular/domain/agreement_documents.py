"""What a written convention says: its fields, its articles and the usual words around them.

The PDF, the DOCX and the text on screen are all made of these. A field stands between braces in a
sentence; a template of the association writes it `{{ objet }}`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from circular.domain import french
from circular.domain.agreement_types import AgreementType
from circular.domain.agreements import EVER_SIGNED, AgreementState, PartyKind
from circular.domain.labels import Labelled

DRAFT_MARK = "Projet, sans valeur"
BLANK = "…………………………"
TO_COMPLETE = "à compléter"
BETWEEN = "Entre les soussignés\u00a0:"
AGREED = "Il a été convenu ce qui suit."
FICTITIOUS = "Démonstration\u00a0: le porteur et les signataires de cette convention sont fictifs."
NO_DETAIL = "–"
MOST_IN_A_BATCH = 200
"""How many conventions may be taken at once."""

_COUNTS = ("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")


class DocumentForm(Labelled):
    """A form in which a convention may be taken away."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "DOCX"
    SHEET = "sheet", "Fiche d’une page"


@dataclass(frozen=True, slots=True)
class TextField:
    """A field of a template: its key, what it is, an example; `of` names the list it belongs to."""

    key: str
    label: str
    example: str
    of: str = ""


FIELDS = (
    TextField("titre", "Titre de la convention", "Convention d’accompagnement n°\u00a02026-003"),
    TextField("numero", "Numéro", "2026-003"),
    TextField("mention", "Ce que vaut le texte, vide à la signature", DRAFT_MARK),
    TextField("demonstration", "Mention des données fictives, sinon vide", FICTITIOUS),
    TextField("type", "Type de convention", "Convention d’accompagnement"),
    TextField("association", "Nom de l’association", "Nouvel’R"),
    TextField("projet", "Titre du projet", "Recyclerie du Libournais"),
    TextField("objet", "Objet", "Accompagner l’ouverture d’une recyclerie."),
    TextField("debut", "Premier jour", "1er\u00a0janvier 2027"),
    TextField("fin", "Dernier jour", "31\u00a0décembre 2027"),
    TextField("emplois", "Emplois promis", "6,5\u00a0ETP"),
    TextField("montant", "Montant par an", "12\u202f000\u00a0€"),
    TextField("participation", "Phrase du montant", "Une participation de…"),
    TextField("prestations_annoncees", "Phrase qui annonce les prestations", "Les prestations…"),
    TextField("engagement_emplois", "Phrase des emplois promis", "Le porteur s’engage…"),
    TextField("periode", "Phrase de la durée", "La présente convention prend effet le…"),
    TextField("renouvellement", "Phrase du renouvellement", "Elle est renouvelable…"),
    TextField("resiliation", "Phrase de la résiliation et du préavis", "Chaque partie peut…"),
    TextField("signature_le", "Jour de la signature", "24\u00a0novembre 2026"),
    TextField("exemplaires", "Nombre d’originaux, en lettres", "deux"),
)
LISTS: Mapping[str, str] = {
    "parties": "Parties",
    "prestations": "Prestations promises",
    "clauses": "Clauses",
    "annexes": "Annexes",
}
LIST_FIELDS = (
    TextField("nom", "Nom de la partie", "Association Nouvel’R", "parties"),
    TextField("nature", "Nature de la partie", "Association", "parties"),
    TextField("signataire", "Qui signe", "Camille Exemple", "parties"),
    TextField("fonction", "Fonction de qui signe", "Présidente", "parties"),
    TextField("deliberation", "Jour de la délibération", "12\u00a0mars 2026", "parties"),
    TextField("presentation", "La partie en une phrase", "Association Nouvel’R, …", "parties"),
    TextField("nom", "Nom de la prestation", "Étude de marché", "prestations"),
    TextField("precision", "Précision", "Trois visites sur place", "prestations"),
    TextField("titre", "Titre, avec son numéro", "Article 8 – Confidentialité", "clauses"),
    TextField("texte", "Texte de la clause", "Rien ne sort de l’entreprise.", "clauses"),
    TextField("nom", "Nom de l’annexe, avec son numéro", "Annexe 1 – Budget", "annexes"),
)

EXAMPLE: Mapping[str, str | list[dict[str, str]]] = {
    **{each.key: each.example for each in FIELDS},
    **{
        name: [{each.key: each.example for each in LIST_FIELDS if each.of == name}] * 2
        for name in LISTS
    },
}
"""A value for every field and list, to try a template with."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article, its sentences with fields between braces, and whether services follow it."""

    title: str
    paragraphs: tuple[str, ...]
    with_services: bool = False


_PURPOSE = (
    "{association} accompagne des projets d’économie circulaire, de leur détection à leur mise en "
    "service. Le projet «\u00a0{projet}\u00a0» est accompagné à ce titre."
)
PREAMBLE = (_PURPOSE, AGREED)
ARTICLES = (
    Article("Objet", ("La présente convention a l’objet suivant.", "{objet}")),
    Article("Prestations", ("{prestations_annoncees}",), with_services=True),
    Article("Emploi", ("{engagement_emplois}",)),
    Article("Participation financière", ("{participation}",)),
    Article("Durée", ("{periode}", "{renouvellement}")),
    Article("Résiliation", ("{resiliation}",)),
    Article(
        "Différends",
        ("En cas de désaccord, les parties recherchent d’abord une solution amiable.",),
    ),
)
CLOSING = f"Fait à {BLANK}, le {{signature_le}}, en {{exemplaires}}\u00a0exemplaires originaux."


@dataclass(frozen=True, slots=True)
class TextParty:
    """A party as a convention names it."""

    kind: PartyKind
    name: str
    signatory: str | None = None
    function: str | None = None
    deliberation_on: date | None = None

    @property
    def presentation(self) -> str:
        """The party in one sentence: who it is, who signs, in which function, empowered when."""
        said = f"{self.name}, {self.kind.label.lower()}"
        if self.signatory and self.signatory != self.name:
            function = f", {self.function}" if self.function else ""
            said += f", que représente {self.signatory}{function}"
        elif not self.signatory:
            said += f", que représente {BLANK}"
        if self.deliberation_on is not None:
            written = in_letters(self.deliberation_on)
            said += f", dûment habilité·e par délibération du {written}"
        return said

    @property
    def signature(self) -> tuple[str, ...]:
        """The lines above the place where it signs."""
        who = (self.signatory, self.function)
        return (f"Pour {self.name}", *(line for line in who if line))

    @property
    def values(self) -> Mapping[str, str]:
        """The fields of a template."""
        return {
            "nom": self.name,
            "nature": self.kind.label,
            "signataire": self.signatory or "",
            "fonction": self.function or "",
            "deliberation": in_letters(self.deliberation_on) if self.deliberation_on else "",
            "presentation": self.presentation,
        }


@dataclass(frozen=True, slots=True)
class AgreementText:
    """A convention ready to be written: the value of each field, its parties and its services.

    `services` holds each (name, detail), `clauses` each (title, text).
    """

    values: Mapping[str, str]
    parties: tuple[TextParty, ...] = ()
    services: tuple[tuple[str, str], ...] = field(default=())
    clauses: tuple[tuple[str, str], ...] = field(default=())
    annexes: tuple[str, ...] = field(default=())

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles, numbered and filled, then the clauses."""
        usual = tuple(
            Article(
                f"Article {rank} – {article.title}",
                tuple(filled(line, self.values) for line in article.paragraphs),
                article.with_services,
            )
            for rank, article in enumerate(ARTICLES, start=1)
        )
        return (*usual, *(Article(title, (said,)) for title, said in self.numbered_clauses))

    @property
    def numbered_clauses(self) -> tuple[tuple[str, str], ...]:
        """The clauses, each (title, text), numbered after the articles."""
        first = len(ARTICLES) + 1
        return tuple(
            (f"Article {rank} – {title}", said)
            for rank, (title, said) in enumerate(self.clauses, start=first)
        )

    @property
    def numbered_annexes(self) -> tuple[str, ...]:
        """The annexes, numbered."""
        return tuple(f"Annexe {rank} – {name}" for rank, name in enumerate(self.annexes, start=1))

    @property
    def preamble(self) -> tuple[str, ...]:
        """The sentences of the preamble, filled."""
        return tuple(filled(line, self.values) for line in PREAMBLE)

    @property
    def closing(self) -> str:
        """The sentence above the signatures, filled."""
        return filled(CLOSING, self.values)


def filled(sentence: str, values: Mapping[str, str]) -> str:
    """Put the value of each field in the place of its braces, in one pass: values stay as typed."""
    parts = []
    for piece in sentence.split("{"):
        key, closed, rest = piece.partition("}")
        parts.append(values[key] + rest if closed else piece)
    return "".join(parts)


def mark_of(state: AgreementState, signed_on: date | None) -> str:
    """Say what the text is worth: nothing before the signature, less than the signed copy after."""
    if state in EVER_SIGNED:
        return (
            f"Texte de la convention signée le {in_letters(signed_on)}\u00a0: "
            "seule la copie signée fait foi"
        )
    return "" if state is AgreementState.TO_SIGN else DRAFT_MARK


def period(starts_on: date | None, ends_on: date | None) -> str:
    """Say from when and until when a convention runs."""
    start = f"le {in_letters(starts_on)}" if starts_on else "le jour de sa signature"
    end = f"et prend fin le {in_letters(ends_on)}" if ends_on else "sans terme fixé"
    separation = " " if ends_on else ", "
    return f"La présente convention prend effet {start}{separation}{end}."


def renewal(agreement_type: AgreementType) -> str:
    """Say how many times a convention of this type may be renewed."""
    times = agreement_type.renewals
    if not times:
        return "Elle ne se renouvelle pas tacitement."
    return f"Elle est renouvelable {in_words(times)}\u00a0fois, par accord écrit des parties."


def termination(agreement_type: AgreementType) -> str:
    """Say how a convention of this type is terminated."""
    days = agreement_type.notice_days
    notice = f", avec un préavis de {french.plural(days, 'jour', 'jours')}" if days else ""
    return f"Chaque partie peut y mettre fin par écrit{notice}."


def jobs_promise(jobs: float | None) -> str:
    """Say how many jobs are promised."""
    if not jobs:
        return "La présente convention ne fixe pas de nombre d’emplois."
    written = french.full_time_equivalents(jobs)
    return f"Le projet vise {written} (équivalents temps plein) au terme de la convention."


def contribution(yearly_amount: float | None) -> str:
    """Say how much is paid a year, in euros."""
    if not yearly_amount:
        return "La présente convention ne fixe pas de participation financière."
    return f"Une participation de {french.euros(yearly_amount)} par an est versée."


def announced(services: Sequence[object]) -> str:
    """Say that the services follow, or that there is none."""
    if services:
        return "L’accompagnement comprend les prestations du tableau ci-dessous."
    return "Les prestations sont convenues entre les parties au fil de l’accompagnement."


def in_letters(day: date | None) -> str:
    """Write a day with its month in letters, « 24 novembre 2026 », « 1er mai 2026 »."""
    if day is None:
        return BLANK
    rank = "1er" if day.day == 1 else str(day.day)
    return f"{rank}{french.NO_BREAK}{french.month(day)}"


def in_words(count: int) -> str:
    """Write a small count in letters, « deux »; a larger one in figures."""
    return _COUNTS[count] if 0 <= count < len(_COUNTS) else french.number(count)


def file_stem(number: str | None, agreement_id: int) -> str:
    """Return the name of a file of a convention, without its ending: it names nobody."""
    return f"convention-{number}" if number else f"convention-projet-{agreement_id}"
