"""Next actions for tests, made through the product."""

from datetime import date, timedelta

from circular.actions.next_actions import plan_action
from circular.domain.next_actions import NextActionDraft
from circular.domain.visitors import Visitor
from circular.store.connection import Database

TODAY = date(2026, 11, 22)


def an_action(
    db: Database,
    author: Visitor,
    project_id: int,
    *,
    days: int = 2,
    today: date = TODAY,
    **fields: object,
) -> int:
    """Plan a visit in two days, unless told otherwise; a late one was planned sixty days before."""
    due_on = today + timedelta(days=days)
    draft = NextActionDraft.model_validate(
        {"label": "Visiter la plateforme", "kind": "visit", "due_on": due_on, **fields}
    )
    planned_on = min(today, due_on) - timedelta(days=60)
    return plan_action(db, author, project_id, draft, today=planned_on)
