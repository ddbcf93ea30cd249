"""Questions about targets: the one in force on a day, and the decisions that led to it."""

from dataclasses import dataclass
from datetime import date

from circular.domain.targets import Path
from circular.store import targets as store
from circular.store.connection import Database
from circular.store.rows import Row


@dataclass(frozen=True, slots=True)
class Target:
    """One decision on a target, with its source; `epci_name` is None for the whole territory."""

    id: int
    indicator: str
    epci_siren: str | None
    epci_name: str | None
    value: float
    starts_on: date
    due_on: date
    source: str
    decided_on: date
    decided_by: str | None
    note: str | None
    version: int

    @property
    def path(self) -> Path:
        """The straight line from the start to the value."""
        return Path(value=self.value, starts_on=self.starts_on, due_on=self.due_on)


def target_in_force(
    db: Database, indicator: str, *, epci_siren: str | None, as_of: date
) -> Target | None:
    """Return the target in force on a day: the last decided on or before it, None when none was.

    `epci_siren` None asks for the whole territory; an EPCI has its own targets or none.
    """
    row = store.in_force(db, indicator=indicator, epci_siren=epci_siren, as_of=as_of)
    return None if row is None else _target(row)


def history(db: Database, indicator: str, *, epci_siren: str | None) -> tuple[Target, ...]:
    """Return all decisions on an indicator and a territory, the latest first."""
    found = store.decisions(db, indicator=indicator, epci_siren=epci_siren)
    return tuple(_target(row) for row in found)


def all_targets(db: Database) -> tuple[Target, ...]:
    """Return all decisions on all indicators, each one's latest first."""
    return tuple(_target(row) for row in store.every(db))


def _target(row: Row) -> Target:
    days = {name: date.fromisoformat(row[name]) for name in ("starts_on", "due_on", "decided_on")}
    return Target(**{**row, **days})
