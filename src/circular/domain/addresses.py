"""Whose request is it: the client's network address, behind proxies that are trusted or not."""

from collections.abc import Sequence
from ipaddress import IPv6Address, ip_address, ip_network

UNKNOWN_ADDRESS = "inconnue"
_IPV6_OF_ONE_HOME = 64


def is_trusted(address: str, proxies: Sequence[str]) -> bool:
    """Say whether an address is one of the proxies (addresses or networks) that are trusted."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return any(found in ip_network(proxy) for proxy in proxies)


def client_address(peer: str, forwarded_for: str, proxies: Sequence[str]) -> str:
    """Return the client's address.

    `forwarded_for` (X-Forwarded-For) is read from its end, the only part that a proxy of ours
    wrote, and only when `peer` itself is trusted; anybody may write the rest.
    """
    chain = [each.strip() for each in forwarded_for.split(",") if each.strip()]
    address = peer
    while is_trusted(address, proxies) and chain:
        address = chain.pop()
    return _normal(address)


def _normal(address: str) -> str:
    """Write an address one way; an IPv6 home holds a whole network, so it counts as one."""
    try:
        found = ip_address(address)
    except ValueError:
        return UNKNOWN_ADDRESS
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ip_network(f"{found}/{_IPV6_OF_ONE_HOME}", strict=False))
    return str(found)
