"""Deciding a target and revising it, with the history of decisions."""

from datetime import date

import pytest

from circular.actions.targets import revise_target, set_target
from circular.domain.errors import (
    AlreadyDoneError,
    DomainError,
    NotAllowedError,
    NotFoundError,
    StaleRecordError,
)
from circular.domain.visitors import Visitor
from circular.queries.journal import history_of
from circular.queries.targets import history
from circular.store.connection import Database
from tests.builders.targets import a_revision, a_target, target_draft
from tests.builders.territory import LIBOURNAIS, a_territory


def test_a_first_decision_is_kept_with_its_source(db: Database, staff: Visitor) -> None:
    target_id = a_target(db, staff)

    (only,) = history(db, "jobs_net", epci_siren=None)
    assert (only.value, only.source, only.decided_by) == (120, "Article de presse", "Bureau")
    (line,) = history_of(db, "target", target_id)
    assert line.sentence.startswith("Objectif fixé\u00a0: 120 d\u2019ici le 31/12/2029")


def test_a_revision_is_added_and_nothing_is_overwritten(db: Database, staff: Visitor) -> None:
    revised = a_revision(db, staff, a_target(db, staff))

    values = [each.value for each in history(db, "jobs_net", epci_siren=None)]
    assert values == [100, 120]
    assert "120 auparavant" in history_of(db, "target", revised)[0].sentence


def test_a_second_first_target_is_refused(db: Database, staff: Visitor) -> None:
    a_target(db, staff)

    with pytest.raises(DomainError, match="révisez-le"):
        a_target(db, staff, value="90")


def test_an_epci_may_have_its_own_target(db: Database, staff: Visitor) -> None:
    a_territory(db, staff)
    a_target(db, staff)
    a_target(db, staff, value="40", epci_siren=LIBOURNAIS)

    assert [each.value for each in history(db, "jobs_net", epci_siren=LIBOURNAIS)] == [40]
    assert [each.value for each in history(db, "jobs_net", epci_siren=None)] == [120]


def test_an_unknown_territory_is_refused(db: Database, staff: Visitor) -> None:
    with pytest.raises(DomainError) as refusal:
        a_target(db, staff, epci_siren="999999999")
    assert [problem.field for problem in refusal.value.problems] == ["epci_siren"]


def test_a_revision_keeps_the_territory_of_what_it_revises(db: Database, staff: Visitor) -> None:
    a_territory(db, staff)
    target_id = a_target(db, staff, epci_siren=LIBOURNAIS)

    a_revision(db, staff, target_id, epci_siren=None)

    assert len(history(db, "jobs_net", epci_siren=LIBOURNAIS)) == 2
    assert history(db, "jobs_net", epci_siren=None) == ()


def test_a_revision_older_than_the_last_decision_is_refused(db: Database, staff: Visitor) -> None:
    target_id = a_target(db, staff)

    with pytest.raises(DomainError) as refusal:
        a_revision(db, staff, target_id, decided_on="31/12/2024")
    assert [problem.field for problem in refusal.value.problems] == ["decided_on"]


def test_a_decision_to_come_is_refused(db: Database, staff: Visitor) -> None:
    with pytest.raises(DomainError) as refusal:
        a_target(db, staff, decided_on="23/11/2026")
    assert "à venir" in refusal.value.problems[0].sentence


def test_who_revises_an_old_decision_is_told_of_the_new_one(
    db: Database, staff: Visitor, administrator: Visitor
) -> None:
    target_id = a_target(db, staff)
    a_revision(db, staff, target_id)

    with pytest.raises(StaleRecordError, match="100, décidé le 01/06/2025"):
        a_revision(db, administrator, target_id, value="80", decided_on="02/06/2025")
    assert len(history(db, "jobs_net", epci_siren=None)) == 2


def test_a_target_that_does_not_exist_cannot_be_revised(
    db: Database, staff: Visitor, today: date
) -> None:
    with pytest.raises(NotFoundError):
        revise_target(db, staff, 999, target_draft(), today=today)


def test_a_second_click_decides_once(db: Database, staff: Visitor, today: date) -> None:
    target_id = set_target(db, staff, target_draft(), today=today, token="t1")

    with pytest.raises(AlreadyDoneError) as twice:
        set_target(db, staff, target_draft(), today=today, token="t1")
    assert twice.value.record_id == target_id


@pytest.mark.parametrize("who", ["elected", "partner"])
def test_only_the_team_writes_targets_down(
    db: Database, who: str, request: pytest.FixtureRequest
) -> None:
    visitor: Visitor = request.getfixturevalue(who)

    with pytest.raises(NotAllowedError):
        a_target(db, visitor)
