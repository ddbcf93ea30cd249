"""The one sentence that opens the record of an agreement."""

from circular.actions import agreement_moves as moves
from circular.domain.agreements import ClosingDraft, EndingDraft
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.ui.agreement_records import sentence
from tests.builders.agreements import TODAY, a_draft, read, signed


def test_a_draft_says_its_state_and_the_planned_day(db: Database, staff: Visitor) -> None:
    plain = sentence(read(db, staff, a_draft(db, staff)))
    assert plain == "Convention **en préparation**."
    planned = a_draft(db, staff, signing_planned_on="10/12/2026")
    assert "signature prévue le **10/12/2026**" in sentence(read(db, staff, planned))


def test_a_signed_agreement_says_its_period(db: Database, staff: Visitor) -> None:
    assert sentence(read(db, staff, signed(db, staff))) == (
        "Signée le **12/03/2026**, pour la période du 12/03/2026 au **11/03/2027**."
    )


def test_every_end_says_its_day(db: Database, staff: Visitor) -> None:
    ended, terminated, abandoned = signed(db, staff), signed(db, staff), a_draft(db, staff)
    version = read(db, staff, ended).version
    last = EndingDraft(effective_on=TODAY)
    moves.end_agreement(db, staff, ended, last, version=version, today=TODAY)
    cut = ClosingDraft(effective_on=TODAY, reason="Cessation")
    version = read(db, staff, terminated).version
    moves.terminate_agreement(db, staff, terminated, cut, version=version)
    moves.abandon_agreement(db, staff, abandoned, cut, version=1)
    assert "**terminée** le 22/11/2026" in sentence(read(db, staff, ended))
    assert "**résiliée** avec effet au 22/11/2026" in sentence(read(db, staff, terminated))
    assert "**abandonnée** le 22/11/2026" in sentence(read(db, staff, abandoned))
