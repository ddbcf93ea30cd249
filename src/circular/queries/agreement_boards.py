"""Agreements for the board: the list with its totals by EPCI, and the register of signatures.

Both are made to go from hand to hand: they name nobody, and leave trials out, whoever asks.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from circular.domain.agreement_lists import AgreementColumn, AgreementFilters
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor, require
from circular.queries.agreements import AgreementRow, agreement_list, scope_of
from circular.store import agreement_lists as lists
from circular.store.connection import Database

UNKNOWN_EPCI = "EPCI non renseigné"
AGREEMENT, SUBTOTAL, TOTAL = "Convention", "Total de l’EPCI", "Total général"


@dataclass(frozen=True, slots=True)
class BoardTotal:
    """The agreements of an EPCI, or of all; jobs are FTE, None when no agreement says any.

    `without_jobs` counts those that say none, `given` the promised services given at least once.
    """

    name: str
    agreements: int
    jobs: float | None
    without_jobs: int
    promised: int
    given: int


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A line of the list for the board: an agreement, or the total of some (`line` says which)."""

    line: str
    epci: str
    agreements: int | None
    number: str | None
    project: str | None
    standing: str | None
    type: str | None
    signed: date | None
    ends: date | None
    jobs: float | None
    promised: int
    given: int

    @property
    def is_total(self) -> bool:
        """Whether the line sums up others."""
        return self.line != AGREEMENT


@dataclass(frozen=True, slots=True)
class Board:
    """The list for the board: its agreements by EPCI, the total of each one, and that of all."""

    lines: tuple[BoardLine, ...]
    totals: tuple[BoardTotal, ...]
    total: BoardTotal


def board(db: Database, visitor: Visitor, filters: AgreementFilters) -> Board:
    """Return the agreements that the filters keep by EPCI, each followed by its total.

    Raises:
        NotAllowedError: the visitor may not read agreements.
    """
    require(visitor, Permission.SEE_AGREEMENTS)
    asked = replace(filters, with_trials=False, sort=AgreementColumn.EPCI, descending=False)
    rows = agreement_list(db, visitor, asked, page=None, with_people=False).rows
    found = lists.by_epci(db, scope_of(visitor, asked, with_people=False))
    totals = tuple(
        BoardTotal(
            name=row["name"] or UNKNOWN_EPCI,
            **{name: row[name] for name in ("agreements", "jobs", "without_jobs")},
            promised=row["promised"] or 0,
            given=row["given"] or 0,
        )
        for row in found
    )
    total = _sum_of(totals)
    lines: list[BoardLine] = []
    for each in totals:
        lines += [_line(row) for row in rows if (row.epci or UNKNOWN_EPCI) == each.name]
        lines.append(_total_line(SUBTOTAL, each))
    return Board((*lines, _total_line(TOTAL, total)), totals, total)


def register(db: Database, visitor: Visitor, filters: AgreementFilters) -> tuple[AgreementRow, ...]:
    """Return the agreements signed in the period of the filters, the first signed first.

    Archived ones are in it: a register leaves nothing out.

    Raises:
        NotAllowedError: the visitor may not read agreements.
    """
    asked = replace(
        filters,
        states=(),
        in_force_on=None,
        with_archived=True,
        with_trials=False,
        signed_from=filters.signed_from or date.min,
        sort=AgreementColumn.SIGNED,
        descending=False,
    )
    return agreement_list(db, visitor, asked, page=None, with_people=False).rows


def _sum_of(totals: Sequence[BoardTotal]) -> BoardTotal:
    jobs = [each.jobs for each in totals if each.jobs is not None]
    return BoardTotal(
        name="",
        agreements=sum(each.agreements for each in totals),
        jobs=sum(jobs) if jobs else None,
        without_jobs=sum(each.without_jobs for each in totals),
        promised=sum(each.promised for each in totals),
        given=sum(each.given for each in totals),
    )


def _line(row: AgreementRow) -> BoardLine:
    return BoardLine(
        line=AGREEMENT,
        epci=row.epci or UNKNOWN_EPCI,
        agreements=None,
        number=row.number,
        project=row.project,
        standing=row.standing,
        type=row.type,
        signed=row.signed,
        ends=row.deadline,
        jobs=row.jobs,
        promised=row.promised,
        given=row.given,
    )


def _total_line(line: str, total: BoardTotal) -> BoardLine:
    return BoardLine(
        line=line,
        epci=total.name,
        agreements=total.agreements,
        number=None,
        project=None,
        standing=None,
        type=None,
        signed=None,
        ends=None,
        jobs=total.jobs,
        promised=total.promised,
        given=total.given,
    )
