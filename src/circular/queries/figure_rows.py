"""The rows behind a figure: what anybody needs to do its sum again, as of the same day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from circular.domain import french
from circular.domain.agreements import AgreementState
from circular.domain.indicators import Combination, Perimeter, Theme, Unit
from circular.domain.labels import Labelled
from circular.domain.permissions import Permission
from circular.domain.secrecy import KeptBack, Reserve
from circular.domain.stages import Stage
from circular.domain.territory import ELSEWHERE, UNKNOWN_PLACE
from circular.domain.visitors import Visitor, require, require_epci
from circular.queries.indicators import indicator
from circular.queries.secrecy import kept_back, people_by_place, told_reserve
from circular.store import figure_rows as store
from circular.store import places
from circular.store.connection import Database
from circular.store.rows import Row

PAGE_SIZE = 50


class RowKind(Labelled):
    """What a row of a figure is."""

    PROJECT = "project", "Projet"
    AGREEMENT = "agreement", "Convention"
    SERVICE = "service", "Projet"
    STREAM = "stream", "Gisement"
    MATCH = "match", "Rapprochement"
    FACILITY = "facility", "Lieu"
    PLACE = "place", "Intercommunalité"


KINDS = {
    "agreements_signed": RowKind.AGREEMENT,
    "agreements_in_force": RowKind.AGREEMENT,
    "agreements_to_come": RowKind.AGREEMENT,
    "agreements_signing_late": RowKind.AGREEMENT,
    "agreements_ending": RowKind.AGREEMENT,
    "services_given": RowKind.SERVICE,
    "stream_tonnes": RowKind.STREAM,
    "kept_tonnes": RowKind.STREAM,
    "tonnes_agreed": RowKind.MATCH,
    "tonnes_measured": RowKind.MATCH,
    "facilities_booked": RowKind.FACILITY,
}
_OF_PROJECTS = frozenset({RowKind.PROJECT, RowKind.AGREEMENT, RowKind.SERVICE})
WITH_RESERVE = frozenset({"stream_tonnes"})


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One row behind a figure; `title` names nobody unless the reader may see people.

    `amount` is in the unit of the figure (None: unknown, or not to be told), `base` is what a
    share is taken of, `detail` a stage, a state, a service or a wait in words. `is_masked`: the
    amount, or what it leaves of the total, is so few people that somebody could be singled out.
    """

    record_id: int
    project_id: int | None
    title: str
    place: str | None
    day: date | None
    detail: str | None
    amount: float | None
    base: float | None
    missing: int
    is_fictitious: bool
    is_masked: bool = False


@dataclass(frozen=True, slots=True)
class PlaceAmount:
    """What one place gives to a figure, in its unit; None: unknown."""

    name: str
    amount: float | None


@dataclass(frozen=True, slots=True)
class FigureRows:
    """A page of the rows behind a figure, how many there are, and how they make it.

    `amounts_hidden`: row by row, the amounts would single somebody out. Rows of confidential
    producers, which the reader may not see, make one last row, not counted in `total`, as far as
    they may be told together (`reserved` counts them); `withheld` counts the others, of which the
    figure tells nothing.
    """

    kind: RowKind
    combine: Combination
    rows: tuple[FigureRow, ...]
    total: int
    amounts_hidden: bool
    reserved: int = 0
    withheld: int = 0

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


def has_rows(key: str) -> bool:
    """Say whether a figure is made of rows that can be opened."""
    return key in store.SOURCES


def figure_rows(
    db: Database, visitor: Visitor, key: str, perimeter: Perimeter, *, page: int | None = 1
) -> FigureRows:
    """Return a page of the rows behind a figure, or (None) all of them, the largest first.

    Raises:
        NotAllowedError: the visitor may not open rows, or not those of this territory.
        KeyError: the figure has no rows.
    """
    require(visitor, Permission.SEE_FIGURE_ROWS)
    require_epci(visitor.only_epcis, perimeter.epci_siren)
    if indicator(key).theme is Theme.JOBS and not visitor.may(Permission.SEE_JOBS):
        return _by_place(db, key, perimeter)
    kind = KINDS.get(key, RowKind.PROJECT)
    sees = visitor.may(Permission.SEE_CONFIDENTIAL)
    secret = 0 if sees else store.confidential_rows(db, key, perimeter)
    reserve = told_reserve(db, perimeter) if secret and key in WITH_RESERVE else Reserve()
    found = store.found(
        db,
        key,
        perimeter,
        sees_confidential=sees,
        limit=-1 if page is None else PAGE_SIZE,
        offset=0 if page is None else (page - 1) * PAGE_SIZE,
    )
    total = store.totals(db, key, perimeter)["rows"] - secret
    is_last = page is None or page * PAGE_SIZE >= total
    return FigureRows(
        kind=kind,
        combine=store.SOURCES[key].combine,
        rows=(
            *(_row(row, visitor, kind, _detail(row, key, perimeter.as_of)) for row in found),
            *((_together(reserve),) if reserve.streams and is_last else ()),
        ),
        total=total,
        amounts_hidden=False,
        reserved=reserve.streams,
        withheld=secret - reserve.streams,
    )


def _by_place(db: Database, key: str, perimeter: Perimeter) -> FigureRows:
    """Return jobs by EPCI, for who may not read them project by project."""
    hidden = store.SOURCES[key].combine is Combination.SHARE
    kept = KeptBack()
    if indicator(key).unit is Unit.PEOPLE:
        kept = kept_back(people_by_place(db, perimeter), key)
    found = tuple(
        _place(
            name,
            told,
            is_hidden=hidden,
            is_masked=any(row["siren"] in kept.places for row in told),
        )
        for name, told in _lines(db, key, perimeter).items()
    )
    return FigureRows(
        kind=RowKind.PLACE,
        combine=store.SOURCES[key].combine,
        rows=found,
        total=len(found),
        amounts_hidden=hidden,
    )


def figure_places(
    db: Database, visitor: Visitor, key: str, perimeter: Perimeter
) -> tuple[PlaceAmount, ...]:
    """Return what each member gives to a figure, then the other EPCI, then the unknown place.

    They add up to the figure. There are none for a figure that is no sum over projects, over one
    EPCI, and where the rows themselves are by EPCI.

    Raises:
        NotAllowedError: the visitor may not open rows, or not those of this territory.
        KeyError: the figure has no rows.
    """
    require(visitor, Permission.SEE_FIGURE_ROWS)
    require_epci(visitor.only_epcis, perimeter.epci_siren)
    is_sum = store.SOURCES[key].combine in {Combination.SUM, Combination.COUNT}
    is_of_projects = KINDS.get(key, RowKind.PROJECT) in _OF_PROJECTS
    is_by_place = indicator(key).theme is Theme.JOBS and not visitor.may(Permission.SEE_JOBS)
    if not (is_sum and is_of_projects) or is_by_place or perimeter.epci_siren:
        return ()
    members = [str(row["name"]) for row in places.member_epcis(db)]
    found: dict[str, float | None] = dict.fromkeys(members, 0)
    found |= {name: _amount(told) for name, told in _lines(db, key, perimeter).items()}
    beside = [each for each in (ELSEWHERE, UNKNOWN_PLACE) if each in found]
    return tuple(PlaceAmount(each, found[each]) for each in (*members, *beside))


def place_of(row: Row) -> str:
    """Return the place of a row as comparisons name it: its EPCI when it is a member."""
    return ELSEWHERE if row["is_elsewhere"] else str(row["epci_name"] or UNKNOWN_PLACE)


def _lines(db: Database, key: str, perimeter: Perimeter) -> dict[str, list[Row]]:
    """Gather the EPCI of a figure under the names of comparisons."""
    found: dict[str, list[Row]] = {}
    for row in store.by_place(db, key, perimeter):
        found.setdefault(place_of(row), []).append(row)
    return found


def _amount(told: Sequence[Row]) -> float | None:
    known = [row["amount"] for row in told if row["amount"] is not None]
    return round(sum(known), 2) if known else None


def _place(name: str, told: Sequence[Row], *, is_hidden: bool, is_masked: bool) -> FigureRow:
    return FigureRow(
        record_id=0,
        project_id=None,
        title=name,
        place=None,
        day=None,
        detail=None,
        amount=None if is_hidden or is_masked else _amount(told),
        base=None,
        missing=sum(row["missing"] for row in told),
        is_fictitious=False,
        is_masked=is_masked,
    )


def _row(row: Row, visitor: Visitor, kind: RowKind, detail: str | None) -> FigureRow:
    return FigureRow(
        record_id=row["record_id"],
        project_id=row["project_id"],
        title=title_of(row, visitor, kind),
        place=row["epci_name"],
        day=None if row["day"] is None else date.fromisoformat(row["day"]),
        detail=detail,
        amount=row["amount"],
        base=row["base"],
        missing=row["missing"] or 0,
        is_fictitious=bool(row["is_fictitious"]),
    )


def _together(reserve: Reserve) -> FigureRow:
    """Return the row of confidential producers, all together."""
    return FigureRow(
        record_id=0,
        project_id=None,
        title=f"Gisements réservés ({french.number(reserve.streams)})",
        place=None,
        day=None,
        detail=None,
        amount=reserve.tonnes,
        base=None,
        missing=0,
        is_fictitious=False,
    )


def title_of(row: Row, visitor: Visitor, kind: RowKind) -> str:
    """Name a row: a title that bears somebody's name, or a producer, stays with the team."""
    if visitor.may(Permission.SEE_PEOPLE):
        return str(row["title"] or f"Fiche n°\u00a0{row['record_id']}")
    if row["project_id"] is not None:
        return str(row["shared_title"] or f"Projet n°\u00a0{row['project_id']}")
    if kind is RowKind.FACILITY:
        return str(row["title"])
    return str(row["family"] or "Famille de matière non renseignée")


def _detail(row: Row, key: str, as_of: date) -> str | None:
    code, kind = row["detail"], KINDS.get(key, RowKind.PROJECT)
    if key == "agreements_signing_late":
        return _wait(row["day"], code, as_of)
    if code is None or kind is RowKind.SERVICE:
        return None if code is None else str(code)
    if kind is RowKind.AGREEMENT:
        return AgreementState(code).label
    return Stage(code).label


def _wait(sent_on: str | None, planned_on: str | None, as_of: date) -> str:
    """Say since when a signature is waited for, and the day that was planned for it."""
    told = []
    if sent_on:
        told.append(french.plural((as_of - date.fromisoformat(sent_on)).days, "jour", "jours"))
    if planned_on:
        planned = date.fromisoformat(planned_on)
        over = ", date passée" if planned < as_of else ""
        told.append(f"prévue le {french.day(planned)}{over}")
    return "\u202f; ".join(told)
