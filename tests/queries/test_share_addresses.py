"""What an address opens, and everything that keeps it shut."""

from datetime import UTC, datetime, timedelta

import pytest

from circular.actions.share_addresses import revoke_address
from circular.actions.snapshots import withdraw_situation
from circular.domain.errors import NotAllowedError
from circular.domain.snapshots import WithdrawalDraft
from circular.domain.visitors import Visitor
from circular.queries.share_addresses import addresses, shared_page
from circular.store.connection import Database
from tests.builders.snapshots import SITTING, a_snapshot, an_address
from tests.builders.territory import LIBOURNAIS, a_territory

NOW = datetime.now(UTC)


def test_an_address_opens_the_frozen_figures_with_the_bundled_outlines(
    db: Database, administrator: Visitor, staff: Visitor
) -> None:
    a_territory(db, administrator)
    token = an_address(db, staff, a_snapshot(db, staff))

    found = shared_page(db, token, now=NOW)

    assert found is not None
    assert (found.title, found.as_of) == ("Conseil de septembre", SITTING)
    assert LIBOURNAIS in found.outlines
    assert found.situation.figure("jobs_net") is not None


def test_an_address_that_is_over_revoked_unknown_withdrawn_or_tampered_with_opens_nothing(
    db: Database, staff: Visitor
) -> None:
    token = an_address(db, staff, a_snapshot(db, staff))
    assert shared_page(db, token, now=NOW) is not None
    assert shared_page(db, token, now=NOW + timedelta(days=31)) is None
    assert shared_page(db, "x" * 43, now=NOW) is None
    revoke_address(db, staff, 1)
    assert shared_page(db, token, now=NOW) is None

    other = a_snapshot(db, staff)
    token = an_address(db, staff, other)
    withdraw_situation(db, staff, other, WithdrawalDraft(reason="Erreur"))
    assert shared_page(db, token, now=NOW) is None

    token = an_address(db, staff, a_snapshot(db, staff))
    db.conn.execute("DROP TRIGGER snapshot_is_never_changed")
    db.conn.execute("UPDATE snapshot SET contents = json_set(contents, '$.association', 'X')")
    assert shared_page(db, token, now=NOW) is None


def test_the_team_alone_lists_the_addresses(db: Database, staff: Visitor, elected: Visitor) -> None:
    snapshot_id = a_snapshot(db, staff)
    an_address(db, staff, snapshot_id)

    found = addresses(db, staff, snapshot_id)[0]

    assert (found.recipient, found.readings) == ("Bureau du syndicat", 0)
    assert found.state(now=NOW) == "ouverte"
    assert found.state(now=NOW + timedelta(days=31)) == "expirée"
    with pytest.raises(NotAllowedError):
        addresses(db, elected, snapshot_id)
