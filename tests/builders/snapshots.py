"""Frozen situations for tests, frozen through the product itself."""

from datetime import date

from circular.actions.share_addresses import give_address
from circular.actions.snapshots import freeze_situation
from circular.domain.frozen_situations import FrozenSituation
from circular.domain.indicators import Perimeter
from circular.domain.share_addresses import ShareDraft
from circular.domain.snapshots import SnapshotDraft
from circular.domain.visitors import Visitor
from circular.exports.frozen_words import words_of
from circular.queries.snapshots import situation
from circular.store.connection import Database

TODAY = date(2026, 11, 22)
SITTING = date(2026, 9, 30)


def read(db: Database, perimeter: Perimeter) -> FrozenSituation:
    """Read what is to be frozen, as the page does."""
    return situation(db, perimeter, words_of)


def a_snapshot(
    db: Database,
    author: Visitor,
    *,
    title: str = "Conseil de septembre",
    as_of: date = SITTING,
    epci_siren: str | None = None,
    note: str | None = None,
) -> int:
    """Freeze the figures of 30 September 2026."""
    draft = SnapshotDraft(title=title, as_of=as_of, epci_siren=epci_siren, note=note)
    return freeze_situation(db, author, draft, read, today=TODAY)


def an_address(db: Database, author: Visitor, snapshot_id: int) -> str:
    """Give a frozen situation an address for a month, and return its token."""
    return give_address(db, author, snapshot_id, ShareDraft(recipient="Bureau du syndicat"))
