"""Questions about people: the list, the record, and who may already be known."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from circular.domain.drafts import Record
from circular.domain.errors import NotFoundError
from circular.domain.holders import Gender, folded_name, names_are_near, recognise
from circular.domain.permissions import Permission
from circular.domain.reference import shown_commune
from circular.domain.stages import ExitKind, Stage
from circular.domain.visitors import Visitor, require
from circular.domain.words import fold
from circular.store import holders as store
from circular.store.connection import Database

ROWS_A_PAGE = 50
MOST_ALIKE = 3
BEGINNING = 3


class HolderRow(Record):
    """One person as the list shows them."""

    id: int
    name: str
    email: str | None
    phone: str | None
    other_contact: str | None
    commune_name: str | None
    department_code: str | None
    project_count: int
    last_contact_on: date | None
    information_given_on: date | None
    is_fictitious: bool
    archived_at: str | None

    @property
    def shown_commune(self) -> str | None:
        """The commune told apart from its namesakes: « Vayres (33) »."""
        return shown_commune(self.commune_name, self.department_code)

    @property
    def shown_name(self) -> str:
        """The name, marked when the person is made up for the demonstration."""
        return f"{self.name}\u00a0(fictif)" if self.is_fictitious else self.name

    @property
    def reach(self) -> str | None:
        """The first way to reach the person: phone, e-mail, then anything else."""
        return self.phone or self.email or self.other_contact


class ProjectOfHolder(Record):
    """A project of a person, with their role in it."""

    id: int
    title: str
    stage: Stage
    exit_kind: ExitKind | None
    archived_at: str | None
    role: str | None
    commune_name: str | None
    department_code: str | None
    is_fictitious: bool
    is_trial: bool

    @property
    def standing(self) -> str:
        """Where the project stands: its stage, its exit, or the archives."""
        if self.archived_at is not None:
            return "Archivé"
        if self.exit_kind is not None:
            return f"Sorti\u00a0: {self.exit_kind.label.lower()}"
        return self.stage.written

    @property
    def shown_commune(self) -> str | None:
        """The commune told apart from its namesakes: « Vayres (33) »."""
        return shown_commune(self.commune_name, self.department_code)


class HolderRecord(Record):
    """All that is known of one person; None is unknown."""

    id: int
    name: str
    email: str | None
    phone: str | None
    other_contact: str | None
    gender: Gender | None
    commune_code: str | None
    commune_name: str | None
    department_code: str | None
    information_given_on: date | None
    note: str | None
    is_fictitious: bool
    archived_at: str | None
    anonymised_at: str | None
    version: int
    created_at: str
    updated_at: str
    projects: tuple[ProjectOfHolder, ...]

    @property
    def shown_commune(self) -> str | None:
        """The commune told apart from its namesakes: « Vayres (33) »."""
        return shown_commune(self.commune_name, self.department_code)

    @property
    def is_archived(self) -> bool:
        """Whether the person lies in the archives."""
        return self.archived_at is not None

    @property
    def is_anonymised(self) -> bool:
        """Whether nothing names the person any more: the record never changes again."""
        return self.anonymised_at is not None


@dataclass(frozen=True, slots=True)
class HolderPage:
    """A page of the list, how many people are kept, and how many there are without a search."""

    rows: tuple[HolderRow, ...]
    shown: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages the list has, one at least."""
        return max(1, -(-self.shown // ROWS_A_PAGE))


@dataclass(frozen=True, slots=True)
class LikelyDuplicate:
    """A person who may be the one being typed, and what makes one think so."""

    id: int
    name: str
    commune: str | None
    project_title: str | None
    reason: str
    is_archived: bool


def holder_list(
    db: Database, visitor: Visitor, *, text: str = "", archived: bool = False, page: int | None = 1
) -> HolderPage:
    """Return a page of 50 people by name; every one of them when `page` is None.

    `text` is searched in names, communes, e-mail addresses and phone numbers.

    Raises:
        NotAllowedError: the visitor's role does not see people.
    """
    require(visitor, Permission.SEE_PEOPLE)
    words = searched_words(text)
    limit = None if page is None else ROWS_A_PAGE
    offset = 0 if page is None else (max(page, 1) - 1) * ROWS_A_PAGE
    found = store.holders(db, words=words, archived=archived, limit=limit, offset=offset)
    return HolderPage(
        rows=tuple(HolderRow.model_validate(row) for row in found),
        shown=store.count(db, words=words, archived=archived),
        total=store.count(db, words=(), archived=archived),
    )


def holder_record(db: Database, visitor: Visitor, holder_id: int) -> HolderRecord:
    """Return all that is known of a person, their projects included.

    Raises:
        NotAllowedError: the visitor's role does not see people.
        NotFoundError: there is no such person.
    """
    require(visitor, Permission.SEE_PEOPLE)
    row = store.holder(db, holder_id)
    if row is None:
        raise NotFoundError("Cette personne n’existe pas, ou plus.")
    known: dict[str, Any] = {name: row[name] for name in HolderRecord.model_fields if name in row}
    return HolderRecord.model_validate(known | {"projects": store.projects_of(db, holder_id)})


def likely_duplicates(
    db: Database,
    visitor: Visitor,
    *,
    name: str | None,
    reach: str | None = None,
    but_not: int | None = None,
) -> tuple[LikelyDuplicate, ...]:
    """Return who may already be known, three at most: same e-mail, same phone, or a near name.

    Raises:
        NotAllowedError: the visitor's role does not see people.
    """
    require(visitor, Permission.SEE_PEOPLE)
    typed, known = recognise(reach), folded_name(name or "")
    beginnings = [word[:BEGINNING] for word in known.split() if len(word) >= BEGINNING]
    if not (beginnings or typed.email or typed.phone):
        return ()
    found = store.candidates(
        db, beginnings=beginnings, email=typed.email, phone=typed.phone, but_not=but_not
    )
    alike = [(row, _reason(row, known)) for row in found]
    return tuple(
        LikelyDuplicate(
            id=row["id"],
            name=row["name"],
            commune=shown_commune(row["commune_name"], row["department_code"]),
            project_title=row["project_title"],
            reason=reason,
            is_archived=row["archived_at"] is not None,
        )
        for row, reason in alike
        if reason
    )[:MOST_ALIKE]


def searched_words(text: str) -> tuple[str, ...]:
    """Return the words that a search must all find: e-mails and phones as such, names folded."""
    typed = recognise(text)
    if typed.email:
        return (typed.email.lower(),)
    if typed.phone:
        return (typed.phone.replace(" ", ""),)
    return tuple(fold(text).split())


def _reason(row: dict[str, Any], known: str) -> str:
    if row["same_email"]:
        return "même adresse électronique"
    if row["same_phone"]:
        return "même téléphone"
    return "nom proche" if names_are_near(known, row["folded_name"]) else ""
