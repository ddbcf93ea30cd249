"""What became of the rows behind a figure since they were kept, as each reader may see it.

Frozen figures are those of shared views (see `domain.secrecy`): their rows leave confidential
producers out, whoever reads, but for one row that says what their told sum has become.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from circular.domain.french import MASK_BELOW
from circular.domain.indicators import Combination, Perimeter, Theme, Unit
from circular.domain.permissions import Permission
from circular.domain.row_changes import Part, RowChange, RowStep, effects
from circular.domain.visitors import Visitor, require, require_epci
from circular.queries.figure_rows import KINDS, WITH_RESERVE, RowKind, place_of, title_of
from circular.queries.indicators import indicator
from circular.queries.secrecy import reserve_change
from circular.store import figure_rows
from circular.store import row_changes as store
from circular.store.connection import Database
from circular.store.rows import Row


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """One row that differs; `title` names nobody unless the reader may see people.

    `effect` is what it adds to the figure, in its unit (None: unknown, or not to be told);
    `is_masked`: so few people that it could single somebody out. `step` is None for a row that
    stands for several. `subjects` are the records that it is about, as the causes name them.
    """

    title: str
    day: date | None
    step: RowStep | None
    effect: float | None
    project_id: int | None
    subjects: tuple[str, ...]
    is_masked: bool = False


@dataclass(frozen=True, slots=True)
class ChangedRows:
    """The rows behind a figure that differ, what weighs most first, and how they make the gap."""

    kind: RowKind
    combine: Combination
    rows: tuple[ChangedRow, ...]
    amounts_hidden: bool


def kept_rows(db: Database, key: str, perimeter: Perimeter) -> str | None:
    """Return the rows behind a figure in compact form; None: it has none, or too many to keep."""
    return store.form(db, key, perimeter) if key in figure_rows.SOURCES else None


def changed_rows(
    db: Database, visitor: Visitor, key: str, perimeter: Perimeter, before: str
) -> ChangedRows:
    """Return the rows of a figure that are no longer those kept `before`, in compact form.

    Raises:
        NotAllowedError: the visitor may not open rows, or not those of this territory.
        KeyError: the figure has no rows.
    """
    require(visitor, Permission.SEE_FIGURE_ROWS)
    require_epci(visitor.only_epcis, perimeter.epci_siren)
    combine = figure_rows.SOURCES[key].combine
    found = [row for row in store.changed(db, key, perimeter, before) if not row["is_confidential"]]
    weights = effects(combine, store.parts(before), [_change(row) for row in found])
    if indicator(key).theme is Theme.JOBS and not visitor.may(Permission.SEE_JOBS):
        return _by_place(key, combine, found, weights)
    kind = KINDS.get(key, RowKind.PROJECT)
    rows = [_row(row, weight, visitor, kind) for row, weight in zip(found, weights, strict=True)]
    if key in WITH_RESERVE:
        rows += _together(reserve_change(db, perimeter, store.amounts(before)))
    return ChangedRows(kind, combine, tuple(sorted(rows, key=_weight)), amounts_hidden=False)


def _together(effect: float) -> list[ChangedRow]:
    """Return the row of confidential producers, all together, when it has changed."""
    if not effect:
        return []
    return [
        ChangedRow(
            title="Gisements réservés, réunis",
            day=None,
            step=None,
            effect=effect,
            project_id=None,
            subjects=(),
        )
    ]


def _change(row: Row) -> RowChange:
    return RowChange(
        before=Part(row["amount_before"], row["base_before"]) if row["was_there"] else None,
        after=Part(row["amount_after"], row["base_after"]) if row["is_there"] else None,
    )


def _weight(row: ChangedRow) -> tuple[float, str]:
    return -abs(row.effect or 0), row.title


def _row(row: Row, weight: float | None, visitor: Visitor, kind: RowKind) -> ChangedRow:
    return ChangedRow(
        title=title_of(row, visitor, kind),
        day=None if row["day"] is None else date.fromisoformat(row["day"]),
        step=_change(row).step,
        effect=weight,
        project_id=row["project_id"],
        subjects=(_subject(row),),
    )


def _subject(row: Row) -> str:
    for kind in ("project", "stream", "facility"):
        if row[f"{kind}_id"] is not None:
            return f"{kind}:{row[f'{kind}_id']}"
    return ""


def _by_place(
    key: str, combine: Combination, found: Sequence[Row], weights: Sequence[float | None]
) -> ChangedRows:
    """Add up the changes of jobs by EPCI, for who may not read them project by project.

    One change of few people keeps all of them back: the change of the total would tell it.
    """
    hidden = combine is Combination.SHARE
    in_people = indicator(key).unit is Unit.PEOPLE
    places: dict[str, list[tuple[Row, float | None]]] = {}
    for row, weight in zip(found, weights, strict=True):
        places.setdefault(place_of(row), []).append((row, weight))
    rows = [_place(title, told, hidden=hidden) for title, told in places.items()]
    if in_people and any(0 < abs(row.effect or 0) < MASK_BELOW for row in rows):
        rows = [replace(row, effect=None, is_masked=bool(row.effect)) for row in rows]
    return ChangedRows(
        RowKind.PLACE, combine, tuple(sorted(rows, key=_weight)), amounts_hidden=hidden
    )


def _place(title: str, told: Sequence[tuple[Row, float | None]], *, hidden: bool) -> ChangedRow:
    effect = sum(weight or 0 for _, weight in told)
    return ChangedRow(
        title=title,
        day=None,
        step=None,
        effect=None if hidden else effect,
        project_id=None,
        subjects=tuple(_subject(row) for row, _ in told),
    )
