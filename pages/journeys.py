"""Parcours."""

from circular.domain.permissions import Permission
from circular.ui import components, gate, journeys

visitor = gate.enter(Permission.SEE_PIPELINE)

components.title(journeys.TITLE)
journeys.draw(visitor, journeys.filter_bar())
