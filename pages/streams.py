"""Gisements: what the territory throws away, and who could be told of it."""

import streamlit as st

from circular.domain.permissions import Permission
from circular.ui import components, gate, navigation, streams

visitor = gate.enter(Permission.SEE_STREAMS)
place = components.title(streams.TITLE)
with place:
    if visitor.may(Permission.SEE_MATCHES):
        navigation.link("unmatched.py", "À prospecter", icon="travel_explore")
    navigation.link("materials.py", "Carte des matières", icon="map")
if visitor.may(Permission.EDIT_STREAMS) and place.button(
    "Ajouter un gisement", icon=":material/add:", type="primary", key="add_stream"
):
    st.switch_page(navigation.path_of("stream.py"), query_params={"nouveau": "1"})
streams.stream_list(visitor)
