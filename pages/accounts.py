"""Comptes."""

import streamlit as st

from circular.domain.permissions import Permission
from circular.ui import accounts, components, gate

visitor = gate.enter(Permission.MANAGE_ACCOUNTS)
chosen = st.query_params.get("id", "")
if chosen.isdigit():
    accounts.record(visitor, int(chosen))
    st.stop()
components.title("Comptes")
people, invite, opened, rules = st.tabs(
    ["Personnes", "Inviter quelqu’un", "Connexions ouvertes", "Règles"]
)
with people:
    accounts.account_list(visitor)
with invite:
    accounts.invitation(visitor)
with opened:
    accounts.open_sessions()
with rules:
    accounts.rules(visitor)
