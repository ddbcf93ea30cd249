"""Emplois."""

import streamlit as st

from circular.domain.permissions import Permission
from circular.ui import components, gate, job_lists, jobs, navigation

visitor = gate.enter(Permission.SEE_JOBS)

place = components.title("Emplois")
with place:
    navigation.link("targets.py", "Voir les objectifs", icon="flag")
jobs.note_button(visitor, place)
filters = job_lists.filter_bar()
job_lists.sums(filters)

st.space("small")
st.header("Ligne par ligne")
job_lists.draw(visitor, filters)
jobs.open_dialogs(visitor)
