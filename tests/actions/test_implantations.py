"""Choosing a site, recording an opening, correcting both."""

from datetime import date

import pytest

from circular.actions.implantations import amend_implantation, choose_site, record_opening
from circular.domain.errors import (
    AlreadyDoneError,
    DomainError,
    NotAllowedError,
    NotFoundError,
    StaleRecordError,
)
from circular.domain.implantations import ImplantationDraft, SiteDraft
from circular.domain.visitors import Visitor
from circular.queries.implantations import Implantation, implantation_of
from circular.queries.journal import history_of
from circular.store.connection import Database
from tests.builders.agreements import a_project
from tests.builders.facilities import a_facility
from tests.builders.implantations import LIBOURNE, a_site, an_opening, opening_draft

VAYRES = "33539"


def read(db: Database, project_id: int) -> Implantation:
    """Read a set-up that must be there."""
    found = implantation_of(db, project_id)
    assert found is not None
    return found


@pytest.fixture
def project(db: Database, staff: Visitor) -> int:
    """Return a project in Libourne."""
    return a_project(db, staff)


def test_a_chosen_site_is_told_to_the_project(db: Database, staff: Visitor, project: int) -> None:
    a_site(db, staff, project, address="12 rue des Essais")

    found = read(db, project)
    assert found.place == "12 rue des Essais, Libourne"
    assert found.opening_planned_on == date(2027, 2, 1)
    last = history_of(db, "project", project)[0]
    assert last.sentence == "Site choisi\u00a0: 12 rue des Essais, Libourne."


def test_a_facility_lent_is_a_site(db: Database, staff: Visitor, project: int) -> None:
    lent = a_facility(db, staff)

    a_site(db, staff, project, commune_code=None, facility_id=lent)

    assert read(db, project).facility_name == "Atelier des Dagueys"


def test_a_change_of_site_needs_the_version_that_was_shown(
    db: Database, staff: Visitor, project: int
) -> None:
    a_site(db, staff, project)
    elsewhere = SiteDraft(commune_code=VAYRES)

    with pytest.raises(StaleRecordError) as stale:
        choose_site(db, staff, project, elsewhere)
    assert any("Commune" in problem.sentence for problem in stale.value.problems)

    choose_site(db, staff, project, elsewhere, version=1)
    assert read(db, project).commune_name == "Vayres"


def test_a_second_click_chooses_one_site(db: Database, staff: Visitor, project: int) -> None:
    draft = SiteDraft(commune_code=LIBOURNE)
    saved = choose_site(db, staff, project, draft, token="t1")

    with pytest.raises(AlreadyDoneError) as twice:
        choose_site(db, staff, project, draft, token="t1")
    assert twice.value.record_id == saved


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"commune_code": "99999"}, "commune_code"), ({"facility_id": 77}, "facility_id")],
)
def test_an_unknown_place_is_refused(
    db: Database, staff: Visitor, project: int, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(DomainError) as refusal:
        a_site(db, staff, project, **changes)
    assert [problem.field for problem in refusal.value.problems] == [field]
    assert implantation_of(db, project) is None


def test_an_opening_keeps_its_day_address_and_proof(
    db: Database, staff: Visitor, project: int
) -> None:
    an_opening(db, staff, project)

    found = read(db, project)
    assert (found.opened_on, found.address) == (date(2026, 10, 15), "12 rue des Essais")
    assert found.proof_label == "Bail signé"
    assert history_of(db, "project", project)[0].sentence.startswith("Ouverture le 15/10/2026")


def test_an_opening_needs_no_site_beforehand_when_it_says_its_commune(
    db: Database, staff: Visitor, project: int, today: date
) -> None:
    record_opening(db, staff, project, opening_draft(), today=today)
    assert read(db, project).commune_name == "Libourne"


def test_an_opening_without_any_commune_is_refused(
    db: Database, staff: Visitor, project: int, today: date
) -> None:
    with pytest.raises(DomainError) as refusal:
        record_opening(db, staff, project, opening_draft(commune_code=None), today=today)
    assert [problem.field for problem in refusal.value.problems] == ["commune_code"]


def test_an_opening_keeps_the_commune_of_the_site(
    db: Database, staff: Visitor, project: int, today: date
) -> None:
    a_site(db, staff, project)

    record_opening(db, staff, project, opening_draft(commune_code=None), today=today, version=1)

    assert read(db, project).commune_name == "Libourne"


def test_an_opening_to_come_is_refused(
    db: Database, staff: Visitor, project: int, today: date
) -> None:
    with pytest.raises(DomainError) as refusal:
        record_opening(db, staff, project, opening_draft(opened_on="23/11/2026"), today=today)
    assert [problem.field for problem in refusal.value.problems] == ["opened_on"]


def test_a_proof_out_of_the_list_is_refused(
    db: Database, staff: Visitor, project: int, today: date
) -> None:
    with pytest.raises(DomainError) as refusal:
        record_opening(db, staff, project, opening_draft(proof_kind="parole"), today=today)
    assert [problem.field for problem in refusal.value.problems] == ["proof_kind"]


def correction(**changes: object) -> ImplantationDraft:
    """Return the opening of the builder, with some fields changed."""
    values: dict[str, object] = {
        "commune_code": LIBOURNE,
        "address": "12 rue des Essais",
        "opened_on": "15/10/2026",
        "proof_kind": "bail",
    }
    return ImplantationDraft.model_validate({**values, **changes})


def test_a_correction_writes_the_whole_set_up_anew(
    db: Database, staff: Visitor, project: int, today: date
) -> None:
    saved = an_opening(db, staff, project)

    amend_implantation(db, staff, saved, correction(opened_on="01/10/2026"), version=2, today=today)

    assert read(db, project).opened_on == date(2026, 10, 1)
    last = history_of(db, "project", project)[0]
    assert {change.title for change in last.changes} == {"Ouvert le", "Ouverture prévue"}


def test_the_second_saver_of_a_correction_is_told(
    db: Database, staff: Visitor, administrator: Visitor, project: int, today: date
) -> None:
    saved = an_opening(db, staff, project)
    amend_implantation(db, staff, saved, correction(opened_on="01/10/2026"), version=2, today=today)

    with pytest.raises(StaleRecordError):
        amend_implantation(db, administrator, saved, correction(), version=2, today=today)


def test_correcting_what_does_not_exist_is_refused(
    db: Database, staff: Visitor, today: date
) -> None:
    with pytest.raises(NotFoundError):
        amend_implantation(db, staff, 999, correction(), version=1, today=today)


@pytest.mark.parametrize("who", ["elected", "partner"])
def test_only_the_team_sets_projects_up(
    db: Database, project: int, who: str, request: pytest.FixtureRequest
) -> None:
    visitor: Visitor = request.getfixturevalue(who)

    with pytest.raises(NotAllowedError):
        a_site(db, visitor, project)
