"""The filters of the list of agreements: kept in the address, so that a list can be shared."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from circular.domain import french
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
ON, SIGNED_FROM, SIGNED_TO, IN_FORCE = "situation", "signees-du", "signees-au", "en-vigueur"
ARCHIVED, TRIALS, PAGE = "archives", "essais", "page"
NO_FILTER: Mapping[str, Any] = {
    SEARCH: "",
    STATES: [],
    EPCI: None,
    TYPE: None,
    ON: None,
    SIGNED_FROM: None,
    SIGNED_TO: None,
    IN_FORCE: False,
    PAGE: 1,
}
"""The names of the filters in the address of the page, and what each is when nothing is asked."""

RECORD = "id"
EARLIEST = date(2000, 1, 1)
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
        placeholder="N°, projet, commune",
        width=200,
        key=SEARCH,
        on_change=first_page,
    )
    choice = partial(components.filter_choice, bar, on_change=first_page, width=200)
    epci = choice("EPCI", epcis, key=EPCI, all_of="Tous les EPCI")
    kind = choice("Type", types, key=TYPE, all_of="Tous les types")
    with bar.popover("Dates", icon=":material/calendar_month:"):
        days = _days()
    with bar.popover("Colonnes", icon=":material/view_column:"):
        sort, descending, with_archived, with_trials = _layout(visitor)
    states = _states()
    return AgreementFilters(
        search=search,
        states=tuple(states),
        epci_siren=epci,
        type_key=kind,
        with_archived=with_archived,
        with_trials=with_trials,
        on=days[ON],
        signed_from=days[SIGNED_FROM],
        signed_to=days[SIGNED_TO],
        in_force_on=(days[ON] or session.today()) if st.session_state.get(IN_FORCE) else None,
        sort=sort,
        descending=descending,
    )


def _states() -> list[AgreementState]:
    """Draw the states to keep and return those chosen."""
    return st.pills(
        "État",
        list(AgreementState),
        selection_mode="multi",
        format_func=lambda state: state.label,
        label_visibility="collapsed",
        key=STATES,
        bind="query-params",
        on_change=first_page,
    )


def _days() -> dict[str, date | None]:
    """Draw the day of the situation, the period of signature, and « en vigueur »."""
    labels = {
        ON: "Situation au (vide : aujourd’hui)",
        SIGNED_FROM: "Signées du",
        SIGNED_TO: "Signées jusqu’au",
    }
    found = {
        name: st.date_input(
            label,
            value=None,
            min_value=EARLIEST,
            max_value=session.today(),
            format="DD/MM/YYYY",
            key=name,
            bind="query-params",
            on_change=first_page,
        )
        for name, label in labels.items()
    }
    st.toggle("En vigueur seulement", key=IN_FORCE, bind="query-params", on_change=first_page)
    return {name: day if isinstance(day, date) else None for name, day in found.items()}


def situation(visitor: Visitor, filters: AgreementFilters, place: DeltaGenerator) -> None:
    """Say, above a list of a past day, what is of that day in it and what is of today."""
    if filters.on is None:
        return
    with session.reading() as db:
        count = queries.in_force_count(db, visitor, filters.on)
    in_force = french.plural(count, "convention en vigueur", "conventions en vigueur")
    in_force = in_force if count else "aucune convention en vigueur"
    place.info(
        f"Situation au {french.day(filters.on)}\u00a0: {in_force} ce jour-là. Les "
        " dates d’effet décident\u00a0: signatures, "
        "renouvellements, avenants, fins et résiliations enregistrés depuis sont défaits. Le "
        "texte d’avant la signature, le type, le projet et sa commune sont ceux d’aujourd’hui.",
        icon=":material/history:",
    )
    place.button(
        "Revenir à aujourd’hui",
        type="tertiary",
        icon=":material/close:",
        key="back_to_today",
        on_click=_back_to_today,
    )


def _back_to_today() -> None:
    st.session_state[ON] = None
    first_page()


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
        "Montrer aussi les fiches d’essai", key=TRIALS, bind="query-params", on_change=first_page
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
        ("Situation au", french.day(filters.on) if filters.on else ""),
        ("Signées du", french.day(filters.signed_from) if filters.signed_from else ""),
        ("Signées jusqu’au", french.day(filters.signed_to) if filters.signed_to else ""),
        ("En vigueur", f"le {french.day(filters.in_force_on)}" if filters.in_force_on else ""),
        ("Archives", "comprises" if filters.with_archived else ""),
        ("Fiches d’essai", "comprises" if filters.with_trials else ""),
    ]
    return [
        *((label, value) for label, value in asked if value),
        ("Tri", f"{filters.sort.label}, ordre {way}"),
    ]


def worded(visitor: Visitor, filters: AgreementFilters) -> list[tuple[str, str]]:
    """Put into words what a visitor asked, read with the names that the store gives."""
    with session.reading() as db:
        return criteria(
            filters,
            epcis=queries.epcis_of_agreements(db, visitor.only_epcis),
            types={each.key: each.label for each in offered_types(db)},
        )
