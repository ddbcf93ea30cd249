"""Loading one project of a demonstration: its people, its history, its agreement, its jobs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from circular.actions import (
    agreement_moves,
    agreement_renewals,
    agreements,
    amendments,
    case_notes,
    exchanges,
    holders,
    implantations,
    jobs,
    moves,
    needs,
    next_actions,
    projects,
    services,
)
from circular.actions.scenario_commitments import load_commitments, organisations_of
from circular.domain.agreement_renewals import RenewalDraft, effective_from
from circular.domain.agreements import (
    AgreementDraft,
    AgreementState,
    PartyDraft,
    PartyKind,
    PromisedServiceDraft,
    SigningDraft,
)
from circular.domain.amendments import AmendmentDraft, AmendmentSigningDraft
from circular.domain.case_notes import CaseNoteDraft
from circular.domain.dates import period_end
from circular.domain.exchanges import ExchangeDraft
from circular.domain.holders import CaptureDraft, HolderDraft
from circular.domain.implantations import OpeningDraft, SiteDraft
from circular.domain.jobs import JobLineDraft
from circular.domain.moves import MoveDraft
from circular.domain.needs import NeedDraft
from circular.domain.next_actions import NextActionDraft
from circular.domain.projects import BlockDraft, ProjectDraft
from circular.domain.scenario_parts import months_between
from circular.domain.scenario_projects import ScenarioAgreement, ScenarioProject
from circular.domain.seasons import shares_of
from circular.domain.services import ServiceDraft, ServiceGivenDraft
from circular.domain.stages import MoveKind
from circular.domain.visitors import Visitor
from circular.store import accounts, demonstration
from circular.store import holders as holder_store
from circular.store.connection import Database

Days = Callable[[int], date]


@dataclass(frozen=True, slots=True)
class _Scene:
    db: Database
    staff: Visitor
    day: Days
    project_id: int
    line: ScenarioProject
    known: Mapping[str, int]


def load_project(
    staff: Visitor,
    line: ScenarioProject,
    *,
    db: Database,
    day: Days,
    known: Mapping[str, int],
) -> int:
    """Load a project and all that happened to it; return its identifier.

    `day` turns an offset into a date; `known` maps the names of facilities to identifiers. Raises
    what the actions raise when a line breaks a rule.
    """
    first = line.people[0]
    project_id = holders.capture_contact(
        db,
        staff,
        CaptureDraft(name=first.name, commune_code=line.commune, origin=line.origin),
        today=day(line.detected),
        is_fictitious=True,
    )
    scene = _Scene(db, staff, day, project_id, line, known)
    _people(scene)
    _facts(scene)
    _happenings(scene)
    if line.agreement is not None:
        _agreement(scene, line.agreement)
    _site(scene)
    _jobs(scene)
    _journey(scene)
    if line.block is not None:
        draft = BlockDraft(reason=line.block)
        projects.block_project(db, staff, project_id, draft, today=day(0))
    return project_id


def _people(scene: _Scene) -> None:
    for rank, person in enumerate(scene.line.people):
        draft = HolderDraft(
            name=person.name,
            email=person.email,
            phone=person.phone,
            gender=person.gender,
            commune_code=scene.line.commune,
            information_given_on=scene.day(scene.line.detected) if scene.line.moves else None,
        )
        if rank == 0:
            row = holder_store.people_of(scene.db, scene.project_id)[0]
            holders.update_holder(
                scene.db,
                scene.staff,
                row["id"],
                draft,
                version=1,
                today=scene.day(0),
            )
        else:
            holders.add_new_person(
                scene.db,
                scene.staff,
                scene.project_id,
                draft,
                role=person.role,
                today=scene.day(scene.line.detected),
            )


def _facts(scene: _Scene) -> None:
    line = scene.line
    draft = ProjectDraft(
        title=line.title,
        summary=line.summary,
        origin=line.origin,
        commune_code=line.commune,
        is_priority_district=line.qpv,
        adviser_id=scene.staff.account_id,
        pillars=line.pillars,
        sector=line.sector,
        legal_form_now=line.legal_now,
        legal_form_planned=line.legal_planned,
        siret=line.siret,
        creation_under_way=line.creation,
        funding_sought=line.sought,
        funding_found=line.found,
        premises_wanted=line.premises,
        premises_area_m2=line.area,
        jobs_planned=line.jobs_planned,
    )
    projects.update_project(scene.db, scene.staff, scene.project_id, draft, version=1)


def _happenings(scene: _Scene) -> None:
    _exchanges(scene)
    _reviews(scene)
    _next_actions(scene)
    _services(scene)
    _needs(scene)


def _exchanges(scene: _Scene) -> None:
    for exchange in scene.line.exchanges:
        happened_on = scene.day(exchange.day)
        said = ExchangeDraft(
            kind=exchange.kind,
            direction=exchange.direction,
            happened_on=happened_on,
            note=exchange.note,
        )
        exchanges.note_exchange(scene.db, scene.staff, scene.project_id, said, today=happened_on)


def _reviews(scene: _Scene) -> None:
    for review in scene.line.reviews:
        reviewed_on = scene.day(review.day)
        known = [accounts.first_of_role(scene.db, role.value) for role in review.readers]
        note = CaseNoteDraft(
            reviewed_on=reviewed_on,
            text=review.text,
            next_step=review.next_step,
            reader_ids=tuple(row["id"] for row in known if row is not None),
        )
        case_notes.write_case_note(scene.db, scene.staff, scene.project_id, note, today=reviewed_on)


def _next_actions(scene: _Scene) -> None:
    db, staff, day = scene.db, scene.staff, scene.day
    for action in scene.line.actions:
        planned = NextActionDraft(
            label=action.label,
            kind=action.kind,
            due_on=day(action.due),
            owner_id=staff.account_id,
        )
        planned_on = day(min(action.due, 0))
        action_id = next_actions.plan_action(db, staff, scene.project_id, planned, today=planned_on)
        if action.done is not None:
            next_actions.mark_done(db, staff, action_id, today=day(action.done))


def _services(scene: _Scene) -> None:
    db, staff, day = scene.db, scene.staff, scene.day
    for service in scene.line.services:
        requested_on = day(service.requested)
        asked = ServiceDraft(service_type=service.service_type, requested_on=requested_on)
        service_id = services.request_service(
            db, staff, scene.project_id, asked, today=requested_on
        )
        if service.given is not None:
            given = ServiceGivenDraft(
                given_on=day(service.given),
                given_by=service.by or staff.name,
                effect=service.effect,
            )
            services.give_service(db, staff, service_id, given, version=1, today=day(service.given))


def _needs(scene: _Scene) -> None:
    for need in scene.line.needs:
        draft = NeedDraft(
            title=need.title,
            codes=need.codes,
            families=need.families,
            tonnes_min=need.min,
            tonnes_max=need.max,
            distance_max_km=need.distance,
            contamination_max=need.contamination,
            operations=need.operations,
            months=shares_of(months_between(need.months)),
        )
        needs.state_need(scene.db, scene.staff, scene.project_id, draft)


def _agreement(scene: _Scene, line: ScenarioAgreement) -> None:
    db, staff, day = scene.db, scene.staff, scene.day
    agreement_id = agreements.draft_agreement(
        db,
        staff,
        AgreementDraft(
            project_id=scene.project_id,
            type_key="accompagnement",
            purpose=scene.line.summary,
            signing_planned_on=None if line.planned is None else day(line.planned),
            starts_on=None if line.starts is None else day(line.starts),
            jobs_committed=line.jobs,
        ),
        today=day(line.drafted),
    )
    promised = [PromisedServiceDraft(service_type=key) for key in line.services]
    version = demonstration.agreement_version(db, agreement_id)
    agreements.set_services(db, staff, agreement_id, promised, version=version)
    if line.state == AgreementState.DRAFT:
        return
    _parties(scene, agreement_id, line)
    _to_signature(scene, agreement_id, line)


def _parties(scene: _Scene, agreement_id: int, line: ScenarioAgreement) -> None:
    holder = holder_store.people_of(scene.db, scene.project_id)[0]
    parties = [
        PartyDraft(
            kind=PartyKind.ASSOCIATION,
            name="Nouvel’R",
            signatory="Dominique Lasserre",
            signatory_function="Présidente",
            deliberation_on=scene.day(-720),
        ),
        PartyDraft(
            kind=PartyKind.HOLDER,
            name=holder["name"],
            holder_id=holder["id"],
            signatory=holder["name"],
            signatory_function="Porteur·euse de projet",
        ),
        *organisations_of(scene.db, line.commitments),
    ]
    version = demonstration.agreement_version(scene.db, agreement_id)
    agreements.set_parties(scene.db, scene.staff, agreement_id, parties, version=version)


def _to_signature(scene: _Scene, agreement_id: int, line: ScenarioAgreement) -> None:
    db, staff, on = scene.db, scene.staff, scene.day(line.drafted)

    def version() -> int:
        return demonstration.agreement_version(db, agreement_id)

    agreement_moves.send_to_review(db, staff, agreement_id, version=version(), today=on)
    if line.state == AgreementState.REVIEW:
        return
    agreement_moves.send_to_sign(db, staff, agreement_id, version=version(), today=on)
    if line.signed is None:
        return
    signing = SigningDraft(
        signed_on=scene.day(line.signed),
        starts_on=scene.day(line.starts if line.starts is not None else line.signed),
        ends_on=period_end(
            scene.day(line.starts if line.starts is not None else line.signed), line.months
        ),
    )
    agreement_moves.sign_agreement(
        db, staff, agreement_id, signing, version=version(), today=scene.day(0)
    )
    _after_signature(scene, agreement_id, signing.ends_on, line)


def _after_signature(
    scene: _Scene, agreement_id: int, end: date | None, line: ScenarioAgreement
) -> None:
    """Note the renewals, the amendments and the commitments of a signed agreement."""
    db, staff = scene.db, scene.staff
    load_commitments(db, staff, agreement_id, line.commitments, day=scene.day)
    for decided, months in line.renewals:
        end = period_end(effective_from(end), months) if end else None
        renewal = RenewalDraft(decided_on=scene.day(decided), ends_on=end)
        version = demonstration.agreement_version(db, agreement_id)
        agreement_renewals.renew_agreement(
            db, staff, agreement_id, renewal, version=version, today=scene.day(0)
        )
    for signed, promised, reason in line.amendments:
        draft = AmendmentDraft(reason=reason, jobs_committed=promised)
        on = scene.day(signed)
        amendment = amendments.draft_amendment(db, staff, agreement_id, draft, today=on)
        signature = AmendmentSigningDraft(signed_on=on)
        amendments.sign_amendment(db, staff, amendment, signature, version=1, today=scene.day(0))


def _site(scene: _Scene) -> None:
    site = scene.line.implantation
    if site is None:
        return
    draft = SiteDraft(
        address=site.address,
        commune_code=site.commune,
        facility_id=scene.known.get(site.facility or ""),
        opening_planned_on=scene.day(site.planned),
    )
    implantations.choose_site(scene.db, scene.staff, scene.project_id, draft)
    if site.opened is not None and site.proof is not None:
        opening = OpeningDraft(
            opened_on=scene.day(site.opened),
            address=site.address,
            commune_code=site.commune,
            proof_kind=site.proof,
            proof_note=site.note,
        )
        implantations.record_opening(
            scene.db, scene.staff, scene.project_id, opening, today=scene.day(0), version=1
        )


def _jobs(scene: _Scene) -> None:
    for line in scene.line.jobs:
        draft = JobLineDraft(
            kind=line.kind,
            full_time_equivalent=line.full_time_equivalent,
            heads=line.heads,
            women=line.women,
            contract=line.contract,
            starts_on=scene.day(line.starts),
            ends_on=None if line.ends is None else scene.day(line.ends),
            evidence=line.evidence,
        )
        line_id = jobs.add_job_line(
            scene.db, scene.staff, scene.project_id, draft, today=scene.day(0)
        )
        if line.verified is not None:
            jobs.verify_job_line(
                scene.db, scene.staff, line_id, version=1, today=scene.day(line.verified)
            )


def _journey(scene: _Scene) -> None:
    for move in scene.line.moves:
        draft = MoveDraft(
            kind=MoveKind.ADVANCE, to_stage=move.stage, effective_on=scene.day(move.day)
        )
        moves.move_project(scene.db, scene.staff, scene.project_id, draft, today=scene.day(0))
    gone = scene.line.exit
    if gone is not None:
        leaving = MoveDraft(
            kind=MoveKind.EXIT,
            effective_on=scene.day(gone.day),
            exit_kind=gone.kind,
            exit_reason=gone.reason,
        )
        moves.move_project(scene.db, scene.staff, scene.project_id, leaving, today=scene.day(0))
