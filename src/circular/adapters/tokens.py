"""Random tokens, their digests, and the key of this installation.

A token has 256 random bits: a plain SHA-256 is enough to keep it, nobody can try them all.
"""

import base64
import contextlib
import hashlib
import hmac
import os
import secrets
from pathlib import Path

from circular.config import read_secret

RECOVERY_CODES = 10
_RECOVERY_BYTES = 10
_KEY_BYTES = 32


def new_token() -> str:
    """Return a token of 256 random bits, fit for an address or a cookie."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """Return what is kept of a token: its SHA-256, in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_recovery_codes() -> list[str]:
    """Return codes of 80 random bits, written in groups of four."""
    return [_grouped(secrets.token_bytes(_RECOVERY_BYTES)) for _ in range(RECOVERY_CODES)]


def recovery_digest(code: str) -> str:
    """Return what is kept of a recovery code, however its groups were typed."""
    return digest("".join(code.split()).replace("-", "").lower())


def installation_key(path: Path) -> bytes:
    """Return the key of this installation; the first call draws it (file of mode 600).

    Raises:
        PermissionError: others than its owner may read the file.
        ValueError: the file does not hold a key.
    """
    if not path.exists():
        _draw_key(path)
    key = bytes.fromhex(read_secret(path))
    if len(key) != _KEY_BYTES:
        raise ValueError(f"{path} ne contient pas la clé de cette installation.")
    return key


def _draw_key(path: Path) -> None:
    """Write a new key whole, then give it its name: of two processes one wins, both read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(secrets.token_bytes(_KEY_BYTES).hex())
    with contextlib.suppress(FileExistsError):
        path.hardlink_to(draft)
    draft.unlink()


def derived(key: bytes, purpose: str, salt: str) -> bytes:
    """Return 32 bytes that only the holder of the key can compute, for one purpose and salt."""
    return hmac.digest(key, f"{purpose}\0{salt}".encode(), "sha256")


def form_proof(key: bytes, browser: str) -> str:
    """Return the proof that a form was drawn by us for this browser."""
    return derived(key, "form", browser).hex()


def proves(key: bytes, browser: str, proof: str) -> bool:
    """Say whether a proof was made for this browser; an empty browser proves nothing."""
    return bool(browser) and hmac.compare_digest(form_proof(key, browser), proof)


def _grouped(raw: bytes) -> str:
    text = base64.b32encode(raw).decode().lower()
    return "-".join(text[at : at + 4] for at in range(0, len(text), 4))
