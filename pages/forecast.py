"""Prévision: the jobs to come, with their range, what leads there and how far to trust it."""

import streamlit as st

from circular.domain.permissions import Permission
from circular.ui import components, dashboard_filters, forecast, gate

visitor = gate.enter(Permission.SEE_DASHBOARD)
place = components.title("Prévision")
perimeter = dashboard_filters.controls(visitor, place)
with st.empty().container():  # what was drawn for another question goes while this one is computed
    page = forecast.read(visitor, perimeter)
    reserve = forecast.opening(visitor, page)
    if page.quarters:
        forecast.range_ahead(visitor, page)
        forecast.needed(visitor, page)
        forecast.stages(visitor, page)
        forecast.hypotheses(visitor, page)
        forecast.back_test(visitor, page, reserve)
    else:
        forecast.nothing_yet(page)
    forecast.method()
