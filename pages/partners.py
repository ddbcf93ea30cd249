"""Partenaires."""

from circular.domain.permissions import Permission
from circular.ui import components, gate, organisation_records, organisations

visitor = gate.enter(Permission.SEE_PARTNERS)
place = components.title("Partenaires")
organisations.add_button(visitor, place)
organisations.directory(visitor)
organisation_records.open_asked(visitor)
