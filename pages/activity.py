"""Activité."""

from circular.domain.permissions import Permission
from circular.ui import activity, components, gate

visitor = gate.enter(Permission.SEE_PIPELINE)

components.title(activity.TITLE)
activity.draw(visitor, activity.filter_bar())
