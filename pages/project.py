"""Fiche projet."""

import streamlit as st

from circular.domain.permissions import Permission
from circular.ui import gate

visitor = gate.enter(Permission.SEE_PIPELINE)
st.title("Fiche projet")
