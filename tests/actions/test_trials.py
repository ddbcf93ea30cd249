"""Marking a trial and counting it again: written down, refused twice, kept from partners."""

from collections.abc import Callable

import pytest

from circular.actions.streams import archive_stream
from circular.actions.trials import count_again, mark_as_trial
from circular.domain.errors import DomainError, NotAllowedError, NotFoundError
from circular.domain.trials import TrialKind
from circular.domain.visitors import Visitor
from circular.queries.journal import history_of
from circular.store import trials as store
from circular.store.connection import Database
from tests.builders.agreements import a_project
from tests.builders.facilities import a_facility
from tests.builders.streams import a_stream


def a_record(db: Database, author: Visitor, kind: TrialKind) -> int:
    """Return a new record of a kind."""
    make: dict[TrialKind, Callable[[Database, Visitor], int]] = {
        TrialKind.PROJECT: a_project,
        TrialKind.STREAM: a_stream,
        TrialKind.FACILITY: a_facility,
    }
    return make[kind](db, author)


@pytest.mark.parametrize("kind", list(TrialKind))
def test_a_record_leaves_the_figures_and_comes_back_in_writing(
    db: Database, staff: Visitor, kind: TrialKind
) -> None:
    record = a_record(db, staff, kind)

    assert mark_as_trial(db, staff, kind, record) == record
    with pytest.raises(DomainError, match="déjà une fiche d’essai"):
        mark_as_trial(db, staff, kind, record)
    assert store.count(db, kind) == 1
    assert count_again(db, staff, kind, record) == record
    with pytest.raises(DomainError, match="déjà comptée"):
        count_again(db, staff, kind, record)
    assert store.count(db, kind) == 0

    back, marked, *_ = history_of(db, kind.value, record)
    assert marked.sentence.endswith("marqué comme fiche d’essai.")
    assert [(each.before, each.after) for each in marked.changes] == [("non", "oui")]
    assert back.sentence.endswith("n’est plus une fiche d’essai.")


@pytest.mark.parametrize("act", [mark_as_trial, count_again])
def test_what_does_not_exist_is_said(db: Database, staff: Visitor, act: type) -> None:
    with pytest.raises(NotFoundError):
        act(db, staff, TrialKind.PROJECT, 404)


def test_a_partner_neither_marks_nor_touches_a_trial(
    db: Database, staff: Visitor, partner: Visitor
) -> None:
    stream = a_stream(db, partner, organisation_id=partner.organisation_id)

    with pytest.raises(NotAllowedError):
        mark_as_trial(db, partner, TrialKind.STREAM, stream)
    mark_as_trial(db, staff, TrialKind.STREAM, stream)
    with pytest.raises(NotFoundError):
        archive_stream(db, partner, stream)
