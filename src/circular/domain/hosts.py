"""Under which name is the product asked for: the Host of a request, and the names that are ours."""

import re
from collections.abc import Collection
from ipaddress import IPv6Address

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})
_HOST = re.compile(r"(?P<name>\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9._-]{1,253})(?::[0-9]{1,5})?")


def host_name(host: str) -> str | None:
    """Return the name in a Host header, without its port; None when it is no name at all.

    Names are written one way: lower case, no final dot, IPv6 addresses short and in brackets.
    """
    found = _HOST.fullmatch(host)
    if found is None:
        return None
    name = found["name"].lower()
    if not name.startswith("["):
        return name.removesuffix(".") or None
    try:
        return f"[{IPv6Address(name[1:-1])}]"
    except ValueError:
        return None


def is_known_host(host: str, known: Collection[str]) -> bool:
    """Say whether a Host header bears one of the names (written as `host_name` does) in `known`."""
    return host_name(host) in known


def is_same_site(origin: str, host: str) -> bool:
    """Say whether the page of `origin` (scheme, name and port) was served by `host`, port included.

    The scheme is not compared: behind a proxy the product speaks HTTP while the browser does not.
    """
    scheme, separator, place = origin.partition("://")
    return bool(separator) and scheme in {"http", "https"} and place.lower() == host.lower()
