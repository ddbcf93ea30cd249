"""Fiche porteur."""

from functools import partial

import streamlit as st

from circular.domain.permissions import Permission
from circular.ui import components, dialogs, gate, holder_record, navigation, projects

visitor = gate.enter(Permission.SEE_PEOPLE)

components.back(navigation.path_of("holders.py"), "Porteurs", key="holder")
record = holder_record.read(visitor, navigation.asked_id())
if record is None:
    holder_record.not_found()
    st.stop()
holder_record.header(visitor, record)
tabs = st.tabs([f"Projets · {len(record.projects)}", "Fiche", "Historique"])
with tabs[0]:
    holder_record.projects(visitor, record)
with tabs[1]:
    holder_record.sheet(visitor, record)
with tabs[2]:
    holder_record.past(visitor, record)
dialogs.open_asked(
    "holder",
    {
        "start": partial(projects.start_dialog, visitor, record.id),
        "archive": partial(holder_record.archive_dialog, visitor, record),
    },
)
