"""A scenario: what a demonstration loads, as its files say it; days count from the loading day."""

from typing import Annotated

from pydantic import BeforeValidator

from circular.domain.facilities import CapacityUnit
from circular.domain.facility_bookings import BookingState
from circular.domain.permissions import Role
from circular.domain.scenario_matches import ScenarioDismissal, ScenarioMatch
from circular.domain.scenario_parts import Amount, Count, Day, Flag, Part, Text, none_when_blank
from circular.domain.scenario_projects import ScenarioProject
from circular.domain.targets import JOBS_NET, PathKind


class ScenarioAccount(Part):
    """Somebody who uses the demonstration."""

    role: Role
    name: str
    organisation: str | None = None


class ScenarioPartner(Part):
    """A real partner of the territory."""

    name: str
    kind: str
    role: str
    commune: str | None = None
    epci: str | None = None
    note: str | None = None


class ScenarioEpci(Part):
    """A member EPCI and the partner that it is."""

    siren: str
    partner: str


class ScenarioTarget(Part):
    """A target; a later decision on the same indicator and territory revises the earlier one.

    `points` is « 12:6 24:15 »: 6 to have reached twelve months after the start, then 15.
    """

    indicator: str = JOBS_NET
    epci: str | None = None
    path: PathKind = PathKind.LINEAR
    points: str = ""
    value: float
    starts: int
    due_months: int
    decided: int
    source: str
    decided_by: str
    note: str


class ScenarioStream(Part):
    """A stream; `months` is « 3-11 », `measures` « 2:165 »: 165 t two years before the loading.

    `figure_in` is the day on which its tonnage was noted, counted from the loading.
    """

    title: str
    producer: str
    kind: str
    commune: str
    code: str
    tonnes_min: Amount = None
    tonnes_likely: Amount = None
    tonnes_max: Amount = None
    months: Text = None
    contamination: Amount = None
    quality: Text = None
    outlet: Text = None
    outlet_cost: Amount = None
    price: Amount = None
    confidential: bool = False
    from_in: Day = None
    to_in: Day = None
    address: Text = None
    contaminants: Text = None
    packaging: Text = None
    reliability: Text = None
    measures: Text = None
    figure_in: Day = None


class ScenarioFacility(Part):
    """A facility or premises."""

    name: str
    kind: str
    organisation: Text = None
    commune: str
    address: Text = None
    area_m2: Amount = None
    conditions: Text = None
    is_available: Flag = None
    available_in: Day = None
    note: Text = None
    is_fictitious: bool = False
    capacity: Amount = None
    capacity_unit: Annotated[CapacityUnit | None, BeforeValidator(none_when_blank)] = None
    at_once: Count = None
    hours: Text = None
    closed: str = ""
    families: str = ""


class ScenarioClosure(Part):
    """Days on which a facility of the scenario is closed."""

    facility: str
    starts: int
    ends: int
    reason: str


class ScenarioBooking(Part):
    """A booking of a facility by a project, what was decided, and what it was used for."""

    facility: str
    project: str
    starts: int
    ends: int
    purpose: str
    share: Amount = None
    asked: int
    state: BookingState
    reason: Text = None
    used: Amount = None
    used_note: Text = None


class ScenarioAssociation(Part):
    """The association of the demonstration and its logo."""

    name: str
    launched: int
    logo: str = ""


class Scenario(Part):
    """All that a demonstration holds."""

    association: ScenarioAssociation
    account: tuple[ScenarioAccount, ...]
    partner: tuple[ScenarioPartner, ...]
    epci: tuple[ScenarioEpci, ...]
    target: tuple[ScenarioTarget, ...]
    facility: tuple[ScenarioFacility, ...] = ()
    closure: tuple[ScenarioClosure, ...] = ()
    booking: tuple[ScenarioBooking, ...] = ()
    stream: tuple[ScenarioStream, ...] = ()
    project: tuple[ScenarioProject, ...] = ()
    match: tuple[ScenarioMatch, ...] = ()
    dismissal: tuple[ScenarioDismissal, ...] = ()

    def without_holders(self) -> "Scenario":
        """Return the same territory, without any holder, project, agreement or match."""
        return self.model_copy(update={"project": (), "booking": (), "match": (), "dismissal": ()})
