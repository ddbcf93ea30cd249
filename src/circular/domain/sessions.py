"""Sessions opened by a sign-in: how long they live, what their cookie is called, on what device."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from circular.domain.labels import Labelled

ABSOLUTE = timedelta(days=30)
"""However active, a session ends after this."""

WAITING = timedelta(minutes=10)
"""How long the second factor is waited for."""

SEEN_EVERY = timedelta(minutes=5)
"""How exactly the last activity is known: a page does not write at each run."""

COOKIE = "circular_session"
SECURE_COOKIE = f"__Host-{COOKIE}"
"""Over HTTPS the browser itself forbids a neighbouring site to plant this name."""

_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"))
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


class SessionState(Labelled):
    """Where a session stands."""

    WAITING = "waiting", "Attend le second facteur"
    OPEN = "open", "Ouverte"


class EndedBy(Labelled):
    """Who ended a session."""

    PERSON = "person", "La personne"
    ADMINISTRATOR = "administrator", "Un administrateur"
    SYSTEM = "system", "L’application"


def cookie_name(*, https: bool) -> str:
    """Return the name of the session's cookie."""
    return SECURE_COOKIE if https else COOKIE


def session_token(cookies: Mapping[str, str], *, https: bool) -> str | None:
    """Return what the session's cookie holds; over HTTPS only the protected name counts."""
    token = cookies.get(SECURE_COOKIE) or ("" if https else cookies.get(COOKIE, ""))
    return token or None


def is_alive(
    *, now: datetime, seen: datetime, expires: datetime, idle: timedelta, ended: bool
) -> bool:
    """Say whether a session may still be used at `now`."""
    return not ended and now < expires and now - seen < idle


def device(user_agent: str) -> str:
    """Name a browser and its system the way a person would: « Firefox, Windows »."""
    browser = next((name for sign, name in _BROWSERS if sign in user_agent), "")
    browser = browser or ("Safari" if "Safari" in user_agent else "Navigateur inconnu")
    system = next((name for sign, name in _SYSTEMS if sign in user_agent), "")
    return f"{browser}, {system}" if system else browser
