"""Qui peut quoi."""

from circular.domain.permissions import Permission
from circular.exports.handbook import RIGHTS_TITLE
from circular.ui import components, gate, rights

visitor = gate.enter(Permission.SEE_RIGHTS)
components.title(RIGHTS_TITLE)
rights.draw(visitor)
