"""The table of renewals refuses what does not hold."""

from datetime import date

from circular.actions.agreement_renewals import renew_agreement
from circular.domain.agreement_renewals import RenewalDraft
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from tests.builders.agreements import TODAY, read, signed
from tests.builders.straight import holds


def test_a_renewal_has_a_rank_and_carries_the_end_further(db: Database, staff: Visitor) -> None:
    agreement = signed(db, staff, signed_on=date(2025, 12, 1))
    version = read(db, staff, agreement).version
    draft = RenewalDraft(decided_on=TODAY)
    renew_agreement(db, staff, agreement, draft, version=version, today=TODAY)
    assert holds(db, "agreement_renewal", 1, sequence=0)
    assert holds(db, "agreement_renewal", 1, ends_on="2026-11-30")
    assert holds(db, "agreement_renewal", 1, effective_on="2026-11-30")
    assert holds(db, "agreement_renewal", 1, agreement_id=4242)
