"""What one was reminded of and has not put away yet."""

from dataclasses import dataclass
from datetime import date

from circular.domain.deadlines import DeadlineKind
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor, require
from circular.store import reminders as store
from circular.store.connection import Database

MOST = 12


@dataclass(frozen=True, slots=True)
class Reminder:
    """A deadline of which one was reminded, while it stands."""

    kind: DeadlineKind
    day: date
    agreement_id: int
    commitment_id: int | None
    project: str
    number: str | None
    label: str | None
    raised_on: date

    @property
    def what(self) -> str:
        """What comes."""
        return self.label or self.kind.label


@dataclass(frozen=True, slots=True)
class Reminders:
    """The first reminders of a person, and how many there are."""

    total: int
    rows: tuple[Reminder, ...]


def own_reminders(db: Database, visitor: Visitor, *, today: date) -> Reminders:
    """Return one's own reminders, the nearest deadline first.

    Raises:
        NotAllowedError: the visitor has no day of the team.
    """
    require(visitor, Permission.EDIT_PIPELINE)
    found = store.unseen(db, visitor.account_id or 0, today=today, limit=MOST)
    return Reminders(
        total=found[0]["total"] if found else 0,
        rows=tuple(
            Reminder(
                kind=DeadlineKind(row["kind"]),
                day=date.fromisoformat(row["day"]),
                agreement_id=row["agreement_id"],
                commitment_id=row["commitment_id"],
                project=row["project"],
                number=row["number"],
                label=row["label"],
                raised_on=date.fromisoformat(row["raised_on"]),
            )
            for row in found
        ),
    )
