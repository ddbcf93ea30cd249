"""Deciding a target and revising it, with the history of decisions."""

from datetime import date

import pytest

from circular.actions.targets import revise_target, set_target, withdraw_target
from circular.domain.errors import (
    AlreadyDoneError,
    DomainError,
    NotAllowedError,
    NotFoundError,
    StaleRecordError,
)
from circular.domain.targets import PathKind, TargetWithdrawalDraft
from circular.domain.visitors import Visitor
from circular.queries.journal import history_of
from circular.queries.targets import history
from circular.store.connection import Database
from circular.store.targets import by_id
from tests.builders.targets import a_correction, a_revision, a_target, a_withdrawal, target_draft
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


def test_the_points_of_a_path_are_kept(db: Database, staff: Visitor) -> None:
    a_target(db, staff, path_kind="stepped", points=[("01/01/2027", "30"), ("31/12/2029", "120")])

    (only,) = history(db, "jobs_net", epci_siren=None)
    assert only.path_kind is PathKind.STEPPED
    assert [point.value for point in only.points] == [30, 120]
    assert only.path.at(date(2028, 1, 1)) == 30


def test_two_indicators_have_each_their_first_target(db: Database, staff: Visitor) -> None:
    a_target(db, staff)
    a_target(db, staff, indicator="agreements_signed", value="11")

    assert [each.value for each in history(db, "agreements_signed", epci_siren=None)] == [11]


def test_a_revision_that_its_indicator_does_not_bear_is_refused(
    db: Database, staff: Visitor
) -> None:
    share = a_target(
        db, staff, indicator="facilities_booked", value="60", path_kind="none", points=()
    )

    with pytest.raises(DomainError) as refusal:
        a_revision(db, staff, share, value="90")
    assert [problem.field for problem in refusal.value.problems] == ["baseline"]


def test_a_mistaken_decision_is_put_right_and_the_journal_tells_both(
    db: Database, staff: Visitor
) -> None:
    wrong = a_target(db, staff)
    a_revision(db, staff, wrong)

    right = a_correction(db, staff, wrong, value="110", why="Chiffre mal recopié")

    assert [each.value for each in history(db, "jobs_net", epci_siren=None)] == [100, 110]
    kept = by_id(db, wrong)
    assert kept is not None
    assert kept["corrected_at"] is not None
    (line,) = history_of(db, "target", right)
    assert "120 devient 110" in line.sentence
    assert "Chiffre mal recopié" in line.sentence
    assert [(each.title, each.before, each.after) for each in line.changes] == [
        ("Valeur à atteindre", "120", "110")
    ]


def test_a_correction_may_be_corrected_in_turn(db: Database, staff: Visitor) -> None:
    wrong = a_target(db, staff)
    first = a_correction(db, staff, wrong, value="110")
    second = a_correction(db, staff, first, value="115")

    (only,) = history(db, "jobs_net", epci_siren=None)
    assert (only.id, only.value, only.corrects_id) == (second, 115, wrong)
    with pytest.raises(StaleRecordError):
        a_correction(db, staff, wrong, value="90")


def test_a_correction_stays_between_the_decisions_around_it(db: Database, staff: Visitor) -> None:
    wrong = a_target(db, staff)
    last = a_revision(db, staff, wrong)

    with pytest.raises(DomainError) as after:
        a_correction(db, staff, wrong, decided_on="02/06/2025")
    assert "décision suivante" in after.value.problems[0].sentence
    with pytest.raises(DomainError) as before:
        a_correction(db, staff, last, decided_on="01/01/2025")
    assert "décision précédente" in before.value.problems[0].sentence


def test_a_decision_never_taken_goes_away_and_the_one_before_is_in_force_again(
    db: Database, staff: Visitor
) -> None:
    a_revision(db, staff, first := a_target(db, staff))
    (last, _) = history(db, "jobs_net", epci_siren=None)

    a_withdrawal(db, staff, last.id)

    (only,) = history(db, "jobs_net", epci_siren=None)
    assert only.id == first
    assert "n\u2019a pas été prise" in history_of(db, "target", last.id)[0].sentence
    with pytest.raises(StaleRecordError):
        a_withdrawal(db, staff, last.id)


def test_once_its_only_decision_is_taken_away_a_target_may_be_set_again(
    db: Database, staff: Visitor
) -> None:
    a_withdrawal(db, staff, a_target(db, staff))

    a_target(db, staff, value="90")
    assert [each.value for each in history(db, "jobs_net", epci_siren=None)] == [90]


def test_only_the_team_puts_targets_right(db: Database, staff: Visitor, elected: Visitor) -> None:
    target_id = a_target(db, staff)

    with pytest.raises(NotAllowedError):
        a_correction(db, elected, target_id)
    with pytest.raises(NotAllowedError):
        withdraw_target(
            db, elected, target_id, TargetWithdrawalDraft(why="Erreur", is_confirmed=True)
        )
