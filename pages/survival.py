"""Survie."""

from circular.domain.permissions import Permission
from circular.ui import components, gate, survival

visitor = gate.enter(Permission.SEE_DASHBOARD)

place = components.title("Survie des entreprises")
perimeter = survival.controls(visitor, place)
page = survival.read(visitor, perimeter)

survival.summary(page)
survival.horizons(visitor, page)
survival.rows(visitor, page)
