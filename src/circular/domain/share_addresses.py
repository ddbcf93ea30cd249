"""The read-only address of a frozen situation: for whom, how long, and where it leads."""

from datetime import datetime, timedelta

from pydantic import Field

from circular.domain.drafts import Draft
from circular.domain.labels import Labelled
from circular.domain.texts import Line

FOLDER = "partage"


class ShareLifetime(Labelled):
    """How long an address serves: a year at most."""

    WEEK = "7", "7\u00a0jours"
    MONTH = "30", "30\u00a0jours"
    QUARTER = "90", "90\u00a0jours"
    YEAR = "365", "Un an"

    @property
    def length(self) -> timedelta:
        """The time from its making to its end."""
        return timedelta(days=int(self.value))


class ShareDraft(Draft):
    """What is asked when an address is made: whom it is for, and how long it serves."""

    recipient: Line = Field(title="Pour qui")
    lifetime: ShareLifetime = Field(default=ShareLifetime.MONTH, title="Durée")


def path_of(token: str) -> str:
    """Return the path at which a frozen situation is read without an account."""
    return f"/{FOLDER}/{token}"


def serves(*, expires_at: datetime, revoked: bool, withdrawn: bool, now: datetime) -> bool:
    """Say whether an address still opens: not over, not revoked, its situation not withdrawn."""
    return now < expires_at and not revoked and not withdrawn
