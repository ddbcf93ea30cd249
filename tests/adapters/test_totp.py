"""The second factor, against the standard's own figures."""

import base64
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from pyotp import TOTP

from circular.adapters import totp

# RFC 6238, appendix B: the secret « 12345678901234567890 » and its codes, last six digits.
SECRET = base64.b32encode(b"12345678901234567890").decode()
CASES = [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (2000000000, "279037")]
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
STEP = timedelta(seconds=30)


@pytest.mark.parametrize(("seconds", "code"), CASES)
def test_the_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    at = datetime.fromtimestamp(seconds, UTC)

    assert totp.counter_of(SECRET, code, at=at, after=-1) == seconds // 30


@pytest.mark.parametrize("steps", [-2, -1, 0, 1, 2])
def test_a_clock_may_be_off_by_a_minute(steps: int) -> None:
    code = TOTP(SECRET).at(NOW + steps * STEP)

    assert totp.counter_of(SECRET, code, at=NOW, after=0) is not None


@pytest.mark.parametrize("steps", [-3, 3])
def test_a_clock_may_not_be_off_by_more(steps: int) -> None:
    code = TOTP(SECRET).at(NOW + steps * STEP)

    assert totp.counter_of(SECRET, code, at=NOW, after=0) is None


def test_a_code_that_served_and_those_before_it_are_refused() -> None:
    served = totp.counter_of(SECRET, TOTP(SECRET).at(NOW), at=NOW, after=0)
    assert served is not None

    assert totp.counter_of(SECRET, TOTP(SECRET).at(NOW), at=NOW, after=served) is None
    assert totp.counter_of(SECRET, TOTP(SECRET).at(NOW - STEP), at=NOW, after=served) is None
    assert totp.counter_of(SECRET, TOTP(SECRET).at(NOW + STEP), at=NOW, after=served) is not None


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "12 34 5"])
def test_what_is_no_code_is_refused(typed: str) -> None:
    assert totp.counter_of(SECRET, typed, at=NOW, after=0) is None


def test_a_code_may_be_typed_in_two_groups() -> None:
    code = TOTP(SECRET).at(NOW)

    assert totp.counter_of(SECRET, f" {code[:3]} {code[3:]} ", at=NOW, after=0) is not None


def test_the_secret_comes_from_the_key_and_the_salt() -> None:
    secret = totp.secret(b"k" * 32, "salt")

    assert len(base64.b32decode(secret)) == 20
    assert secret == totp.secret(b"k" * 32, "salt")
    assert secret != totp.secret(b"k" * 32, "other")
    assert secret != totp.secret(b"o" * 32, "salt")


def test_the_address_is_what_applications_read() -> None:
    read = urlsplit(totp.address(SECRET, account="claire@exemple.fr", issuer="Nouvel’R"))

    assert (read.scheme, read.netloc) == ("otpauth", "totp")
    assert parse_qs(read.query) == {"secret": [SECRET], "issuer": ["Nouvel’R"]}
