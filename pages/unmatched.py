"""À prospecter: streams nobody uses, needs nobody serves, and where to look for them."""

from circular.domain.permissions import Permission
from circular.ui import components, gate, prospecting, unmatched_lists
from circular.ui.unmatched_lists import UnmatchedList

visitor = gate.enter(Permission.SEE_MATCHES)
components.title("À prospecter")
chosen = unmatched_lists.chosen_list()
if chosen is UnmatchedList.STREAMS:
    unmatched_lists.unused(visitor)
elif chosen is UnmatchedList.NEEDS:
    unmatched_lists.unserved(visitor)
else:
    prospecting.leads(visitor)
