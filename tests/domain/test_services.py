"""The bouquet: a service is never given before it is asked for."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from circular.domain.errors import DomainError
from circular.domain.problems import problems_of
from circular.domain.services import (
    ServiceDraft,
    ServiceGivenDraft,
    ServiceLineDraft,
    check_given_day,
)

REQUEST = {"service_type": "local", "requested_on": "12/03/2026"}


def refusal_of(**values: Any) -> tuple[str, str]:
    """Return the field and the sentence of the one problem of a ledger line."""
    with pytest.raises(ValidationError) as refused:
        ServiceLineDraft.model_validate(REQUEST | values)
    (problem,) = problems_of(refused.value, ServiceLineDraft)
    return problem.field, problem.sentence


def test_a_request_needs_a_service_and_a_day() -> None:
    with pytest.raises(ValidationError) as refused:
        ServiceDraft.model_validate({"service_type": "", "requested_on": ""})

    fields = {problem.field for problem in problems_of(refused.value, ServiceDraft)}
    assert fields == {"service_type", "requested_on"}


def test_a_given_service_needs_a_day_and_somebody() -> None:
    with pytest.raises(ValidationError) as refused:
        ServiceGivenDraft.model_validate({"given_on": "", "given_by": " "})

    fields = {problem.field for problem in problems_of(refused.value, ServiceGivenDraft)}
    assert fields == {"given_on", "given_by"}


def test_a_line_with_its_end_before_its_start_says_both_days() -> None:
    field, sentence = refusal_of(given_on="01/02/2026", given_by="Le syndicat")

    assert field == "given_on"
    assert "01/02/2026" in sentence
    assert "12/03/2026" in sentence


def test_a_line_that_was_given_says_by_whom() -> None:
    assert refusal_of(given_on="20/03/2026")[0] == "given_by"


def test_a_line_with_an_effect_says_when_it_was_given() -> None:
    assert refusal_of(effect="Un local trouvé")[0] == "given_on"


def test_the_day_of_the_request_is_early_enough_to_give_it() -> None:
    check_given_day(date(2026, 3, 12), requested_on=date(2026, 3, 12))

    with pytest.raises(DomainError) as refused:
        check_given_day(date(2026, 3, 11), requested_on=date(2026, 3, 12))
    assert refused.value.problems[0].field == "given_on"
