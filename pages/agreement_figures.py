"""Figures of the agreements."""

from circular.domain.permissions import Permission
from circular.ui import components, gate
from circular.ui.agreement_figures import TITLE, asked_day, figures

visitor = gate.enter(Permission.SEE_AGREEMENTS)

place = components.title(TITLE)
figures(visitor, asked_day(visitor, place))
