"""The page « Activité »: what the team did in a period, and who has what in hand at its end."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache, partial
from typing import Any

import streamlit as st

from circular.charts.activity import activity_bars
from circular.charts.settled import settled
from circular.config import settings
from circular.domain import french
from circular.domain.activity import ActivityFilters, ActivityRows, Deed, Step
from circular.domain.dates import add_months
from circular.domain.exchanges import Direction
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.queries import activity as queries
from circular.queries.activity import Activity
from circular.ui import activity_tables, activity_words, components, markup, opened_rows, session
from circular.ui.components import Tile
from circular.ui.opened_rows import Way
from circular.ui.pipeline_choices import choices

TITLE = "Activité"
ADDRESS = "activite"
SINCE, UNTIL, STEP, EPCI, PERSON = "depuis", "au", "pas", "intercommunalite", "personne"
NO_FILTER: Mapping[str, Any] = {EPCI: None, PERSON: None}
EARLIEST = date(2000, 1, 1)
MONTHS = 11
KEPT = 64
TILES = (Deed.EXCHANGE, Deed.VISIT, Deed.SERVICE_GIVEN, Deed.MOVE, Deed.SIGNATURE)
SHORT = {Deed.SERVICE_GIVEN: "Prestations", Deed.SIGNATURE: "Signatures"}


def filter_bar() -> ActivityFilters:
    """Draw the period, its steps and the filters, and return what is asked."""
    offered = choices()
    bar = st.container(horizontal=True, vertical_alignment="bottom", key="noprint_filters")
    today = session.today()
    since = _day(bar, "Depuis le", key=SINCE, value=add_months(today.replace(day=1), -MONTHS))
    until = _day(bar, "Jusqu’au", key=UNTIL, value=today)
    step = bar.selectbox(
        "Pas",
        [each.value for each in Step],
        format_func=lambda code: Step(code).label,
        key=STEP,
        width=160,
        bind="query-params",
        on_change=_first_page,
    )
    choice = partial(
        components.filter_choice, bar, on_change=_first_page, width=180, label_visibility="visible"
    )
    epci = choice("Intercommunalité", offered.epcis, key=EPCI, all_of="Toutes")
    person = choice("Personne", offered.people, key=PERSON, all_of="Toute l’équipe")
    return ActivityFilters(
        since=min(since, until),
        as_of=max(since, until),
        step=Step(step),
        epci_siren=epci,
        account_id=None if person is None else int(person),
    )


def _day(place: Any, label: str, *, key: str, value: date) -> date:
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
    return day if isinstance(day, date) else value


def _first_page() -> None:
    st.session_state[opened_rows.PAGE] = 1


def draw(visitor: Visitor, filters: ActivityFilters) -> None:
    """Draw the whole page for what is asked."""
    found = _read(str(settings().database), session.data_version(), visitor.role, filters)
    _filtered(filters)
    if found.is_empty:
        components.empty(
            "timeline",
            "Rien n’a été noté pendant cette période",
            "Choisissez une autre période, ou retirez un filtre.",
        )
        return
    markup.lead(activity_words.lead(found))
    way = Way.of(ADDRESS, (SINCE, UNTIL, STEP, *NO_FILTER))
    _opened(visitor, filters)
    components.tiles([_tile(found, deed) for deed in TILES], key="activity")
    _exchanges(found, way)
    activity_tables.deeds(found, way)
    activity_tables.services(found, way)
    activity_tables.workload(found, way)


@st.cache_resource(max_entries=KEPT, show_spinner=False, hash_funcs={ActivityFilters: repr})
def _read(path: str, at: int, role: Role, filters: ActivityFilters) -> Activity:
    del path, at
    visitor = Visitor(account_id=None, name="", role=role)
    with session.reading() as db:
        return queries.activity(db, visitor, filters)


@lru_cache(maxsize=KEPT)
def _figure(names: tuple[str, ...], received: tuple[int, ...], sent: tuple[int, ...]) -> Any:
    """Draw the exchanges, once for the same counts."""
    return settled(activity_bars(names, received, sent))


def _filtered(filters: ActivityFilters) -> None:
    """Say which filters narrow the page, with the one click that takes them away."""
    told = criteria(filters)[2:]
    if not told:
        return
    with st.container(horizontal=True, vertical_alignment="center", width="content"):
        st.caption(" · ".join(f"{label}\u00a0: {value}" for label, value in told), width="content")
        st.button(
            "Tout afficher",
            type="tertiary",
            icon=":material/close:",
            on_click=components.clear_filters(NO_FILTER),
            key="reset_activity",
        )


def _tile(found: Activity, deed: Deed) -> Tile:
    now, before = found.count(deed), found.before.get(deed, 0)
    sign = "+" if now > before else "-" if now < before else ""
    since, last = found.filters.before
    return Tile(
        label=SHORT.get(deed, deed.label),
        value=french.number(now),
        delta=f"{sign}{french.number(abs(now - before))}",
        since="sur avant",
        help=f"{deed.label}, {french.number(before)} du {french.day(since)} au {french.day(last)}, "
        "période d’avant de même longueur.",
    )


def _exchanges(found: Activity, way: Way) -> None:
    """Draw the exchanges of each step by side, and their exact table by kind and side."""
    received, sent = [
        [found.count(Deed.EXCHANGE, side=side.value, step_on=day) for day in found.filters.steps]
        for side in Direction
    ]
    names = [activity_words.short(found.filters.step, day) for day in found.filters.steps]
    figure = _figure(tuple(names), tuple(received), tuple(sent))
    if figure is None:
        st.header(activity_tables.EXCHANGES)
        st.markdown("Aucun échange noté pendant la période.")
        return
    components.chart(
        activity_tables.EXCHANGES,
        activity_words.exchanges(found),
        figure,
        key="activity",
        alt=f"Échanges par période. {activity_words.exchanges(found)}",
        figures=partial(activity_tables.exchanges, found, way),
        caption="En bas de chaque barre, en vert, ce qui vient de la personne\u202f; au-dessus, "
        "en gris, ce qui va vers elle.",
    )


def _opened(visitor: Visitor, filters: ActivityFilters) -> None:
    """Draw the rows of the number that the address asks for."""
    asked = ActivityRows.read(opened_rows.asked())
    if asked is None:
        return
    with session.reading() as db:
        found = queries.activity_rows(db, visitor, filters, asked, page=opened_rows.page_number())
    opened_rows.draw(
        visitor,
        activity_tables.opened(activity_words.opened(asked, filters), found),
        key="activite",
        build=partial(activity_tables.rows_table, visitor, filters, asked, criteria(filters)),
    )


def criteria(filters: ActivityFilters) -> list[tuple[str, str]]:
    """Return what was asked, for the sheet « Critères » of an export."""
    offered = choices()
    told = [
        ("Période", f"du {french.day(filters.since)} au {french.day(filters.as_of)}"),
        ("Pas", filters.step.label),
    ]
    if filters.epci_siren:
        told.append(("Intercommunalité", offered.epcis.get(filters.epci_siren, filters.epci_siren)))
    if filters.account_id is not None:
        told.append(("Personne", offered.team.get(filters.account_id, french.UNKNOWN)))
    return told
