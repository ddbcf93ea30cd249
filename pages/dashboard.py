"""Tableau des élus."""

import streamlit as st

from circular.domain.permissions import Permission
from circular.exports import dashboard_words
from circular.ui import components, dashboard, dashboard_filters, decisions, gate, markup

visitor = gate.enter(Permission.SEE_DASHBOARD)

place = components.title("Où en sommes-nous\u202f?")
perimeter = dashboard_filters.controls(visitor, place)
page = dashboard.read(visitor, perimeter)

markup.lead(dashboard_words.lead(page))
dashboard.why(page)
dashboard.tiles(visitor, page)
decisions.decisions(visitor, page.decisions, page.perimeter)

with st.container(key="pair_progress"):
    left, right = st.columns([3, 2], gap="large")
with left:
    dashboard.jobs(visitor, page)
    ahead = st.container()
with right:
    dashboard.funnel(visitor, page)

with st.container(key="pair_agreements"):
    left, right = st.columns([3, 2], gap="large")
with left:
    dashboard.agreements(visitor, page)
with right:
    dashboard.places(visitor, page)
with ahead:
    dashboard.forecast(visitor, page)
