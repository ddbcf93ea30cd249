"""The private address of a calendar: how long it serves, and where it leads."""

from datetime import datetime, timedelta

LIFETIME = timedelta(days=365)
WARNED_BEFORE = timedelta(days=30)
FOLDER = "calendrier"
SUFFIX = ".ics"


def path_of(token: str) -> str:
    """Return the path at which a calendar reads the deadlines of one person."""
    return f"/{FOLDER}/{token}{SUFFIX}"


def serves(expires_at: datetime, *, now: datetime) -> bool:
    """Say whether an address still serves."""
    return now < expires_at


def ends_soon(expires_at: datetime, *, now: datetime) -> bool:
    """Say whether the calendar itself has to warn of the end of its address."""
    return expires_at - now <= WARNED_BEFORE
