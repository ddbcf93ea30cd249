"""Writing the clauses of an agreement, and saying which annexes go with it."""

from circular.actions.agreements import touch_unsigned
from circular.actions.work import work
from circular.domain.agreement_pieces import Pieces, PiecesDraft
from circular.domain.agreement_types import written_clauses
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.store import agreement_pieces as store
from circular.store.connection import Database


def set_pieces(
    db: Database,
    author: Visitor,
    agreement_id: int,
    draft: PiecesDraft,
    *,
    version: int,
    token: str | None = None,
) -> int:
    """Give an unsigned agreement its clauses and its annexes, in order.

    Raises:
        NotAllowedError: the author may not edit agreements.
        NotFoundError: there is no such agreement.
        StaleRecordError: somebody changed it since.
        DomainError: it is signed or given up.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_AGREEMENTS, token=token) as unit:
        old, new = _words(store.of_agreement(db, agreement_id)), _words(draft.pieces)
        changes = {title: (old[title], new[title]) for title in old if old[title] != new[title]}
        touch_unsigned(unit, agreement_id, version=version, changes=changes)
        store.replace(db, agreement_id, draft.pieces)
        sentence = "Clauses et annexes modifiées."
        unit.note("agreement", agreement_id, "pieces", sentence, changes)
        return unit.produced(agreement_id)


def _words(pieces: Pieces) -> dict[str, str]:
    return {"Clauses": written_clauses(pieces.clauses), "Annexes": "\n".join(pieces.annexes)}
