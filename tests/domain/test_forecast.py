"""How a chance is said, and when facts are too few."""

import pytest

from circular.domain.forecast import (
    ARRIVALS,
    LOSS,
    PROMISE,
    RATIO,
    STAGE_PRIORS,
    HypothesisKey,
    chances,
    is_too_few,
)


@pytest.mark.parametrize(
    ("probability", "words"),
    [
        (0.0, "moins d’une chance sur\u00a020"),
        (0.049, "moins d’une chance sur\u00a020"),
        (0.05, "environ 1\u00a0chance sur\u00a010"),
        (0.31, "environ 3\u00a0chances sur\u00a010"),
        (0.5, "environ une chance sur deux"),
        (0.94, "environ 9\u00a0chances sur\u00a010"),
        (0.951, "plus de 19\u00a0chances sur\u00a020"),
        (1.0, "plus de 19\u00a0chances sur\u00a020"),
    ],
)
def test_a_chance_is_said_in_whole_tenths(probability: float, words: str) -> None:
    assert chances(probability) == words


def test_facts_are_too_few_as_long_as_one_of_the_three_is_missing() -> None:
    assert not is_too_few(signed=8, outcomes=5, days=365)
    assert is_too_few(signed=7, outcomes=5, days=365)
    assert is_too_few(signed=8, outcomes=4, days=365)
    assert is_too_few(signed=8, outcomes=5, days=364)


def test_every_hypothesis_is_supposed_once_with_its_source() -> None:
    amounts = (ARRIVALS, PROMISE, RATIO, LOSS)

    keys = [*(each.key for each in STAGE_PRIORS), *(each.key for each in amounts)]

    assert keys == list(HypothesisKey)
    assert all(each.source for each in STAGE_PRIORS)
    assert all(each.source for each in amounts)
