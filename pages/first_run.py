"""Premiers pas."""

import streamlit as st

from circular.domain.permissions import Permission
from circular.ui import components, first_run, gate, markup, navigation

visitor = gate.enter(Permission.MANAGE_ACCOUNTS)
components.title("Premiers pas")
markup.lead("Votre compte est créé. **Quatre choses**, dans l’ordre que vous voulez.")
first_run.territory(visitor)
first_run.team(visitor)
first_run.protection(visitor)
first_run.association()
if st.button("Commencer à travailler", type="primary", icon=":material/arrow_forward:"):
    st.switch_page(navigation.path_of("my_day.py"))
