"""How long a session lives, and what its cookie is called."""

from datetime import UTC, datetime, timedelta

import pytest

from circular.domain.sessions import (
    COOKIE,
    SECURE_COOKIE,
    cookie_name,
    device,
    is_alive,
    session_token,
)

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def alive(*, seen: datetime = NOW, expires: datetime = NOW + HOUR, ended: bool = False) -> bool:
    """Say whether a session is alive now, its idle time being twelve hours."""
    return is_alive(now=NOW, seen=seen, expires=expires, idle=12 * HOUR, ended=ended)


def test_a_session_ends_by_itself_and_by_hand() -> None:
    assert alive()
    assert alive(seen=NOW - 12 * HOUR + timedelta(seconds=1))
    assert not alive(seen=NOW - 12 * HOUR)
    assert not alive(expires=NOW)
    assert not alive(ended=True)


def test_over_https_only_the_protected_cookie_counts() -> None:
    assert cookie_name(https=True) == SECURE_COOKIE == "__Host-circular_session"
    assert session_token({COOKIE: "planted"}, https=True) is None
    assert session_token({SECURE_COOKIE: "ours", COOKIE: "planted"}, https=True) == "ours"


def test_over_plain_http_both_do_and_an_empty_one_never() -> None:
    assert session_token({COOKIE: "a"}, https=False) == "a"
    assert session_token({SECURE_COOKIE: "b", COOKIE: "a"}, https=False) == "b"
    assert session_token({COOKIE: ""}, https=False) is None
    assert session_token({}, https=False) is None


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox, Windows",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit Chrome/140 Safari/537.36", "Chrome, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537.36 Edg/140", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604", "Safari, iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140 Mobile Safari/537", "Chrome, Android"),
        ("curl/8.0 <script>", "Navigateur inconnu"),
        ("", "Navigateur inconnu"),
    ],
)
def test_a_device_is_named_as_people_do(agent: str, name: str) -> None:
    assert device(agent) == name
