"""Tokens, their digests and the key of the installation."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from circular.adapters import tokens


def test_a_token_has_256_random_bits() -> None:
    drawn = {tokens.new_token() for _ in range(100)}

    assert len(drawn) == 100
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", each) for each in drawn)


def test_a_digest_does_not_tell_the_token() -> None:
    token = tokens.new_token()

    assert re.fullmatch(r"[0-9a-f]{64}", tokens.digest(token))
    assert tokens.digest(token) == tokens.digest(token) != tokens.digest(token + "x")


def test_recovery_codes_are_ten_and_read_however_they_are_typed() -> None:
    codes = tokens.new_recovery_codes()

    assert len(set(codes)) == 10
    assert all(re.fullmatch(r"([a-z2-7]{4}-){3}[a-z2-7]{4}", code) for code in codes)
    for typed in (codes[0].upper(), codes[0].replace("-", ""), f" {codes[0].replace('-', ' ')} "):
        assert tokens.recovery_digest(typed) == tokens.recovery_digest(codes[0])


def test_the_key_is_drawn_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "var" / "circular.key"
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(tokens.installation_key, [path] * 16))

    assert len(keys) == 1
    assert len(keys.pop()) == 32
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_a_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "circular.key"
    tokens.installation_key(path)
    path.chmod(0o644)

    with pytest.raises(PermissionError, match="chmod 600"):
        tokens.installation_key(path)


def test_a_file_that_holds_no_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "circular.key"
    path.touch(0o600)

    with pytest.raises(ValueError, match="ne contient pas la clé"):
        tokens.installation_key(path)


def test_a_proof_is_good_for_one_browser_and_one_installation() -> None:
    key, other = b"k" * 32, b"o" * 32
    proof = tokens.form_proof(key, "browser")

    assert tokens.proves(key, "browser", proof)
    assert not tokens.proves(other, "browser", proof)
    assert not tokens.proves(key, "another", proof)
    assert not tokens.proves(key, "browser", "")
    assert not tokens.proves(key, "", tokens.form_proof(key, ""))


def test_what_is_derived_depends_on_the_purpose_and_the_salt() -> None:
    key = b"k" * 32
    drawn = {tokens.derived(key, purpose, salt) for purpose in ("form", "x") for salt in ("1", "2")}

    assert len(drawn) == 4
