"""Stored documents: of which record, of which kind, under which name, and what may be refused."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated

from pydantic import Field

from circular.domain import french
from circular.domain.drafts import Draft
from circular.domain.errors import DomainError, Problem
from circular.domain.file_types import FileType, recognised
from circular.domain.labels import Labelled
from circular.domain.permissions import Permission
from circular.domain.quantities import clipped
from circular.domain.texts import clean_line

MEGABYTE = 1 << 20  # bytes
LONGEST_NAME = 120  # characters, ending included
KEPT_REMOVED = timedelta(days=30)
NOT_SCANNED = (
    "Circular vérifie le type et l\u2019intégrité du fichier, mais ne cherche pas de virus\u00a0: "
    "ne déposez que ce qui vient d\u2019une source sûre."
)

_UNWANTED = re.compile(r"[<>:\"|?*/\\]+")
_ENDING = re.compile(r"\.([A-Za-z0-9]{1,5})\Z")


class DocumentSubject(Labelled):
    """A kind of record that documents belong to."""

    AGREEMENT = "agreement", "Convention"
    IMPLANTATION = "implantation", "Implantation"
    MATCH = "match", "Rapprochement"

    @property
    def reading(self) -> Permission:
        """The permission that reading such a record demands, beside that of documents."""
        return _READING[self]

    @property
    def editing(self) -> Permission:
        """The permission that changing such a record demands, beside that of documents."""
        return _EDITING[self]

    @property
    def kinds(self) -> tuple["DocumentKind", ...]:
        """The kinds of documents that such a record has, the most usual first."""
        return _KINDS[self]


class DocumentKind(Labelled):
    """What a document is to its record."""

    SIGNED_COPY = "signed_copy", "Copie signée"
    DELIBERATION = "deliberation", "Délibération"
    ANNEX = "annex", "Annexe"
    WEIGHING = "weighing", "Bon de pesée ou bordereau"
    OPENING_PROOF = "opening_proof", "Preuve de l\u2019ouverture"
    SITE_PROOF = "site_proof", "Bail ou titre d\u2019occupation"
    OTHER = "other", "Autre pièce"


_READING: Mapping[DocumentSubject, Permission] = {
    DocumentSubject.AGREEMENT: Permission.SEE_AGREEMENTS,
    DocumentSubject.IMPLANTATION: Permission.SEE_PIPELINE,
    DocumentSubject.MATCH: Permission.SEE_MATCHES,
}
_EDITING: Mapping[DocumentSubject, Permission] = {
    DocumentSubject.AGREEMENT: Permission.EDIT_AGREEMENTS,
    DocumentSubject.IMPLANTATION: Permission.EDIT_PIPELINE,
    DocumentSubject.MATCH: Permission.EDIT_MATCHES,
}
_KINDS: Mapping[DocumentSubject, tuple[DocumentKind, ...]] = {
    DocumentSubject.AGREEMENT: (
        DocumentKind.SIGNED_COPY,
        DocumentKind.DELIBERATION,
        DocumentKind.ANNEX,
        DocumentKind.OTHER,
    ),
    DocumentSubject.IMPLANTATION: (
        DocumentKind.OPENING_PROOF,
        DocumentKind.SITE_PROOF,
        DocumentKind.OTHER,
    ),
    DocumentSubject.MATCH: (
        DocumentKind.SIGNED_COPY,
        DocumentKind.WEIGHING,
        DocumentKind.ANNEX,
        DocumentKind.OTHER,
    ),
}


class DocumentDraft(Draft):
    """A file as somebody uploads it: what it is to the record, its name there, its bytes."""

    kind: DocumentKind = Field(title="Nature du document")
    name: str = Field(default="", title="Nom du fichier")
    content: Annotated[bytes, Field(title="Fichier", repr=False)]


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that may be stored: a clean name, its real type, its size in bytes, its SHA-256."""

    name: str
    type: FileType
    size: int
    sha256: str


class MissingDocumentError(DomainError):
    """The file of a document is not there any more, or is not the one that was stored."""


def checked(name: str, content: bytes, *, largest: int) -> CheckedFile:
    """Return what is to be kept of an uploaded file; `largest` is the limit in bytes.

    Raises:
        DomainError: it is empty, too heavy, of another type, cut, damaged, or holds macros.
    """
    said = clipped(clean_line(name) or "sans nom")
    try:
        _check_weight(content, largest=largest)
        found = recognised(content)
    except ValueError as error:
        raise DomainError("", [Problem("content", f"{said}\u00a0: {error}")]) from None
    return CheckedFile(
        name=clean_name(name, found),
        type=found,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )


def _check_weight(content: bytes, *, largest: int) -> None:
    if len(content) > largest:
        raise ValueError(
            f"ce fichier pèse {weight(len(content))}\u202f; la limite est de {weight(largest)}. "
            "Réduisez-le (numérisez en 150\u00a0points par pouce), puis déposez-le."
        )


def clean_name(name: str, found: FileType) -> str:
    """Return a name without folder or sign that a disk refuses, short, ended as its type is."""
    bare = clean_line(name).replace("\\", "/").rpartition("/")[2]
    bare = _UNWANTED.sub("-", bare)
    ending = _ENDING.search(bare)
    known = ending is not None and ending[1].lower() in found.extensions
    extension = ending[1].lower() if ending is not None and known else found.extensions[0]
    stem = bare[: ending.start()] if ending is not None else bare
    stem = stem.strip(" .\u00a0-") or "document"
    return f"{stem[: LONGEST_NAME - len(extension) - 1].rstrip(' .')}.{extension}"


def neutral_name(kind: str, document_id: int, media_type: str) -> str:
    """Return a name that names nobody: what the document is, its number, the ending of its type."""
    ending = FileType(media_type).extensions[0]
    return f"{DocumentKind(kind).label} n°\u00a0{document_id}.{ending}"


def weight(size: int) -> str:
    """Write a size in bytes as people read it: 812 ko, 1,4 Mo."""
    if size >= MEGABYTE:
        return f"{french.number(size / MEGABYTE, decimals=1).removesuffix(',0')}\u00a0Mo"
    return f"{french.number(max(1, round(size / 1024)))}\u00a0ko"


def may_come_back(removed_at: datetime, *, now: datetime) -> bool:
    """Say whether a document that was removed may still be put back."""
    return now - removed_at < KEPT_REMOVED


@dataclass(frozen=True, slots=True)
class FolderState:
    """What the folder of documents holds, against what the database says of it.

    `missing` and `altered` hold the seal (SHA-256) of each document, `strays` names of files.
    """

    sound: int
    missing: tuple[str, ...]
    altered: tuple[str, ...]
    strays: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Whether every document is there, as it was stored."""
        return not self.missing and not self.altered

    @property
    def sentences(self) -> tuple[str, ...]:
        """What there is to say of it, worst first."""
        told = [f"Document manquant, empreinte {seal}." for seal in self.missing]
        told += [f"Document modifié depuis son dépôt, empreinte {seal}." for seal in self.altered]
        sound = french.plural(self.sound, "document intact", "documents intacts")
        told.append(f"Documents\u00a0: {sound}.")
        if self.strays:
            count = french.plural(len(self.strays), "fichier", "fichiers")
            told.append(
                f"{count} sans fiche dans le dossier\u00a0: «\u00a0circular documents --clean"
                "\u00a0» les efface."
            )
        return tuple(told)
