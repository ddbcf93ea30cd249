"""Rapprochements: the streams of a project, the projects of a stream, or what waits for a match."""

import streamlit as st

from circular.domain.permissions import Permission
from circular.ui import gate, matches, unmatched

visitor = gate.enter(Permission.SEE_MATCHES)
project, stream = st.query_params.get("project", ""), st.query_params.get("stream", "")
if project.isdecimal():
    matches.project_page(visitor, int(project))
elif stream.isdecimal():
    matches.stream_page(visitor, int(stream))
else:
    unmatched.overview(visitor)
