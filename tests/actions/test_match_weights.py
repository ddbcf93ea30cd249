"""Choosing weights, and taking up older ones."""

import pytest

from circular.actions.match_weights import choose_weights, restore_weights
from circular.domain.errors import DomainError, NotAllowedError, NotFoundError, StaleRecordError
from circular.domain.matches import DEFAULT_WEIGHTS
from circular.domain.visitors import Visitor
from circular.store import journal
from circular.store import match_weights as store
from circular.store.connection import Database
from tests.domain.test_match_weights import draft


def test_new_weights_are_a_new_version_told_in_the_journal(
    db: Database, administrator: Visitor
) -> None:
    assert choose_weights(db, administrator, draft(), seen=1) == 2

    assert store.current(db).distance == 0.425
    line = journal.of_record(db, "match_weights", None)[0]
    assert "version 2" in line["sentence"]
    assert '"Distance": ["25", "42,5"]' in line["changes"]


def test_older_weights_are_taken_up_as_a_new_version(db: Database, administrator: Visitor) -> None:
    choose_weights(db, administrator, draft(), seen=1)

    assert restore_weights(db, administrator, 1) == 3

    assert store.current(db).in_order() == DEFAULT_WEIGHTS.in_order()
    newest = store.versions(db)[0]
    assert (newest["restored_from"], newest["reason"]) == (1, "Retour aux poids de la version 1")
    with pytest.raises(DomainError, match="déjà en vigueur"):
        restore_weights(db, administrator, 1)
    with pytest.raises(NotFoundError, match="pas de version 9"):
        restore_weights(db, administrator, 9)


def test_the_second_saver_is_told_and_staff_is_refused(
    db: Database, administrator: Visitor, staff: Visitor
) -> None:
    choose_weights(db, administrator, draft(), seen=1)

    with pytest.raises(StaleRecordError, match="la version 2 est en vigueur"):
        choose_weights(db, administrator, draft(material="50", distance="32,5"), seen=1)
    with pytest.raises(DomainError, match="déjà en vigueur"):
        choose_weights(db, administrator, draft(), seen=2)
    with pytest.raises(NotAllowedError):
        choose_weights(db, staff, draft(), seen=2)
    assert store.current(db).version == 2
