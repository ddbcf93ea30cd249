"""Questions about trials: how many are left out of a list, and what leaves with a project."""

from circular.domain.permissions import Permission
from circular.domain.trials import TrialKind, held_sentence, may_see_trials
from circular.domain.visitors import Visitor, require
from circular.store import trials as store
from circular.store.connection import Database


def trial_count(db: Database, visitor: Visitor, kind: TrialKind) -> int:
    """Count the trials of a kind, archived or not; none for a visitor who may not see them."""
    return store.count(db, kind) if may_see_trials(visitor) else 0


def trial_agreements(db: Database, visitor: Visitor) -> int:
    """Count the agreements of trial projects; none for a visitor who may not see them."""
    return store.agreement_count(db) if may_see_trials(visitor) else 0


def trial_matches(db: Database, visitor: Visitor) -> int:
    """Count the tracked matches with a trial; none for a visitor who may not see them."""
    return store.match_count(db) if may_see_trials(visitor) else 0


def held_by_project(db: Database, visitor: Visitor, project_id: int) -> str | None:
    """Say what leaves the figures with a project, None when nothing is written of it.

    Raises:
        NotAllowedError: the visitor's role does not read projects.
    """
    require(visitor, Permission.SEE_PIPELINE)
    return held_sentence(store.held_by_project(db, project_id))
