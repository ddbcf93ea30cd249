"""The page « Parcours »: how projects went through the stages during a period, table by table."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from circular.charts.journeys import is_drawable, journeys_flow
from circular.charts.settled import settled
from circular.config import settings
from circular.domain import french
from circular.domain.journeys import JourneyFilters, JourneyRows
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.queries import journeys as queries
from circular.queries.journeys import JourneyPage, Journeys
from circular.ui import components, journey_tables, journey_words, markup, opened_rows, session
from circular.ui.opened_rows import Way
from circular.ui.pipeline_choices import choices

TITLE = "Parcours"
ADDRESS = "parcours"
SINCE, UNTIL, EPCI, ADVISER = "depuis", "au", "intercommunalite", "suivi_par"
SECTOR, ORIGIN = "secteur", "origine"
NO_FILTER: Mapping[str, Any] = {EPCI: None, ADVISER: None, SECTOR: None, ORIGIN: None}
EARLIEST = date(2000, 1, 1)
KEPT = 64


def filter_bar() -> JourneyFilters:
    """Draw the period and the bar of filters, and return what is asked."""
    offered = choices()
    bar = st.container(horizontal=True, vertical_alignment="bottom", key="noprint_filters")
    since = _day(bar, "Depuis le", key=SINCE, value=None)
    until = _day(bar, "Jusqu’au", key=UNTIL, value=session.today())
    choice = partial(
        components.filter_choice, bar, on_change=_first_page, width=140, label_visibility="visible"
    )
    epci = choice("Intercommunalité", offered.epcis, key=EPCI, all_of="Toutes")
    adviser = choice("Suivi par", offered.people, key=ADVISER, all_of="Toute l’équipe")
    sector = choice("Secteur", offered.sectors, key=SECTOR, all_of="Tous")
    origin = choice("Origine", offered.origins, key=ORIGIN, all_of="Toutes")
    return JourneyFilters(
        as_of=until or session.today(),
        since=since,
        epci_siren=epci,
        adviser_id=None if adviser is None else int(adviser),
        sector=sector,
        origin=origin,
    )


def _day(place: Any, label: str, *, key: str, value: date | None) -> date | None:
    day = place.date_input(
        label,
        value=value,
        min_value=EARLIEST,
        max_value=session.today(),
        format="DD/MM/YYYY",
        key=key,
        width=134,
        bind="query-params",
        on_change=_first_page,
    )
    return day if isinstance(day, date) else None


def _first_page() -> None:
    st.session_state[opened_rows.PAGE] = 1


def read(visitor: Visitor, filters: JourneyFilters) -> tuple[Journeys, JourneyPage]:
    """Return the figures of the page, from memory while the data have not changed."""
    return _read(str(settings().database), session.data_version(), visitor.role, filters)


@st.cache_resource(max_entries=KEPT, show_spinner=False, hash_funcs={JourneyFilters: repr})
def _read(path: str, at: int, role: Role, filters: JourneyFilters) -> tuple[Journeys, JourneyPage]:
    del path, at
    visitor = Visitor(account_id=None, name="", role=role)
    with session.reading() as db:
        found = queries.journeys(db, visitor, filters)
        return found, queries.waiting_longest(db, visitor, filters)


@st.cache_resource(max_entries=KEPT, show_spinner=False, hash_funcs={JourneyFilters: repr})
def _figure(at: int, _found: Journeys, filters: JourneyFilters) -> Any:
    """Draw the flow once for the same data and filters."""
    del at, filters
    return settled(journeys_flow(_found))


def draw(visitor: Visitor, filters: JourneyFilters) -> None:
    """Draw the whole page for what is asked."""
    found, waiting = read(visitor, filters)
    components.count_row(
        found.projects,
        found.total,
        nouns=("projet", "projets"),
        reset=components.clear_filters(NO_FILTER),
    )
    markup.lead(journey_words.lead(found))
    if not found.projects:
        components.empty(
            "conversion_path",
            "Aucun projet à suivre ici",
            "Retirez un filtre, choisissez une date plus récente, ou notez un premier contact.",
        )
        return
    way = Way.of(ADDRESS, (SINCE, UNTIL, *NO_FILTER))
    _opened(visitor, filters, found)
    _flow(found, way)
    journey_tables.cohort(found, way)
    journey_tables.stays(found, way)
    journey_tables.exits(found, way)
    journey_tables.waiting(waiting, way)


def _opened(visitor: Visitor, filters: JourneyFilters, whole: Journeys) -> None:
    """Draw the rows of the number that the address asks for."""
    asked = JourneyRows.read(opened_rows.asked())
    if asked is None:
        return
    with session.reading() as db:
        found = queries.journey_rows(db, visitor, filters, asked, page=opened_rows.page_number())
    opened_rows.draw(
        visitor,
        journey_tables.opened(asked, found, whole),
        key="parcours",
        build=partial(journey_tables.rows_table, visitor, filters, asked, criteria(filters)),
    )


def criteria(filters: JourneyFilters) -> list[tuple[str, str]]:
    """Return what was asked, for the sheet « Critères » of an export."""
    offered = choices()
    since = french.day(filters.since) if filters.since else "l’origine"
    told = [("Période", f"depuis {since}, jusqu’au {french.day(filters.as_of)}")]
    if filters.epci_siren:
        told.append(("Intercommunalité", offered.epcis.get(filters.epci_siren, filters.epci_siren)))
    if filters.adviser_id is not None:
        told.append(("Suivi par", offered.team.get(filters.adviser_id, french.UNKNOWN)))
    if filters.sector:
        told.append(("Secteur", offered.sectors.get(filters.sector, filters.sector)))
    if filters.origin:
        told.append(("Origine", offered.origins.get(filters.origin, filters.origin)))
    return told


def _flow(found: Journeys, way: Way) -> None:
    """Draw the flow; a phone and paper have the table alone."""
    st.header("D’une étape à l’autre")
    st.markdown(journey_words.flow(found))
    if not is_drawable(found):
        journey_tables.flows(found, way)
        return
    with st.container(key="wide_journeys"):
        st.plotly_chart(
            _figure(session.data_version(), found, found.filters),
            config={"locale": "fr", "displayModeBar": False},
            alt=journey_words.alt(found),
            key="chart_journeys",
        )
        with st.expander("Voir les chiffres", type="compact"):
            journey_tables.flows(found, way)
    with st.container(key="narrow_journeys"):
        journey_tables.flows(found, way)
