"""Noting an exchange: one transaction, one journal line, nothing twice, nothing half."""

from datetime import date

import pytest

from circular.actions.exchanges import amend_exchange, note_exchange
from circular.actions.projects import archive_project
from circular.domain.errors import (
    AlreadyDoneError,
    DomainError,
    NotAllowedError,
    NotFoundError,
    StaleRecordError,
)
from circular.domain.exchanges import ExchangeDraft
from circular.domain.next_actions import NextActionDraft
from circular.domain.visitors import Visitor
from circular.queries import exchanges as queries
from circular.queries.journal import JournalLine, history_of
from circular.queries.next_actions import open_actions_of
from circular.store.connection import Database
from tests.builders.agreements import a_project
from tests.builders.noted_exchanges import an_exchange


def a_draft(**fields: object) -> ExchangeDraft:
    """Return the draft of a visit on 12 November 2026, unless told otherwise."""
    return ExchangeDraft.model_validate(
        {"kind": "visit", "direction": "to_person", "happened_on": date(2026, 11, 12), **fields}
    )


def an_action_draft(due_on: date) -> NextActionDraft:
    """Return the draft of a call due on a day."""
    return NextActionDraft.model_validate(
        {"label": "Rappeler la banque", "kind": "call", "due_on": due_on}
    )


def test_an_exchange_is_noted_with_its_author_and_its_line_of_the_journal(
    db: Database, staff: Visitor, today: date
) -> None:
    project_id = a_project(db, staff)

    note_exchange(db, staff, project_id, a_draft(note="Deux locaux vus."), today=today)

    (line,) = queries.exchanges_of(db, project_id)
    assert (line.note, line.author_name, line.version) == ("Deux locaux vus.", staff.name, 1)
    sentence = history_of(db, "project", project_id)[0].sentence
    assert sentence == "Échange noté\u00a0: visite du 12/11/2026, vers la personne."


def test_what_comes_next_is_planned_in_the_same_transaction(
    db: Database, staff: Visitor, today: date
) -> None:
    project_id = a_project(db, staff)

    note_exchange(
        db,
        staff,
        project_id,
        a_draft(),
        today=today,
        following=an_action_draft(date(2026, 11, 25)),
    )

    assert [action.label for action in open_actions_of(db, project_id)] == ["Rappeler la banque"]
    assert queries.count_for_project(db, project_id) == 1


def test_when_what_comes_next_is_refused_the_exchange_is_not_written_either(
    db: Database, staff: Visitor, today: date
) -> None:
    project_id = a_project(db, staff)
    before = len(history_of(db, "project", project_id))

    with pytest.raises(DomainError) as refused:
        note_exchange(
            db,
            staff,
            project_id,
            a_draft(),
            today=today,
            following=an_action_draft(date(2026, 11, 1)),
        )

    assert refused.value.problems[0].field == "due_on"
    assert queries.count_for_project(db, project_id) == 0
    assert len(history_of(db, "project", project_id)) == before


def test_a_second_click_writes_nothing_and_knows_the_first_record(
    db: Database, staff: Visitor, today: date
) -> None:
    project_id = a_project(db, staff)
    first = note_exchange(db, staff, project_id, a_draft(), today=today, token="once")

    with pytest.raises(AlreadyDoneError) as twice:
        note_exchange(db, staff, project_id, a_draft(), today=today, token="once")

    assert twice.value.record_id == first
    assert queries.count_for_project(db, project_id) == 1


def test_a_day_to_come_is_refused_at_its_field(db: Database, staff: Visitor, today: date) -> None:
    project_id = a_project(db, staff)

    with pytest.raises(DomainError) as refused:
        note_exchange(db, staff, project_id, a_draft(happened_on=date(2026, 11, 23)), today=today)

    assert refused.value.problems[0].field == "happened_on"


def test_a_person_of_another_project_is_refused(db: Database, staff: Visitor, today: date) -> None:
    project_id, other = a_project(db, staff), a_project(db, staff, "Insectes", holder="Paul Fictif")
    (stranger,) = queries.people_of(db, other)

    with pytest.raises(DomainError) as refused:
        note_exchange(db, staff, project_id, a_draft(holder_id=stranger), today=today)

    assert refused.value.problems[0].field == "holder_id"


def test_an_elected_official_and_a_partner_may_not_note_anything(
    db: Database, staff: Visitor, elected: Visitor, partner: Visitor, today: date
) -> None:
    project_id = a_project(db, staff)

    for visitor in (elected, partner):
        with pytest.raises(NotAllowedError):
            note_exchange(db, visitor, project_id, a_draft(), today=today)

    assert queries.count_for_project(db, project_id) == 0


def test_nothing_is_noted_under_an_archived_or_unknown_project(
    db: Database, staff: Visitor, today: date
) -> None:
    project_id = a_project(db, staff)
    archive_project(db, staff, project_id)

    with pytest.raises(DomainError, match="archivé"):
        note_exchange(db, staff, project_id, a_draft(), today=today)
    with pytest.raises(NotFoundError):
        note_exchange(db, staff, project_id + 99, a_draft(), today=today)


def test_a_correction_keeps_both_wordings_in_the_journal(
    db: Database, staff: Visitor, today: date
) -> None:
    project_id = a_project(db, staff)
    exchange_id = an_exchange(db, staff, project_id, note="Trois mois")

    amend_exchange(
        db,
        staff,
        exchange_id,
        a_draft(kind="call", direction="from_person", note="Six mois"),
        version=1,
        today=today,
    )

    changes = {each.title: (each.before, each.after) for each in _last(db, project_id).changes}
    assert changes == {
        "Date": ("16/11/2026", "12/11/2026"),
        "Ce qui s\u2019est dit": ("Trois mois", "Six mois"),
    }


def test_the_second_saver_sees_what_changed_and_overwrites_nothing(
    db: Database, staff: Visitor, administrator: Visitor, today: date
) -> None:
    project_id = a_project(db, staff)
    exchange_id = an_exchange(db, staff, project_id, note="Trois mois")
    amend_exchange(db, administrator, exchange_id, a_draft(note="Six mois"), version=1, today=today)

    with pytest.raises(StaleRecordError) as refused:
        amend_exchange(db, staff, exchange_id, a_draft(note="Un an"), version=1, today=today)

    assert administrator.name in refused.value.sentence
    (problem,) = refused.value.problems
    assert "Six mois" in problem.sentence
    assert "Un an" in problem.sentence
    stored = queries.exchange(db, exchange_id)
    assert stored is not None
    assert stored.note == "Six mois"


def test_an_exchange_that_does_not_exist_cannot_be_corrected(
    db: Database, staff: Visitor, today: date
) -> None:
    with pytest.raises(NotFoundError):
        amend_exchange(db, staff, 99, a_draft(), version=1, today=today)


def _last(db: Database, project_id: int) -> JournalLine:
    return history_of(db, "project", project_id)[0]
