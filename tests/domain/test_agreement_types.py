"""Durations of the types of agreement."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from circular.domain.agreement_types import (
    LEGAL_THRESHOLD,
    AgreementType,
    AgreementTypeDraft,
    Clause,
    rules_in_words,
    written_clauses,
)
from circular.domain.problems import problems_of

CAPE = AgreementType(
    key="cape",
    version=1,
    label="CAPE",
    duration_months=12,
    longest_months=12,
    renewals=2,
    notice_days=15,
)
FREE = AgreementType(key="free", version=1, label="Convention libre")


def test_twelve_months_end_on_the_eve_of_the_same_day() -> None:
    assert CAPE.usual_end(date(2026, 3, 12)) == date(2027, 3, 11)


def test_a_free_type_has_no_usual_end() -> None:
    assert FREE.usual_end(date(2026, 3, 12)) is None


def test_a_period_of_one_day_too_many_is_refused_with_the_last_day_allowed() -> None:
    problem = CAPE.too_long(date(2026, 3, 12), date(2027, 3, 12))
    assert problem is not None
    assert problem.field == "ends_on"
    assert problem.sentence == (
        "«\u00a0CAPE\u00a0» dure 12\u00a0mois au plus\u00a0: avec un début le 12/03/2026, "
        "la fin est le 11/03/2027 au plus tard."
    )


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [(None, date(2027, 1, 1)), (date(2026, 1, 1), None), (None, None)],
)
def test_an_unknown_end_of_the_period_is_no_problem(
    starts_on: date | None, ends_on: date | None
) -> None:
    assert CAPE.too_long(starts_on, ends_on) is None


def test_a_free_type_may_last_for_ever() -> None:
    assert FREE.too_long(date(2026, 1, 1), date(2099, 1, 1)) is None


@given(st.dates(date(2000, 1, 1), date(2080, 1, 1)))
def test_the_usual_end_is_always_allowed_and_never_before_the_start(start: date) -> None:
    end = CAPE.usual_end(start)
    assert end is not None
    assert end >= start
    assert CAPE.too_long(start, end) is None
    assert CAPE.too_long(start, end + timedelta(days=1)) is not None


def refused(**values: object) -> dict[str, str]:
    """Return what is wrong with rules, by field."""
    with pytest.raises(ValidationError) as refusal:
        AgreementTypeDraft.model_validate({"label": "CAPE", "reason": "Essai", **values})
    found = problems_of(refusal.value, AgreementTypeDraft)
    return {problem.field: problem.sentence for problem in found}


def test_clauses_are_typed_one_a_line_and_read_back_the_same() -> None:
    typed = "Confidentialité\u00a0: Rien ne sort.\n\n  Aide apportée  \n"
    draft = AgreementTypeDraft.model_validate(
        {"label": "CAPE", "reason": "Essai", "clauses": typed, "annexes": "Devis\nPlan"}
    )
    found = (Clause(title="Confidentialité", text="Rien ne sort."), Clause(title="Aide apportée"))
    assert draft.clauses == found
    assert draft.annexes == ("Devis", "Plan")
    again = {"label": "CAPE", "reason": "Essai", "clauses": written_clauses(found)}
    assert AgreementTypeDraft.model_validate(again).clauses == found


def test_rules_that_contradict_each_other_are_said_at_their_field() -> None:
    said = refused(duration_months="24", longest_months="12")
    assert said == {
        "duration_months": "La durée habituelle dépasse la durée maximale (12\u00a0mois). "
        "Corrigez-la."
    }
    assert "fewest_parties" in refused(fewest_parties="1")
    assert "longest_months" in refused(longest_months="0")
    assert "longest_months" in refused(longest_months="999999")
    assert "notice_days" in refused(notice_days="demain")
    assert "Devis" in refused(annexes="Devis\nDevis")["annexes"]


def test_the_threshold_warns_above_it_unless_the_agreement_is_financial() -> None:
    rules = AgreementType(key="a", version=1, label="A", yearly_threshold=LEGAL_THRESHOLD)
    assert rules.threshold_warning(None) is None
    assert rules.threshold_warning(23_000) is None
    said = rules.threshold_warning(23_000.01)
    assert said is not None
    assert "23\u202f000\u00a0€ par an" in said
    assert "2000-321" in said
    assert rules.model_copy(update={"is_financial": True}).threshold_warning(90_000) is None
    assert FREE.threshold_warning(90_000) is None


def test_every_rule_is_said_in_words() -> None:
    assert list(rules_in_words(FREE).values()) == [
        *("Convention libre", "libre", "libre", "aucun", "aucun", "2", "aucune", "aucune"),
        *("aucun", "non"),
    ]
