"""Noting a contact, keeping a person's record, taking people in and out of a project."""

from datetime import date, timedelta
from typing import Any

import pytest

from circular.actions import holders as actions
from circular.domain.errors import (
    AlreadyDoneError,
    DomainError,
    NotAllowedError,
    NotFoundError,
    StaleRecordError,
)
from circular.domain.holders import CaptureDraft, Gender, HolderDraft
from circular.domain.projects import PersonDraft
from circular.domain.stages import Stage
from circular.domain.visitors import Visitor
from circular.queries.holders import holder_record
from circular.store import journal
from circular.store.connection import Database
from circular.store.rows import value
from tests.builders.holders import LIBOURNE, a_contact, a_holder
from tests.builders.projects import a_project, read


def count(db: Database, table: str) -> int:
    return int(value(db, f"SELECT COUNT(*) FROM {table}"))


def sentences(db: Database, entity: str, record_id: int) -> list[str]:
    return [line["sentence"] for line in journal.of_record(db, entity, record_id)]


def draft_of(db: Database, author: Visitor, holder_id: int, **changes: Any) -> HolderDraft:
    stored = holder_record(db, author, holder_id)
    kept = {name: getattr(stored, name) for name in HolderDraft.model_fields}
    return HolderDraft.model_validate(kept | changes)


def test_a_contact_becomes_a_person_a_project_and_its_entry(
    db: Database, staff: Visitor, today: date
) -> None:
    project_id = a_contact(
        db,
        staff,
        reach="naima@exemple.fr 0612345678",
        idea="composter les couches des crèches",
    )
    project = read(db, staff, project_id)
    person = project.people[0]

    assert (project.title, project.stage) == (
        "Composter les couches des crèches",
        Stage.DETECTION,
    )
    assert (project.commune_code, project.epci_name) == (LIBOURNE, "CA du Libournais")
    assert (project.origin, project.detected_by) == ("appel", staff.account_id)
    assert project.entered_on[0] == today
    assert (person.name, person.phone, person.email, person.is_first) == (
        "Naïma Terrasson",
        "06 12 34 56 78",
        "naima@exemple.fr",
        True,
    )
    assert sentences(db, "holder", person.id) == ["Naïma Terrasson noté parmi les porteurs."]
    assert len(sentences(db, "project", project_id)) == 1


def test_a_name_is_enough(db: Database, staff: Visitor, today: date) -> None:
    project_id = actions.capture_contact(db, staff, CaptureDraft(name="Hugo"), today=today)
    project = read(db, staff, project_id)

    assert (project.title, project.origin, project.commune_code) == (
        "Projet de Hugo",
        "autre",
        None,
    )


def test_a_second_click_notes_nothing_twice(db: Database, staff: Visitor, today: date) -> None:
    draft = CaptureDraft(name="Hugo")
    first = actions.capture_contact(db, staff, draft, today=today, token="t")

    with pytest.raises(AlreadyDoneError) as caught:
        actions.capture_contact(db, staff, draft, today=today, token="t")

    assert caught.value.record_id == first
    assert (count(db, "holder"), count(db, "project")) == (1, 1)


def test_a_wrong_commune_leaves_nothing_half_written_and_the_form_alive(
    db: Database, staff: Visitor, today: date
) -> None:
    wrong = CaptureDraft(name="Hugo", commune_code="33999")

    with pytest.raises(DomainError) as caught:
        actions.capture_contact(db, staff, wrong, today=today, token="t")

    assert [problem.field for problem in caught.value.problems] == ["commune_code"]
    assert (count(db, "holder"), count(db, "project"), count(db, "journal")) == (0, 0, 0)
    actions.capture_contact(db, staff, CaptureDraft(name="Hugo"), today=today, token="t")
    assert count(db, "project") == 1


def test_an_origin_out_of_the_list_is_refused(db: Database, staff: Visitor, today: date) -> None:
    with pytest.raises(DomainError) as caught:
        actions.capture_contact(db, staff, CaptureDraft(name="H", origin="lune"), today=today)

    assert [problem.field for problem in caught.value.problems] == ["origin"]


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "Léa 🌱"])
def test_any_text_is_kept_as_it_was_typed(db: Database, staff: Visitor, text: str) -> None:
    project = read(db, staff, a_contact(db, staff, text, idea=text))

    assert project.people[0].name == text
    assert project.summary == text


def test_elected_and_partner_note_nothing(
    db: Database, elected: Visitor, partner: Visitor, today: date
) -> None:
    for visitor in (elected, partner):
        with pytest.raises(NotAllowedError):
            actions.capture_contact(db, visitor, CaptureDraft(name="Hugo"), today=today)
    assert count(db, "holder") == 0


def test_a_changed_record_says_what_changed_in_french(
    db: Database, staff: Visitor, today: date
) -> None:
    holder_id = a_holder(db, staff)
    draft = draft_of(db, staff, holder_id, commune_code=LIBOURNE, phone="0612345678")
    draft = draft.model_copy(update={"gender": Gender.WOMAN})
    actions.update_holder(db, staff, holder_id, draft, version=1, today=today)

    last = journal.of_record(db, "holder", holder_id, limit=1)[0]

    assert last["sentence"] == "Fiche de Naïma Terrasson modifiée."
    assert '"Commune": [null, "Libourne"]' in last["changes"]
    assert '"Genre": [null, "Femme"]' in last["changes"]
    assert '"Téléphone": [null, "06 12 34 56 78"]' in last["changes"]


def test_saving_without_a_change_leaves_no_line(db: Database, staff: Visitor, today: date) -> None:
    holder_id = a_holder(db, staff)
    draft = draft_of(db, staff, holder_id)
    actions.update_holder(db, staff, holder_id, draft, version=1, today=today)

    assert len(sentences(db, "holder", holder_id)) == 1


def test_the_second_saver_sees_what_the_first_wrote(
    db: Database, staff: Visitor, administrator: Visitor, today: date
) -> None:
    holder_id = a_holder(db, staff)
    first = draft_of(db, staff, holder_id, phone="0612345678")
    second = draft_of(db, staff, holder_id, phone="0557000000")
    actions.update_holder(db, staff, holder_id, first, version=1, today=today)

    with pytest.raises(StaleRecordError) as caught:
        actions.update_holder(db, administrator, holder_id, second, version=1, today=today)

    assert "Personne Équipe a modifié cette fiche" in caught.value.sentence
    assert [problem.sentence for problem in caught.value.problems] == [
        (
            "Téléphone\u00a0: «\u00a006 12 34 56 78\u00a0» est enregistré, "
            "vous aviez «\u00a005 57 00 00 00\u00a0»"
        )
    ]
    assert holder_record(db, staff, holder_id).phone == "06 12 34 56 78"


def test_a_notice_is_not_given_tomorrow(db: Database, staff: Visitor, today: date) -> None:
    holder_id = a_holder(db, staff)
    tomorrow = today + timedelta(days=1)

    with pytest.raises(DomainError):
        actions.give_notice(db, staff, holder_id, given_on=tomorrow, today=today)
    with pytest.raises(DomainError):
        a_holder(db, staff, "Hugo", information_given_on=tomorrow)
    actions.give_notice(db, staff, holder_id, given_on=today, today=today)

    assert holder_record(db, staff, holder_id).information_given_on == today
    assert sentences(db, "holder", holder_id)[0] == (
        "Information sur les données remise à Naïma Terrasson."
    )


def test_archives_open_and_close_once(db: Database, staff: Visitor) -> None:
    holder_id = a_holder(db, staff)
    actions.archive_holder(db, staff, holder_id)

    with pytest.raises(DomainError):
        actions.archive_holder(db, staff, holder_id)
    assert holder_record(db, staff, holder_id).is_archived
    actions.restore_holder(db, staff, holder_id)
    with pytest.raises(DomainError):
        actions.restore_holder(db, staff, holder_id)


def test_nobody_unknown_is_changed(db: Database, staff: Visitor, today: date) -> None:
    with pytest.raises(NotFoundError):
        actions.archive_holder(db, staff, 999)
    with pytest.raises(NotFoundError):
        actions.give_notice(db, staff, 999, given_on=today, today=today)


def test_several_people_share_a_project_each_with_a_role(
    db: Database, staff: Visitor, today: date
) -> None:
    project_id = a_contact(db, staff)
    hugo = a_holder(db, staff, "Hugo Duroc")
    actions.add_person(db, staff, project_id, PersonDraft(holder_id=hugo, role="associe"))
    lea = actions.add_new_person(
        db, staff, project_id, HolderDraft(name="Léa"), role="conseil", today=today
    )

    people = read(db, staff, project_id).people

    assert [(each.name, each.role_label) for each in people] == [
        ("Naïma Terrasson", "Porteur principal"),
        ("Hugo Duroc", "Associé·e"),
        ("Léa", "Conseil ou accompagnateur"),
    ]
    actions.remove_person(db, staff, project_id, lea)
    with pytest.raises(NotFoundError):
        actions.remove_person(db, staff, project_id, lea)
    assert holder_record(db, staff, lea).projects == ()


def test_a_new_order_of_people_replaces_the_former(db: Database, staff: Visitor) -> None:
    project_id = a_contact(db, staff)
    people = [a_holder(db, staff, name) for name in ("A", "B")]
    drafts = [PersonDraft(holder_id=each, role="associe") for each in reversed(people)]
    actions.set_people(db, staff, project_id, drafts)

    assert [each.name for each in read(db, staff, project_id).people] == ["B", "A"]


def test_a_role_out_of_the_list_changes_nobody(db: Database, staff: Visitor) -> None:
    project_id = a_contact(db, staff)
    wrong = PersonDraft(holder_id=a_holder(db, staff, "Hugo"), role="roi")

    with pytest.raises(DomainError):
        actions.set_people(db, staff, project_id, [wrong])
    assert len(read(db, staff, project_id).people) == 1


def test_a_project_may_stand_without_anybody(db: Database, staff: Visitor) -> None:
    assert read(db, staff, a_project(db, staff)).people == ()
