"""Changing the rules of a type: a new version each time, nothing already prepared moves."""

from datetime import date

import pytest

from circular.actions import agreement_types as actions
from circular.actions.agreement_moves import sign_agreement
from circular.actions.agreement_pieces import set_pieces
from circular.domain.agreement_pieces import PiecesDraft
from circular.domain.agreement_types import AgreementTypeDraft
from circular.domain.agreements import SigningDraft
from circular.domain.errors import DomainError, NotAllowedError, NotFoundError, StaleRecordError
from circular.domain.visitors import Visitor
from circular.queries.agreement_types import newest_type
from circular.store.connection import Database
from circular.store.rows import value
from tests.builders.agreements import TODAY, a_draft, read, signed, to_sign

RULES = AgreementTypeDraft.model_validate(
    {
        "label": "Contrat d’appui",
        "longest_months": "6",
        "duration_months": "6",
        "fewest_parties": "3",
        "annexes": "Budget",
        "reason": "Décision du bureau",
    }
)


def change(db: Database, author: Visitor, *, seen: int = 2, key: str = "cape") -> int:
    return actions.change_agreement_type(db, author, key, RULES, seen=seen, today=TODAY)


def test_a_change_of_rule_never_alters_what_is_signed_or_prepared(
    db: Database, staff: Visitor, administrator: Visitor
) -> None:
    old = signed(db, staff, type_key="cape")
    waiting = a_draft(db, staff, read(db, staff, old).project_id, type_key="cape")
    before = read(db, staff, old).type
    assert change(db, administrator) == 3
    assert read(db, staff, old).type == before
    assert read(db, staff, waiting).type == before
    newest = newest_type(db, "cape")
    assert newest is not None
    assert (newest.version, newest.longest_months, newest.annexes) == (3, 6, ("Budget",))
    said = value(db, "SELECT sentence FROM journal WHERE entity = 'agreement_type'")
    assert said == (
        "Type de convention «\u00a0Contrat d’appui\u00a0»\u00a0: version 3, "
        "«\u00a0Décision du bureau\u00a0»."
    )
    kept = "SELECT since || reason || author_id FROM agreement_type WHERE version = 3"
    assert value(db, kept) == f"2026-11-22Décision du bureau{administrator.account_id}"


def test_what_is_not_signed_may_take_the_newest_rules_and_a_signed_one_may_not(
    db: Database, staff: Visitor, administrator: Visitor
) -> None:
    old = signed(db, staff, type_key="cape")
    project = read(db, staff, old).project_id
    waiting = a_draft(db, staff, project, type_key="cape")
    long = a_draft(db, staff, project, type_key="cape", starts_on="01/01/2027")
    with pytest.raises(DomainError, match="déjà les règles"):
        actions.take_newest_rules(db, staff, waiting, version=1)
    change(db, administrator)
    with pytest.raises(DomainError, match="6\u00a0mois au plus"):
        actions.take_newest_rules(db, staff, long, version=1)
    with pytest.raises(StaleRecordError):
        actions.take_newest_rules(db, staff, waiting, version=9)
    actions.take_newest_rules(db, staff, waiting, version=1)
    assert read(db, staff, waiting).type.version == 3
    with pytest.raises(DomainError, match="ne change plus"):
        actions.take_newest_rules(db, staff, old, version=read(db, staff, old).version)


def test_a_signature_says_each_thing_that_the_rules_demand(
    db: Database, staff: Visitor, administrator: Visitor
) -> None:
    change(db, administrator)
    agreement = to_sign(db, staff, a_draft(db, staff, type_key="cape"))
    record = read(db, staff, agreement)
    assert len(record.parties) == 3
    set_pieces(db, staff, agreement, PiecesDraft(), version=record.version)
    draft, version = SigningDraft(signed_on=TODAY), record.version + 1
    with pytest.raises(DomainError) as refusal:
        sign_agreement(db, staff, agreement, draft, version=version, today=TODAY)
    assert [each.sentence for each in refusal.value.problems] == [
        "Il manque l’annexe «\u00a0Budget\u00a0»\u00a0: joignez-la."
    ]


def test_only_who_may_and_what_changes_and_what_was_seen(
    db: Database, staff: Visitor, administrator: Visitor
) -> None:
    with pytest.raises(NotAllowedError):
        change(db, staff)
    with pytest.raises(NotFoundError):
        change(db, administrator, key="inconnu")
    with pytest.raises(StaleRecordError, match="version 2"):
        change(db, administrator, seen=1)
    change(db, administrator)
    with pytest.raises(DomainError, match="déjà en vigueur"):
        change(db, administrator, seen=3)
    assert (
        date.fromisoformat(
            value(db, "SELECT since FROM agreement_type WHERE key = 'cape' AND active")
        )
        == TODAY
    )
