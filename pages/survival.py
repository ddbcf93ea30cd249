"""Survie."""

from circular.domain.permissions import Permission
from circular.exports import survival_words
from circular.ui import components, gate, markup, survival, survival_rows

visitor = gate.enter(Permission.SEE_DASHBOARD)

place = components.title("Survie des entreprises")
perimeter = survival.controls(visitor, place)
page = survival.read(visitor, perimeter)
is_opened = survival_rows.is_opened()

markup.lead(survival_words.lead(page))
if is_opened:
    survival_rows.draw(visitor, page)
survival.curves(page)
survival.horizons(visitor, page)
if not is_opened:
    survival_rows.draw(visitor, page)
