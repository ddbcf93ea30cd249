"""Rapprochements: the streams of a project, the projects of a stream, or what waits for a match."""

from circular.domain.permissions import Permission
from circular.ui import gate, matches, navigation, unmatched

visitor = gate.enter(Permission.SEE_MATCHES)
project, stream = navigation.asked_id("project"), navigation.asked_id("stream")
if project is not None:
    matches.project_page(visitor, project)
elif stream is not None:
    matches.stream_page(visitor, stream)
else:
    unmatched.overview(visitor)
