"""Commitments: a light in words for every case, reminders before, no « fait » without a proof."""

from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from circular.domain.agreements import AgreementState
from circular.domain.commitments import (
    EDITABLE,
    RUNNING,
    CommitmentDraft,
    CommitmentLight,
    FulfilmentDraft,
    check_editable,
    check_fulfilment,
    light_of,
)
from circular.domain.errors import DomainError
from tests.builders.agreements import TODAY

SIGNED = AgreementState.SIGNED


@pytest.mark.parametrize(
    ("days", "light"),
    [
        (-1, CommitmentLight.LATE),
        (0, CommitmentLight.SOON),
        (30, CommitmentLight.SOON),
        (31, CommitmentLight.ON_TIME),
    ],
)
def test_the_light_follows_the_days_that_are_left(days: int, light: CommitmentLight) -> None:
    due = TODAY + timedelta(days=days)

    assert light_of(due, None, SIGNED, today=TODAY) is light
    assert light_of(due, TODAY, SIGNED, today=TODAY) is CommitmentLight.DONE


@pytest.mark.parametrize("state", list(AgreementState))
def test_nothing_is_late_before_the_signature_nor_after_a_termination(
    state: AgreementState,
) -> None:
    light = light_of(date(2020, 1, 1), None, state, today=TODAY)

    assert (light is CommitmentLight.LATE) == (state in RUNNING)
    assert (light is CommitmentLight.DROPPED) == (state not in EDITABLE)


def test_every_light_has_a_word_an_icon_and_a_colour() -> None:
    assert [each.label for each in CommitmentLight][:4] == [
        "en retard",
        "à faire sous 30\u00a0jours",
        "à venir",
        "fait",
    ]
    assert len({each.icon for each in CommitmentLight}) == len(CommitmentLight)
    assert all(each.colour for each in CommitmentLight)


def test_a_reminder_comes_before() -> None:
    known = {"party": 0, "kind": "report", "label": "Bilan", "due_on": "01/02/2027"}

    assert CommitmentDraft.model_validate({**known, "remind_on": "01/02/2027"}).remind_on
    with pytest.raises(ValidationError, match="Corrigez l’une des deux dates"):
        CommitmentDraft.model_validate({**known, "remind_on": "02/02/2027"})


def test_what_is_kept_has_a_proof() -> None:
    assert FulfilmentDraft.model_validate({"done_on": "01/02/2026", "document_id": 3}).proof is None
    with pytest.raises(ValidationError, match="une phrase, ou un document"):
        FulfilmentDraft.model_validate({"done_on": "01/02/2026", "proof": "  "})


def test_a_commitment_is_kept_once_signed_and_not_in_the_future() -> None:
    check_fulfilment(TODAY, SIGNED, today=TODAY)
    with pytest.raises(DomainError) as refused:
        check_fulfilment(TODAY + timedelta(days=1), SIGNED, today=TODAY)
    assert refused.value.problems[0].field == "done_on"
    with pytest.raises(DomainError, match="En préparation"):
        check_fulfilment(TODAY, AgreementState.DRAFT, today=TODAY)
    with pytest.raises(DomainError, match="ne changent plus"):
        check_editable(AgreementState.TERMINATED)
