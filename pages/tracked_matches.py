"""Suivi des rapprochements: each match that was kept, its stage, what is agreed and what moved."""

from circular.domain.permissions import Permission
from circular.ui import components, gate, tracked_matches

visitor = gate.enter(Permission.SEE_MATCHES)
components.title(tracked_matches.TITLE)
tracked_matches.tracked_list(visitor)
