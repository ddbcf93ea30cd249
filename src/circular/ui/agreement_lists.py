"""The list of agreements: counts, saved views, exports, the rows and their pages."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from circular.domain.agreement_lists import AgreementColumn, AgreementFilters
from circular.domain.saved_views import ViewedList
from circular.domain.visitors import Visitor
from circular.exports.tables import Column, Kind, Table
from circular.queries import agreements as queries
from circular.queries.agreements import PAGE_ROWS, AgreementList, AgreementRow
from circular.queries.trials import trial_agreements
from circular.ui import agreement_batches, components, markup, navigation, session, trials
from circular.ui.agreement_boards import for_the_board
from circular.ui.agreement_filters import (
    ASCENDING,
    NO_FILTER,
    PAGE,
    RECORD,
    SORT,
    TRIALS,
    asked_columns,
    asked_filters,
    come_back,
    first_page,
    kept_address,
    situation,
    worded,
)
from circular.ui.exports import export_buttons
from circular.ui.saved_views import saved_views

TITLE = "Conventions"
NOUNS = ("convention", "conventions")
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
    AgreementColumn.AMENDMENTS: Kind.INTEGER,
    AgreementColumn.AMOUNT: Kind.MONEY,
    AgreementColumn.PROMISED: Kind.INTEGER,
    AgreementColumn.GIVEN: Kind.INTEGER,
}
_WIDTHS: Mapping[AgreementColumn, int] = {
    AgreementColumn.NUMBER: 84,
    AgreementColumn.PROJECT: 170,
    AgreementColumn.STATE: 154,
    AgreementColumn.SIGNING: 98,
    AgreementColumn.DEADLINE: 98,
    AgreementColumn.JOBS: 80,
}
_ON_A_PHONE = (AgreementColumn.PROJECT, AgreementColumn.STATE, AgreementColumn.JOBS)


def agreement_list(visitor: Visitor) -> None:
    """Draw filters, counts, exports, the list and its pages."""
    come_back()
    filters = asked_filters(visitor)
    columns = asked_columns(visitor)
    with session.reading() as db:
        shown = sum(queries.counts_by_state(db, visitor, filters).values())
    body, foot = st.container(), st.container()
    page = _page(shown, foot)
    with session.reading() as db:
        found = queries.agreement_list(db, visitor, filters, page=page, shown=shown)
    with body:
        situation(visitor, filters, st.container())
        _head(visitor, filters, columns, found)
        if found.rows:
            _rows(columns, found.rows)
            agreement_batches.batch(visitor, filters, found.shown)
        else:
            _nothing(found)


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
        "comprises. Avant la signature, la colonne «\u00a0Signature\u00a0» donne le jour prévu."
    )


def _show_trials(*, shown: bool = True) -> None:
    """Show the agreements of trial projects among the others, or no longer."""
    st.session_state[TRIALS] = shown
    first_page()


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
        for_the_board(visitor, filters)
        saved_views(
            visitor,
            st.container(width="content", key="noprint_views"),
            viewed=ViewedList.AGREEMENTS,
            page="agreements",
            address=kept_address,
            at="conventions",
        )
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
    asked = worded(visitor, filters)
    return Table(
        title=TITLE,
        columns=[declared(column) for column in columns],
        rows=rows,
        criteria=asked,
        author=visitor.name,
        made_on=session.today(),
    )


def declared(column: AgreementColumn) -> Column:
    """Return a column as every file declares it: its title is the one of the screen."""
    key = "standing" if column is AgreementColumn.STATE else column.value
    return Column(key, column.label, _KINDS.get(column, Kind.TEXT))


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
        st.caption("Pour ouvrir une convention, cochez sa ligne.")
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
    first_page()


def _cell(column: AgreementColumn, row: AgreementRow) -> Any:
    if column is AgreementColumn.STATE:
        return f"{row.state.glyph} {row.standing}"
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
    kept = _on_a_phone(columns)
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
        with st.container(key="noprint_open_agreement"):
            st.caption(f"«\u00a0{kept[0].label}\u00a0» ouvre la convention.")


def _on_a_phone(columns: Sequence[AgreementColumn]) -> list[AgreementColumn]:
    """Return the three columns that a phone shows: the usual ones, then the last ones chosen."""
    usual = [column for column in columns if column in _ON_A_PHONE]
    others = [column for column in reversed(columns) if column not in usual]
    return usual + others[: len(_ON_A_PHONE) - len(usual)]
