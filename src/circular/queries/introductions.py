"""Introductions as each role may read them, and the letters that are ready to be sent."""

from dataclasses import dataclass
from datetime import date

from circular.domain import french
from circular.domain.exchanges import ExchangeKind
from circular.domain.introductions import (
    Answer,
    Letter,
    LetterFacts,
    MatchSide,
    answer_sentence,
    letter,
)
from circular.domain.needs import wanted_sentence
from circular.domain.permissions import Permission
from circular.domain.streams import tonnes_sentence
from circular.domain.visitors import Visitor, require
from circular.queries.settings import association_settings
from circular.store import introductions as store
from circular.store.connection import Database
from circular.store.rows import Row

NO_MATERIAL = "matière à préciser"


@dataclass(frozen=True, slots=True)
class IntroductionLine:
    """An introduction as the team reads it, with its answer."""

    id: int
    match_id: int
    side: MatchSide
    organisation: str | None
    stream_title: str
    project_id: int
    project_title: str
    sent_on: date
    means: ExchangeKind
    reminded_on: date | None
    answer: Answer | None
    answered_on: date | None
    call_back_on: date | None
    answer_note: str | None
    answered_by: str | None
    is_waiting: bool
    version: int

    @property
    def said(self) -> str:
        """The answer in words."""
        return answer_sentence(
            self.answer, answered_on=self.answered_on, call_back_on=self.call_back_on
        )


@dataclass(frozen=True, slots=True)
class ReceivedIntroduction:
    """What a partner is asked of one of its streams; nothing says which project, nor whose.

    `wanted` is in tonnes a year, `remaining` what its stream can still promise.
    """

    id: int
    stream_id: int
    stream_title: str
    material: str
    wanted: str | None
    epci: str | None
    remaining: float | None
    sent_on: date
    answer: Answer | None
    answered_on: date | None
    call_back_on: date | None
    answer_note: str | None
    is_live: bool
    version: int

    @property
    def said(self) -> str:
        """The answer in words."""
        return answer_sentence(
            self.answer, answered_on=self.answered_on, call_back_on=self.call_back_on
        )


@dataclass(frozen=True, slots=True)
class ReadyLetter:
    """The letter to one side, and the address that is known for it."""

    letter: Letter
    address: str | None


def introductions_of(db: Database, visitor: Visitor, match_id: int) -> tuple[IntroductionLine, ...]:
    """Return the introductions of a match, the producer's first.

    Raises:
        NotAllowedError: the visitor may not see matches.
    """
    require(visitor, Permission.SEE_MATCHES)
    return tuple(_line(row) for row in store.of_match(db, match_id))


def introduction_list(
    db: Database, visitor: Visitor, *, today: date, only_waiting: bool = False
) -> tuple[IntroductionLine, ...]:
    """Return every introduction, those that wait for an answer first.

    Raises:
        NotAllowedError: the visitor may not see matches.
    """
    require(visitor, Permission.SEE_MATCHES)
    days = association_settings(db).introduction_reminder_days
    found = store.listed(db, today=today, reminder_days=days, only_waiting=only_waiting)
    return tuple(_line(row) for row in found)


def received(db: Database, visitor: Visitor, *, today: date) -> tuple[ReceivedIntroduction, ...]:
    """Return what the visitor's own organisation is asked; nothing without an organisation.

    Raises:
        NotAllowedError: the visitor may not answer introductions.
    """
    require(visitor, Permission.ANSWER_INTRODUCTIONS)
    own = visitor.own_organisation
    if own is None:
        return ()
    return tuple(
        ReceivedIntroduction(
            id=row["id"],
            stream_id=row["stream_id"],
            stream_title=row["stream_title"],
            material=row["material"] or NO_MATERIAL,
            wanted=wanted_sentence(row["tonnes_min"], row["tonnes_max"]),
            epci=row["epci_name"],
            remaining=row["remaining"],
            sent_on=date.fromisoformat(row["sent_on"]),
            answer=_given(row),
            answered_on=_day(row["answered_on"]),
            call_back_on=_day(row["call_back_on"]),
            answer_note=row["answer_note"],
            is_live=bool(row["is_live"]),
            version=row["version"],
        )
        for row in store.addressed_to(db, own, today=today)
    )


def ready_letter(
    db: Database, visitor: Visitor, match_id: int, side: MatchSide, *, today: date
) -> ReadyLetter | None:
    """Return the letter to one side of a match, ready to copy or to open; None: no such match.

    The letter to the project never tells who the producer is.

    Raises:
        NotAllowedError: the visitor may not decide of matches.
    """
    require(visitor, Permission.EDIT_MATCHES)
    row = store.letter_facts(db, match_id, today=today)
    if row is None:
        return None
    facts = LetterFacts(
        stream=row["stream_title"],
        quantity=_quantity(row),
        stream_place=None if row["is_confidential"] else row["stream_place"],
        material=row["material"] or NO_MATERIAL,
        wanted=wanted_sentence(row["wanted_min"], row["wanted_max"]),
        project_place=row["project_place"],
        association=association_settings(db).association_name,
    )
    address = row["producer_email" if side is MatchSide.PRODUCER else "project_email"]
    return ReadyLetter(letter(side, facts), address)


def _quantity(row: Row) -> str:
    """Write what remains of the stream, or its tonnage when nothing is known."""
    if row["remaining"] is None:
        return tonnes_sentence(row["tonnes_min"], row["tonnes_likely"], row["tonnes_max"])
    return f"{french.tonnes(round(row['remaining'], 3))} par an"


def _given(row: Row) -> Answer | None:
    return None if row["answer"] is None else Answer(row["answer"])


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _line(row: Row) -> IntroductionLine:
    return IntroductionLine(
        id=row["id"],
        match_id=row["match_id"],
        side=MatchSide(row["side"]),
        organisation=row["organisation"],
        stream_title=row["stream_title"],
        project_id=row["project_id"],
        project_title=row["project_title"],
        sent_on=date.fromisoformat(row["sent_on"]),
        means=ExchangeKind(row["means"]),
        reminded_on=_day(row["reminded_on"]),
        answer=_given(row),
        answered_on=_day(row["answered_on"]),
        call_back_on=_day(row["call_back_on"]),
        answer_note=row["answer_note"],
        answered_by=row["answered_by_name"],
        is_waiting=bool(row.get("is_waiting")),
        version=row["version"],
    )
