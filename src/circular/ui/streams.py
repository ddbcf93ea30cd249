"""The list of waste streams: filters, counts, tonnes, exports, pages."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from circular.domain import french
from circular.domain.streams import Availability, StreamFilters, StreamOrder
from circular.domain.trials import TrialKind, may_see_trials
from circular.domain.visitors import Visitor
from circular.exports.tables import Column, Kind, Table
from circular.queries import reference
from circular.queries import streams as queries
from circular.queries.streams import ALL_ROWS, StreamPage, StreamRow
from circular.queries.trials import trial_count
from circular.ui import components, markup, navigation, session, trials
from circular.ui.exports import WITH_PLACES, export_buttons

TITLE = "Gisements"
NOUNS = ("gisement", "gisements")
PAGE_ROWS = 50
TEXT, FAMILY, EPCI = "gisement", "famille", "epci_gisements"
WHEN, HAZARD, SORT, PAGE = "quand", "dangereux", "ordre_gisements", "page_gisements"
NO_FILTER: Mapping[str, Any] = {
    TEXT: "",
    FAMILY: None,
    EPCI: None,
    WHEN: None,
    HAZARD: False,
    PAGE: 1,
}
"""The names of the filters in the address of the page, and what each is when nothing is asked."""

COLUMNS = (
    Column("title", "Gisement"),
    Column("producer", "Producteur"),
    Column("commune", "Commune"),
    Column("epci", "EPCI"),
    Column("code", "Code déchet", Kind.CODE),
    Column("waste", "Déchet"),
    Column("family", "Famille"),
    Column("is_hazardous", "Dangereux", Kind.BOOLEAN),
    Column("tonnes", "Tonnes par an", Kind.NUMBER),
    Column("tonnes_min", "Au moins (t)", Kind.NUMBER),
    Column("tonnes_likely", "Probable (t)", Kind.NUMBER),
    Column("tonnes_max", "Au plus (t)", Kind.NUMBER),
    Column("promised", "Promises (t/an)", Kind.NUMBER),
    Column("remaining", "Il reste (t/an)", Kind.NUMBER),
    Column("season", "Saison"),
    Column("available_from", "Disponible du", Kind.DATE),
    Column("available_to", "Jusqu\u2019au", Kind.DATE),
    Column("contamination", "Indésirables (%)", Kind.NUMBER),
    Column("contaminants", "Nature des indésirables"),
    Column("quality", "Qualité"),
    Column("packaging", "Conditionnement"),
    Column("outlet", "Exutoire actuel"),
    Column("outlet_cost", "Coût actuel (€/t)", Kind.NUMBER),
    Column("price", "Prix demandé (€/t)", Kind.NUMBER),
    Column("figure_source", "Source du tonnage"),
    Column("figure_on", "Tonnage relevé le", Kind.DATE),
    Column("reliability", "Fiabilité du tonnage"),
    Column("operation", "Traitement visé"),
    Column("address", "Adresse du site"),
    Column("is_confidential", "Producteur confidentiel", Kind.BOOLEAN),
)
OWN_ONLY = (
    "Seuls les gisements de votre organisme sont comptés ici\u202f; le tableau des élus compte "
    "ceux de tout le territoire."
)
_ON_SCREEN = (
    "title",
    "tonnes",
    "remaining",
    "producer",
    "commune",
    "waste",
)  # a tablet cuts the end
_ON_A_PHONE = ("title", "tonnes", "remaining")
_WIDTHS = {
    "title": 210,
    "producer": 170,
    "commune": 125,
    "waste": 170,
    "tonnes": 112,
    "remaining": 112,
}  # together no wider than the list at 1280 pixels: a number cut in two would read as another


def stream_list(visitor: Visitor) -> None:
    """Draw filters, counts, tonnes, exports, the list and its pages."""
    filters, order = _filters(visitor)
    page = components.page_number(PAGE)
    found = _found(visitor, filters, order, page=page)
    if found.shown and not found.rows:
        found = _found(visitor, filters, order, page=1)
    _lead(visitor, found)
    _head(visitor, filters, order, found)
    if not found.rows:
        _nothing(found)
        return
    shown = _columns(visitor)
    _grid(found.rows, shown)
    _paper(found.rows, shown)
    st.caption(
        "L\u2019export contient exactement ces gisements, toutes pages et colonnes comprises."
    )
    if _pages(found) > 1:
        st.pagination(_pages(found), key=PAGE, bind="query-params")


def stream_table(visitor: Visitor, filters: StreamFilters, order: StreamOrder) -> Table:
    """Return every stream that the filters keep, in the order of the screen."""
    today = session.today()
    with session.reading() as db:
        rows = queries.stream_list(
            db, visitor, filters, today=today, order=order, limit=ALL_ROWS
        ).rows
        families = {entry.key: entry.label for entry in reference.entries(db, "material_families")}
        epcis = queries.epcis_with_streams(db, visitor)
    asked = (
        ("Recherche", filters.text),
        ("Famille", families.get(filters.family or "", "")),
        ("EPCI", epcis.get(filters.epci_siren or "", "")),
        ("Disponibilité", filters.availability.label if filters.availability else ""),
        ("Dangereux", "seulement" if filters.is_hazardous else ""),
        ("Tri", order.label),
    )
    return Table(
        title=TITLE,
        columns=COLUMNS,
        rows=rows,
        criteria=[(label, value) for label, value in asked if value],
        author=visitor.name,
        made_on=today,
    )


def _found(
    visitor: Visitor, filters: StreamFilters, order: StreamOrder, *, page: int
) -> StreamPage:
    with session.reading() as db:
        return queries.stream_list(
            db,
            visitor,
            filters,
            today=session.today(),
            order=order,
            limit=PAGE_ROWS,
            offset=(page - 1) * PAGE_ROWS,
        )


def _pages(found: StreamPage) -> int:
    return -(-found.shown // PAGE_ROWS)


def _filters(visitor: Visitor) -> tuple[StreamFilters, StreamOrder]:
    """Draw the bar of filters and return what is asked, and in which order."""
    with session.reading() as db:
        epcis = queries.epcis_with_streams(db, visitor)
        families = {entry.key: entry.label for entry in reference.entries(db, "material_families")}
    bar = st.container(horizontal=True, vertical_alignment="center", key="noprint_filters")
    text = components.search_box(
        bar,
        "Chercher",
        placeholder="Nom, code, producteur, commune",
        width=290,
        key=TEXT,
        on_change=_first_page,
    )
    family = components.filter_choice(
        bar, "Famille", families, key=FAMILY, all_of="Toutes les familles", on_change=_first_page
    )
    epci = components.filter_choice(
        bar, "EPCI", epcis, key=EPCI, all_of="Tous les EPCI", on_change=_first_page
    )
    when, hazardous, order = _second_bar(visitor)
    filters = StreamFilters(
        text=text,
        family=family,
        is_hazardous=True if hazardous else None,
        epci_siren=epci,
        availability=when,
    )
    return filters, order


def _second_bar(visitor: Visitor) -> tuple[Availability | None, bool, StreamOrder]:
    """Draw availability, hazard and order."""
    row = st.container(horizontal=True, vertical_alignment="center", key="noprint_more_filters")
    hidden = set() if may_see_trials(visitor) else {Availability.TRIALS}
    when = row.pills(
        "Disponibilité",
        [each for each in Availability if each not in hidden],
        format_func=lambda each: each.label,
        label_visibility="collapsed",
        key=WHEN,
        bind="query-params",
        on_change=_first_page,
    )
    hazardous = row.toggle(
        "Dangereux seulement", key=HAZARD, bind="query-params", on_change=_first_page
    )
    order = row.selectbox(
        "Trier par",
        list(StreamOrder),
        format_func=lambda each: f"Tri\u00a0: {each.label}",
        label_visibility="collapsed",
        width=290,
        key=SORT,
        bind="query-params",
    )
    return when, bool(hazardous), order or StreamOrder.TITLE


def _first_page() -> None:
    """Come back to the first page: the filters have changed."""
    st.session_state[PAGE] = 1


def _lead(visitor: Visitor, found: StreamPage) -> None:
    """Say how many tonnes the rows asked for add up to, and whose they are for a partner."""
    if not found.shown:
        return
    unknown = ""
    if found.without_tonnes:
        unknown = f", {french.number(found.without_tonnes)} sans tonnage connu"
    noun = french.plural(found.shown, *NOUNS)
    if visitor.own_organisation is not None:
        noun = f"Vos {noun}" if found.shown > 1 else "Votre gisement"
    left = ""
    if round(found.remaining) < round(found.tonnes):
        left = f", il en reste **{french.tonnes(round(found.remaining))}** à promettre"
    total = french.tonnes(round(found.tonnes))
    markup.lead(f"{noun}, **{total} par an**{left}{unknown}.")
    if visitor.own_organisation is not None:
        st.caption(OWN_ONLY)


def _head(visitor: Visitor, filters: StreamFilters, order: StreamOrder, found: StreamPage) -> None:
    """Draw « n sur N » on the left and the exports on the right."""
    row = st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    )
    with row.container(horizontal=True, vertical_alignment="center", width="content"):
        components.count_row(
            found.shown, found.total, nouns=NOUNS, reset=components.clear_filters(NO_FILTER)
        )
        if filters.availability is not Availability.TRIALS:
            with session.reading() as db:
                left_out = trial_count(db, visitor, TrialKind.STREAM)
            trials.left_out_button(left_out, key="show_trials", on_click=_show_trials)
    if found.shown:
        with row:
            export_buttons(
                visitor,
                key=TITLE.lower(),
                build=partial(stream_table, visitor, filters, order),
                formats=WITH_PLACES,
            )


def _show_trials() -> None:
    """Show the trials alone."""
    st.session_state[WHEN] = Availability.TRIALS
    _first_page()


def _nothing(found: StreamPage) -> None:
    if found.total:
        components.empty(
            "filter_alt_off",
            "Aucun gisement ne correspond",
            "Retirez un filtre, ou choisissez «\u00a0Tout afficher\u00a0».",
        )
    else:
        components.empty(
            "recycling",
            "Aucun gisement",
            "Notez ici ce qu\u2019un producteur jette et qui pourrait servir\u00a0: "
            "quoi, où, combien de tonnes par an.",
        )


def _columns(visitor: Visitor) -> list[Column]:
    """Return the columns of the screen; a partner's own name would fill one for nothing."""
    is_own = visitor.own_organisation is not None
    of_key = {column.key: column for column in COLUMNS}
    kept = [of_key[key] for key in _ON_SCREEN]
    return [column for column in kept if not (is_own and column.key == "producer")]


def _grid(rows: Sequence[StreamRow], shown: Sequence[Column]) -> None:
    """Draw the list on a wide screen: a row opens its record."""
    with st.container(key="wide_streams"):
        chosen = st.dataframe(
            [{column.title: _cell(column, row) for column in shown} for row in rows],
            column_config={column.title: _config(column) for column in shown},
            hide_index=True,
            row_height=40,
            height="content",
            placeholder="–",
            on_select="rerun",
            selection_mode="single-row",
            key="grid_streams",
            alt="Liste des gisements",
        )
    picked = chosen["selection"]["rows"]
    if picked and picked[0] < len(rows):
        st.switch_page(
            navigation.path_of("stream.py"), query_params={"id": str(rows[picked[0]].id)}
        )


def _cell(column: Column, row: StreamRow) -> Any:
    if column.key == "waste" and row.is_hazardous:
        return f"⚠ {row.waste or 'Dangereux'}"
    return column.plain(row)


def _config(column: Column) -> Any:
    width = _WIDTHS.get(column.key)
    if column.kind is Kind.DATE:
        return st.column_config.DateColumn(format="DD/MM/YYYY", width=width)
    if column.kind.is_numeric:
        return st.column_config.NumberColumn(format="localized", width=width)
    return st.column_config.TextColumn(width=width)


def _paper(rows: Sequence[StreamRow], shown: Sequence[Column]) -> None:
    """Draw the same rows as a real table, for a phone and for paper."""
    with st.container(key="narrow_streams"):
        markup.table(
            [
                markup.TableColumn(
                    column.title,
                    numeric=column.kind.is_numeric,
                    optional=column.key not in _ON_A_PHONE,
                )
                for column in shown
            ],
            [[column.shown(row) for column in shown] for row in rows],
            caption="Liste des gisements",
            links=[f"gisement?id={row.id}" for row in rows],
        )
