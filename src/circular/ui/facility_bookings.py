"""Bookings on screen: their list with its exports, the overview of three months, the use."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from circular.charts.facility_bookings import bookings_overview, lanes
from circular.domain import french
from circular.domain.dates import add_months
from circular.domain.facility_bookings import (
    BookingStanding,
    BookingState,
    FacilityBookingFilters,
)
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.exports.tables import Column, Kind, Table
from circular.queries import facilities
from circular.queries import facility_bookings as queries
from circular.queries.facility_bookings import ALL_ROWS, PAGE_ROWS, BookingPage, BookingRow, Usage
from circular.ui import components, dialogs, facility_booking_forms, markup, session
from circular.ui.exports import export_buttons

TITLE = "Réservations"
PAGE_NAME = "facility_bookings"
NOUNS = ("réservation", "réservations")
MONTHS = 3
TEXT, PLACE, STANDING, TO_COME, PAGE = "reserve", "ou", "etat", "a_venir", "page_reservations"
NO_FILTER: Mapping[str, Any] = {TEXT: "", PLACE: None, STANDING: None, TO_COME: False, PAGE: 1}
"""The names of the filters in the address of the page, and what each is when nothing is asked."""

COLUMNS = (
    Column("facility", "Lieu"),
    Column("project", "Projet"),
    Column("starts_on", "Du", Kind.DATE),
    Column("ends_on", "Au", Kind.DATE),
    Column("days", "Jours", Kind.INTEGER),
    Column("state_label", "État"),
    Column("purpose", "Objet"),
    Column("share", "Part de la capacité", Kind.NUMBER),
    Column("requested_on", "Demandée le", Kind.DATE),
    Column("asked_by", "Demandée par"),
    Column("cancel_reason", "Motif de l\u2019annulation"),
    Column("used_from", "Utilisé du", Kind.DATE),
    Column("used_to", "Utilisé au", Kind.DATE),
    Column("used_amount", "Quantité utilisée", Kind.NUMBER),
    Column("use_note", "Ce qui a été fait"),
)
BADGES: Mapping[BookingStanding, str] = {
    BookingStanding.REQUESTED: ":blue-badge[:material/hourglass_empty: Demandée]",
    BookingStanding.CONFIRMED: ":green-badge[:material/event_available: Confirmée]",
    BookingStanding.UNDER_WAY: ":green-badge[:material/play_circle: En cours]",
    BookingStanding.OVER: ":gray-badge[:material/flag: Terminée]",
    BookingStanding.UNANSWERED: ":orange-badge[:material/schedule: Sans réponse]",
    BookingStanding.CANCELLED: ":gray-badge[:material/cancel: Annulée]",
}


def book_button(
    visitor: Visitor, place: DeltaGenerator, page: str = PAGE_NAME, *, is_primary: bool = True
) -> None:
    """Draw the button that opens the drawer of a new booking: the team books for the projects."""
    if visitor.may(Permission.EDIT_PIPELINE):
        place.button(
            "Réserver une installation",
            type="primary" if is_primary else "secondary",
            icon=":material/event:",
            key="book_facility",
            on_click=partial(dialogs.ask, page, "book"),
        )


def open_dialogs(visitor: Visitor) -> None:
    """Open the drawer that was asked for on the page of bookings."""
    drawers: dict[str, Any] = {}
    if visitor.may(Permission.EDIT_FACILITIES):
        drawers |= facility_booking_forms.drawers(visitor)
    if visitor.may(Permission.EDIT_PIPELINE):
        drawers["book"] = partial(facility_booking_forms.book_dialog, visitor)
    dialogs.open_asked(PAGE_NAME, drawers)


def overview(visitor: Visitor, opening: DeltaGenerator, *, today: date) -> None:
    """Draw three months of bookings, one lane per facility, the table beside.

    They begin with the month of the next booking, which is today's most often. The sentence of the
    page goes to its `opening`.
    """
    with session.reading() as db:
        coming = queries.next_booked_day(db, visitor, today=today)
        first = (coming or today).replace(day=1)
        last = add_months(first, MONTHS) - timedelta(days=1)
        rows = queries.bookings_between(db, visitor, first=first, last=last, today=today)
    figure = bookings_overview(rows, first=first, last=last, today=today)
    if figure is None:
        with opening:
            markup.lead("Aucune réservation n\u2019est à venir.")
        return
    with opening:
        markup.lead(lead(rows, today=today))
    components.chart(
        _three_months(first, last, today=today),
        "Plein\u00a0: réservation confirmée. Hachuré\u00a0: demande à confirmer.",
        figure,
        key="bookings_overview",
        alt=f"{french.plural(len(rows), *NOUNS)} de {french.month(first)} à {french.month(last)}"
        f"\u00a0: {french.join([name for _, name in lanes(rows)])}",
        figures=partial(booking_table, rows, caption="Réservations des trois mois"),
    )


def _three_months(first: date, last: date, *, today: date) -> str:
    """Name the three months drawn, by their names when they are not the coming ones."""
    if first <= today:
        return "Trois mois d\u2019un coup d\u2019œil"
    return f"{french.month(first).capitalize()} à {french.month(last)}"


def lead(rows: tuple[BookingRow, ...], *, today: date) -> str:
    """Write the sentence that opens the page: what is in use today, and what waits."""
    in_use = {row.facility_id for row in rows if row.standing is BookingStanding.UNDER_WAY}
    waiting = sum(row.state is BookingState.REQUESTED and row.ends_on >= today for row in rows)
    used = french.plural(len(in_use), "lieu est réservé", "lieux sont réservés")
    start = (
        f"**{used}** aujourd\u2019hui"
        if in_use
        else "Aucun lieu n\u2019est réservé aujourd\u2019hui"
    )
    if not waiting:
        return f"{start}, aucune demande n\u2019attend de réponse."
    asked = french.plural(waiting, "demande attend", "demandes attendent")
    return f"{start}, **{asked}** une réponse."


def usage_table(visitor: Visitor, *, today: date) -> None:
    """Draw the use of each facility over the last twelve months, with its definition."""
    first = today - timedelta(days=queries.YEAR_DAYS - 1)
    with session.reading() as db:
        found = queries.usage(db, visitor, first=first, last=today)
    used = [each for each in found if each.booked_days or each.used_days]
    if not used:
        return
    st.space("small")
    st.header("Usage des douze derniers mois")
    opened, booked = sum(x.open_days for x in found), sum(x.booked_days for x in found)
    st.markdown(
        f"**{french.percent(booked / opened if opened else None)}** des jours d\u2019ouverture "
        f"sont réservés, sur {french.plural(len(found), 'lieu', 'lieux')}."
    )
    _usage_lines(used)
    idle = len(found) - len(used)
    rest = f" {french.plural(idle, 'autre lieu n’a', 'autres lieux n’ont')} servi à aucun projet."
    st.caption(
        f"{queries.USAGE_DEFINITION} Du {french.day(first)} au {french.day(today)}."
        f"{rest if idle else ''}"
    )


def _usage_lines(used: list[Usage]) -> None:
    markup.table(
        (
            markup.TableColumn("Lieu"),
            markup.TableColumn("Jours réservés", numeric=True),
            markup.TableColumn("Jours d\u2019ouverture", numeric=True, optional=True),
            markup.TableColumn("Usage", numeric=True),
            markup.TableColumn("Jours utilisés", numeric=True, optional=True),
            markup.TableColumn("Quantité", numeric=True, optional=True),
        ),
        [
            (
                each.facility,
                french.number(each.booked_days),
                french.number(each.open_days),
                french.percent(each.rate),
                french.number(each.used_days),
                each.used or french.UNKNOWN,
            )
            for each in used
        ],
        caption="Usage de chaque lieu sur les douze derniers mois",
        links=[f"lieu?id={each.facility_id}" for each in used],
    )


def booking_list(visitor: Visitor, *, today: date) -> None:
    """Draw filters, counts, exports and the list, page by page."""
    st.space("small")
    st.header("Toutes les réservations")
    filters = _filters(visitor, today=today)
    page = components.page_number(PAGE)
    found = _found(visitor, filters, today=today, page=page)
    if found.shown and not found.rows:
        found = _found(visitor, filters, today=today, page=1)
    row = st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    )
    with row:
        components.count_row(
            found.shown, found.total, nouns=NOUNS, reset=components.clear_filters(NO_FILTER)
        )
        if found.shown:
            build = partial(export_table, visitor, filters, today=today)
            export_buttons(visitor, key="reservations", build=build)
    if not found.rows:
        _nothing(found)
        return
    booking_table(found.rows, caption="Réservations")
    pages = -(-found.shown // PAGE_ROWS)
    if pages > 1:
        st.pagination(pages, key=PAGE, bind="query-params")


def booking_table(rows: tuple[BookingRow, ...], *, caption: str) -> None:
    """Draw bookings as a small table, each with the way to its facility."""
    markup.table(
        (
            markup.TableColumn("Lieu"),
            markup.TableColumn("Projet"),
            markup.TableColumn("Du", unbroken=True),
            markup.TableColumn("Au", unbroken=True, optional=True),
            markup.TableColumn("État"),
            markup.TableColumn("Objet", optional=True),
        ),
        [
            (
                row.facility,
                row.who,
                french.day(row.starts_on),
                french.day(row.ends_on),
                row.state_label,
                row.purpose,
            )
            for row in rows
        ],
        caption=caption,
        links=[f"lieu?id={row.facility_id}" for row in rows],
    )


def export_table(visitor: Visitor, filters: FacilityBookingFilters, *, today: date) -> Table:
    """Return every booking that the filters keep."""
    with session.reading() as db:
        rows = queries.booking_list(db, visitor, filters, today=today, limit=ALL_ROWS).rows
        places = facilities.choices(db, visitor)
    asked = (
        ("Recherche", filters.text),
        ("Lieu", places.get(filters.facility_id or 0, "")),
        ("État", filters.standing.label if filters.standing else ""),
        ("À partir du", french.day(filters.since) if filters.since else ""),
    )
    return Table(
        title=TITLE,
        columns=COLUMNS,
        rows=rows,
        criteria=[(label, value) for label, value in asked if value],
        author=visitor.name,
        made_on=today,
    )


def _filters(visitor: Visitor, *, today: date) -> FacilityBookingFilters:
    """Draw the bar of filters and return what is asked."""
    with session.reading() as db:
        places = facilities.choices(db, visitor)
    bar = st.container(horizontal=True, vertical_alignment="center", key="noprint_booking_filters")
    text = components.search_box(
        bar, "Chercher", placeholder="Lieu ou projet", key=TEXT, on_change=_first_page
    )
    place = components.filter_choice(
        bar, "Lieu", places, key=PLACE, all_of="Tous les lieux", on_change=_first_page
    )
    standing = components.filter_choice(
        bar,
        "État",
        {each: each.label for each in BookingStanding},
        key=STANDING,
        all_of="Tous les états",
        on_change=_first_page,
    )
    to_come = bar.toggle("À venir", key=TO_COME, bind="query-params", on_change=_first_page)
    return FacilityBookingFilters(
        text=text,
        facility_id=place,
        standing=standing,
        since=today if to_come else None,
    )


def _first_page() -> None:
    """Come back to the first page: the filters have changed."""
    st.session_state[PAGE] = 1


def _found(
    visitor: Visitor, filters: FacilityBookingFilters, *, today: date, page: int
) -> BookingPage:
    with session.reading() as db:
        return queries.booking_list(
            db, visitor, filters, today=today, offset=(page - 1) * PAGE_ROWS
        )


def _nothing(found: BookingPage) -> None:
    if found.total:
        components.empty(
            "filter_alt_off",
            "Aucune réservation ne correspond",
            "Retirez un filtre, ou choisissez «\u00a0Tout afficher\u00a0».",
        )
    else:
        components.empty(
            "event",
            "Aucune réservation",
            "Réservez une plateforme, une déchèterie ou un atelier pour un projet\u00a0: "
            "le calendrier et l\u2019usage se remplissent d\u2019eux-mêmes.",
        )
