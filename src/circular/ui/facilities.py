"""Premises and technical facilities: their list, and the form of a new one."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from circular.domain.facilities import FacilityFilters, FacilityScope
from circular.domain.french import day, number
from circular.domain.trials import TrialKind, may_see_trials
from circular.domain.visitors import Visitor
from circular.exports.tables import Column, Kind, Table
from circular.queries import facilities as queries
from circular.queries import reference
from circular.queries.facilities import ALL_ROWS, FacilityPage, FacilityRow
from circular.queries.trials import trial_count
from circular.ui import components, markup, navigation, session, trials
from circular.ui.exports import WITH_PLACES, export_buttons
from circular.ui.facility_form import facility_form

TITLE = "Locaux et installations"
NOUNS = ("lieu", "lieux")
PAGE_ROWS = 50
TEXT, SCOPE, KIND, FREE, EPCI, PAGE = "lieu", "sorte", "genre", "libre", "epci_lieux", "page_lieux"
NO_FILTER: Mapping[str, Any] = {
    TEXT: "",
    SCOPE: None,
    KIND: None,
    FREE: False,
    EPCI: None,
    PAGE: 1,
}
"""The names of the filters in the address of the page, and what each is when nothing is asked."""

COLUMNS = (
    Column("shown_name", "Nom"),
    Column("kind", "Genre"),
    Column("owner", "Propriétaire ou gestionnaire"),
    Column("commune", "Commune"),
    Column("epci", "EPCI"),
    Column("address", "Adresse"),
    Column("area_m2", "Surface (m²)", Kind.NUMBER),
    Column("capacity", "Capacité", Kind.NUMBER),
    Column("capacity_unit", "Unité de la capacité"),
    Column("projects_at_once", "Projets en même temps", Kind.INTEGER),
    Column("is_available", "Disponible", Kind.BOOLEAN),
    Column("available_from", "À partir du", Kind.DATE),
    Column("conditions", "Conditions"),
    Column("opening_hours", "Horaires"),
    Column("note", "Note"),
)


def facility_list(visitor: Visitor) -> None:
    """Draw filters, counts, exports and the list."""
    filters = _filters(visitor)
    page = components.page_number(PAGE)
    found = _found(visitor, filters, page=page)
    if found.shown and not found.rows:
        found = _found(visitor, filters, page=1)
    _counts(visitor, filters, found)
    if not found.rows:
        _nothing(found)
        return
    for row in found.rows:
        _row(row)
    pages = -(-found.shown // PAGE_ROWS)
    if pages > 1:
        st.pagination(pages, key=PAGE, bind="query-params")


def new_facility(visitor: Visitor) -> None:
    """Draw the form of a new facility."""
    _back()
    components.title("Ajouter un local ou une installation")
    saved = facility_form(visitor, None)
    if saved is not None:
        navigation.open_record("facility.py", saved)


def _back() -> None:
    """Draw the way back to the list: the same page, without its address."""
    st.button(
        TITLE,
        type="tertiary",
        icon=":material/arrow_back:",
        key="back_facilities",
        on_click=st.query_params.clear,
    )


def facility_table(visitor: Visitor, filters: FacilityFilters) -> Table:
    """Return every facility that the filters keep."""
    with session.reading() as db:
        rows = queries.facility_list(db, visitor, filters, limit=ALL_ROWS).rows
        kinds = {entry.key: entry.label for entry in reference.entries(db, "facility_kinds")}
        epcis = queries.epcis_with_facilities(db, visitor)
    asked = (
        ("Recherche", filters.text),
        ("Sorte", filters.scope.label if filters.scope else ""),
        ("Genre", kinds.get(filters.kind or "", "")),
        ("EPCI", epcis.get(filters.epci_siren or "", "")),
        ("Disponible", "seulement" if filters.is_available else ""),
    )
    return Table(
        title=TITLE,
        columns=COLUMNS,
        rows=rows,
        criteria=[(label, value) for label, value in asked if value],
        author=visitor.name,
        made_on=session.today(),
    )


def _found(visitor: Visitor, filters: FacilityFilters, *, page: int) -> FacilityPage:
    with session.reading() as db:
        return queries.facility_list(
            db, visitor, filters, limit=PAGE_ROWS, offset=(page - 1) * PAGE_ROWS
        )


def _filters(visitor: Visitor) -> FacilityFilters:
    """Draw the bar of filters and return what is asked."""
    with session.reading() as db:
        epcis = queries.epcis_with_facilities(db, visitor)
        kinds = {entry.key: entry.label for entry in reference.entries(db, "facility_kinds")}
    bar = st.container(horizontal=True, vertical_alignment="center", key="noprint_filters")
    text = components.search_box(
        bar,
        "Chercher",
        placeholder="Nom, propriétaire, commune",
        width=260,
        key=TEXT,
        on_change=_first_page,
    )
    kind = components.filter_choice(
        bar, "Genre", kinds, key=KIND, all_of="Tous les genres", on_change=_first_page
    )
    epci = components.filter_choice(
        bar, "EPCI", epcis, key=EPCI, all_of="Tous les EPCI", on_change=_first_page
    )
    row = st.container(horizontal=True, vertical_alignment="center", key="noprint_more_filters")
    hidden = set() if may_see_trials(visitor) else {FacilityScope.TRIALS}
    scope = row.pills(
        "Sorte",
        [each for each in FacilityScope if each not in hidden],
        format_func=lambda each: each.label,
        label_visibility="collapsed",
        key=SCOPE,
        bind="query-params",
        on_change=_first_page,
    )
    free = row.toggle("Disponibles seulement", key=FREE, bind="query-params", on_change=_first_page)
    return FacilityFilters(
        text=text,
        scope=scope,
        kind=kind,
        is_available=True if free else None,
        epci_siren=epci,
    )


def _first_page() -> None:
    """Come back to the first page: the filters have changed."""
    st.session_state[PAGE] = 1


def _counts(visitor: Visitor, filters: FacilityFilters, found: FacilityPage) -> None:
    """Draw « n sur N » on the left and the exports on the right."""
    row = st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    )
    with row.container(horizontal=True, vertical_alignment="center", width="content"):
        components.count_row(
            found.shown, found.total, nouns=NOUNS, reset=components.clear_filters(NO_FILTER)
        )
        if filters.scope is not FacilityScope.TRIALS:
            with session.reading() as db:
                left_out = trial_count(db, visitor, TrialKind.FACILITY)
            trials.left_out_button(left_out, key="show_trials", on_click=_show_trials)
    if found.shown:
        with row:
            build = partial(facility_table, visitor, filters)
            export_buttons(visitor, key="locaux", build=build, formats=WITH_PLACES)


def _show_trials() -> None:
    """Show the trials alone."""
    st.session_state[SCOPE] = FacilityScope.TRIALS
    _first_page()


def _nothing(found: FacilityPage) -> None:
    if found.total:
        components.empty(
            "filter_alt_off",
            "Aucun lieu ne correspond",
            "Retirez un filtre, ou choisissez «\u00a0Tout afficher\u00a0».",
        )
    else:
        components.empty(
            "domain",
            "Aucun local ni installation",
            "Notez ici les déchèteries, plateformes et ateliers à partager, "
            "et les locaux où un projet pourrait s\u2019installer.",
        )


def _row(row: FacilityRow) -> None:
    """Draw one place as a row, with the link to its record."""
    with st.container(gap="xxsmall", key=f"row_facility_{row.id}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.page_link(
                navigation.path_of("facility.py"),
                label=f"**{markup.plain(row.name)}**",
                query_params={"id": str(row.id)},
                width="content",
            )
            if row.is_fictitious:
                st.markdown(":gray-badge[Fictif]", width="content")
            if row.is_trial:
                st.markdown(trials.BADGE, width="content")
        where = ", ".join(filter(None, (row.address, row.commune)))
        st.caption(markup.plain(" · ".join(filter(None, (row.kind, row.owner, where)))))
        st.markdown(f":small[{markup.plain(state_words(row))}]")
        if row.conditions:
            st.caption(markup.plain(row.conditions))


def state_words(row: FacilityRow) -> str:
    """Say whether the place is free, from when, its surface and its capacity."""
    area = f"{number(row.area_m2)}\u00a0m²" if row.area_m2 is not None else None
    capacity = f"{number(row.capacity)}\u00a0{row.capacity_unit}" if row.capacity else None
    return ", ".join(filter(None, (free_words(row), area, capacity)))


def free_words(row: FacilityRow) -> str:
    """Say whether the place is free, and from when."""
    if row.is_available is None:
        free = "Disponibilité inconnue"
    else:
        free = "Disponible" if row.is_available else "Occupé"
    return f"{free}, à partir du {day(row.available_from)}" if row.available_from else free
