"""Journal."""

from circular.domain.permissions import Permission
from circular.ui import components, gate, journal

visitor = gate.enter(Permission.SEE_JOURNAL)
journal.check(components.title(journal.TITLE))
journal.draw(visitor)
