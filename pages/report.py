"""Bilan: the report of a period, as a text document, a PDF and a workbook."""

import streamlit as st

from circular.domain.permissions import Permission
from circular.ui import components, gate, reports

visitor = gate.enter(Permission.SEE_AGREEMENTS)
place = components.title("Bilan")

with st.container(key="stack_report"):
    left, right = st.columns([2, 3], gap="large")
with left:
    draft = reports.choices(visitor)
with right:
    report = reports.read(visitor, draft) if draft else None
    if report is not None:
        reports.make(visitor, place, report)
        reports.preview(report)
reports.check(visitor)
