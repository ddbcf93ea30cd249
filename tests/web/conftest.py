"""The routes are asked for under the names that the tests' visitors type."""

import pytest


@pytest.fixture(autouse=True)
def known_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the product answer to the name of the tests' visitors, besides this machine's."""
    monkeypatch.setenv("CIRCULAR_ALLOWED_HOSTS", "circular.exemple.fr,localhost,127.0.0.1")
