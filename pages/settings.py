"""Réglages."""

import streamlit as st

from circular.domain.permissions import Permission
from circular.ui import choice_lists, components, gate, settings

visitor = gate.enter(Permission.EDIT_SETTINGS)
components.title("Réglages")
own, lists, about = st.tabs(["Association", "Listes de choix", "À propos"])
with own:
    settings.association(visitor)
with lists:
    choice_lists.lists(visitor)
with about:
    settings.about_circular()
