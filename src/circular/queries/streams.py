"""Waste streams as a visitor may see them: the list and its totals, one record, its neighbours."""

from dataclasses import dataclass
from datetime import date

from circular.domain import seasons
from circular.domain.errors import NotFoundError
from circular.domain.permissions import Permission
from circular.domain.reference import written_waste_code
from circular.domain.streams import (
    CONFIDENTIAL_PRODUCER,
    Availability,
    StreamDraft,
    StreamFilters,
    StreamOrder,
    tonnes_sentence,
)
from circular.domain.trials import marked
from circular.domain.visitors import Visitor, require
from circular.queries.communes import point_of
from circular.queries.reference import mirror_warning, waste_code
from circular.store import streams as store
from circular.store.connection import Database
from circular.store.rows import Row
from circular.store.streams import Sight

ALL_ROWS = -1


@dataclass(frozen=True, slots=True)
class StreamRow:
    """A line of the list of streams; tonnes are a year's, prices and costs euros a tonne.

    `promised` is what agreements take today, `remaining` what can still be promised.
    """

    id: int
    title: str
    producer: str | None
    commune: str | None
    epci: str | None
    code: str | None
    waste: str | None
    family: str | None
    is_hazardous: bool | None
    tonnes: float | None
    tonnes_min: float | None
    tonnes_likely: float | None
    tonnes_max: float | None
    promised: float
    remaining: float | None
    season: str | None
    available_from: date | None
    available_to: date | None
    contamination: float | None
    contaminants: str | None
    quality: str | None
    packaging: str | None
    outlet: str | None
    outlet_cost: float | None
    price: float | None
    figure_source: str | None
    figure_on: date | None
    reliability: str | None
    operation: str | None
    address: str | None
    is_confidential: bool
    is_fictitious: bool
    is_trial: bool
    is_archived: bool
    point: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class StreamPage:
    """One page of the list, with the counts and the tonnes a year of all that was asked for."""

    rows: tuple[StreamRow, ...]
    shown: int
    total: int
    tonnes: float
    remaining: float
    without_tonnes: int


@dataclass(frozen=True, slots=True)
class StreamRecord:
    """A stream in full: what is stored, ready for its form, and how each part is said."""

    id: int
    version: int
    draft: StreamDraft
    producer: str | None
    commune: str | None
    department_code: str | None
    epci: str | None
    code: str | None
    waste: str | None
    official_label: str | None
    family: str | None
    reliability: str | None
    operation: str | None
    mirror: str | None
    tonnes: float | None
    promised: float
    remaining: float | None
    quantity: str
    season: str | None
    is_fictitious: bool
    is_trial: bool
    is_archived: bool


def sight_of(visitor: Visitor) -> Sight:
    """Return what a visitor may see of the streams."""
    return Sight(
        own=visitor.own_organisation, sees_confidential=visitor.may(Permission.SEE_CONFIDENTIAL)
    )


def stream_list(
    db: Database,
    visitor: Visitor,
    filters: StreamFilters,
    *,
    today: date,
    order: StreamOrder = StreamOrder.TITLE,
    limit: int = 50,
    offset: int = 0,
) -> StreamPage:
    """Return a page of the streams asked for; `limit` ALL_ROWS returns every one of them.

    Raises:
        NotAllowedError: the visitor may not see streams.
    """
    require(visitor, Permission.SEE_STREAMS)
    sight = sight_of(visitor)
    totals = store.totals(db, filters, sight, today=today)
    found = store.listed(db, filters, sight, today=today, order=order, limit=limit, offset=offset)
    return StreamPage(
        rows=tuple(_row(row) for row in found),
        shown=totals["shown"],
        total=max(_total(db, sight, filters, today=today), totals["shown"]),
        tonnes=totals["tonnes"],
        remaining=totals["remaining"],
        without_tonnes=totals["without_tonnes"],
    )


_APART = {Availability.ARCHIVED, Availability.TRIALS}


def _total(db: Database, sight: Sight, filters: StreamFilters, *, today: date) -> int:
    """Return the N of « n sur N »: of archives or trials when asked for, else of the rest."""
    if filters.availability not in _APART:
        return store.count(db, sight)
    whole = StreamFilters(availability=filters.availability)
    return int(store.totals(db, whole, sight, today=today)["shown"])


def stream_record(db: Database, visitor: Visitor, stream_id: int, *, today: date) -> StreamRecord:
    """Return one stream in full, with what agreements leave of it at `today`.

    Raises:
        NotAllowedError: the visitor may not see streams.
        NotFoundError: there is no such stream, or it is another organisation's.
    """
    require(visitor, Permission.SEE_STREAMS)
    row = store.record(db, stream_id, sight_of(visitor), today=today)
    if row is None:
        raise NotFoundError("Ce gisement n\u2019existe pas, ou n\u2019est pas le vôtre.")
    shares = seasons.read(row["months"])
    stored = {name: row[name] for name in StreamDraft.model_fields if name in row}
    hazard = row["is_hazardous"]
    kept = {
        "months": shares,
        "is_confidential": bool(row["is_confidential"]),
        "is_hazardous": None if hazard is None else bool(hazard),
    }
    return StreamRecord(
        id=row["id"],
        version=row["version"],
        draft=StreamDraft.model_construct(**{**_blank(), **stored, **kept, **_days(row)}),
        producer=_producer(row),
        commune=row["commune_name"],
        department_code=row["department_code"],
        epci=row["epci_name"],
        code=_written(row),
        waste=row["everyday_label"],
        official_label=row["official_label"],
        family=row["family_label"],
        reliability=row["reliability_label"],
        operation=_operation(row),
        mirror=_mirror(db, row["waste_code"], today),
        tonnes=row["tonnes"],
        promised=row["promised"],
        remaining=row["remaining"],
        quantity=tonnes_sentence(row["tonnes_min"], row["tonnes_likely"], row["tonnes_max"]),
        season=seasons.season_sentence(shares),
        is_fictitious=bool(row["is_fictitious"]),
        is_trial=bool(row["is_trial"]),
        is_archived=row["archived_at"] is not None,
    )


def epcis_with_streams(db: Database, visitor: Visitor) -> dict[str, str]:
    """Return the EPCI in which the streams in sight lie: SIREN to name, by name."""
    return {row["siren"]: row["name"] for row in store.epcis(db, sight_of(visitor))}


def _row(row: Row) -> StreamRow:
    """Make a line of the list of what the store holds."""
    hazard = row["is_hazardous"]
    return StreamRow(
        id=row["id"],
        title=marked(row["title"], is_trial=bool(row["is_trial"])),
        producer=_producer(row),
        commune=row["commune_name"],
        epci=row["epci_name"],
        code=_written(row),
        waste=row["everyday_label"],
        family=row["family_label"],
        is_hazardous=None if hazard is None else bool(hazard),
        tonnes=row["tonnes"],
        tonnes_min=row["tonnes_min"],
        tonnes_likely=row["tonnes_likely"],
        tonnes_max=row["tonnes_max"],
        promised=row["promised"],
        remaining=row["remaining"],
        season=seasons.season_sentence(seasons.read(row["months"])),
        available_from=_day(row["available_from"]),
        available_to=_day(row["available_to"]),
        contamination=row["contamination"],
        contaminants=row["contaminants"],
        quality=row["quality"],
        packaging=row["packaging"],
        outlet=row["outlet"],
        outlet_cost=row["outlet_cost"],
        price=row["price"],
        figure_source=row["figure_source"],
        figure_on=_day(row["figure_on"]),
        reliability=row["reliability_label"],
        operation=row["operation"],
        address=row["address"],
        is_confidential=bool(row["is_confidential"]),
        is_fictitious=bool(row["is_fictitious"]),
        is_trial=bool(row["is_trial"]),
        is_archived=row["archived_at"] is not None,
        point=point_of(row),
    )


def _operation(row: Row) -> str | None:
    """Write the treatment that a stream is meant for: « R3 Recyclage… »."""
    return row["operation"] and f"{row['operation']} {row['operation_label'] or ''}".strip()


def _mirror(db: Database, code: str | None, today: date) -> str | None:
    """Return the warning of a code that has a twin, hazardous or not."""
    found = None if code is None else waste_code(db, code, today)
    return None if found is None else mirror_warning(db, found, today)


def _producer(row: Row) -> str | None:
    """Return the name of the producer, or what stands for it."""
    name: str | None = CONFIDENTIAL_PRODUCER if row["is_masked"] else row["producer"]
    return name


def _written(row: Row) -> str | None:
    """Write the code of the waste list with its hazardous mark."""
    code: str | None = row["waste_code"]
    return code and written_waste_code(code, is_hazardous=bool(row["is_hazardous"]))


def _blank() -> dict[str, object]:
    """Return the fields of an empty draft: what is stored was checked when it was written."""
    return {name: field.default for name, field in StreamDraft.model_fields.items()}


def _days(row: Row) -> dict[str, date | None]:
    """Return the days of a stored stream."""
    return {name: _day(row[name]) for name in ("available_from", "available_to", "figure_on")}


def _day(text: str | None) -> date | None:
    """Read a day as the store keeps it."""
    return None if text is None else date.fromisoformat(text)
