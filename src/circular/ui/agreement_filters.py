"""The filters of the list of agreements: kept in the address, so that a list can be shared."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

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
from circular.queries import agreements as queries
from circular.queries.agreement_types import offered_types
from circular.ui import components, navigation, session

SEARCH, STATES, EPCI, TYPE = "recherche", "etat", "epci", "type"
COLUMNS, SORT, ASCENDING = "colonnes", "tri", "croissant"
ARCHIVED, TRIALS, PAGE = "archives", "essais", "page"
NO_FILTER: Mapping[str, Any] = {SEARCH: "", STATES: [], EPCI: None, TYPE: None, PAGE: 1}
"""The names of the filters in the address of the page, and what each is when nothing is asked."""

RECORD = "id"
_NAMES = {*NO_FILTER, COLUMNS, SORT, ASCENDING, ARCHIVED, TRIALS}
_ADDRESS = "_agreements_address"


def come_back() -> None:
    """Take the filters up again when the browser comes back from a record, and remember them."""
    asked = st.query_params.to_dict()
    if RECORD in asked:
        st.switch_page(navigation.path_of("agreements.py"), query_params=last_address())
    st.session_state[_ADDRESS] = {
        name: st.query_params.get_all(name) for name in asked if name in _NAMES
    }


def kept_address() -> dict[str, list[str]]:
    """Return what the list asks for now, for a saved view: the page of the list is left out."""
    return {name: values for name, values in last_address().items() if name != PAGE}


def last_address() -> dict[str, list[str]]:
    """Return the filters with which the list was last seen, for the way back from a record."""
    address: dict[str, list[str]] = st.session_state.get(_ADDRESS, {})
    return address


def asked_filters(visitor: Visitor) -> AgreementFilters:
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
        on_change=first_page,
    )
    choice = partial(components.filter_choice, bar, on_change=first_page)
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
        on_change=first_page,
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
        "Montrer aussi les archives", key=ARCHIVED, bind="query-params", on_change=first_page
    )
    with_trials = may_see_trials(visitor) and st.toggle(
        "Montrer aussi les essais", key=TRIALS, bind="query-params", on_change=first_page
    )
    return sort, not ascending, with_archived, with_trials


def first_page() -> None:
    """Come back to the first page: the filters have changed."""
    st.session_state[PAGE] = 1


def asked_columns(visitor: Visitor) -> tuple[AgreementColumn, ...]:
    """Return the columns chosen, the usual ones when none is."""
    allowed = columns_for(visitor)
    chosen = st.session_state.get(COLUMNS) or DEFAULT_COLUMNS
    return tuple(column for column in chosen if column in allowed)


def criteria(
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
