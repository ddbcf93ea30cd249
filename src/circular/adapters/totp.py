"""The second factor: six digits that an application computes from a secret and the time.

Source: RFC 6238 (SHA-1, 6 digits, 30 seconds), the only form that every application reads.
"""

import base64
import re
from datetime import datetime

from pyotp import TOTP
from pyotp.utils import strings_equal

from circular.adapters import tokens

STEPS_OFF = 2
"""A clock may be off by a minute: two steps of 30 seconds, either way."""

_SECRET_BYTES = 20
_CODE = re.compile(r"[0-9]{6}")


def secret(key: bytes, salt: str) -> str:
    """Return the secret of a second factor: it is computed, and stored nowhere."""
    raw = tokens.derived(key, "second factor", salt)[:_SECRET_BYTES]
    return base64.b32encode(raw).decode()


def address(shared: str, *, account: str, issuer: str) -> str:
    """Return the otpauth:// address that an application reads from the QR code."""
    return TOTP(shared).provisioning_uri(name=account, issuer_name=issuer)


def counter_of(shared: str, code: str, *, at: datetime, after: int) -> int | None:
    """Return the step whose code was typed, None when it is wrong.

    Only a step later than `after`, the last one that served, is accepted.
    """
    typed = "".join(code.split())
    if not _CODE.fullmatch(typed):
        return None
    generator = TOTP(shared)
    now = generator.timecode(at)
    acceptable = range(max(now - STEPS_OFF, after + 1), now + STEPS_OFF + 1)
    found = (step for step in acceptable if strings_equal(generator.generate_otp(step), typed))
    return next(found, None)
