"""Every screen that a role may open: the pages of its menu, and a record of each kind."""

from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.ui.navigation import entries

RECORDS = ("porteur", "projet", "convention", "gisement")
"""The hidden pages that show the record of their `id`: the demonstration has one of each kind."""


def addresses(role: Role) -> list[str]:
    """Return the addresses that a role may open, each with what it needs."""
    visitor = Visitor(account_id=1, name="Essai", role=role)
    return [
        f"{entry.address}?id=1" if entry.address in RECORDS else entry.address
        for entry in entries()
        if visitor.may(entry.permission) and (not entry.hidden or entry.address in RECORDS)
    ]
