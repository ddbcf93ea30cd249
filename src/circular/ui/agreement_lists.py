"""The list of agreements: filters kept in the address, chosen columns, order, pages, exports."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from circular.domain.agreement_lists import (
    DEFAULT_COLUMNS,
    AgreementColumn,
    AgreementFilters,
    columns_for,
)
from circular.domain.agreements import AgreementState
from circular.domain.french import join
from circular.domain.trials import may_see_trials
from circular.domain.visitors import Visitor
from circular.exports.tables import Column, Kind, Table
from circular.queries import agreements as queries
from circular.queries.agreement_types import offered_types
from circular.queries.agreements import PAGE_ROWS, AgreementList, AgreementRow
from circular.queries.trials import trial_agreements
from circular.ui import components, markup, navigation, session, trials
from circular.ui.exports import export_buttons

TITLE = "Conventions"
NOUNS = ("convention", "conventions")
SEARCH, STATES, EPCI, TYPE = "recherche", "etat", "epci", "type"
COLUMNS, SORT, ASCENDING = "colonnes", "tri", "croissant"
ARCHIVED, TRIALS, PAGE = "archives", "essais", "page"
NO_FILTER: Mapping[str, Any] = {SEARCH: "", STATES: [], EPCI: None, TYPE: None, PAGE: 1}
"""The names of the filters in the address of the page, and what each is when nothing is asked."""

RECORD = "id"
_NAMES = {*NO_FILTER, COLUMNS, SORT, ASCENDING, ARCHIVED, TRIALS}
_ADDRESS = "_agreements_address"
_GRID = "_agreements_grid"
_KINDS: Mapping[AgreementColumn, Kind] = {
    AgreementColumn.NUMBER: Kind.CODE,
    AgreementColumn.SIGNING: Kind.DATE,
    AgreementColumn.DEADLINE: Kind.DATE,
    AgreementColumn.JOBS: Kind.NUMBER,
    AgreementColumn.SIGNED: Kind.DATE,
    AgreementColumn.STARTS: Kind.DATE,
    AgreementColumn.ENDS: Kind.DATE,
    AgreementColumn.DELAY: Kind.INTEGER,
    AgreementColumn.RENEWALS: Kind.INTEGER,
}
_WIDTHS: Mapping[AgreementColumn, int] = {
    AgreementColumn.NUMBER: 88,
    AgreementColumn.PROJECT: 176,
    AgreementColumn.STATE: 130,
    AgreementColumn.SIGNING: 102,
    AgreementColumn.DEADLINE: 102,
    AgreementColumn.JOBS: 80,
}
_ON_A_PHONE = (AgreementColumn.PROJECT, AgreementColumn.STATE, AgreementColumn.JOBS)


def agreement_list(visitor: Visitor) -> None:
    """Draw filters, counts, exports, the list and its pages."""
    _come_back()
    filters = _filters(visitor)
    columns = _columns(visitor)
    with session.reading() as db:
        shown = sum(queries.counts_by_state(db, visitor, filters).values())
    body, foot = st.container(), st.container()
    page = _page(shown, foot)
    with session.reading() as db:
        found = queries.agreement_list(db, visitor, filters, page=page)
    with body:
        _head(visitor, filters, columns, found)
        if found.rows:
            _rows(columns, found.rows)
        else:
            _nothing(found)


def _come_back() -> None:
    """Take the filters up again when the browser comes back from a record, and remember them."""
    asked = st.query_params.to_dict()
    if RECORD in asked:
        st.switch_page(navigation.path_of("agreements.py"), query_params=last_address())
    st.session_state[_ADDRESS] = {
        name: st.query_params.get_all(name) for name in asked if name in _NAMES
    }


def last_address() -> dict[str, list[str]]:
    """Return the filters with which the list was last seen, for the way back from a record."""
    address: dict[str, list[str]] = st.session_state.get(_ADDRESS, {})
    return address


def _page(shown: int, place: DeltaGenerator) -> int:
    """Draw the pages under the list, when there are several, and return the one asked for."""
    pages = max(1, -(-shown // PAGE_ROWS))
    if pages == 1:
        return 1
    return min(pages, place.pagination(pages, key=PAGE, bind="query-params"))


def _rows(columns: Sequence[AgreementColumn], rows: Sequence[AgreementRow]) -> None:
    """Draw the rows as a grid and as a table, and say what the export holds."""
    _grid(columns, rows)
    _paper(columns, rows)
    st.caption(
        "L’export contient exactement ces lignes et ces colonnes, dans cet ordre, toutes pages "
        "comprises. Avant la signature, la colonne «\u00a0Signature\u00a0» donne le jour prévu. "
        "Cochez une ligne pour ouvrir la convention."
    )


def _filters(visitor: Visitor) -> AgreementFilters:
    """Draw the bar of filters and return what is asked."""
    with session.reading() as db:
        epcis = queries.epcis_of_agreements(db, visitor.only_epcis)
        types = {each.key: each.label for each in offered_types(db)}
    bar = st.container(horizontal=True, vertical_alignment="center", key="noprint_filters")
    search = components.search_box(
        bar,
        "Chercher",
        placeholder="Numéro, projet, commune",
        width=260,
        key=SEARCH,
        on_change=_first_page,
    )
    choice = partial(components.filter_choice, bar, on_change=_first_page)
    epci = choice("EPCI", epcis, key=EPCI, all_of="Tous les EPCI")
    kind = choice("Type", types, key=TYPE, all_of="Tous les types")
    with bar.popover("Colonnes", icon=":material/view_column:"):
        sort, descending, with_archived, with_trials = _layout(visitor)
    states = st.pills(
        "État",
        list(AgreementState),
        selection_mode="multi",
        format_func=lambda state: state.label,
        label_visibility="collapsed",
        key=STATES,
        bind="query-params",
        on_change=_first_page,
    )
    return AgreementFilters(
        search=search,
        states=tuple(states),
        epci_siren=epci,
        type_key=kind,
        with_archived=with_archived,
        with_trials=with_trials,
        sort=sort,
        descending=descending,
    )


def _layout(visitor: Visitor) -> tuple[AgreementColumn, bool, bool, bool]:
    """Draw which columns, in which order, sorted by what; with the archives, trials, or not."""
    allowed = columns_for(visitor)
    st.multiselect(
        "Colonnes, dans leur ordre",
        list(allowed),
        default=list(DEFAULT_COLUMNS),
        format_func=lambda column: column.label,
        key=COLUMNS,
        bind="query-params",
        placeholder="Les colonnes habituelles",
    )
    sort = st.selectbox(
        "Trier par",
        list(allowed),
        format_func=lambda column: column.label,
        key=SORT,
        bind="query-params",
    )
    ascending = st.toggle("Ordre croissant", key=ASCENDING, bind="query-params")
    with_archived = st.toggle(
        "Montrer aussi les archives", key=ARCHIVED, bind="query-params", on_change=_first_page
    )
    with_trials = may_see_trials(visitor) and st.toggle(
        "Montrer aussi les essais", key=TRIALS, bind="query-params", on_change=_first_page
    )
    return sort, not ascending, with_archived, with_trials


def _first_page() -> None:
    """Come back to the first page: the filters have changed."""
    st.session_state[PAGE] = 1


def _show_trials(*, shown: bool = True) -> None:
    """Show the agreements of trial projects among the others, or no longer."""
    st.session_state[TRIALS] = shown
    _first_page()


def _columns(visitor: Visitor) -> tuple[AgreementColumn, ...]:
    """Return the columns chosen, the usual ones when none is."""
    allowed = columns_for(visitor)
    chosen = st.session_state.get(COLUMNS) or DEFAULT_COLUMNS
    return tuple(column for column in chosen if column in allowed)


def _head(
    visitor: Visitor,
    filters: AgreementFilters,
    columns: Sequence[AgreementColumn],
    found: AgreementList,
) -> None:
    """Draw « n sur N » on the left and the exports on the right."""
    row = st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    )
    with row.container(horizontal=True, vertical_alignment="center", width="content"):
        components.count_row(
            found.shown, found.total, nouns=NOUNS, reset=components.clear_filters(NO_FILTER)
        )
        if filters.with_trials:
            trials.without_button(key="hide_trials", on_click=partial(_show_trials, shown=False))
        else:
            with session.reading() as db:
                left_out = trial_agreements(db, visitor)
            trials.left_out_button(left_out, key="show_trials", on_click=_show_trials)
    if found.shown:
        with row:
            export_buttons(
                visitor,
                key=TITLE.lower(),
                build=partial(agreements_table, visitor, filters, columns),
            )


def agreements_table(
    visitor: Visitor, filters: AgreementFilters, columns: Sequence[AgreementColumn]
) -> Table:
    """Return every row that the filters keep, in the columns and order of the screen."""
    with session.reading() as db:
        rows = queries.agreement_list(db, visitor, filters, page=None).rows
        criteria = _criteria(
            filters,
            epcis=queries.epcis_of_agreements(db, visitor.only_epcis),
            types={each.key: each.label for each in offered_types(db)},
        )
    return Table(
        title=TITLE,
        columns=[declared(column) for column in columns],
        rows=rows,
        criteria=criteria,
        author=visitor.name,
        made_on=session.today(),
    )


def declared(column: AgreementColumn) -> Column:
    """Return a column as every file declares it: its title is the one of the screen."""
    return Column(column.value, column.label, _KINDS.get(column, Kind.TEXT))


def _criteria(
    filters: AgreementFilters, *, epcis: Mapping[str, str], types: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Put into words what was asked, for the sheet « Critères » and the journal."""
    states = [state.label for state in filters.states]
    way = "décroissant" if filters.descending else "croissant"
    asked = [
        ("Recherche", filters.search),
        ("État", join(states) if states else ""),
        ("EPCI", epcis.get(filters.epci_siren or "", filters.epci_siren or "")),
        ("Type", types.get(filters.type_key or "", filters.type_key or "")),
        ("Archives", "comprises" if filters.with_archived else ""),
        ("Essais", "compris" if filters.with_trials else ""),
    ]
    return [
        *((label, value) for label, value in asked if value),
        ("Tri", f"{filters.sort.label}, ordre {way}"),
    ]


def _nothing(found: AgreementList) -> None:
    if found.total:
        components.empty(
            "filter_alt_off",
            "Aucune convention ne correspond",
            "Retirez un filtre, ou choisissez «\u00a0Tout afficher\u00a0».",
        )
    else:
        components.empty(
            "signature",
            "Aucune convention",
            "Une convention se prépare pour un projet, puis se signe\u00a0: elle paraîtra ici.",
        )


def _grid(columns: Sequence[AgreementColumn], rows: Sequence[AgreementRow]) -> None:
    """Draw the list on a wide screen: a row opens its record, a column sorts all pages."""
    key = f"{_GRID}_{st.session_state.get(_GRID, 0)}"
    with st.container(key="wide_agreements"):
        chosen = st.dataframe(
            [{column.label: _cell(column, row) for column in columns} for row in rows],
            column_config={column.label: _config(column) for column in columns},
            column_order=[column.label for column in columns],
            hide_index=True,
            row_height=40,
            height="content",
            placeholder="–",
            on_select=partial(_sorted, key),
            selection_mode=["single-row", "single-column"],
            key=key,
            alt="Liste des conventions",
        )
    picked = chosen["selection"]["rows"]
    if picked and picked[0] < len(rows):
        st.switch_page(
            navigation.path_of("agreement.py"), query_params={RECORD: str(rows[picked[0]].id)}
        )


def _sorted(key: str) -> None:
    """Sort by the column whose header was chosen; the other way when it was sorted by already."""
    titles = st.session_state[key]["selection"]["columns"]
    if not titles:
        return
    column = next(each for each in AgreementColumn if each.label == titles[0])
    again = st.session_state.get(SORT) is column
    st.session_state[SORT] = column
    st.session_state[ASCENDING] = not (again and st.session_state.get(ASCENDING))
    st.session_state[_GRID] = st.session_state.get(_GRID, 0) + 1
    _first_page()


def _cell(column: AgreementColumn, row: AgreementRow) -> Any:
    if column is AgreementColumn.STATE:
        return row.state.written
    return getattr(row, column.value)


def _config(column: AgreementColumn) -> Any:
    kind = _KINDS.get(column, Kind.TEXT)
    width = _WIDTHS.get(column)
    if kind is Kind.DATE:
        return st.column_config.DateColumn(format="DD/MM/YYYY", width=width or 102)
    if kind.is_numeric:
        return st.column_config.NumberColumn(format="localized", width=width)
    return st.column_config.TextColumn(width=width)


def _paper(columns: Sequence[AgreementColumn], rows: Sequence[AgreementRow]) -> None:
    """Draw the same rows as a real table: three columns on a phone, all of them on paper."""
    kept = [column for column in columns if column in _ON_A_PHONE] or columns[:1]
    with st.container(key="narrow_agreements"):
        markup.table(
            [
                markup.TableColumn(
                    column.label,
                    numeric=_KINDS.get(column, Kind.TEXT).is_numeric,
                    optional=column not in kept,
                    unbroken=_KINDS.get(column) in {Kind.CODE, Kind.DATE},
                )
                for column in columns
            ],
            [[declared(column).shown(row) for column in columns] for row in rows],
            caption="Liste des conventions",
            links=[f"convention?id={row.id}" for row in rows],
            link_at=columns.index(kept[0]),
        )
