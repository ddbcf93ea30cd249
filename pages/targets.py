"""Objectifs."""

import streamlit as st

from circular.domain.permissions import Permission
from circular.ui import components, gate, target_forms, targets

visitor = gate.enter(Permission.SEE_DASHBOARD)

place = components.title("Objectifs")
as_of = targets.controls(visitor, place)
found = targets.read(visitor, as_of)

targets.overview(visitor, found, as_of)
if found:
    st.space("small")
    targets.detail(visitor, targets.chosen(found))
target_forms.open_dialogs(visitor)
