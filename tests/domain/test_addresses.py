"""Whose request it is, behind proxies that are trusted or not."""

import pytest

from circular.domain.addresses import client_address, is_trusted

PROXIES = ("127.0.0.1/32", "10.0.0.0/8")


def test_without_a_trusted_proxy_the_header_is_not_even_read() -> None:
    assert client_address("203.0.113.5", "192.0.2.1", ()) == "203.0.113.5"
    assert client_address("203.0.113.5", "192.0.2.1", PROXIES) == "203.0.113.5"


def test_what_a_trusted_proxy_wrote_last_is_believed_and_nothing_before() -> None:
    assert client_address("127.0.0.1", "192.0.2.1", PROXIES) == "192.0.2.1"
    assert client_address("127.0.0.1", "1.1.1.1, 192.0.2.1", PROXIES) == "192.0.2.1"
    assert client_address("127.0.0.1", "192.0.2.1, 10.2.3.4", PROXIES) == "192.0.2.1"


def test_a_proxy_that_says_nothing_is_the_client() -> None:
    assert client_address("127.0.0.1", "", PROXIES) == "127.0.0.1"
    assert client_address("127.0.0.1", " , ", PROXIES) == "127.0.0.1"


@pytest.mark.parametrize("said", ["n’importe quoi", "<script>", "999.1.1.1"])
def test_what_is_no_address_has_no_name(said: str) -> None:
    assert client_address("127.0.0.1", said, PROXIES) == "inconnue"


def test_a_home_has_one_address_in_ipv6() -> None:
    one = client_address("2001:db8:1:2::5", "", ())

    assert one == client_address("2001:db8:1:2:ffff::9", "", ()) == "2001:db8:1:2::/64"
    assert client_address("::ffff:192.0.2.1", "", ()) == "192.0.2.1"


def test_trust_is_given_to_addresses_and_networks() -> None:
    assert is_trusted("10.200.0.1", PROXIES)
    assert not is_trusted("11.0.0.1", PROXIES)
    assert not is_trusted("", PROXIES)
    assert not is_trusted("testclient", PROXIES)
