"""Tableau des élus."""

import streamlit as st

from circular.domain.permissions import Permission
from circular.ui import gate

visitor = gate.enter(Permission.SEE_DASHBOARD)
st.title("Tableau des élus")
