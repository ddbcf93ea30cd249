"""Exchanges with a project's people: what was said, when, and from which side it came."""

from datetime import date, timedelta

from pydantic import Field

from circular.domain import french
from circular.domain.dates import FrenchDate
from circular.domain.drafts import Draft
from circular.domain.errors import DomainError, Problem
from circular.domain.labels import Labelled
from circular.domain.texts import Paragraph


class ExchangeKind(Labelled):
    """The means of an exchange."""

    CALL = "call", "Appel"
    VISIT = "visit", "Visite"
    EMAIL = "email", "Courriel"
    MEETING = "meeting", "Réunion"
    LETTER = "letter", "Courrier"


class Direction(Labelled):
    """Which side an exchange came from; only what comes from the person moves the RGPD clock."""

    FROM_PERSON = "from_person", "De la personne"
    TO_PERSON = "to_person", "Vers la personne"


class ExchangeDraft(Draft):
    """An exchange as it is noted: day, means, direction, person and what was said."""

    kind: ExchangeKind = Field(title="Moyen")
    direction: Direction = Field(title="Sens")
    happened_on: FrenchDate = Field(title="Date")
    holder_id: int | None = Field(default=None, title="Avec qui")
    note: Paragraph | None = Field(default=None, title="Ce qui s\u2019est dit")


def check_past_day(day: date, *, today: date, field: str) -> None:
    """Refuse a day that has not come yet, at the given field.

    Raises:
        DomainError: the day is after today.
    """
    if day > today:
        raise DomainError(
            "",
            [
                Problem(
                    field,
                    f"Le {french.day(day)} n\u2019est pas encore venu\u00a0: "
                    f"écrivez le {french.day(today)} ou un jour passé.",
                )
            ],
        )


def days_since(last: date | None, *, today: date) -> int | None:
    """Count the days since the last exchange; None when there never was one."""
    return None if last is None else (today - last) // timedelta(days=1)
