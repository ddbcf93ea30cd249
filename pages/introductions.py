"""Mises en relation: those that the team sent, those that a partner received, and the answers."""

from circular.domain.permissions import Permission
from circular.ui import gate, introductions

visitor = gate.enter(Permission.ANSWER_INTRODUCTIONS)
introductions.page(visitor)
