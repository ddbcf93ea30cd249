"""When the demonstration's choice of roles may exist: on this machine only, behind no proxy."""

from collections.abc import Mapping

from circular.domain.hosts import LOCAL_HOSTS, is_known_host
from circular.domain.permissions import Role

ROLE_COOKIE = "circular_demonstration_role"


def is_local_request(headers: Mapping[str, str]) -> bool:
    """Say whether a request comes from this machine, without any sign of a proxy.

    The Host must be localhost, 127.0.0.1 or [::1], with or without a port; a Forwarded or
    X-Forwarded-… header shows that somebody else's request was passed on.
    """
    lowered = {name.lower(): value for name, value in headers.items()}
    if any(name == "forwarded" or name.startswith("x-forwarded-") for name in lowered):
        return False
    return is_known_host(lowered.get("host", ""), LOCAL_HOSTS)


def chosen_role(cookies: Mapping[str, str]) -> Role | None:
    """Return the role that the visitor picked, None when there is none or it is unknown."""
    code = cookies.get(ROLE_COOKIE, "")
    return Role(code) if code in set(Role) else None
