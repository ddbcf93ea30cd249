"""Where a person is named, and the whole file of a holder: what the right of access hands over."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from circular.domain import french
from circular.domain.agreements import AgreementState
from circular.domain.data_requests import DataRequestKind, RequestOutcome
from circular.domain.documents import DocumentKind, weight
from circular.domain.errors import NotFoundError
from circular.domain.exchanges import Direction, ExchangeKind
from circular.domain.file_types import FileType
from circular.domain.holders import Gender
from circular.domain.introductions import Answer, MatchSide
from circular.domain.labels import Labelled
from circular.domain.permissions import Permission, Role
from circular.domain.stages import Stage
from circular.domain.visitors import Visitor, require
from circular.queries.holders import searched_words
from circular.store import person_files as store
from circular.store.connection import Database
from circular.store.rows import Row

MOST_FOUND = 100
SHORTEST_SEARCH = 2
_LAST_RESORT = "l’administrateur"


class Place(Labelled):
    """Where a person may be named."""

    HOLDER = "holder", "Fiche porteur"
    ACCOUNT = "account", "Compte"
    ORGANISATION = "organisation", "Personne référente"
    AGREEMENT = "agreement", "Signataire d’une convention"
    PROOF = "proof", "Preuve mise à part"
    REQUEST = "request", "Demande RGPD"


@dataclass(frozen=True, slots=True)
class PersonFound:
    """A place that names a person: which record, and what tells it apart."""

    place: Place
    id: int
    name: str
    contact: str | None
    context: str | None
    archived: bool


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a person's file: its title, its columns, and its lines as people read them."""

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]


@dataclass(frozen=True, slots=True)
class PersonFile:
    """All that is held about a person on a day.

    `case_notes_told` are the notes of case reviews whose text whoever made the file did not write;
    of others only the day is there: those whom the file names can make it whole.
    """

    holder_id: int
    name: str
    made_on: date
    sections: tuple[Section, ...]
    case_notes_told: tuple[int, ...] = ()
    case_notes_kept_back: int = 0

    @property
    def line_count(self) -> int:
        """How many lines there are in all."""
        return sum(len(section.rows) for section in self.sections)


def people_named(db: Database, visitor: Visitor, text: str) -> tuple[PersonFound, ...]:
    """Return where people are held whose name, e-mail or phone holds every word typed.

    Raises:
        NotAllowedError: the visitor may not manage personal data.
    """
    require(visitor, Permission.MANAGE_PERSONAL_DATA)
    words = searched_words(text)
    if len("".join(words)) < SHORTEST_SEARCH:
        return ()
    return tuple(
        PersonFound(
            place=Place(row["place"]),
            id=row["id"],
            name=row["name"],
            contact=row["contact"],
            context=row["context"],
            archived=bool(row["archived"]),
        )
        for row in store.people_named(db, words, limit=MOST_FOUND)
    )


def person_file(db: Database, visitor: Visitor, holder_id: int, *, today: date) -> PersonFile:
    """Return all that is held about a person, part by part; empty parts are left out.

    Raises:
        NotAllowedError: the visitor may not manage personal data.
        NotFoundError: there is no such person.
    """
    require(visitor, Permission.MANAGE_PERSONAL_DATA)
    found = store.identity(db, holder_id)
    if not found:
        raise NotFoundError("Cette personne n’existe pas, ou plus.")
    notes = _case_notes(db, visitor, holder_id)
    sections = (
        _section("identite", "Identité et contact", _IDENTITY, found),
        _section("projets", "Projets", _PROJECTS, store.projects(db, holder_id)),
        _section("echanges", "Échanges", _EXCHANGES, store.exchanges(db, holder_id)),
        _section("revues", "Notes de revue de situation", _CASE_NOTES, notes),
        _section(
            "actions", "Actions prévues et faites", _ACTIONS, store.next_actions(db, holder_id)
        ),
        _section("relations", "Mises en relation", _RELATIONS, store.introductions(db, holder_id)),
        _section(
            "precisions",
            "Précisions demandées sur un gisement",
            _QUESTIONS,
            store.match_questions(db, holder_id),
        ),
        _section("prestations", "Prestations", _SERVICES, store.services(db, holder_id)),
        _section("conventions", "Conventions", _AGREEMENTS, store.agreements(db, holder_id)),
        _section("documents", "Documents déposés", _DOCUMENTS, store.documents(db, holder_id)),
        _section("demandes", "Demandes RGPD", _REQUESTS, store.requests(db, holder_id)),
        _section("reports", "Conservation reportée", _KEPT, store.postponements(db, holder_id)),
        _section("journal", "Journal", _JOURNAL, store.journal_lines(db, holder_id)),
    )
    return PersonFile(
        holder_id=holder_id,
        name=found[0]["name"],
        made_on=today,
        sections=tuple(section for section in sections if section.rows),
        case_notes_told=tuple(
            note["id"] for note in notes if note["is_told"] and not note["is_own"]
        ),
        case_notes_kept_back=sum(not note["is_told"] for note in notes),
    )


def keepers_of(db: Database, visitor: Visitor, holder_id: int) -> tuple[str, ...]:
    """Return whom to ask for the notes whose text this visitor cannot put into a person's file.

    Raises:
        NotAllowedError: the visitor may not manage personal data.
    """
    require(visitor, Permission.MANAGE_PERSONAL_DATA)
    found = store.case_note_keepers(
        db, holder_id, me=visitor.account_id, last_resort=_is_last_resort(visitor)
    )
    return tuple(keepers or _LAST_RESORT for keepers in found)


def _case_notes(db: Database, visitor: Visitor, holder_id: int) -> list[Row]:
    """Return the notes of a person's projects; a reserved text is replaced by whom to ask."""
    found = store.case_notes(
        db, holder_id, me=visitor.account_id, last_resort=_is_last_resort(visitor)
    )
    reserved = "Texte réservé\u00a0: ce dossier est à demander à"
    return [
        note
        if note["is_told"]
        else note | {"text": f"{reserved} {note['keepers'] or _LAST_RESORT}."}
        for note in found
    ]


def _is_last_resort(visitor: Visitor) -> bool:
    """Say whether this is who serves the right of access when nobody named is left to do it."""
    return visitor.role is Role.ADMINISTRATOR


Column = tuple[str, str, Callable[[Any], str | None]]


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _day(value: str | None) -> str | None:
    return None if value is None else french.day(date.fromisoformat(value[:10]))


def _moment(value: str) -> str:
    return french.moment(datetime.fromisoformat(value))


def _amount(value: float | None) -> str | None:
    return None if value is None else french.number(value)


def _answer(value: int) -> str:
    return french.yes_no(bool(value))


def _label(kind: type[Labelled]) -> Callable[[str | None], str | None]:
    return lambda value: None if value is None else kind(value).label


def _changes(value: str) -> str | None:
    found: dict[str, Sequence[Any]] = json.loads(value)
    lines = [
        f"{title}\u00a0: {_known(before)} → {_known(after)}"
        for title, (before, after) in found.items()
    ]
    return "\u202f; ".join(lines) or None


def _known(value: Any) -> str:
    return french.UNKNOWN if value in (None, "") else str(value)


_IDENTITY: tuple[Column, ...] = (
    ("Nom", "name", _text),
    ("Adresse électronique", "email", _text),
    ("Téléphone", "phone", _text),
    ("Autre moyen de contact", "other_contact", _text),
    ("Genre", "gender", _label(Gender)),
    ("Commune", "commune_name", _text),
    ("Information sur les données remise le", "information_given_on", _day),
    ("Note", "note", _text),
    ("Noté le", "created_at", _day),
    ("Noté par", "created_by_name", _text),
    ("Archivé le", "archived_at", _day),
)
_PROJECTS: tuple[Column, ...] = (
    ("Projet", "title", _text),
    ("Rôle", "role", _text),
    ("Résumé", "summary", _text),
    ("Étape", "stage", _label(Stage)),
    ("Détecté le", "detected_on", _day),
    ("Origine du contact", "origin", _text),
    ("Précision sur l’origine", "origin_note", _text),
    ("Commune", "commune_name", _text),
    ("SIREN", "siren", _text),
    ("SIRET", "siret", _text),
    ("Financement recherché (€)", "funding_sought", _amount),
    ("Emplois prévus (ETP)", "jobs_planned", _amount),
    ("Suivi par", "adviser", _text),
)
_EXCHANGES: tuple[Column, ...] = (
    ("Date", "happened_on", _day),
    ("Moyen", "kind", _label(ExchangeKind)),
    ("Sens", "direction", _label(Direction)),
    ("Projet", "project", _text),
    ("Ce qui s’est dit", "note", _text),
    ("Noté par", "author", _text),
)
_CASE_NOTES: tuple[Column, ...] = (
    ("Date de la revue", "reviewed_on", _day),
    ("Projet", "project", _text),
    ("Texte de la note", "text", _text),
    ("Suite à donner", "next_step", _text),
    ("Écrite par", "author", _text),
)
_ACTIONS: tuple[Column, ...] = (
    ("Action", "label", _text),
    ("Échéance", "due_on", _day),
    ("Faite le", "done_on", _day),
    ("Projet", "project", _text),
)
_RELATIONS: tuple[Column, ...] = (
    ("Envoyée le", "sent_on", _day),
    ("À qui", "side", _label(MatchSide)),
    ("Moyen", "means", _label(ExchangeKind)),
    ("Projet", "project", _text),
    ("Gisement", "stream", _text),
    ("Relancée le", "reminded_on", _day),
    ("Réponse", "answer", _label(Answer)),
    ("Réponse du", "answered_on", _day),
    ("À rappeler le", "call_back_on", _day),
    ("Précisions", "answer_note", _text),
    ("Envoyée par", "author", _text),
)
_QUESTIONS: tuple[Column, ...] = (
    ("Demandée le", "asked_on", _day),
    ("À qui", "side", _label(MatchSide)),
    ("Ce qui manque", "question", _text),
    ("Projet", "project", _text),
    ("Gisement", "stream", _text),
    ("Faite le", "done_on", _day),
    ("Par", "author", _text),
)
_SERVICES: tuple[Column, ...] = (
    ("Prestation", "service", _text),
    ("Demandée le", "requested_on", _day),
    ("Demande", "request_note", _text),
    ("Rendue le", "given_on", _day),
    ("Par qui", "given_by", _text),
    ("Effet", "effect", _text),
    ("Projet", "project", _text),
)
_AGREEMENTS: tuple[Column, ...] = (
    ("N°", "number", _text),
    ("État", "state", _label(AgreementState)),
    ("Partie", "party", _text),
    ("Signataire", "signatory", _text),
    ("Fonction", "signatory_function", _text),
    ("Signée le", "signed_on", _day),
    ("Début", "starts_on", _day),
    ("Fin", "ends_on", _day),
    ("Mise à part pour preuve", "set_aside", _answer),
)
_DOCUMENTS: tuple[Column, ...] = (
    ("Document", "original_name", _text),
    ("Nature", "kind", _label(DocumentKind)),
    ("Projet", "project", _text),
    ("Convention", "number", _text),
    ("Type", "media_type", _label(FileType)),
    ("Poids", "size", weight),
    ("Empreinte SHA-256", "sha256", _text),
    ("Déposé le", "uploaded_at", _day),
    ("Déposé par", "uploaded_by", _text),
    ("Retiré le", "removed_at", _day),
    ("Effacé le", "erased_at", _day),
)
_REQUESTS: tuple[Column, ...] = (
    ("Droit exercé", "kind", _label(DataRequestKind)),
    ("Reçue le", "received_on", _day),
    ("À répondre avant le", "due_on", _day),
    ("Demande", "request", _text),
    ("Suite donnée", "outcome", _label(RequestOutcome)),
    ("Répondue le", "answered_on", _day),
    ("Réponse", "answer", _text),
)
_KEPT: tuple[Column, ...] = (
    ("Décidé le", "decided_on", _day),
    ("Jusqu’au", "until", _day),
    ("Raison", "reason", _text),
)
_JOURNAL: tuple[Column, ...] = (
    ("Quand", "at", _moment),
    ("Qui", "account_name", _text),
    ("Quoi", "sentence", _text),
    ("Avant → après", "changes", _changes),
)


def _section(key: str, title: str, columns: Sequence[Column], found: Sequence[Row]) -> Section:
    return Section(
        key=key,
        title=title,
        columns=tuple(word for word, _, _ in columns),
        rows=tuple(tuple(read(row[name]) for _, name, read in columns) for row in found),
    )
