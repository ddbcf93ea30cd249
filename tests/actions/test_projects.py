"""Starting, changing, blocking, handing over and archiving a project."""

from datetime import date

import pytest

from circular.actions import projects as actions
from circular.domain.errors import (
    AlreadyDoneError,
    DomainError,
    NotAllowedError,
    NotFoundError,
    StaleRecordError,
)
from circular.domain.projects import BlockDraft, HandOverDraft, StartDraft
from circular.domain.stages import Health
from circular.domain.visitors import Visitor
from circular.store import journal
from circular.store.connection import Database
from circular.store.rows import value
from tests.builders.holders import LIBOURNE, TODAY, VAYRES_87, a_contact, a_holder
from tests.builders.projects import DETECTED, a_project, changed, left, project_draft, read

SIRET = "73282932000074"


def last(db: Database, project_id: int) -> tuple[str, str]:
    line = journal.of_record(db, "project", project_id, limit=1)[0]
    return line["sentence"], line["changes"]


def test_a_project_starts_with_a_person_already_known(db: Database, staff: Visitor) -> None:
    holder_id = a_holder(db, staff)
    project = read(db, staff, a_project(db, staff, holder_id=holder_id, commune_code=LIBOURNE))

    assert [person.name for person in project.people] == ["Naïma Terrasson"]
    assert (project.detected_on, project.epci_name) == (DETECTED, "CA du Libournais")


def test_a_project_is_not_detected_tomorrow_nor_for_nobody(db: Database, staff: Visitor) -> None:
    with pytest.raises(DomainError) as caught:
        a_project(db, staff, detected_on="23/11/2026")
    assert [problem.field for problem in caught.value.problems] == ["detected_on"]
    with pytest.raises(NotFoundError):
        a_project(db, staff, holder_id=99)
    assert value(db, "SELECT COUNT(*) FROM project") == 0


def test_a_second_click_starts_nothing_twice(db: Database, staff: Visitor) -> None:
    draft = StartDraft(title="Couches", origin="appel", detected_on=DETECTED)
    first = actions.start_project(db, staff, draft, today=TODAY, token="t")

    with pytest.raises(AlreadyDoneError) as caught:
        actions.start_project(db, staff, draft, today=TODAY, token="t")

    assert caught.value.record_id == first
    assert value(db, "SELECT COUNT(*) FROM project") == 1


def test_a_commune_brings_its_epci_and_a_siret_its_siren(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff)
    changed(db, staff, project_id, commune_code=LIBOURNE, epci_siren="248719361", siret=SIRET)
    project = read(db, staff, project_id)

    assert (project.epci_siren, project.siren) == ("200070092", SIRET[:9])


def test_an_epci_alone_is_kept(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff)
    changed(db, staff, project_id, epci_siren="200070092")

    assert read(db, staff, project_id).epci_name == "CA du Libournais"


def test_the_journal_says_what_changed_in_words(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff)
    changed(
        db,
        staff,
        project_id,
        origin="presse",
        pillars=("recyclage", "duree_usage"),
        is_priority_district=False,
        jobs_planned="2,5",
        adviser_id=staff.account_id,
    )
    sentence, changes = last(db, project_id)

    assert sentence == "Fiche du projet modifiée."
    for part in (
        '"Origine du contact": ["Appel ou courriel", "Presse ou réseaux sociaux"]',
        '["", "Allongement de la durée d’usage, Recyclage"]',
        '"Quartier prioritaire de la ville (QPV)": [null, "non"]',
        '"Emplois prévus (ETP)": [null, "2,5"]',
        '"Suivi par": [null, "Personne Équipe"]',
    ):
        assert part in changes


def test_what_is_known_of_a_project_is_read_back_as_it_was_saved(
    db: Database, staff: Visitor
) -> None:
    project_id = a_project(db, staff)
    fields = {
        "summary": "Un\nparagraphe.",
        "is_priority_district": True,
        "sector": "compostage",
        "naf_code": "38.32Z",
        "naf_version": "rev2",
        "legal_form_now": "non_decidee",
        "legal_form_planned": "scic",
        "creation_under_way": True,
        "funding_sought": 60_000.0,
        "funding_found": 42_000.5,
        "premises_wanted": "Atelier",
        "premises_area_m2": 350.0,
        "jobs_planned": 0.0,
    }
    changed(db, staff, project_id, **fields)
    project = read(db, staff, project_id)

    assert {name: getattr(project, name) for name in fields} == fields
    assert project.naf_label
    assert project.legal_form_planned_label == "SCIC"


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("origin", "lune"),
        ("sector", "lune"),
        ("pillars", ("lune",)),
        ("legal_form_planned", "lune"),
        ("commune_code", "99999"),
        ("epci_siren", "000000000"),
        ("naf_code", "99.99Z"),
        ("adviser_id", 999),
    ],
)
def test_a_choice_out_of_its_list_is_refused_at_its_field(
    db: Database, staff: Visitor, field: str, wrong: object
) -> None:
    project_id = a_project(db, staff)

    with pytest.raises(DomainError) as caught:
        changed(db, staff, project_id, **{field: wrong})

    assert [problem.field for problem in caught.value.problems] == [field]
    assert read(db, staff, project_id).version == 1


def test_an_elected_official_is_no_adviser(db: Database, staff: Visitor, elected: Visitor) -> None:
    project_id = a_project(db, staff)
    draft = HandOverDraft(adviser_id=elected.account_id or 0)

    with pytest.raises(DomainError):
        actions.hand_over(db, staff, project_id, draft)


def test_the_second_saver_sees_what_the_first_wrote(
    db: Database, staff: Visitor, administrator: Visitor
) -> None:
    project_id = a_project(db, staff)
    stored = read(db, staff, project_id)
    first = project_draft(stored, title="Couches du Libournais")
    second = project_draft(stored, title="Couches de Coutras", commune_code=VAYRES_87)
    actions.update_project(db, staff, project_id, first, version=1)

    with pytest.raises(StaleRecordError) as caught:
        actions.update_project(db, administrator, project_id, second, version=1)

    assert caught.value.problems[0].sentence == (
        "Titre\u00a0: «\u00a0Couches du Libournais\u00a0» est enregistré, "
        "vous aviez «\u00a0Couches de Coutras\u00a0»"
    )
    assert read(db, staff, project_id).title == "Couches du Libournais"
    actions.update_project(db, administrator, project_id, second, version=2)
    assert read(db, staff, project_id).title == "Couches de Coutras"


def test_handing_over_makes_an_open_form_stale(
    db: Database, staff: Visitor, administrator: Visitor
) -> None:
    project_id = a_project(db, staff)
    draft = HandOverDraft(adviser_id=administrator.account_id or 0)
    actions.hand_over(db, staff, project_id, draft)
    project = read(db, staff, project_id)

    assert (project.adviser_id, project.version) == (administrator.account_id, 2)
    assert last(db, project_id)[0].startswith("Projet confié à ")


def test_a_blocked_project_says_by_what_until_it_goes_on(db: Database, staff: Visitor) -> None:
    project_id = a_contact(db, staff)
    actions.block_project(
        db, staff, project_id, BlockDraft(reason="Avis ICPE attendu"), today=TODAY
    )
    blocked = read(db, staff, project_id)

    assert (blocked.health, blocked.blocked_reason, blocked.blocked_on) == (
        Health.BLOCKED,
        "Avis ICPE attendu",
        TODAY,
    )
    actions.unblock_project(db, staff, project_id)
    assert read(db, staff, project_id).health is Health.ACTIVE
    with pytest.raises(DomainError):
        actions.unblock_project(db, staff, project_id)


def test_a_project_that_left_is_not_blocked(db: Database, staff: Visitor) -> None:
    project_id = a_contact(db, staff)
    left(db, staff, project_id, "22/11/2026")

    with pytest.raises(DomainError):
        actions.block_project(db, staff, project_id, BlockDraft(reason="x"), today=TODAY)


def test_an_archived_project_is_read_but_no_longer_written(db: Database, staff: Visitor) -> None:
    project_id = a_contact(db, staff)
    actions.archive_project(db, staff, project_id)

    assert read(db, staff, project_id).is_archived
    with pytest.raises(DomainError):
        changed(db, staff, project_id, title="Autre")
    with pytest.raises(DomainError):
        actions.archive_project(db, staff, project_id)
    actions.restore_project(db, staff, project_id)
    with pytest.raises(DomainError):
        actions.restore_project(db, staff, project_id)
    changed(db, staff, project_id, title="Autre")


def test_elected_and_partner_change_no_project(
    db: Database, staff: Visitor, elected: Visitor, partner: Visitor, today: date
) -> None:
    project_id = a_project(db, staff)
    draft = StartDraft(title="x", origin="appel", detected_on=today)

    for visitor in (elected, partner):
        with pytest.raises(NotAllowedError):
            actions.start_project(db, visitor, draft, today=today)
        with pytest.raises(NotAllowedError):
            actions.archive_project(db, visitor, project_id)
    assert value(db, "SELECT COUNT(*) FROM project") == 1
