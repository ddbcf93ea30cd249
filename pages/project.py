"""Fiche projet : où en est un projet, ce qui lui manque, ce qui s'est dit, ce qui vient."""

import streamlit as st

from circular.domain.permissions import Permission
from circular.ui import components, gate, navigation, project_record

visitor = gate.enter(Permission.SEE_PIPELINE)
record = project_record.read(visitor, navigation.asked_id())

if record is None:
    st.title("Fiche projet")
    with components.empty(
        "search_off",
        "Ce projet n’existe pas, ou plus",
        "L’adresse est peut-être incomplète. Retrouvez le projet dans la liste.",
    ):
        st.page_link(navigation.path_of("projects.py"), label="Voir les projets")
    st.stop()

project_record.header(visitor, record)
project_record.standing(visitor, record)
project_record.tabs(visitor, record)
project_record.open_dialogs(visitor, record)
