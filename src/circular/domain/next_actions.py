"""Next actions: what has to be done for a project, by whom and by when."""

from datetime import date, timedelta

from pydantic import Field

from circular.domain import french
from circular.domain.dates import FrenchDate, add_months
from circular.domain.drafts import Draft
from circular.domain.errors import DomainError, Problem
from circular.domain.labels import Labelled
from circular.domain.texts import Line

DAYS_AHEAD = 6
LONGEST_MONTHS = 60


class ActionKind(Labelled):
    """The nature of an action; the day list counts calls and decisions apart."""

    CALL = "call", "Appel"
    VISIT = "visit", "Visite"
    EMAIL = "email", "Courriel"
    MEETING = "meeting", "Réunion"
    LETTER = "letter", "Courrier"
    DOCUMENT = "document", "Document"
    DECISION = "decision", "Décision"
    OTHER = "other", "Autre"


class NextActionDraft(Draft):
    """An action to do: what, its nature, its due day and who is in charge."""

    label: Line = Field(title="Prochaine action")
    kind: ActionKind = Field(title="Nature")
    due_on: FrenchDate = Field(title="Échéance")
    owner_id: int | None = Field(default=None, title="Qui s\u2019en charge")


class PostponementDraft(Draft):
    """The new due day of an action."""

    due_on: FrenchDate = Field(title="Nouvelle échéance")


def check_due_day(day: date, *, today: date) -> None:
    """Refuse a due day that is over, or more than five years ahead (a slip of the keyboard).

    Raises:
        DomainError: the day is before today or beyond sixty months.
    """
    if day < today:
        sentence = (
            f"Le {french.day(day)} est déjà passé\u00a0: "
            f"choisissez le {french.day(today)} ou un jour à venir."
        )
    elif day > add_months(today, LONGEST_MONTHS):
        sentence = f"Le {french.day(day)} est dans plus de cinq ans\u00a0: vérifiez l\u2019année."
    else:
        return
    raise DomainError("", [Problem("due_on", sentence)])


def end_of_week(today: date) -> date:
    """Return the last day that the day list calls « cette semaine »: seven days, today included."""
    return today + timedelta(days=DAYS_AHEAD)
