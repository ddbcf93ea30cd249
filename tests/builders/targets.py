"""Targets for tests, decided through the product itself."""

from datetime import date
from typing import Any

from circular.actions.targets import correct_target, revise_target, set_target, withdraw_target
from circular.domain.targets import TargetCorrectionDraft, TargetDraft, TargetWithdrawalDraft
from circular.domain.visitors import Visitor
from circular.store.connection import Database

TODAY = date(2026, 11, 22)


def target_draft(**changes: Any) -> TargetDraft:
    """Return a complete draft: 120 jobs from 2025 to the end of 2029, decided at the start."""
    values: dict[str, Any] = {
        "value": "120",
        "starts_on": "01/01/2025",
        "due_on": "31/12/2029",
        "source": "Article de presse",
        "decided_on": "02/01/2025",
        "decided_by": "Bureau",
    }
    return TargetDraft.model_validate({**values, **changes})


def a_target(db: Database, author: Visitor, **changes: Any) -> int:
    """Set a target."""
    return set_target(db, author, target_draft(**changes), today=TODAY)


def a_revision(db: Database, author: Visitor, target_id: int, **changes: Any) -> int:
    """Revise a target to 100 on 1 June 2025."""
    values = {"value": "100", "decided_on": "01/06/2025", "source": "Présentation publique"}
    draft = target_draft(**(values | changes))
    return revise_target(db, author, target_id, draft, today=TODAY)


def a_correction(db: Database, author: Visitor, target_id: int, **changes: Any) -> int:
    """Put a decision right: 110 instead of what was noted, unless said otherwise."""
    values = {"value": "110", "why": "Mal noté", "is_confirmed": True, **changes}
    kept = {name: value for name, value in values.items() if name in TargetDraft.model_fields}
    whole = target_draft(**kept).model_dump()
    draft = TargetCorrectionDraft.model_validate(
        {**whole, "why": values["why"], "is_confirmed": values["is_confirmed"]}
    )
    return correct_target(db, author, target_id, draft, today=TODAY)


def a_withdrawal(db: Database, author: Visitor, target_id: int) -> int:
    """Take away a decision that was never taken."""
    draft = TargetWithdrawalDraft(why="Jamais prise", is_confirmed=True)
    return withdraw_target(db, author, target_id, draft)
