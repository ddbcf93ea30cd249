"""Renewals: how often, how long, decided when; each refusal says what to do."""

from datetime import date

import pytest

from circular.domain.agreement_renewals import RenewalDraft, renewal_obstacle, renewal_problems
from circular.domain.agreement_types import AgreementType

CAPE = AgreementType(
    key="cape",
    version=1,
    label="CAPE",
    duration_months=12,
    longest_months=12,
    renewals=2,
    notice_days=15,
)
SIGNED, END, TODAY = date(2026, 3, 12), date(2027, 3, 11), date(2027, 2, 1)


def fields(draft: RenewalDraft) -> list[str]:
    whole = draft.completed(CAPE, END)
    found = renewal_problems(whole, CAPE, signed_on=SIGNED, previous_end=END, today=TODAY)
    return [problem.field for problem in found]


def test_a_type_says_how_often_it_is_renewed_and_what_to_do_beyond() -> None:
    assert renewal_obstacle(CAPE, ends_on=END, already=1) is None
    beyond = renewal_obstacle(CAPE, ends_on=END, already=2) or ""
    assert "2\u00a0fois au plus" in beyond
    assert "Préparez une nouvelle convention" in beyond
    once = CAPE.model_copy(update={"renewals": 0})
    assert "ne se renouvelle pas" in (renewal_obstacle(once, ends_on=END, already=0) or "")
    assert "échéance" in (renewal_obstacle(CAPE, ends_on=None, already=0) or "")


def test_a_renewal_without_an_end_takes_the_usual_one_from_the_morrow() -> None:
    assert RenewalDraft(decided_on=TODAY).completed(CAPE, END).ends_on == date(2028, 3, 11)


@pytest.mark.parametrize(
    ("draft", "refused"),
    [
        (RenewalDraft(decided_on=TODAY), []),
        (RenewalDraft(decided_on=END), ["decided_on"]),  # to come
        (RenewalDraft(decided_on=date(2026, 3, 11)), ["decided_on"]),  # before the signature
        (RenewalDraft(decided_on=TODAY, ends_on=END), ["ends_on"]),  # carries nothing further
        (RenewalDraft(decided_on=TODAY, ends_on=date(2028, 3, 12)), ["ends_on"]),  # 12 months
    ],
)
def test_days_that_do_not_hold_are_refused_under_their_field(
    draft: RenewalDraft, refused: list[str]
) -> None:
    assert fields(draft) == refused


def test_what_has_ended_is_not_renewed() -> None:
    draft = RenewalDraft(decided_on=date(2027, 3, 12)).completed(CAPE, END)
    late = date(2027, 6, 1)
    [problem] = renewal_problems(draft, CAPE, signed_on=SIGNED, previous_end=END, today=late)
    assert "pris fin le 11/03/2027" in problem.sentence


def test_the_notice_is_counted_back_from_the_end() -> None:
    assert CAPE.notice_before(END) == date(2027, 2, 24)
    assert CAPE.notice_before(None) is None
