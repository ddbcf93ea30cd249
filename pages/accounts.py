"""Comptes."""

import streamlit as st

from circular.domain.permissions import Permission
from circular.ui import accounts, components, gate, navigation
from circular.ui.history import folded_history

visitor = gate.enter(Permission.MANAGE_ACCOUNTS)
chosen = navigation.asked_id()
if chosen is not None:
    accounts.record(visitor, chosen)
    folded_history(visitor, "account", chosen)
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
