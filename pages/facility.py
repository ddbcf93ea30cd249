"""Fiche lieu: one facility or premises, its month, its bookings and its use."""

import streamlit as st

from circular.domain.permissions import Permission
from circular.ui import facility_record, gate, navigation

visitor = gate.enter(Permission.SEE_FACILITIES)
asked = navigation.asked_id()
if asked is None:
    st.switch_page(navigation.path_of("facilities.py"))
facility_record.facility_record(visitor, asked)
