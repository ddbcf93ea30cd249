"""Territoire."""

from circular.domain.permissions import Permission
from circular.ui import components, gate, territory, territory_edits

visitor = gate.enter(Permission.SEE_TERRITORY)
place = components.title("Territoire")
territory_edits.add_button(visitor, place)
territory.territory(visitor)
territory_edits.open_asked(visitor)
