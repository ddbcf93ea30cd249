"""Giving a reading address and revoking it."""

from datetime import date

import pytest

from circular.actions.share_addresses import give_address, note_address_reading, revoke_address
from circular.actions.snapshots import withdraw_situation
from circular.domain.errors import NotAllowedError, NotFoundError
from circular.domain.share_addresses import ShareDraft, ShareLifetime
from circular.domain.snapshots import WithdrawalDraft
from circular.domain.visitors import Visitor
from circular.store import journal, meta, share_addresses
from circular.store.connection import Database
from tests.builders.snapshots import a_snapshot, an_address


def test_an_address_is_given_for_a_time_and_revoked_at_once(db: Database, staff: Visitor) -> None:
    snapshot_id = a_snapshot(db, staff)
    draft = ShareDraft(recipient="Bureau du syndicat", lifetime=ShareLifetime.WEEK)

    first, second = (give_address(db, staff, snapshot_id, draft) for _ in range(2))

    assert first != second
    assert len(first) == 43
    address = share_addresses.of_snapshot(db, snapshot_id)[0]
    revoke_address(db, staff, address["id"])
    acts = [each["act"] for each in journal.of_record(db, "snapshot", snapshot_id)]
    assert acts == ["address_revoked", "address_given", "address_given", "frozen"]
    with pytest.raises(NotFoundError):
        revoke_address(db, staff, address["id"])


def test_only_the_team_gives_and_revokes(db: Database, staff: Visitor, elected: Visitor) -> None:
    snapshot_id = a_snapshot(db, staff)
    an_address(db, staff, snapshot_id)
    with pytest.raises(NotAllowedError):
        an_address(db, elected, snapshot_id)
    with pytest.raises(NotAllowedError):
        revoke_address(db, elected, 1)


def test_a_withdrawn_or_unknown_situation_has_no_new_address(db: Database, staff: Visitor) -> None:
    snapshot_id = a_snapshot(db, staff)
    withdraw_situation(db, staff, snapshot_id, WithdrawalDraft(reason="Erreur"))
    for asked in (snapshot_id, 99):
        with pytest.raises(NotFoundError):
            an_address(db, staff, asked)


def test_a_reading_is_counted_without_emptying_the_caches(db: Database, staff: Visitor) -> None:
    snapshot_id = a_snapshot(db, staff)
    an_address(db, staff, snapshot_id)
    version = meta.data_version(db)

    note_address_reading(db, 1, on=date(2026, 11, 22))

    assert share_addresses.of_snapshot(db, snapshot_id)[0]["readings"] == 1
    assert meta.data_version(db) == version
