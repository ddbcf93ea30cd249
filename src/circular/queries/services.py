"""Questions about the bouquet: what a project asked for and what it was given."""

from dataclasses import dataclass
from datetime import date

from circular.store import services as store
from circular.store.connection import Database
from circular.store.rows import Row


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A line of the ledger; `given_on` is None while the request waits."""

    id: int
    project_id: int
    service_type: str
    type_label: str
    requested_on: date
    request_note: str | None
    given_on: date | None
    given_by: str | None
    effect: str | None
    version: int

    @property
    def days_to_give(self) -> int | None:
        """Days between the request and the service, None while it waits."""
        return None if self.given_on is None else (self.given_on - self.requested_on).days


def services_of(db: Database, project_id: int) -> tuple[ServiceLine, ...]:
    """Return the ledger of a project: what waits first, then what was given, the newest first."""
    return tuple(_line(row) for row in store.of_project(db, project_id))


def service(db: Database, service_id: int) -> ServiceLine | None:
    """Return one line of the ledger, None when it does not exist."""
    row = store.get(db, service_id)
    return None if row is None else _line(row)


def count_for_project(db: Database, project_id: int) -> int:
    """Count the lines of a project's ledger."""
    return store.count_for_project(db, project_id)


@dataclass(frozen=True, slots=True)
class GivenService:
    """What a project was given of one service of the bouquet: how many times, last on which day."""

    service_type: str
    label: str
    count: int
    last_on: date


def given_to(db: Database, project_id: int) -> tuple[GivenService, ...]:
    """Return what a project was given, by service, in the order of the bouquet: names nobody."""
    return tuple(
        GivenService(**{**row, "last_on": date.fromisoformat(row["last_on"])})
        for row in store.given_by_type(db, project_id)
    )


def _line(row: Row) -> ServiceLine:
    given_on = row["given_on"]
    return ServiceLine(
        **{
            **row,
            "requested_on": date.fromisoformat(row["requested_on"]),
            "given_on": None if given_on is None else date.fromisoformat(given_on),
        }
    )
