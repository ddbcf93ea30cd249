"""The delays, the sentences and the way back."""

from datetime import timedelta

import pytest
from pydantic import ValidationError

from circular.domain.permissions import Role
from circular.domain.sign_in import (
    PER_ADDRESS,
    PER_SUBJECT,
    Patience,
    SignInRules,
    TooManyAttemptsError,
    safe_return,
)


def test_some_failures_are_free_then_the_delay_doubles_up_to_a_longest_one() -> None:
    patience = Patience(free=2, longest=timedelta(seconds=20))
    seconds = [patience.delay(failures).total_seconds() for failures in range(8)]

    assert seconds == [0, 0, 4, 8, 16, 20, 20, 20]


@pytest.mark.parametrize("patience", [PER_SUBJECT, PER_ADDRESS])
def test_nobody_is_shut_out_for_good(patience: Patience) -> None:
    assert patience.delay(10**9) == patience.longest <= timedelta(minutes=15)


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (timedelta(milliseconds=10), "1\u00a0seconde"),
        (timedelta(seconds=12), "12\u00a0secondes"),
        (timedelta(seconds=61), "2\u00a0minutes"),
        (timedelta(minutes=15), "15\u00a0minutes"),
    ],
)
def test_the_sentence_says_how_long_to_wait(wait: timedelta, words: str) -> None:
    assert words in TooManyAttemptsError(wait).sentence


@pytest.mark.parametrize("path", ["/", "/projets", "/projet?id=3", "/projets?etape=suivi&x=%C3%A9"])
def test_one_comes_back_to_the_page_asked_for(path: str) -> None:
    assert safe_return(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "",
        "projets",
        "//exemple.fr",
        "/\\exemple.fr",
        "https://exemple.fr",
        "javascript:alert(1)",
        "/a\r\nSet-Cookie: x",
        "/ espace",
        '/"><script>',
        "/é",
    ],
)
def test_nobody_is_led_elsewhere(path: str) -> None:
    assert safe_return(path) == "/"


@pytest.mark.parametrize("hours", [0, 721, "douze"])
def test_the_idle_time_has_bounds(hours: object) -> None:
    with pytest.raises(ValidationError):
        SignInRules.model_validate({"idle_hours": hours})


def test_the_rules_start_mild() -> None:
    assert SignInRules() == SignInRules(idle_hours=12, second_factor_roles=frozenset())
    assert SignInRules(second_factor_roles=frozenset({Role.STAFF})).idle_hours == 12
