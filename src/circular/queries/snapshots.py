"""Questions about frozen situations: reading what is to be frozen, and what was."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from circular.domain.errors import NotFoundError
from circular.domain.frozen_situations import (
    FrozenAgreement,
    FrozenAgreements,
    FrozenExit,
    FrozenFigure,
    FrozenMonth,
    FrozenPlace,
    FrozenSituation,
    FrozenStage,
    FrozenTarget,
    FrozenWords,
    fingerprint,
    seal_of,
)
from circular.domain.indicators import Perimeter
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor, require, require_epci
from circular.queries import dashboard as dashboards
from circular.queries.dashboard import Agreements, Dashboard
from circular.queries.indicators import INDICATORS, all_measured
from circular.queries.settings import association_settings
from circular.store import row_changes
from circular.store import snapshots as store
from circular.store.connection import Database
from circular.store.rows import Row


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A frozen situation without its figures; author, note and withdrawal are for the team.

    `epci_name` is None for the whole territory. `withdrawn_on` is None as long as it holds.
    """

    id: int
    title: str
    as_of: date
    epci_siren: str | None
    epci_name: str | None
    hash: str
    data_version: int
    journal_head: int
    frozen_at: datetime
    frozen_by: str | None
    note: str | None
    withdrawn_on: date | None
    withdrawn_by: str | None
    withdrawal_reason: str | None

    @property
    def perimeter(self) -> Perimeter:
        """The day and the territory of its figures."""
        return Perimeter(as_of=self.as_of, epci_siren=self.epci_siren)


@dataclass(frozen=True, slots=True)
class Frozen:
    """A frozen situation with its figures; not intact when its contents are not what was sealed.

    `rows` are those behind each figure, in the form of `store/row_changes.py`; a figure that was
    frozen without its rows has none.
    """

    snapshot: Snapshot
    situation: FrozenSituation
    is_intact: bool
    rows: Mapping[str, str] = field(default_factory=dict)


def situation(
    db: Database, perimeter: Perimeter, words: Callable[[Dashboard], FrozenWords]
) -> FrozenSituation:
    """Read everything that is frozen at once: all indicators, and what the elected page shows.

    `words` writes the sentences of that page.
    """
    page = dashboards.dashboard(db, perimeter, with_agreements=True)
    path = page.target.path if page.target else None
    return FrozenSituation(
        association=association_settings(db).association_name,
        as_of=perimeter.as_of,
        epci_siren=perimeter.epci_siren,
        epci_name=page.epci_name,
        tiles=dashboards.TILES,
        figures=figures(db, perimeter),
        target=_target(page),
        months=tuple(
            FrozenMonth(
                day=each.day,
                net_fte=each.net_fte,
                path_fte=path.expected(each.day) if path else None,
            )
            for each in page.months
        ),
        stages=tuple(
            FrozenStage(
                stage=each.stage,
                projects=each.projects,
                median_days=each.median_days,
                stays=each.stays,
            )
            for each in page.funnel.stages
        ),
        exits=tuple(FrozenExit(kind=kind, projects=count) for kind, count in page.funnel.exits),
        agreements=_agreements(page.agreements),
        places=tuple(
            FrozenPlace(siren=each.siren, name=each.name, net_fte=each.net_fte)
            for each in page.places
        ),
        words=words(page),
    )


def figures(db: Database, perimeter: Perimeter) -> tuple[FrozenFigure, ...]:
    """Measure every indicator, and keep each with the words that declare it today."""
    found = all_measured(db, perimeter)
    return tuple(
        FrozenFigure(
            key=each.key,
            label=each.label,
            name=each.name,
            unit=each.unit,
            definition=each.definition,
            source=each.source,
            more_is_better=each.more_is_better,
            value=found[each.key].value,
            missing=found[each.key].missing,
            records=found[each.key].records,
            smallest=found[each.key].smallest,
            withheld=found[each.key].withheld,
            kept_back=found[each.key].kept_back,
        )
        for each in INDICATORS
    )


def snapshots(db: Database, visitor: Visitor) -> tuple[Snapshot, ...]:
    """Return the frozen situations that a visitor may read, the latest day first.

    Those withdrawn are for the team.

    Raises:
        NotAllowedError: the visitor may not read figures.
    """
    require(visitor, Permission.SEE_DASHBOARD)
    team = visitor.may(Permission.FREEZE_FIGURES)
    found = store.listed(db, only=visitor.only_epcis, with_withdrawn=team)
    return tuple(_snapshot(row, team=team) for row in found)


def frozen(db: Database, visitor: Visitor, snapshot_id: int) -> Frozen:
    """Return a frozen situation with its figures.

    Raises:
        NotAllowedError: the visitor may not read figures, or not those of this territory.
        NotFoundError: there is no such situation, or it was withdrawn and the visitor is not of
            the team.
    """
    require(visitor, Permission.SEE_DASHBOARD)
    team = visitor.may(Permission.FREEZE_FIGURES)
    row = store.by_id(db, snapshot_id)
    if row is None or not (team or row["withdrawn_at"] is None):
        raise NotFoundError("Cette situation figée n’existe pas, ou elle a été retirée.")
    require_epci(visitor.only_epcis, row["epci_siren"])
    contents = row.pop("contents")
    found = FrozenSituation.model_validate_json(contents)
    rows = row_changes.kept(db, snapshot_id)
    return Frozen(
        snapshot=_snapshot(row, team=team),
        situation=found,
        is_intact=fingerprint(contents) == row["hash"] and found.rows_seal == seal_of(rows),
        rows=rows,
    )


def _target(page: Dashboard) -> FrozenTarget | None:
    if page.target is None:
        return None
    return FrozenTarget(
        value=page.target.value,
        starts_on=page.target.starts_on,
        due_on=page.target.due_on,
        source=page.target.source,
        corners=page.target.path.corners,
    )


def _agreements(found: Agreements) -> FrozenAgreements:
    return FrozenAgreements(
        signed=found.signed,
        in_force=found.in_force,
        to_come=found.to_come,
        to_sign=found.to_sign,
        total=found.total,
        rows=tuple(
            FrozenAgreement(
                number=each.number,
                state=each.state.value,
                signing_on=each.signing_on,
                jobs_committed=each.jobs_committed,
                project_id=each.project_id,
            )
            for each in found.rows
        ),
    )


def _snapshot(row: Row, *, team: bool) -> Snapshot:
    withdrawn_at = row.pop("withdrawn_at")
    seen = row if team else {**row, "note": None, "frozen_by": None, "withdrawn_by": None}
    return Snapshot(
        **{
            **seen,
            "as_of": date.fromisoformat(row["as_of"]),
            "frozen_at": datetime.fromisoformat(row["frozen_at"]),
            "withdrawn_on": withdrawn_at and datetime.fromisoformat(withdrawn_at).date(),
        }
    )
