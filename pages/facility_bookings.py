"""Réservations: who uses which facility and when, over three months and line by line."""

import streamlit as st

from circular.domain.permissions import Permission
from circular.ui import components, facility_booking_rows, facility_bookings, gate, session

visitor = gate.enter(Permission.SEE_FACILITIES)
today = session.today()

place = components.title(facility_bookings.TITLE)
facility_bookings.book_button(visitor, place)
opening = st.container()
facility_booking_rows.waiting_section(visitor)
facility_bookings.overview(visitor, opening, today=today)
facility_bookings.usage_table(visitor, today=today)
facility_bookings.booking_list(visitor, today=today)
facility_bookings.open_dialogs(visitor)
