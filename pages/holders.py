"""Porteurs."""

from functools import partial

from circular.domain.permissions import Permission
from circular.ui import components, dialogs, gate, holder_list, holders, quick_capture

visitor = gate.enter(Permission.SEE_PEOPLE)

place = components.title("Porteurs")
holder_list.register_button(visitor, place)
quick_capture.button(visitor, place, key="holders")
holder_list.draw(visitor)
dialogs.open_asked("holders", {"register": partial(holders.register_dialog, visitor)})
