"""Questions about the quality of the data: what each check finds, row by row."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from circular.domain import french
from circular.domain.data_quality import (
    BY_KEY,
    CHECKS,
    AsideReason,
    Check,
    CheckKind,
    QualityFilters,
    Subject,
    check_days,
)
from circular.domain.permissions import Permission
from circular.domain.stages import REQUIREMENTS, Place
from circular.domain.visitors import Visitor, require
from circular.domain.words import fold
from circular.queries.settings import association_settings
from circular.queries.targets import named
from circular.store import data_quality as store
from circular.store.connection import Database
from circular.store.rows import Row

PAGE_ROWS = 20
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ASKED = {line.key: line for line in REQUIREMENTS}


@dataclass(frozen=True, slots=True)
class CheckCount:
    """What a check finds: rows to look at (`shown` of `total` with the filters), rows set aside."""

    check: Check
    shown: int = 0
    total: int = 0
    aside: int = 0


@dataclass(frozen=True, slots=True)
class Quality:
    """Every check with its counts, those of another kind than the filter's left out."""

    checks: tuple[CheckCount, ...]
    total: int

    @property
    def shown(self) -> int:
        """How many rows are to look at with the filters."""
        return sum(each.shown for each in self.checks)

    @property
    def aside(self) -> int:
        """How many rows were set aside."""
        return sum(each.aside for each in self.checks)

    def of(self, kind: CheckKind) -> int:
        """How many rows of a kind are to look at."""
        return sum(each.shown for each in self.checks if each.check.kind is kind)


@dataclass(frozen=True, slots=True)
class QualityRow:
    """A row to look at: its record, what is told of it, who follows it, and why it is set aside.

    `place` is the part of the record where it is repaired; `name` that of the target in its own
    page, empty for other records.
    """

    check: Check
    subject_id: int
    project_id: int | None
    title: str
    told: str
    adviser: str | None
    epci: str | None
    aside_reason: AsideReason | None
    aside_on: date | None
    aside_author: str | None
    place: Place
    name: str = ""

    @property
    def label(self) -> str:
        """The check in words, for a file."""
        return self.check.label

    @property
    def kind(self) -> CheckKind:
        """The kind of the check, for a file."""
        return self.check.kind

    @property
    def address(self) -> str:
        """The address of the exact place where the row is repaired."""
        if self.check.subject is Subject.AGREEMENT:
            return f"convention?id={self.subject_id}"
        if self.check.subject is Subject.HOLDER:
            return f"porteur?id={self.subject_id}"
        if self.check.subject is Subject.STREAM:
            return f"gisement?id={self.subject_id}"
        if self.check.subject is Subject.TARGET:
            return f"objectifs?{urlencode({'objectif': self.name})}"
        return f"projet?id={self.project_id}&onglet={self.place.value}"


@dataclass(frozen=True, slots=True)
class QualityPage:
    """A page of the rows of some checks, and how many there are."""

    rows: tuple[QualityRow, ...]
    total: int


def quality(db: Database, visitor: Visitor, filters: QualityFilters, *, today: date) -> Quality:
    """Return what every check finds on a day.

    Raises:
        NotAllowedError: the visitor may not see the pipeline.
    """
    require(visitor, Permission.SEE_PIPELINE)
    found = {row["check_key"]: row for row in store.counts(db, _values(db, filters, today))}
    return Quality(
        checks=tuple(
            _count(check, found.get(check.key))
            for check in CHECKS
            if filters.kind in {None, check.kind}
        ),
        total=sum(row["total"] for row in found.values()),
    )


def quality_rows(
    db: Database,
    visitor: Visitor,
    filters: QualityFilters,
    key: str | None,
    *,
    today: date,
    aside: bool = False,
    page: int | None = 1,
) -> QualityPage:
    """Return a page of the rows that a check finds (None: every check of the filter's kind).

    Raises:
        NotAllowedError: the visitor may not see the pipeline.
    """
    require(visitor, Permission.SEE_PIPELINE)
    kinds = {filters.kind} if filters.kind else set(CheckKind)
    keys = [each.key for each in CHECKS if each.kind in kinds] if key is None else [key]
    if not set(keys) <= BY_KEY.keys():
        return QualityPage((), 0)
    found = store.found(
        db,
        keys,
        _values(db, filters, today),
        aside=aside,
        limit=-1 if page is None else PAGE_ROWS,
        offset=0 if page is None else PAGE_ROWS * (page - 1),
    )
    return QualityPage(tuple(_row(row) for row in found), found[0]["total"] if found else 0)


def _values(db: Database, filters: QualityFilters, today: date) -> Mapping[str, Any]:
    dormant_after_days = association_settings(db).dormant_after_days
    return {
        **check_days(today, dormant_after_days=dormant_after_days),
        "adviser": filters.adviser_id,
        "epci": filters.epci_siren,
        "text": fold(filters.text),
    }


def _count(check: Check, row: Row | None) -> CheckCount:
    if row is None:
        return CheckCount(check)
    return CheckCount(check, row["shown"], row["total"], row["aside"])


def _row(row: Row) -> QualityRow:
    check = BY_KEY[row["check_key"]]
    name = named(row["target_indicator"], row["target_epci"]) if row["target_indicator"] else ""
    return QualityRow(
        check=check,
        subject_id=row["id"],
        project_id=row["project_id"],
        title=f"{name}\u00a0: {french.number(row['target_value'])}" if name else row["title"],
        told=_told(check, row["told"]),
        adviser=row["adviser"],
        epci=row["epci"],
        aside_reason=AsideReason(row["aside_reason"]) if row["aside_reason"] else None,
        aside_on=date.fromisoformat(row["aside_on"]) if row["aside_on"] else None,
        aside_author=row["aside_author"],
        place=_place(check, row["told"]),
        name=name,
    )


def _place(check: Check, told: str) -> Place:
    """Return where a row is repaired: where the first thing that lacks is given, if one does."""
    first = told.split(",", maxsplit=1)[0]
    return _ASKED[first].place if first in _ASKED else check.place


def _told(check: Check, told: str) -> str:
    """Say the facts of a row in French."""
    return check.tells.format(*(_fact(part) for part in told.split("|"))) if told else ""


def _fact(part: str) -> str:
    if _DAY.fullmatch(part):
        return french.day(date.fromisoformat(part))
    keys = part.split(",")
    if set(keys) <= _ASKED.keys():
        return "manque\u00a0: " + ", ".join(_lower(_ASKED[key].sentence) for key in keys)
    try:
        return french.full_time_equivalents(float(part))
    except ValueError:
        return part.replace(" pers.", "\u00a0pers.")


def _lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]
