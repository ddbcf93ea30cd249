"""Accepting lines of a plan: each becomes a kept match, all of them or none."""

from collections.abc import Sequence
from datetime import date

from circular.actions import matches
from circular.actions.work import work
from circular.domain import french
from circular.domain.errors import DomainError
from circular.domain.match_decisions import DecisionDraft
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.store.connection import Database

MOST_AT_ONCE = 200


def accept_lines(
    db: Database,
    author: Visitor,
    drafts: Sequence[DecisionDraft],
    *,
    today: date,
    token: str | None = None,
) -> int:
    """Keep the matches that lines of a plan propose; returns how many there are.

    The tonnes of a plan are not an agreement: they are not kept. Each decision holds its score,
    components and weights, so that it can be replayed.

    Raises:
        NotAllowedError: the author may not decide of matches.
        DomainError: no line, or too many at once, or one of them can no longer be kept.
        AlreadyDoneError: the same choice was sent before.
    """
    with work(db, author, Permission.EDIT_MATCHES, token=token) as unit:
        if not drafts:
            raise DomainError("Cochez au moins une ligne à retenir.")
        if len(drafts) > MOST_AT_ONCE:
            raise DomainError(
                f"{french.number(len(drafts))} lignes d\u2019un coup, c\u2019est trop\u00a0: "
                f"{MOST_AT_ONCE} au plus. Rien n\u2019a été retenu."
            )
        for draft in drafts:
            matches.decide(db, author, draft, today=today)
        return unit.produced(len(drafts))
