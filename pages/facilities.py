"""Locaux et installations: where a project can try, be lent a place, or settle."""

import streamlit as st

from circular.domain.permissions import Permission
from circular.ui import components, facilities, gate

visitor = gate.enter(Permission.SEE_FACILITIES)
may_edit = visitor.may(Permission.EDIT_FACILITIES)
if "nouveau" in st.query_params and may_edit:
    facilities.new_facility(visitor)
else:
    place = components.title(facilities.TITLE)
    if may_edit and place.button(
        "Ajouter un lieu", icon=":material/add:", type="primary", key="add_facility"
    ):
        st.query_params["nouveau"] = "1"
        st.rerun()
    facilities.facility_list(visitor)
