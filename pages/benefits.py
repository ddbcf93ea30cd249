"""Bénéfices: tonnes diverted, agreed and measured, and the CO2e they avoid, with sources."""

from circular.domain.permissions import Permission
from circular.ui import benefits, components, gate

visitor = gate.enter(Permission.SEE_DASHBOARD)
place = components.title("Bénéfices")
perimeter, year = benefits.controls(visitor, place)
page = benefits.read(visitor, perimeter, year)
benefits.summary(page)
benefits.years(visitor, page)
benefits.families(visitor, page)
benefits.sources(visitor, page)
