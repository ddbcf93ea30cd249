"""Loading a demonstration through the product's own actions, as a person would have done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from circular.actions import (
    facilities,
    organisations,
    settings,
    stream_measures,
    streams,
    targets,
    territory,
)
from circular.actions.scenario_bookings import load_booking
from circular.actions.scenario_matches import Known, load_matches
from circular.actions.scenario_projects import load_project
from circular.domain.dates import add_months
from circular.domain.errors import DomainError
from circular.domain.facilities import FacilityClosureDraft, FacilityDraft
from circular.domain.organisations import OrganisationDraft
from circular.domain.permissions import Role
from circular.domain.scenario import (
    Scenario,
    ScenarioClosure,
    ScenarioFacility,
    ScenarioPartner,
    ScenarioStream,
    ScenarioTarget,
)
from circular.domain.scenario_parts import months_between
from circular.domain.seasons import shares_of
from circular.domain.settings import AssociationSettings
from circular.domain.stream_measures import StreamMeasureDraft
from circular.domain.streams import StreamDraft
from circular.domain.targets import PathPoint, TargetDraft
from circular.domain.visitors import Visitor
from circular.store import accounts, demonstration, meta
from circular.store.connection import Database, write_tx

FIGURE_SOURCE = "Chiffre inventé pour la démonstration"


@dataclass(slots=True)
class Loading:
    """What the loading keeps at hand: who writes, the day, and what was made so far, by name."""

    db: Database
    today: date
    staff: Visitor
    organisations: dict[str, int] = field(default_factory=dict)
    facilities: dict[str, int] = field(default_factory=dict)
    streams: dict[str, int] = field(default_factory=dict)
    projects: dict[str, int] = field(default_factory=dict)

    def day(self, offset: int) -> date:
        """Return the day that stands `offset` days from the loading day."""
        return self.today + timedelta(days=offset)


def load_scenario(db: Database, scenario: Scenario, *, today: date) -> None:
    """Load a whole scenario into an empty database and mark it as a demonstration.

    Everything is written in one transaction: a scenario is there whole or not at all.

    Raises:
        DomainError: the database holds something already, or an action refuses a line.
    """
    with write_tx(db):
        if accounts.count(db):
            raise DomainError("Cette base n’est pas vide : la démonstration n’y est pas chargée.")
        meta.mark_demonstration(db)
        visitors = _people(db, scenario)
        loading = Loading(db=db, today=today, staff=visitors[Role.STAFF])
        settings.change_settings(
            db,
            visitors[Role.ADMINISTRATOR],
            AssociationSettings(
                association_name=scenario.association.name, logo=scenario.association.logo
            ),
        )
        _territory(loading, scenario)
        _partner_accounts(loading, scenario)
        _targets(loading, scenario.target)
        for facility in scenario.facility:
            _facility(loading, facility)
        for closure in scenario.closure:
            _closure(loading, closure)
        for stream in scenario.stream:
            _stream(loading, stream)
        for project in scenario.project:
            loading.projects[project.title] = load_project(
                loading.staff, project, db=db, day=loading.day, known=loading.facilities
            )
        _between_records(loading, scenario)
        demonstration.mark_fictitious(db)


def _between_records(loading: Loading, scenario: Scenario) -> None:
    """Load what stands between two records: bookings of facilities, matches."""
    for booking in scenario.booking:
        load_booking(
            loading.staff,
            booking,
            db=loading.db,
            day=loading.day,
            facility_id=loading.facilities[booking.facility],
            project_id=loading.projects[booking.project],
        )
    known = Known(loading.streams, loading.projects)
    load_matches(loading.staff, scenario, db=loading.db, day=loading.day, known=known)


def _people(db: Database, scenario: Scenario) -> Mapping[Role, Visitor]:
    visitors = {}
    for account in scenario.account:
        if account.organisation is not None:
            continue
        account_id = accounts.add(
            db, name=account.name, role=account.role.value, now=datetime.now(), is_fictitious=True
        )
        visitors[account.role] = Visitor(
            account_id=account_id, name=account.name, role=account.role
        )
    return visitors


def _partner_accounts(loading: Loading, scenario: Scenario) -> None:
    for account in scenario.account:
        if account.organisation is not None:
            accounts.add(
                loading.db,
                name=account.name,
                role=account.role.value,
                now=datetime.now(),
                organisation_id=loading.organisations[account.organisation],
                is_fictitious=True,
            )


def _territory(loading: Loading, scenario: Scenario) -> None:
    for partner in scenario.partner:
        _partner(loading, partner)
    for epci in scenario.epci:
        territory.add_epci(
            loading.db,
            loading.staff,
            epci.siren,
            organisation_id=loading.organisations[epci.partner],
            joined_on=loading.day(scenario.association.launched),
        )


def _partner(loading: Loading, partner: ScenarioPartner) -> None:
    draft = OrganisationDraft(
        name=partner.name,
        kind=partner.kind,
        partner_role=partner.role,
        commune_code=partner.commune,
        epci_siren=partner.epci,
        note=partner.note,
    )
    loading.organisations[partner.name] = organisations.register_organisation(
        loading.db, loading.staff, draft
    )


def _targets(loading: Loading, lines: Sequence[ScenarioTarget]) -> None:
    decided: dict[tuple[str, str | None], int] = {}
    for line in lines:
        draft, about = _target(loading, line), (line.indicator, line.epci)
        db, staff, today = loading.db, loading.staff, loading.today
        if about in decided:
            decided[about] = targets.revise_target(db, staff, decided[about], draft, today=today)
        else:
            decided[about] = targets.set_target(db, staff, draft, today=today)


def _target(loading: Loading, target: ScenarioTarget) -> TargetDraft:
    starts_on = loading.day(target.starts)
    steps = [step.split(":") for step in target.points.split()]
    return TargetDraft(
        indicator=target.indicator,
        epci_siren=target.epci,
        value=target.value,
        starts_on=starts_on,
        due_on=add_months(starts_on, target.due_months),
        path_kind=target.path,
        points=tuple(
            PathPoint(add_months(starts_on, int(months)), float(value)) for months, value in steps
        ),
        source=target.source,
        decided_on=loading.day(target.decided),
        decided_by=target.decided_by,
        note=target.note,
    )


def _organisation(loading: Loading, name: str, kind: str, commune: str) -> int:
    if name not in loading.organisations:
        draft = OrganisationDraft(name=name, kind=kind, commune_code=commune)
        loading.organisations[name] = organisations.register_organisation(
            loading.db, loading.staff, draft, is_fictitious=True
        )
    return loading.organisations[name]


def _facility(loading: Loading, facility: ScenarioFacility) -> None:
    draft = FacilityDraft(
        name=facility.name,
        kind=facility.kind,
        organisation_id=loading.organisations.get(facility.organisation or ""),
        commune_code=facility.commune,
        address=facility.address,
        area_m2=facility.area_m2,
        conditions=facility.conditions,
        is_available=facility.is_available,
        available_from=None
        if facility.available_in is None
        else loading.day(facility.available_in),
        note=facility.note,
        capacity=facility.capacity,
        capacity_unit=facility.capacity_unit,
        projects_at_once=facility.at_once,
        opening_hours=facility.hours,
        closed_weekdays=tuple(int(sign) for sign in facility.closed),
        families=tuple(facility.families.split()),
    )
    loading.facilities[facility.name] = facilities.add_facility(
        loading.db, loading.staff, draft, is_fictitious=facility.is_fictitious
    )


def _closure(loading: Loading, closure: ScenarioClosure) -> None:
    draft = FacilityClosureDraft(
        starts_on=loading.day(closure.starts),
        ends_on=loading.day(closure.ends),
        reason=closure.reason,
    )
    facilities.add_closure(loading.db, loading.staff, loading.facilities[closure.facility], draft)


def _stream(loading: Loading, stream: ScenarioStream) -> None:
    draft = StreamDraft(
        title=stream.title,
        organisation_id=_organisation(loading, stream.producer, stream.kind, stream.commune),
        commune_code=stream.commune,
        waste_code=stream.code,
        tonnes_min=stream.tonnes_min,
        tonnes_likely=stream.tonnes_likely,
        tonnes_max=stream.tonnes_max,
        months=shares_of(months_between(stream.months)),
        available_from=None if stream.from_in is None else loading.day(stream.from_in),
        available_to=None if stream.to_in is None else loading.day(stream.to_in),
        contamination=stream.contamination,
        contaminants=stream.contaminants,
        quality=stream.quality,
        packaging=stream.packaging,
        address=stream.address,
        reliability=stream.reliability,
        outlet=stream.outlet,
        outlet_cost=stream.outlet_cost,
        price=stream.price,
        figure_source=FIGURE_SOURCE,
        figure_on=loading.day(stream.figure_in or 0),
        is_confidential=stream.confidential,
    )
    stream_id = streams.add_stream(loading.db, loading.staff, draft, today=loading.today)
    loading.streams[stream.title] = stream_id
    for each in (stream.measures or "").split():
        ago, tonnes = each.split(":")
        measure = StreamMeasureDraft(
            year=loading.today.year - int(ago),
            tonnes=float(tonnes),
            source=FIGURE_SOURCE,
            reliability=stream.reliability,
            measured_on=loading.today,
        )
        stream_measures.note_stream_measure(
            loading.db, loading.staff, stream_id, measure, today=loading.today
        )
