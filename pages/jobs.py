"""Emplois."""

import streamlit as st

from circular.domain.permissions import Permission
from circular.ui import components, gate, job_lists, targets

visitor = gate.enter(Permission.SEE_JOBS)

components.title("Emplois")
filters = job_lists.filter_bar()
job_lists.sums(filters)

st.space("small")
st.header("Ligne par ligne")
job_lists.draw(visitor, filters)

st.space("small")
st.header("Objectif d\u2019emplois nets")
targets.section(visitor)
