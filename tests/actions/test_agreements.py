"""Preparing agreements: the draft, its parties, its promises, its archives."""

import json
from datetime import date

import pytest

from circular.actions import agreement_moves as moves
from circular.actions import agreements as actions
from circular.actions.amendments import draft_amendment
from circular.actions.projects import archive_project
from circular.domain.agreements import (
    AgreementDraft,
    AgreementState,
    PartyDraft,
    PartyKind,
    PromisedServiceDraft,
)
from circular.domain.amendments import AmendmentDraft
from circular.domain.errors import (
    AlreadyDoneError,
    DomainError,
    NotAllowedError,
    NotFoundError,
    StaleRecordError,
)
from circular.domain.visitors import Visitor
from circular.store import journal, settings
from circular.store.connection import Database, write_tx
from circular.store.rows import one, value
from tests.builders.agreements import (
    TODAY,
    a_draft,
    a_project,
    read,
    sign_for_all,
    signed,
    to_sign,
)
from tests.conftest import NOW


def journal_of(db: Database, agreement_id: int) -> list[str]:
    found = db.conn.execute(
        "SELECT act FROM journal WHERE entity = 'agreement' AND entity_id = ? ORDER BY id",
        [agreement_id],
    )
    return [row[0] for row in found]


def test_a_draft_gets_the_association_and_the_first_holder_as_its_parties(
    db: Database, staff: Visitor
) -> None:
    with write_tx(db):
        settings.save(db, "association_name", "Nouvel’R", now=NOW)
    record = read(db, staff, a_draft(db, staff))
    assert [(party.kind, party.name, party.signatory) for party in record.parties] == [
        (PartyKind.ASSOCIATION, "Nouvel’R", None),
        (PartyKind.HOLDER, "Naïma Fictive", "Naïma Fictive"),
    ]
    assert record.number is None
    assert record.state is AgreementState.DRAFT
    assert [event.to_state for event in record.events] == [AgreementState.DRAFT]


def test_a_project_without_anybody_leaves_one_party_to_add(db: Database, staff: Visitor) -> None:
    project = a_project(db, staff, holder=None)
    record = read(db, staff, a_draft(db, staff, project))
    assert [party.kind for party in record.parties] == [PartyKind.ASSOCIATION]


def test_the_end_left_blank_is_written_from_the_duration_of_the_type(
    db: Database, staff: Visitor
) -> None:
    record = read(db, staff, a_draft(db, staff, type_key="cape", starts_on="12/03/2026"))
    assert record.ends_on == date(2027, 3, 11)
    assert record.type.key == "cape"


def test_a_cape_longer_than_a_year_is_refused_and_nothing_is_written(
    db: Database, staff: Visitor
) -> None:
    project = a_project(db, staff)
    with pytest.raises(DomainError) as refusal:
        a_draft(db, staff, project, type_key="cape", starts_on="12/03/2026", ends_on="12/03/2027")
    assert refusal.value.problems[0].field == "ends_on"
    assert value(db, "SELECT count(*) FROM agreement") == 0


def test_an_unknown_type_is_refused_under_its_field(db: Database, staff: Visitor) -> None:
    with pytest.raises(DomainError) as refusal:
        a_draft(db, staff, type_key="bail")
    assert refusal.value.problems[0].field == "type_key"


def test_an_agreement_needs_a_project_that_lives(db: Database, staff: Visitor) -> None:
    with pytest.raises(NotFoundError):
        a_draft(db, staff, 999)
    project = a_project(db, staff)
    archive_project(db, staff, project)
    with pytest.raises(DomainError, match="archivé"):
        a_draft(db, staff, project)


def test_a_second_click_writes_nothing_and_finds_the_first_record(
    db: Database, staff: Visitor
) -> None:
    draft = AgreementDraft(project_id=a_project(db, staff), type_key="accompagnement")
    first = actions.draft_agreement(db, staff, draft, today=TODAY, token="once")
    with pytest.raises(AlreadyDoneError) as twice:
        actions.draft_agreement(db, staff, draft, today=TODAY, token="once")
    assert twice.value.record_id == first
    assert value(db, "SELECT count(*) FROM agreement") == 1


def test_an_elected_official_prepares_nothing(
    db: Database, staff: Visitor, elected: Visitor
) -> None:
    project = a_project(db, staff)
    with pytest.raises(NotAllowedError):
        a_draft(db, elected, project)


def test_a_fictitious_project_gives_a_fictitious_agreement(db: Database, staff: Visitor) -> None:
    project = a_project(db, staff)
    db.conn.execute("UPDATE project SET is_fictitious = 1 WHERE id = ?", [project])
    assert read(db, staff, a_draft(db, staff, project)).is_fictitious


def amended(record_project: int, **fields: object) -> AgreementDraft:
    return AgreementDraft.model_validate(
        {"project_id": record_project, "type_key": "accompagnement", **fields}
    )


def test_an_amendment_tells_the_journal_what_changed(db: Database, staff: Visitor) -> None:
    agreement = a_draft(db, staff, jobs_committed="6")
    record = read(db, staff, agreement)
    draft = amended(record.project_id, jobs_committed="6,5", starts_on="01/12/2026")
    actions.change_unsigned_agreement(db, staff, agreement, draft, version=record.version)
    line = one(db, "SELECT changes FROM journal WHERE act = 'amended'")
    assert line is not None
    assert json.loads(line["changes"]) == {
        "Emplois promis (ETP)": ["6", "6,5"],
        "Début": [None, "01/12/2026"],
        "Fin": [None, "30/11/2027"],
    }
    assert read(db, staff, agreement).jobs_committed == 6.5


def test_the_second_saver_is_told_what_differs_and_loses_nothing(
    db: Database, staff: Visitor
) -> None:
    agreement = a_draft(db, staff)
    record = read(db, staff, agreement)
    first = amended(record.project_id, purpose="Composter des couches")
    actions.change_unsigned_agreement(db, staff, agreement, first, version=record.version)
    second = amended(record.project_id, purpose="Composter")
    with pytest.raises(StaleRecordError) as refusal:
        actions.change_unsigned_agreement(db, staff, agreement, second, version=record.version)
    assert [problem.sentence for problem in refusal.value.problems] == [
        (
            "Objet\u00a0: «\u00a0Composter des couches\u00a0» est enregistré, "
            "vous aviez «\u00a0Composter\u00a0»"
        )
    ]
    assert read(db, staff, agreement).purpose == "Composter des couches"
    assert journal_of(db, agreement) == ["drafted", "amended"]


def test_a_signed_agreement_is_no_longer_amended(db: Database, staff: Visitor) -> None:
    agreement = signed(db, staff)
    record = read(db, staff, agreement)
    with pytest.raises(DomainError, match="son texte ne change plus"):
        actions.change_unsigned_agreement(
            db, staff, agreement, amended(record.project_id), version=record.version
        )
    with pytest.raises(DomainError, match="son texte ne change plus"):
        actions.set_parties(db, staff, agreement, [], version=record.version)
    with pytest.raises(DomainError, match="son texte ne change plus"):
        actions.set_services(db, staff, agreement, [], version=record.version)
    assert len(read(db, staff, agreement).parties) == 2


def test_an_agreement_never_moves_to_another_project(db: Database, staff: Visitor) -> None:
    agreement = a_draft(db, staff)
    other = a_project(db, staff, "Insectes de l’Isle")
    with pytest.raises(DomainError) as refusal:
        actions.change_unsigned_agreement(db, staff, agreement, amended(other), version=1)
    assert refusal.value.problems[0].field == "project_id"


def test_a_draft_keeps_the_version_of_its_type_when_a_newer_one_comes(
    db: Database, staff: Visitor
) -> None:
    agreement = a_draft(db, staff, type_key="cape")
    db.conn.execute("UPDATE agreement_type SET active = 0 WHERE key = 'cape'")
    db.conn.execute(
        "INSERT INTO agreement_type (key, version, label, duration_months, longest_months)"
        " VALUES ('cape', 3, 'CAPE', 24, 24)"
    )
    record = read(db, staff, agreement)
    draft = AgreementDraft.model_validate(
        {"project_id": record.project_id, "type_key": "cape", "starts_on": "12/03/2026"}
    )
    actions.change_unsigned_agreement(db, staff, agreement, draft, version=record.version)
    after = read(db, staff, agreement)
    assert (after.type.version, after.ends_on) == (2, date(2027, 3, 11))
    newer = read(db, staff, a_draft(db, staff, record.project_id, type_key="cape"))
    assert newer.type.version == 3


def test_parties_are_replaced_in_their_order_and_journalled(db: Database, staff: Visitor) -> None:
    agreement = a_draft(db, staff)
    school = PartyDraft(
        kind=PartyKind.ORGANISATION,
        name="Lycée d’essai",
        signatory="Dominique Essai",
        signatory_function="Proviseur",
        deliberation_on=date(2026, 10, 1),
    )
    company = PartyDraft(kind=PartyKind.HOLDER, name="=cmd|'/C calc'!A0")
    actions.set_parties(db, staff, agreement, [school, company], version=1)
    record = read(db, staff, agreement)
    assert [party.name for party in record.parties] == ["Lycée d’essai", "=cmd|'/C calc'!A0"]
    assert record.parties[0].deliberation_on == date(2026, 10, 1)
    line = journal.of_record(db, "agreement", agreement)[0]
    assert "Lycée d’essai (Dominique Essai, Proviseur)" in json.loads(line["changes"])["Parties"][1]


def test_a_page_of_parties_has_its_limit(db: Database, staff: Visitor) -> None:
    crowd = [PartyDraft(kind=PartyKind.ORGANISATION, name=f"Organisme {n}") for n in range(13)]
    with pytest.raises(DomainError, match="12\u00a0parties au plus"):
        actions.set_parties(db, staff, a_draft(db, staff), crowd, version=1)


def test_two_windows_never_mix_their_parties(db: Database, staff: Visitor) -> None:
    agreement = a_draft(db, staff)
    sign_for_all(db, staff, agreement)
    with pytest.raises(StaleRecordError):
        actions.set_parties(db, staff, agreement, [], version=1)
    assert len(read(db, staff, agreement).parties) == 2


def test_services_are_promised_once_each_with_their_detail(db: Database, staff: Visitor) -> None:
    agreement = a_draft(db, staff)
    wanted = [
        PromisedServiceDraft(service_type="local"),
        PromisedServiceDraft(service_type="sourcing", note="Couches des crèches"),
        PromisedServiceDraft(service_type="local"),
    ]
    actions.set_services(db, staff, agreement, wanted, version=1)
    services = read(db, staff, agreement).services
    assert [(each.service_type, each.note) for each in services] == [
        ("sourcing", "Couches des crèches"),
        ("local", None),
    ]
    actions.set_services(db, staff, agreement, [], version=2)
    assert read(db, staff, agreement).services == ()
    assert journal_of(db, agreement) == ["drafted", "services", "services"]


def test_archiving_changes_nothing_but_the_flag(db: Database, staff: Visitor) -> None:
    agreement = signed(db, staff)
    before = read(db, staff, agreement)
    actions.archive_agreement(db, staff, agreement, version=before.version, archived=True)
    after = read(db, staff, agreement)
    assert after.is_archived
    assert after.state is before.state
    assert after.events == before.events
    actions.archive_agreement(db, staff, agreement, version=after.version, archived=False)
    assert not read(db, staff, agreement).is_archived
    with pytest.raises(StaleRecordError):
        actions.archive_agreement(db, staff, agreement, version=1, archived=True)


def test_what_does_not_exist_is_not_found(db: Database, staff: Visitor) -> None:
    with pytest.raises(NotFoundError):
        actions.change_unsigned_agreement(db, staff, 999, amended(1), version=1)
    with pytest.raises(NotFoundError):
        actions.set_services(db, staff, 999, [], version=1)
    with pytest.raises(NotFoundError):
        moves.send_to_review(db, staff, 999, version=1, today=TODAY)


def test_a_draft_without_number_is_deleted_with_its_parts(db: Database, staff: Visitor) -> None:
    agreement = a_draft(db, staff)
    with pytest.raises(StaleRecordError):
        actions.delete_agreement(db, staff, agreement, version=9)
    actions.delete_agreement(db, staff, agreement, version=1)
    for table in ("agreement", "agreement_party", "agreement_event"):
        assert value(db, f"SELECT count(*) FROM {table}") == 0
    assert journal_of(db, agreement) == ["drafted", "deleted"]


def test_what_was_numbered_signed_or_amended_is_never_deleted(
    db: Database, staff: Visitor, elected: Visitor
) -> None:
    numbered = to_sign(db, staff, a_draft(db, staff))
    project = read(db, staff, numbered).project_id
    with pytest.raises(DomainError, match="abandonnez-la plutôt"):
        actions.delete_agreement(db, staff, numbered, version=1)
    done = signed(db, staff, project)
    draft_amendment(
        db, staff, done, AmendmentDraft(reason="Essai", jobs_committed="2"), today=TODAY
    )
    with pytest.raises(DomainError, match="résiliez-la plutôt"):
        actions.delete_agreement(db, staff, done, version=1)
    with pytest.raises(NotAllowedError):
        actions.delete_agreement(db, elected, a_draft(db, staff, project), version=1)
    assert value(db, "SELECT count(*) FROM agreement") == 3
