"""The choice of roles exists on this very machine only."""

import pytest

from circular.domain.demonstration import ROLE_COOKIE, chosen_role, is_local_request
from circular.domain.permissions import Role


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8501", "127.0.0.1:8501", "[::1]", "[::1]:8501"]
)
def test_a_request_from_this_machine_is_local(host: str) -> None:
    assert is_local_request({"Host": host})


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Host": ""},
        {"Host": "[::1].example.fr"},
        {"Host": "localhost.example.fr"},
        {"Host": "circular.example.fr"},
        {"Host": "localhost", "forwarded": "for=192.0.2.60"},
        {"Host": "localhost", "X-Forwarded-Proto": "https"},
    ],
)
def test_a_request_passed_on_by_somebody_else_is_not(headers: dict[str, str]) -> None:
    assert not is_local_request(headers)


def test_the_cookie_names_a_role_or_nothing() -> None:
    assert chosen_role({ROLE_COOKIE: "elected"}) is Role.ELECTED
    assert chosen_role({ROLE_COOKIE: "root"}) is None
    assert chosen_role({}) is None
