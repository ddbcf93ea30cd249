"""Territoire."""

from circular.domain.permissions import Permission
from circular.ui import components, gate, territory, territory_edits
from circular.ui.history import folded_history

visitor = gate.enter(Permission.SEE_TERRITORY)
place = components.title("Territoire")
territory_edits.add_button(visitor, place)
territory.territory(visitor)
folded_history(visitor, "territory", None)
territory_edits.open_asked(visitor)
