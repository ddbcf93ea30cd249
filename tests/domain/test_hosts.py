"""Names that a request may bear, and the pages that may open a socket."""

import pytest

from circular.domain.hosts import LOCAL_HOSTS, host_name, is_known_host, is_same_site


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("Circular.Exemple.fr", "circular.exemple.fr"),
        ("circular.exemple.fr.:8501", "circular.exemple.fr"),
        ("127.0.0.1:80", "127.0.0.1"),
        ("[::1]:8501", "[::1]"),
        ("[0:0:0:0:0:0:0:1]", "[::1]"),
        ("", None),
        (".", None),
        ("::1", None),
        ("[::1", None),
        ("[1.2]", None),
        ("localhost:", None),
        ("localhost:8501:1", None),
        ("localhost:port", None),
        ("moi@localhost", None),
        ("localhost/ailleurs", None),
        ("localhost, autre.fr", None),
        ("localhost\n", None),
    ],
)
def test_a_host_has_one_name_or_none(host: str, name: str | None) -> None:
    assert host_name(host) == name


def test_a_name_that_only_begins_or_ends_like_ours_is_another() -> None:
    assert is_known_host("localhost:8501", LOCAL_HOSTS)
    assert not is_known_host("localhost.exemple.fr", LOCAL_HOSTS)
    assert not is_known_host("faux-localhost", LOCAL_HOSTS)


@pytest.mark.parametrize(
    ("origin", "is_ours"),
    [
        ("http://localhost:8501", True),
        ("https://LOCALHOST:8501", True),
        ("http://localhost:9000", False),
        ("http://localhost", False),
        ("http://localhost:8501.exemple.fr", False),
        ("file://localhost:8501", False),
        ("null", False),
        ("", False),
    ],
)
def test_only_our_own_page_is_of_the_same_site(origin: str, is_ours: bool) -> None:  # noqa: FBT001
    assert is_same_site(origin, "localhost:8501") is is_ours
