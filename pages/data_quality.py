"""Qualité des données."""

from circular.domain.permissions import Permission
from circular.ui import components, data_quality, gate

visitor = gate.enter(Permission.SEE_PIPELINE)

components.title(data_quality.TITLE)
data_quality.draw(visitor, data_quality.filter_bar())
