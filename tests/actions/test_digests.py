"""The weekly digest is wanted or not, and taken once a week."""

from circular.actions.digests import choose_digest, claim_digest, release_digest
from circular.domain.visitors import Visitor
from circular.queries.digests import wants_digest
from circular.store.connection import Database
from circular.store.rows import value
from tests.conftest import NOW


def test_the_choice_is_kept_and_told(db: Database, elected: Visitor) -> None:
    assert wants_digest(db, elected)
    choose_digest(db, elected, wanted=False)
    choose_digest(db, elected, wanted=False)
    assert not wants_digest(db, elected)
    choose_digest(db, elected, wanted=True)
    assert wants_digest(db, elected)
    assert value(db, "SELECT count(*) FROM journal WHERE act = 'digest_chosen'") == 3


def test_a_digest_is_taken_once_a_week_unless_it_is_given_back(
    db: Database, staff: Visitor
) -> None:
    person = staff.account_id or 0
    assert claim_digest(db, person, "2026-W47", now=NOW)
    assert not claim_digest(db, person, "2026-W47", now=NOW)
    release_digest(db, person, "2026-W47")
    assert claim_digest(db, person, "2026-W47", now=NOW)
