"""Situations figées."""

from circular.domain.permissions import Permission
from circular.queries.snapshots import frozen, snapshots
from circular.ui import components, gate, session, share_addresses, snapshot_changes
from circular.ui import snapshots as shown
from circular.ui.history import folded_history

visitor = gate.enter(Permission.SEE_DASHBOARD)

place = components.title("Situations figées")
shown.freeze_button(visitor, place)
shown.asked_freezing(visitor)

with session.reading() as db:
    found = snapshots(db, visitor)
if found:
    chosen, other = shown.chosen(found)
    with session.reading() as db:
        first = frozen(db, visitor, chosen.id)
        second = None if other is None else frozen(db, visitor, other.id)
    shown.identity(first.snapshot, is_intact=first.is_intact)
    if second is None:
        snapshot_changes.with_today(visitor, first)
    else:
        snapshot_changes.with_other(visitor, first, second)
    share_addresses.section(visitor, first.snapshot)
    shown.withdraw_button(visitor, first.snapshot)
    folded_history(visitor, "snapshot", first.snapshot.id)
else:
    shown.nothing_yet(visitor)

shown.open_dialogs(visitor)
