"""Rapprochement: one match, where it stands, its introductions, its agreement, its history."""

from circular.domain.permissions import Permission
from circular.ui import gate, navigation, tracked_match_record

visitor = gate.enter(Permission.SEE_MATCHES)
tracked_match_record.record_page(visitor, navigation.asked_id())
