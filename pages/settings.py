"""Réglages."""

import streamlit as st

from circular.domain.permissions import Permission
from circular.ui import gate

visitor = gate.enter(Permission.EDIT_SETTINGS)
st.title("Réglages")
