"""The bookings of one facility or of one project, one row each, with the acts on each."""

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from circular.actions import facility_bookings as actions
from circular.domain import french
from circular.domain.facilities import period
from circular.domain.facility_bookings import (
    BookingStanding,
    BookingState,
    FacilityBookingFilters,
)
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.queries import facility_bookings as queries
from circular.queries.facility_bookings import BookingPage, BookingRow
from circular.ui import components, dialogs, markup, navigation, session
from circular.ui.facility_bookings import BADGES, PAGE_NAME, book_button

SHOWN = 20


def facility_section(visitor: Visitor, facility_id: int) -> None:
    """Draw the bookings of a facility, the latest days first."""
    filters = FacilityBookingFilters(facility_id=facility_id)
    found = _found(visitor, filters)
    if not found.rows:
        components.empty(
            "event",
            "Aucune réservation",
            "Les réservations des projets s\u2019affichent ici, avec leurs jours et leur état.",
        )
        return
    for row in found.rows:
        _row(visitor, row, page="facility")
    _more(found, filters)


def waiting_section(visitor: Visitor) -> None:
    """Draw the requests that wait for an answer, each with what answers it in one act."""
    if not visitor.may(Permission.EDIT_FACILITIES):
        return
    filters = FacilityBookingFilters(standing=BookingStanding.REQUESTED)
    found = _found(visitor, filters)
    if not found.rows:
        return
    st.header(f"À répondre · {french.number(found.shown)}")
    for row in reversed(found.rows):  # the soonest first
        _row(visitor, row, page=PAGE_NAME)
    _more(found, filters)
    st.space("small")


def project_tab(visitor: Visitor, project_id: int) -> None:
    """Draw the bookings of a project, and the way to book a facility."""
    filters = FacilityBookingFilters(project_id=project_id)
    found = _found(visitor, filters)
    place = st.container()
    if not found.rows:
        place = components.empty(
            "event",
            "Aucune installation réservée",
            "Réservez une plateforme, une déchèterie ou un atelier pour des essais.",
        )
    book_button(visitor, place, "project", is_primary=False)
    for row in found.rows:
        _row(visitor, row, page="project")
    _more(found, filters)


def _found(visitor: Visitor, filters: FacilityBookingFilters) -> BookingPage:
    limit = st.session_state.get(_shown_key(filters), SHOWN)
    with session.reading() as db:
        return queries.booking_list(db, visitor, filters, today=session.today(), limit=limit)


def _shown_key(filters: FacilityBookingFilters) -> str:
    return f"_bookings_shown_{filters.facility_id}_{filters.project_id}"


def _more(found: BookingPage, filters: FacilityBookingFilters) -> None:
    left = found.shown - len(found.rows)
    key = _shown_key(filters)
    if left > 0:
        st.button(
            f"Voir la suite ({french.number(left)})",
            key=f"more{key}",
            on_click=partial(st.session_state.__setitem__, key, len(found.rows) + SHOWN),
        )


def _row(visitor: Visitor, row: BookingRow, *, page: str) -> None:
    """Draw one booking: its days on the left, who or where, what for, how it stands, the acts."""
    line = st.container(horizontal=True, wrap=False, key=f"row_booking_{row.id}")
    left = line.container(width=130, gap="xxsmall")
    left.markdown(f"**{french.day(row.starts_on)}**")
    if row.days > 1:
        left.caption(f"au {french.day(row.ends_on)}")
    right = line.container(gap="xxsmall")
    with right.container(horizontal=True, vertical_alignment="center", gap="small"):
        _head(visitor, row, page=page)
        st.markdown(BADGES[row.standing], width="content")
    markup.prose(row.purpose, right)
    for sentence in _details(row):
        markup.prose(sentence, right)
    right.caption(markup.plain(_caption(row)))
    if visitor.may(Permission.EDIT_FACILITIES):
        _acts(visitor, row, right, page=page)


def _head(visitor: Visitor, row: BookingRow, *, page: str) -> None:
    """Draw the link to the other end: the project on a facility, the facility on a project.

    Where both are unknown to the reader, both are linked.
    """
    if page in {"project", PAGE_NAME}:
        _link("facility.py", row.facility, row.facility_id)
    if page == "project":
        return
    if row.project_id is not None and visitor.may(Permission.SEE_PIPELINE):
        _link("project.py", row.who, row.project_id)
    else:
        st.markdown(f"**{markup.plain(row.who)}**", width="content")


def _link(file: str, label: str, record: int) -> None:
    st.page_link(
        navigation.path_of(file),
        label=f"**{markup.plain(label)}**",
        query_params={"id": str(record)},
        width="content",
    )


def _details(row: BookingRow) -> list[str]:
    """Say why it was cancelled, and what it was used for."""
    found = []
    if row.standing is BookingStanding.CANCELLED and row.cancel_reason:
        found.append(f"Annulée\u00a0: {row.cancel_reason}")
    if row.used_from is not None and row.used_to is not None:
        amount = f", {row.used_words}" if row.used_words else ""
        note = f"\u00a0: {row.use_note}" if row.use_note else ""
        found.append(f"Utilisé {period(row.used_from, row.used_to)}{amount}{note}")
    return found


def _caption(row: BookingRow) -> str:
    asked = f"demandée le {french.day(row.requested_on)}"
    who = f" par {row.asked_by}" if row.asked_by else ""
    days = french.plural(row.days, "jour", "jours")
    parts = (days, row.share_words, f"{asked}{who}")
    return " · ".join(part for part in parts if part)


def _acts(visitor: Visitor, row: BookingRow, place: DeltaGenerator, *, page: str) -> None:
    acts = place.container(horizontal=True, vertical_alignment="center", key=f"foot_{row.id}")
    if row.standing is BookingStanding.CANCELLED:
        _act(visitor, row, acts, "Rétablir", "restore")
        return
    if row.standing in {BookingStanding.REQUESTED, BookingStanding.UNANSWERED}:
        _act(visitor, row, acts, "Confirmer", "confirm")
    if row.state is BookingState.CONFIRMED and row.starts_on <= session.today():
        label = "Corriger l\u2019utilisation" if row.used_from else "Noter l\u2019utilisation"
        _ask(acts, label, "use_booking", row, page)
    _ask(acts, "Modifier", "amend_booking", row, page)
    if row.state is BookingState.REQUESTED and visitor.own_organisation is not None:
        _ask(acts, "Refuser", "refuse_booking", row, page)
    elif row.used_from is None:
        _ask(acts, "Annuler", "cancel_booking", row, page)


def _ask(place: DeltaGenerator, label: str, name: str, row: BookingRow, page: str) -> None:
    place.button(
        label,
        type="tertiary",
        key=f"{name}_{row.id}",
        on_click=partial(dialogs.ask, page, name, booking_id=row.id),
    )


def _act(visitor: Visitor, row: BookingRow, place: DeltaGenerator, label: str, name: str) -> None:
    """Draw a button that acts at once: to say yes, or to ask again."""
    is_yes = name == "confirm"
    if place.button(
        label,
        type="secondary" if is_yes else "tertiary",
        icon=":material/check:" if is_yes else ":material/undo:",
        key=f"{name}_booking_{row.id}",
    ):
        act = actions.confirm_booking if is_yes else actions.restore_booking
        said = "Réservation confirmée." if is_yes else "Réservation rétablie, à confirmer."
        if session.act(visitor, said, lambda db: act(db, visitor, row.id, version=row.version)):
            st.rerun()
