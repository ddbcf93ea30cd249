"""Projets."""

from circular.domain.permissions import Permission
from circular.ui import board, components, gate, project_filters, project_list, quick_capture

visitor = gate.enter(Permission.SEE_PIPELINE)

quick_capture.button(visitor, components.title("Projets"), key="projects")
filters = project_filters.filter_bar()
left, right = project_filters.head()
if project_filters.view_switch(right) == project_filters.LIST:
    project_list.draw(visitor, filters, left, right)
else:
    board.draw(visitor, filters, left)
