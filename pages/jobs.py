"""Emplois."""

import streamlit as st

from circular.domain.permissions import Permission
from circular.ui import components, gate, job_lists, navigation

visitor = gate.enter(Permission.SEE_JOBS)

place = components.title("Emplois")
with place:
    navigation.link("targets.py", "Voir les objectifs", icon="flag")
filters = job_lists.filter_bar()
job_lists.sums(filters)

st.space("small")
st.header("Ligne par ligne")
job_lists.draw(visitor, filters)
