"""Tableau des élus."""

import streamlit as st

from circular.domain.permissions import Permission
from circular.exports import dashboard_words
from circular.ui import components, dashboard, gate, markup

visitor = gate.enter(Permission.SEE_DASHBOARD)

place = components.title("Où en sommes-nous\u202f?")
perimeter = dashboard.controls(visitor, place)
page = dashboard.read(visitor, perimeter)

markup.lead(dashboard_words.lead(page))
dashboard.tiles(page)

with st.container(key="stack_progress"):
    left, right = st.columns([3, 2], gap="large")
with left:
    dashboard.jobs(page)
with right:
    dashboard.funnel(page)

st.space("small")
with st.container(key="stack_agreements"):
    left, right = st.columns([3, 2], gap="large")
with left:
    dashboard.agreements(visitor, page)
with right:
    dashboard.places(page)
