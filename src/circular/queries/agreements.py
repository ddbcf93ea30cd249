"""Questions about agreements: the list, what is in force, what is about to end.

Names of people never leave the store for a visitor who may not see them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from circular.domain.agreement_lists import AgreementColumn, AgreementFilters, columns_for
from circular.domain.agreements import AgreementState
from circular.domain.dates import days_between
from circular.domain.permissions import Permission
from circular.domain.trials import marked, may_see_trials
from circular.domain.visitors import Visitor, require
from circular.store import agreement_lists as lists
from circular.store import agreements as store
from circular.store.connection import Database
from circular.store.rows import Row

PAGE_ROWS = 50
SUMMARY_LINES = 5


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """One line of the list; its attributes are the keys of `AgreementColumn`.

    `signing` is the day of the signature or, before it, the planned one; `delay` counts the days
    from first contact to signature; `jobs` are full-time equivalents. The project of a trial bears
    its mark.
    """

    id: int
    project_id: int
    number: str | None
    project: str
    state: AgreementState
    epci: str | None
    signing: date | None
    deadline: date | None
    jobs: float | None
    type: str
    commune: str | None
    signed: date | None
    starts: date | None
    ends: date | None
    delay: int | None
    renewals: int
    amendments: int
    amount: float | None
    promised: int
    given: int
    services: str | None
    holders: str | None
    signatories: str | None
    is_fictitious: bool
    is_trial: bool
    is_archived: bool

    @property
    def standing(self) -> str:
        """The state in words; a signed agreement that was renewed says so."""
        is_renewed = self.renewals and self.state is AgreementState.SIGNED
        return f"{self.state.label}, renouvelée" if is_renewed else self.state.label


@dataclass(frozen=True, slots=True)
class AgreementList:
    """A page of the list: its rows, how many the filters keep, and how many there are at all."""

    rows: tuple[AgreementRow, ...]
    shown: int
    total: int


def agreement_list(
    db: Database,
    visitor: Visitor,
    filters: AgreementFilters,
    *,
    page: int | None = 1,
    with_people: bool = True,
    shown: int | None = None,
) -> AgreementList:
    """Return a page of the list (50 rows), or every row with `page=None`.

    Without `with_people` no name of a person is read, even by who may see them. `shown` is how
    many the filters keep, where it was counted already.

    Raises:
        NotAllowedError: the visitor may not read agreements.
    """
    require(visitor, Permission.SEE_AGREEMENTS)
    scope = scope_of(visitor, filters, with_people=with_people)
    sort = filters.sort if filters.sort in columns_for(visitor) else AgreementColumn.NUMBER
    found = lists.listed(
        db,
        scope,
        sort=sort.value,
        descending=filters.descending,
        limit=None if page is None else PAGE_ROWS,
        offset=0 if page is None else PAGE_ROWS * (page - 1),
    )
    everything = AgreementFilters(
        project_id=filters.project_id,
        with_archived=filters.with_archived,
        with_trials=filters.with_trials,
        on=filters.on,
    )
    whole = scope_of(visitor, everything, with_people=with_people)
    shown = lists.count(db, scope) if shown is None else shown
    return AgreementList(
        rows=tuple(_line(row) for row in found),
        shown=shown,
        total=shown if scope == whole else lists.count(db, whole),
    )


def counts_by_state(
    db: Database, visitor: Visitor, filters: AgreementFilters
) -> dict[AgreementState, int]:
    """Count the agreements that the filters keep, by state, states without any included.

    Raises:
        NotAllowedError: the visitor may not read agreements.
    """
    require(visitor, Permission.SEE_AGREEMENTS)
    found = {row["state"]: row["count"] for row in lists.by_state(db, scope_of(visitor, filters))}
    return {state: int(found.get(state.value, 0)) for state in AgreementState}


def in_force_count(db: Database, visitor: Visitor, day: date) -> int:
    """Count the agreements that were in force on a day, as the dates noted since tell it.

    Raises:
        NotAllowedError: the visitor may not read agreements.
    """
    filters = AgreementFilters(on=day, in_force_on=day, with_archived=True)
    return sum(counts_by_state(db, visitor, filters).values())


def epcis_of_agreements(db: Database, only: Sequence[str] = ()) -> dict[str, str]:
    """Return the EPCI that the list can be cut by, or some `only`: SIREN → name."""
    return {row["siren"]: row["name"] for row in lists.epcis(db, only)}


def for_project(db: Database, visitor: Visitor, project_id: int) -> tuple[AgreementRow, ...]:
    """Return every agreement of a project, archived ones included, the newest first.

    Raises:
        NotAllowedError: the visitor may not read agreements.
    """
    filters = AgreementFilters(
        project_id=project_id, with_archived=True, with_trials=True, sort=AgreementColumn.SIGNING
    )
    return agreement_list(db, visitor, filters, page=None).rows


def count_for_project(db: Database, project_id: int) -> int:
    """Count the agreements of a project."""
    return store.count_for_project(db, project_id)


def projects_to_choose(db: Database) -> dict[int, str]:
    """Return the projects for which an agreement may be prepared: identifier → title."""
    return {
        row["id"]: marked(row["title"], is_trial=bool(row["is_trial"]))
        for row in store.projects_to_choose(db)
    }


@dataclass(frozen=True, slots=True)
class AgreementInForce:
    """An agreement in force on the day asked for, both ends included."""

    id: int
    number: str
    project_id: int
    project: str
    starts_on: date
    ends_on: date | None


def signed_in_force_on(
    db: Database, day: date, *, project_id: int | None = None
) -> tuple[AgreementInForce, ...]:
    """Return the agreements in force on a day, of one project or of all, the newest first.

    One is in force from its start to its end, or to the last day of an ending or termination.
    """
    return tuple(
        AgreementInForce(
            **{**row, "starts_on": _day(row["starts_on"]), "ends_on": _day(row["ends_on"])}
        )
        for row in lists.in_force(db, day, project_id=project_id)
    )


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """A line of the dashboard's small table: names nobody."""

    id: int
    number: str | None
    project: str
    state: AgreementState
    signing: date | None
    jobs: float | None


@dataclass(frozen=True, slots=True)
class AgreementSummary:
    """What the dashboard says: in force, to come, to be signed by the end of the year.

    Jobs are full-time equivalents committed, None when no agreement says any.
    """

    in_force: int
    to_come: int
    due_this_year: int
    jobs_in_force: float | None
    jobs_to_come: float | None
    total: int
    lines: tuple[SummaryLine, ...]


def summary(db: Database, today: date, only: Sequence[str] = ()) -> AgreementSummary:
    """Sum up the agreements for the dashboard; the lines are at most five.

    `only` are the SIREN of the EPCI that the reader is limited to; empty: no limit.
    """
    totals = lists.totals(db, today, year_end=date(today.year, 12, 31), only=only)
    lines = lists.first_lines(db, today, most=SUMMARY_LINES, only=only)
    return AgreementSummary(
        in_force=totals["in_force"],
        to_come=totals["to_come"],
        due_this_year=totals["due"],
        jobs_in_force=totals["jobs_in_force"],
        jobs_to_come=totals["jobs_to_come"],
        total=lists.count(db, lists.Scope(only_epcis=only)),
        lines=tuple(
            SummaryLine(
                **{
                    **row,
                    "state": AgreementState(row["state"]),
                    "signing": _day(row["signing"]),
                }
            )
            for row in lines
        ),
    )


@dataclass(frozen=True, slots=True)
class ExpiringAgreement:
    """A signed agreement near its end; `days_left` is negative once the end is past."""

    id: int
    number: str
    project_id: int
    project: str
    ends_on: date
    days_left: int


def expiring(db: Database, today: date, within_days: int) -> tuple[ExpiringAgreement, ...]:
    """Return the signed agreements that end within so many days, or ended without being closed."""
    latest = today + timedelta(days=within_days)
    return tuple(
        ExpiringAgreement(
            **{**row, "ends_on": date.fromisoformat(row["ends_on"])},
            days_left=days_between(today, date.fromisoformat(row["ends_on"])),
        )
        for row in lists.expiring(db, latest=latest)
    )


def scope_of(
    visitor: Visitor,
    filters: AgreementFilters,
    *,
    with_people: bool = True,
    financial: bool = False,
) -> lists.Scope:
    """Return what the store reads for a visitor; without `with_people`, for a paper of everybody.

    `financial` keeps the financial agreements alone.
    """
    return lists.Scope(
        words=filters.words,
        states=[state.value for state in filters.states],
        epci_siren=filters.epci_siren,
        type_key=filters.type_key,
        with_archived=filters.with_archived,
        with_trials=filters.with_trials and may_see_trials(visitor),
        project_id=filters.project_id,
        with_people=with_people and visitor.may(Permission.SEE_PEOPLE),
        only_epcis=visitor.only_epcis,
        on=filters.on,
        signed_from=filters.signed_from,
        signed_to=filters.signed_to,
        in_force_on=filters.in_force_on,
        financial=financial,
    )


def _line(row: Row) -> AgreementRow:
    days = {name: _day(row[name]) for name in ("signing", "deadline", "signed", "starts", "ends")}
    return AgreementRow(
        **{
            **row,
            **days,
            "state": AgreementState(row["state"]),
            "project": marked(row["project"], is_trial=bool(row["is_trial"])),
            "is_fictitious": bool(row["is_fictitious"]),
            "is_trial": bool(row["is_trial"]),
            "is_archived": bool(row["is_archived"]),
        }
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
