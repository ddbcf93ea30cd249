"""Questions about projects: the record, the board by stage, and the list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from circular.domain import french
from circular.domain.drafts import Record
from circular.domain.errors import NotFoundError
from circular.domain.health import Signs, dormant_since, health
from circular.domain.moves import Move, entry_days
from circular.domain.permissions import Permission
from circular.domain.projects import Order, ProjectFilters
from circular.domain.reference import shown_commune
from circular.domain.stages import ExitKind, Health, Stage
from circular.domain.trials import marked
from circular.domain.visitors import Visitor, require
from circular.queries.settings import association_settings
from circular.store import holders, moves, places, reference
from circular.store import projects as store
from circular.store.connection import Database
from circular.store.rows import Row

CARDS_AT_FIRST = 20
ROWS_A_PAGE = 50
USUAL_ORIGINS = 6


class PersonOfProject(Record):
    """A person's part in a project, with the ways to reach them."""

    id: int
    name: str
    role: str
    role_label: str | None
    position: int
    email: str | None
    phone: str | None
    other_contact: str | None
    information_given_on: date | None
    is_fictitious: bool
    archived_at: str | None

    @property
    def is_first(self) -> bool:
        """Whether this is the first person to call."""
        return self.position == 0


@dataclass(frozen=True, slots=True)
class PillarOfProject:
    """A pillar of the circular economy that a project serves."""

    key: str
    label: str


class ProjectRecord(Record):
    """All that is known of one project; None is unknown. Amounts in euros, areas in m²."""

    id: int
    title: str
    summary: str | None
    stage: Stage
    stage_since: date
    exit_kind: ExitKind | None
    exit_reason: str | None
    exit_reason_label: str | None
    detected_on: date
    detected_by: int | None
    detected_by_name: str | None
    origin: str
    origin_label: str | None
    origin_note: str | None
    commune_code: str | None
    commune_name: str | None
    department_code: str | None
    department_name: str | None
    epci_siren: str | None
    epci_name: str | None
    is_priority_district: bool | None
    adviser_id: int | None
    adviser_name: str | None
    sector: str | None
    sector_label: str | None
    naf_code: str | None
    naf_version: str | None
    naf_label: str | None
    legal_form_now: str | None
    legal_form_now_label: str | None
    legal_form_planned: str | None
    legal_form_planned_label: str | None
    siren: str | None
    siret: str | None
    creation_under_way: bool
    funding_sought: float | None
    funding_found: float | None
    premises_wanted: str | None
    premises_area_m2: float | None
    no_need: bool
    jobs_planned: float | None
    blocked_reason: str | None
    blocked_on: date | None
    is_fictitious: bool
    is_trial: bool
    archived_at: str | None
    version: int
    created_at: str
    updated_at: str
    last_exchange_on: date | None
    exchange_count: int
    next_action_id: int | None
    next_action: str | None
    next_action_version: int | None
    due_on: date | None
    health: Health | None
    people: tuple[PersonOfProject, ...]
    pillars: tuple[PillarOfProject, ...]
    entered_on: tuple[date | None, ...]

    @property
    def shown_commune(self) -> str | None:
        """The commune told apart from its namesakes: « Vayres (33) »."""
        return shown_commune(self.commune_name, self.department_code)

    @property
    def has_left(self) -> bool:
        """Whether the project is out of the journey."""
        return self.exit_kind is not None

    @property
    def shown_standing(self) -> str:
        """Where it stands, in words: « en accompagnement depuis le 12/03/2026 », « sorti… »."""
        since = french.day(self.stage_since)
        if self.exit_kind is not None:
            return f"sorti le {since} ({self.exit_kind.label.lower()})"
        return f"{self.stage.reached} depuis le {since}"

    @property
    def is_archived(self) -> bool:
        """Whether the project lies in the archives."""
        return self.archived_at is not None


class ProjectRow(Record):
    """One project as a card of the board or a line of the list shows it."""

    id: int
    title: str
    stage: Stage
    stage_since: date
    exit_kind: ExitKind | None
    archived_at: str | None
    jobs_planned: float | None
    commune_name: str | None
    department_code: str | None
    holder_name: str | None
    next_action: str | None
    due_on: date | None
    last_exchange_on: date | None
    health: Health | None
    is_fictitious: bool
    is_trial: bool

    @property
    def shown_commune(self) -> str | None:
        """The commune told apart from its namesakes: « Vayres (33) »."""
        return shown_commune(self.commune_name, self.department_code)

    @property
    def shown_title(self) -> str:
        """The title, marked when the project is a trial or made up for the demonstration."""
        title = marked(self.title, is_trial=self.is_trial)
        return f"{title}\u00a0(fictif)" if self.is_fictitious else title

    @property
    def standing(self) -> str:
        """The stage, or how the project left: « Accompagnement », « Sorti : refus »."""
        if self.archived_at is not None:
            return "Archivé"
        if self.exit_kind is not None:
            return f"Sorti\u00a0: {self.exit_kind.label.lower()}"
        return self.stage.label

    @property
    def is_current(self) -> bool:
        """Whether the project is in progress: neither out of the journey nor archived."""
        return self.exit_kind is None and self.archived_at is None

    @property
    def shown_stage(self) -> str:
        """The same where only text is possible: « ◑ Accompagnement »."""
        return self.stage.written if self.is_current else self.standing

    @property
    def shown_health(self) -> str | None:
        """The health in text, None once the project has left or is archived."""
        return None if self.health is None else self.health.written


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """A stage of the board: exact counts, and the most urgent cards only."""

    stage: Stage
    count: int
    jobs_planned: float | None
    cards: tuple[ProjectRow, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """The five columns, how many projects they hold, and how many there are without filters."""

    columns: tuple[BoardColumn, ...]
    shown: int
    total: int


@dataclass(frozen=True, slots=True)
class ProjectPage:
    """A page of the list, how many projects are kept, and how many there are without filters."""

    rows: tuple[ProjectRow, ...]
    shown: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages the list has, one at least."""
        return max(1, -(-self.shown // ROWS_A_PAGE))


@dataclass(frozen=True, slots=True)
class ScopeCounts:
    """How many projects are in progress, out of the journey, archived, and how many are trials."""

    current: int
    exited: int
    archived: int
    trials: int


def project_record(
    db: Database, visitor: Visitor, project_id: int, *, today: date
) -> ProjectRecord:
    """Return all that is known of a project, its people and its health included.

    Raises:
        NotAllowedError: the visitor's role does not read projects.
        NotFoundError: there is no such project.
    """
    require(visitor, Permission.SEE_PIPELINE)
    row = store.record(db, project_id)
    if row is None:
        raise NotFoundError("Ce projet n’existe pas, ou plus.")
    lines = [Move.model_validate(line) for line in moves.valid_moves(db, project_id)]
    known: dict[str, Any] = {
        name: row[name] for name in ProjectRecord.model_fields if name in row
    } | {
        "health": _health(db, row, today),
        "people": holders.people_of(db, project_id),
        "pillars": [PillarOfProject(**pillar) for pillar in store.pillars_of(db, project_id)],
        "entered_on": entry_days(lines),
    }
    return ProjectRecord.model_validate(known)


def board(
    db: Database,
    visitor: Visitor,
    filters: ProjectFilters,
    *,
    today: date,
    limits: Mapping[Stage, int] | None = None,
) -> Board:
    """Return the board by stage: exact counts and sums, and the most urgent cards of each column.

    `limits` says how many cards to show in a stage (20 unless told).

    Raises:
        NotAllowedError: the visitor's role does not read projects.
    """
    require(visitor, Permission.SEE_PIPELINE)
    clock = _clock(db, today)
    asked = {stage: (limits or {}).get(stage, CARDS_AT_FIRST) for stage in Stage}
    totals = {row["stage"]: row for row in store.column_totals(db, filters, clock)}
    found: dict[Stage, list[ProjectRow]] = {stage: [] for stage in Stage}
    for row in store.cards(db, filters, clock, limits=asked):
        found[Stage(row["stage"])].append(_row(row))
    columns = tuple(
        BoardColumn(
            stage=stage,
            count=totals[stage]["count"] if stage in totals else 0,
            jobs_planned=totals[stage]["jobs"] if stage in totals else None,
            cards=tuple(found[stage]),
        )
        for stage in Stage
    )
    return Board(
        columns=columns,
        shown=sum(column.count for column in columns),
        total=store.count(db, filters.without_choices, clock),
    )


def project_list(
    db: Database,
    visitor: Visitor,
    filters: ProjectFilters,
    *,
    today: date,
    order: Order = Order.URGENCY,
    page: int | None = 1,
) -> ProjectPage:
    """Return a page of 50 projects in an order; every project when `page` is None.

    Raises:
        NotAllowedError: the visitor's role does not read projects.
    """
    require(visitor, Permission.SEE_PIPELINE)
    clock = _clock(db, today)
    limit = None if page is None else ROWS_A_PAGE
    offset = 0 if page is None else (max(page, 1) - 1) * ROWS_A_PAGE
    found = store.listed(db, filters, clock, order=order, limit=limit, offset=offset)
    return ProjectPage(
        rows=tuple(_row(row) for row in found),
        shown=store.count(db, filters, clock),
        total=store.count(db, filters.without_choices, clock),
    )


def scope_counts(db: Database) -> ScopeCounts:
    """Count the projects in progress, out of the journey, archived, and the trials."""
    return ScopeCounts(**store.scope_counts(db))


def usual_origins(db: Database, *, limit: int = USUAL_ORIGINS) -> dict[str, str]:
    """Return the origins most often noted, six at most: key → label."""
    return {row["key"]: row["label"] for row in store.usual_origins(db, limit=limit)}


def epcis_on_offer(db: Database, value: str | None = None) -> dict[str, str]:
    """Return the EPCI of the territory, SIREN → name, and the one that a record holds already."""
    found = {row["siren"]: row["name"] for row in places.member_epcis(db)}
    other = None if value is None or value in found else reference.epci(db, value)
    return found if other is None else {**found, other["siren"]: other["name"]}


def epcis_with_projects(db: Database) -> dict[str, str]:
    """Return the EPCI in which a project stands: SIREN → name, by name."""
    return {row["siren"]: row["name"] for row in store.epcis_used(db)}


def _row(row: Row) -> ProjectRow:
    return ProjectRow.model_validate({name: row[name] for name in ProjectRow.model_fields})


def _clock(db: Database, today: date) -> store.Clock:
    days = association_settings(db).dormant_after_days
    return store.Clock(today, dormant_since(today, dormant_after_days=days))


def _health(db: Database, row: Row, today: date) -> Health | None:
    if row["exit_kind"] is not None or row["archived_at"] is not None:
        return None
    signs = Signs(
        is_blocked=row["blocked_reason"] is not None,
        detected_on=date.fromisoformat(row["detected_on"]),
        last_exchange_on=_day(row["last_exchange_on"]),
        earliest_due_on=_day(row["due_on"]),
    )
    days = association_settings(db).dormant_after_days
    return health(signs, today=today, dormant_after_days=days)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
