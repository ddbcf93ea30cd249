"""The lists of streams nobody uses and of needs nobody serves: reasons, sums, exports, pages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from functools import partial
from typing import Any, TypeVar

import streamlit as st

from circular.config import settings
from circular.domain import french
from circular.domain.labels import Labelled
from circular.domain.needs import wanted_sentence
from circular.domain.unmatched import UnmatchedFilters, UnservedOrder, UnusedOrder, Whys
from circular.domain.visitors import Visitor
from circular.exports.tables import Column, Kind, Table
from circular.queries import accounts, dashboard, reference
from circular.queries import unmatched as queries
from circular.queries.unmatched import ALL_ROWS, UnservedNeed, UnusedPage, UnusedStream
from circular.ui import components, markup, possible_jobs, session
from circular.ui.exports import export_buttons


class UnmatchedList(Labelled):
    """The three lists of the page."""

    STREAMS = "streams", "Gisements sans preneur"
    NEEDS = "needs", "Besoins sans gisement"
    LEADS = "leads", "Pistes à explorer"


Order = TypeVar("Order", bound=Labelled)
LIST, TEXT, FAMILY, EPCI, PAGE = "liste", "mots", "famille_restes", "epci_restes", "page_restes"
NO_FILTER: Mapping[str, Any] = {TEXT: "", FAMILY: None, EPCI: None, PAGE: 1}
"""The names of the filters in the address of the page, and what each is when nothing is asked."""
STREAM_NOUNS, NEED_NOUNS = ("gisement", "gisements"), ("besoin", "besoins")
PAGE_ROWS = 25
_KEPT = 16
STREAM_COLUMNS = (
    Column("title", "Gisement"),
    Column("producer", "Producteur"),
    Column("commune", "Commune"),
    Column("epci", "EPCI"),
    Column("code", "Code déchet", Kind.CODE),
    Column("family", "Famille"),
    Column("is_hazardous", "Dangereux", Kind.BOOLEAN),
    Column("tonnes", "t par an", Kind.NUMBER),
    Column("outlet", "Exutoire actuel"),
    Column("outlet_cost", "Coût actuel (€/t)", Kind.NUMBER),
    Column("cost", "€ par an", Kind.INTEGER),
    Column("reason", "Pourquoi"),
    Column("jobs_low", "Emplois possibles, au moins (selon les sources)", Kind.NUMBER),
    Column("jobs_high", "Emplois possibles, au plus (selon les sources)", Kind.NUMBER),
    Column("figure_on", "Tonnage relevé le", Kind.DATE),
)
NEED_COLUMNS = (
    Column("title", "Besoin"),
    Column("project_title", "Projet"),
    Column("families", "Familles acceptées"),
    Column("codes", "Codes acceptés"),
    Column("tonnes_min", "Au moins (t par an)", Kind.NUMBER),
    Column("tonnes_max", "Au plus (t par an)", Kind.NUMBER),
    Column("distance_max_km", "Distance maximale (km)", Kind.NUMBER),
    Column("reason", "Pourquoi"),
)
_STREAM_DEFINITION = (
    "Gisements ni archivés ni terminés, qu\u2019aucun rapprochement en cours ne retient. Les "
    "tonnes sont celles que les accords laissent\u202f; le coût est tonnes × coût de "
    "l\u2019exutoire actuel."
)
_NEED_DEFINITION = (
    "Besoins des projets en cours qu\u2019aucun rapprochement en cours ne sert\u202f; les tonnes "
    "recherchées sont le maximum noté, à défaut le minimum."
)


def chosen_list() -> UnmatchedList:
    """Draw the choice between the three lists and return it."""
    chosen = st.segmented_control(
        "Liste",
        [each.label for each in UnmatchedList],
        default=UnmatchedList.STREAMS.label,
        required=True,
        label_visibility="collapsed",
        key=LIST,
        bind="query-params",
        on_change=first_page,
    )
    return next((each for each in UnmatchedList if each.label == chosen), UnmatchedList.STREAMS)


def unused(visitor: Visitor) -> None:
    """Draw the streams that no project keeps, then the jobs that they could support."""
    filters, order = filter_bar(UnusedOrder, placeholder="Gisement ou commune")
    activity = possible_jobs.asked_activity()
    page = components.page_number(PAGE)
    with session.reading() as db:
        found = queries.unused_list(
            db,
            visitor,
            filters,
            today=session.today(),
            order=order,
            activity=activity,
            limit=PAGE_ROWS,
            offset=(page - 1) * PAGE_ROWS,
        )
    if found.shown:
        markup.lead(stream_lead(found))
    head(
        found.shown,
        found.total,
        nouns=STREAM_NOUNS,
        export=partial(
            export_buttons,
            visitor,
            key="gisements-sans-preneur",
            build=partial(unused_table, visitor, filters, order),
        ),
    )
    if not found.rows:
        nothing(found.total, "recycling", "Chaque gisement disponible est retenu par un projet.")
        return
    _stream_rows(found.rows, reasons(visitor))
    _pages(found.shown)
    st.caption(f"{_STREAM_DEFINITION} Situation au {french.day(session.today())}.")
    possible_jobs.block(visitor, filters, found, activity)


def unserved(visitor: Visitor) -> None:
    """Draw the needs that no stream serves."""
    filters, order = filter_bar(UnservedOrder, placeholder="Besoin ou projet")
    page = components.page_number(PAGE)
    with session.reading() as db:
        found = queries.unserved_list(
            db, visitor, filters, order=order, limit=PAGE_ROWS, offset=(page - 1) * PAGE_ROWS
        )
    if found.shown:
        counted = french.plural(found.shown, "besoin", "besoins")
        tonnes = french.tonnes(round(found.tonnes))
        markup.lead(f"**{counted}** sans gisement, soit **{tonnes} recherchées par an** au plus.")
    head(
        found.shown,
        found.total,
        nouns=NEED_NOUNS,
        export=partial(
            export_buttons,
            visitor,
            key="besoins-sans-gisement",
            build=partial(unserved_table, visitor, filters, order),
        ),
    )
    if not found.rows:
        nothing(found.total, "join_inner", "Chaque besoin noté a un gisement retenu.")
        return
    _need_rows(found.rows, reasons(visitor))
    _pages(found.shown)
    st.caption(f"{_NEED_DEFINITION} Situation au {french.day(session.today())}.")


def stream_lead(found: UnusedPage) -> str:
    """Say how many streams wait, their tonnes and what their outlets cost; unknowns are said."""
    counted = french.plural(found.shown, *STREAM_NOUNS)
    said = f"**{counted}** sans preneur, **{french.tonnes(round(found.tonnes))} par an**"
    if found.without_tonnes:
        said += f" ({french.number(found.without_tonnes)} sans tonnage connu)"
    if found.cost is None:
        return f"{said}\u202f; le coût de leur exutoire actuel n\u2019est pas noté."
    said += f"\u202f; leur exutoire actuel coûte **{french.euros(round(found.cost))} par an**"
    if found.without_cost:
        said += (
            f", sans compter {french.number(found.without_cost)} dont le coût n\u2019est pas noté"
        )
    return f"{said}."


def unused_table(visitor: Visitor, filters: UnmatchedFilters, order: UnusedOrder) -> Table:
    """Return every stream that the filters keep, with its reason, in the order of the screen."""
    today, activity = session.today(), possible_jobs.asked_activity()
    with session.reading() as db:
        rows = queries.unused_list(
            db, visitor, filters, today=today, order=order, activity=activity, limit=ALL_ROWS
        ).rows
        whys = queries.reasons(db, visitor, today=today)
    return Table(
        title=UnmatchedList.STREAMS.label,
        columns=STREAM_COLUMNS,
        rows=[_with_reason(row, whys, STREAM_NOUNS) for row in rows],
        criteria=[
            *asked(filters, order),
            ("Définition", _STREAM_DEFINITION),
            ("Emplois possibles", f"{activity.label}\u00a0: {possible_jobs.WARNING}"),
        ],
        author=visitor.name,
        made_on=today,
    )


def unserved_table(visitor: Visitor, filters: UnmatchedFilters, order: UnservedOrder) -> Table:
    """Return every need that the filters keep, with its reason, in the order of the screen."""
    today = session.today()
    with session.reading() as db:
        rows = queries.unserved_list(db, visitor, filters, order=order, limit=ALL_ROWS).rows
        whys = queries.reasons(db, visitor, today=today)
    return Table(
        title=UnmatchedList.NEEDS.label,
        columns=NEED_COLUMNS,
        rows=[_with_reason(row, whys, NEED_NOUNS) for row in rows],
        criteria=[*asked(filters, order), ("Définition", _NEED_DEFINITION)],
        author=visitor.name,
        made_on=today,
    )


def asked(filters: UnmatchedFilters, order: Labelled) -> list[tuple[str, str]]:
    """Return what a list was asked for, in words."""
    with session.reading() as db:
        families = _families()
        epcis = dashboard.member_epcis(db)
    said = (
        ("Recherche", filters.text),
        ("Famille", families.get(filters.family or "", "")),
        ("EPCI", epcis.get(filters.epci_siren or "", "")),
        ("Tri", order.label),
    )
    return [(label, value) for label, value in said if value]


def filter_bar(orders: type[Order], *, placeholder: str) -> tuple[UnmatchedFilters, Order]:
    """Draw the filters shared by the three lists and return what is asked, and in which order."""
    with session.reading() as db:
        epcis = dashboard.member_epcis(db)
    bar = st.container(horizontal=True, vertical_alignment="center", key="noprint_filters")
    text = components.search_box(
        bar, "Chercher", placeholder=placeholder, width=210, key=TEXT, on_change=first_page
    )
    family = components.filter_choice(
        bar,
        "Famille",
        _families(),
        key=FAMILY,
        all_of="Toutes les familles",
        on_change=first_page,
        width=200,
    )
    epci = components.filter_choice(
        bar, "EPCI", epcis, key=EPCI, all_of="Tous les EPCI", on_change=first_page, width=180
    )
    order = bar.selectbox(
        "Trier par",
        list(orders),
        format_func=lambda each: f"Tri\u00a0: {each.label}",
        label_visibility="collapsed",
        width=300,
        key=f"tri_{orders.__name__}",
    )
    return UnmatchedFilters(text, family, epci), order or next(iter(orders))


def head(shown: int, total: int, *, nouns: tuple[str, str], export: Callable[[], None]) -> None:
    """Draw « n sur N » on the left and the exports on the right."""
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        components.count_row(shown, total, nouns=nouns, reset=components.clear_filters(NO_FILTER))
        if shown:
            export()


def nothing(total: int, icon: str, sentence: str) -> None:
    """Say why a list is empty."""
    if total:
        components.empty(
            "filter_alt_off",
            "Rien ne correspond",
            "Retirez un filtre, ou choisissez «\u00a0Tout afficher\u00a0».",
        )
    else:
        components.empty(icon, "Rien n\u2019attend", sentence)


def first_page() -> None:
    """Come back to the first page: what is asked has changed."""
    st.session_state[PAGE] = 1


def reasons(visitor: Visitor) -> Whys:
    """Return why each stream and each need waits, counted once for each version of the data."""
    with session.reading() as db:
        version = accounts.data_version(db)
    key = (str(settings().database), version, session.today(), visitor.role.value)
    return _reasons(key, visitor.own_organisation, visitor)


@st.cache_data(max_entries=_KEPT, show_spinner=False)
def _reasons(key: tuple[str, int, date, str], own: int | None, _visitor: Visitor) -> Whys:
    del own
    with session.reading() as db:
        return queries.reasons(db, _visitor, today=key[2])


def _families() -> dict[str, str]:
    with session.reading() as db:
        return {entry.key: entry.label for entry in reference.entries(db, "material_families")}


def _pages(shown: int) -> None:
    pages = -(-shown // PAGE_ROWS)
    if pages > 1:
        st.pagination(pages, key=PAGE, bind="query-params")


def _with_reason(
    row: UnusedStream | UnservedNeed, whys: Whys, nouns: tuple[str, str]
) -> dict[str, Any]:
    """Return a row of a file: the record and why it waits, told with the other side's noun."""
    return {**asdict(row), "reason": _reason(row, whys, nouns)}


def _reason(row: UnusedStream | UnservedNeed, whys: Whys, nouns: tuple[str, str]) -> str | None:
    is_stream = nouns is STREAM_NOUNS
    why = queries.why_of(whys.streams if is_stream else whys.needs, row.id)
    return why.sentence(*(NEED_NOUNS if is_stream else STREAM_NOUNS)) if why else None


def _stream_rows(rows: Sequence[UnusedStream], whys: Whys) -> None:
    markup.table(
        [
            markup.TableColumn("Gisement"),
            markup.TableColumn("Commune", optional=True),
            markup.TableColumn("t par an", numeric=True, unbroken=True),
            markup.TableColumn("€ par an", numeric=True, optional=True, unbroken=True),
            markup.TableColumn("Pourquoi"),
        ],
        [
            (
                f"⚠ {row.title}" if row.is_hazardous else row.title,
                row.commune or french.UNKNOWN,
                french.number(row.tonnes),
                french.number(row.cost, decimals=0),
                _reason(row, whys, STREAM_NOUNS) or french.UNKNOWN,
            )
            for row in rows
        ],
        caption=UnmatchedList.STREAMS.label,
        links=[f"rapprochements?stream={row.id}" for row in rows],
    )


def _need_rows(rows: Sequence[UnservedNeed], whys: Whys) -> None:
    markup.table(
        [
            markup.TableColumn("Besoin"),
            markup.TableColumn("Projet", optional=True),
            markup.TableColumn("Accepte", optional=True),
            markup.TableColumn("Recherché"),
            markup.TableColumn("Pourquoi"),
        ],
        [
            (
                row.title,
                row.project_title,
                ", ".join(row.families or row.codes) or french.UNKNOWN,
                wanted_sentence(row.tonnes_min, row.tonnes_max) or french.UNKNOWN,
                _reason(row, whys, NEED_NOUNS) or french.UNKNOWN,
            )
            for row in rows
        ],
        caption=UnmatchedList.NEEDS.label,
        links=[f"rapprochements?project={row.project_id}" for row in rows],
    )
