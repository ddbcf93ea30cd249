"""Fiche gisement: one stream, or the form of a new one."""

import streamlit as st

from circular.domain.permissions import Permission
from circular.ui import gate, navigation, stream_record

visitor = gate.enter(Permission.SEE_STREAMS)
asked = navigation.asked_id()
if asked is not None:
    stream_record.stream_record(visitor, asked)
elif "nouveau" in st.query_params and visitor.may(Permission.EDIT_STREAMS):
    stream_record.new_stream(visitor)
else:
    st.switch_page(navigation.path_of("streams.py"))
