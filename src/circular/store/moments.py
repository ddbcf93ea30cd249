"""Moments as the tables of signing in keep them: in UTC, to the second, in sortable text."""

from datetime import UTC, datetime


def kept(moment: datetime) -> str:
    """Write a moment; one without a zone is of the machine's own."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def read(text: str) -> datetime:
    """Read a moment that `kept` wrote."""
    return datetime.fromisoformat(text)


def read_or_none(text: str | None) -> datetime | None:
    """Read a moment that may be missing."""
    return None if text is None else read(text)


def local(text: str) -> datetime:
    """Read a moment that `kept` wrote, as the machine's own clock says it, to be shown."""
    return read(text).astimezone().replace(tzinfo=None)


def local_or_none(text: str | None) -> datetime | None:
    """Read a moment that may be missing, as the machine's own clock says it."""
    return None if text is None else local(text)
