"""Notes de revue : celles que l'on a écrites et celles où l'on est nommé."""

from circular.domain.permissions import Permission
from circular.ui import case_notes, components, gate

visitor = gate.enter(Permission.READ_CASE_NOTES)
components.title("Notes de revue")
case_notes.named_list(visitor)
