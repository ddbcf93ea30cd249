"""Matières: what the territory throws away, seen whole."""

from circular.domain.permissions import Permission
from circular.ui import components, gate, materials

visitor = gate.enter(Permission.SEE_MATERIALS)
components.title(materials.TITLE)
materials.overview(visitor)
