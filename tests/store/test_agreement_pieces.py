"""Clauses and annexes in the store: in order, replaced as a whole."""

from circular.domain.agreement_pieces import Pieces
from circular.domain.agreement_types import Clause
from circular.domain.visitors import Visitor
from circular.store import agreement_pieces as store
from circular.store.connection import Database
from tests.builders.agreements import a_draft


def test_they_come_back_in_their_order_and_replace_each_other(db: Database, staff: Visitor) -> None:
    agreement = a_draft(db, staff)
    whole = Pieces((Clause(title="Z", text="z"), Clause(title="A", text="a")), ("Plan", "Devis"))
    store.replace(db, agreement, whole)
    assert store.of_agreement(db, agreement) == whole
    store.replace(db, agreement, Pieces())
    assert store.of_agreement(db, agreement) == Pieces()
