"""Échéances : fins, préavis, renouvellements et engagements des conventions."""

from circular.domain.permissions import Permission
from circular.ui import deadlines, gate

visitor = gate.enter(Permission.SEE_DEADLINES)
deadlines.page(visitor)
