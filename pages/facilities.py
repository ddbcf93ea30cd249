"""Locaux."""

import streamlit as st

from circular.domain.permissions import Permission
from circular.ui import gate

visitor = gate.enter(Permission.SEE_FACILITIES)
st.title("Locaux")
