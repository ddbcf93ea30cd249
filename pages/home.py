"""Accueil : mène chacun à l'écran par lequel son rôle commence."""

import streamlit as st

from circular.domain.permissions import Permission
from circular.ui import gate, navigation

visitor = gate.enter(Permission.SEE_DASHBOARD)
st.switch_page(navigation.path_of(navigation.HOME[visitor.role]))
