"""Terms that come, postponements that hold, and anonymisation that changes no count."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest

from circular.actions import retention as actions
from circular.actions.agreement_moves import terminate_agreement
from circular.actions.data_requests import note_request
from circular.actions.holders import update_holder
from circular.config import settings
from circular.domain.agreements import ClosingDraft
from circular.domain.data_requests import DataRequestDraft
from circular.domain.documents import DocumentSubject
from circular.domain.errors import AlreadyDoneError, DomainError, NotAllowedError, NotFoundError
from circular.domain.holders import HolderDraft
from circular.domain.indicators import Perimeter
from circular.domain.permissions import Permission, Role
from circular.domain.personal_data import ANONYMISED_NAME, ERASED
from circular.domain.retention import (
    CONFIRMATION,
    RetentionKind,
    RetentionPostponementDraft,
    RetentionSettings,
)
from circular.domain.tracked_matches import MatchMove
from circular.domain.visitors import Visitor
from circular.queries.agreements import summary
from circular.queries.dashboard import Dashboard, dashboard
from circular.queries.funnel import funnel
from circular.queries.indicators import all_measured
from circular.queries.journal import history_of
from circular.store import journal
from circular.store.connection import Database, open_for
from circular.store.rows import one, rows, value
from tests.builders.agreements import read as agreement
from tests.builders.agreements import signed
from tests.builders.documents import a_document
from tests.builders.holders import TODAY, a_contact, a_holder
from tests.builders.organisations import a_partner
from tests.builders.projects import changed, read
from tests.builders.retention import EMAIL, NAME, PHONE, SECRET, an_old_contact, anonymised
from tests.builders.tracked_matches import a_match, a_move, stored
from tests.conftest import visitor_of

HOLDERS = RetentionKind.HOLDERS


def due(db: Database, author: Visitor, *, today: date = TODAY) -> int:
    """Run the batch of people at their term."""
    return actions.anonymise_due(
        db, author, HOLDERS, today=today, confirmation=CONFIRMATION, folder=settings().documents
    )


def name_of(db: Database, holder_id: int) -> str:
    return str(value(db, "SELECT name FROM holder WHERE id = ?", [holder_id]))


def postpone(
    db: Database, author: Visitor, holder_id: int, until: str, reason: str = "Dossier."
) -> int:
    draft = RetentionPostponementDraft.model_validate({"until": until, "reason": reason})
    return actions.postpone_retention(db, author, HOLDERS, holder_id, draft, today=TODAY)


def everything_written(db: Database) -> str:
    """Return all values of all tables in one text."""
    tables = [
        row["name"] for row in rows(db, "SELECT name FROM sqlite_master WHERE type = 'table'")
    ]
    return "\n".join(
        repr(list(row.values()))
        for table in tables
        if not table.startswith("ref_")
        for row in rows(db, f'SELECT * FROM "{table}"')
    )


def test_a_person_without_news_for_three_years_is_anonymised(db: Database, staff: Visitor) -> None:
    holder_id, _ = an_old_contact(db, staff)

    assert due(db, staff) == 1
    kept = one(db, "SELECT * FROM holder WHERE id = ?", [holder_id])
    assert kept is not None
    assert kept["name"] == ANONYMISED_NAME
    assert [kept[name] for name in ("email", "phone", "other_contact", "note")] == [None] * 4
    assert kept["commune_code"] == "33243"
    assert kept["anonymised_at"] is not None


def test_the_length_runs_from_the_last_contact_that_came_from_the_person(
    db: Database, staff: Visitor
) -> None:
    holder_id, _ = an_old_contact(db, staff, last_contact=TODAY - timedelta(days=1094))

    assert due(db, staff) == 0
    assert due(db, staff, today=TODAY + timedelta(days=1)) == 1
    assert name_of(db, holder_id) == ANONYMISED_NAME


def test_without_any_contact_it_runs_from_the_day_they_were_noted(
    db: Database, staff: Visitor
) -> None:
    holder_id = a_holder(db, staff)
    noted_on = date.fromisoformat(
        value(db, "SELECT substr(created_at, 1, 10) FROM holder WHERE id = ?", [holder_id])
    )

    assert due(db, staff, today=noted_on + timedelta(days=1094)) == 0
    assert due(db, staff, today=noted_on + timedelta(days=1095)) == 1


def test_nothing_that_names_the_person_is_left_anywhere(
    db: Database, staff: Visitor, store_path: Path
) -> None:
    holder_id, project_id = an_old_contact(db, staff)
    assert NAME in read(db, staff, project_id).title

    due(db, staff)

    written = everything_written(db)
    for trace in (NAME, "Terrasson", "terrasson", EMAIL, PHONE, SECRET, "À revoir."):
        assert trace not in written, trace
    db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    on_disk = store_path.read_bytes()
    for trace in (NAME, EMAIL, PHONE, SECRET):  # « Terrasson » alone is also a commune
        assert trace.encode() not in on_disk, f"{trace} is still in the file"
    assert read(db, staff, project_id).title == "Projet de [anonymisé]"
    assert holder_id == read(db, staff, project_id).people[0].id


def test_the_journal_keeps_its_lines_and_reads_erased(db: Database, staff: Visitor) -> None:
    holder_id, project_id = an_old_contact(db, staff)
    lines = rows(db, "SELECT * FROM journal ORDER BY id")
    before = [line.sentence for line in history_of(db, "holder", holder_id)]
    assert before == [f"{NAME} noté parmi les porteurs."]

    due(db, staff)

    assert rows(db, "SELECT * FROM journal ORDER BY id")[: len(lines)] == lines
    assert journal.falsified(db) == []
    after = [line.sentence for line in history_of(db, "holder", holder_id)]
    assert after == ["Personne anonymisée.", f"{ERASED} noté parmi les porteurs."]
    amended = next(
        line for line in history_of(db, "project", project_id) if line.act == "exchange_amended"
    )
    assert {(change.before, change.after) for change in amended.changes} == {(ERASED, ERASED)}


def test_a_name_at_the_beginning_of_a_line_is_erased_from_the_journal_too(
    db: Database, staff: Visitor
) -> None:
    holder_id, _ = an_old_contact(db, staff)
    project_id = a_contact(db, staff, "Bruno Castagnet", reach=None, idea="Recyclage.")
    changed(db, staff, project_id, summary=f"Vu hier :\n{NAME}, au marché.")

    anonymised(db, staff, holder_id)

    assert NAME not in everything_written(db)
    assert "Terrasson" not in everything_written(db)


def test_another_person_of_the_project_keeps_what_is_theirs(db: Database, staff: Visitor) -> None:
    holder_id, project_id = an_old_contact(db, staff)
    other = a_holder(db, staff, "Bruno Castagnet", note=f"Associé de {NAME}.")
    db.conn.execute(
        "INSERT INTO project_holder (project_id, holder_id, role, position) VALUES (?, ?, 'x', 1)",
        [project_id, other],
    )
    db.conn.execute("UPDATE exchange SET note = 'Vu Mme Terrasson et Bruno Castagnet.'")

    anonymised(db, staff, holder_id)

    assert value(db, "SELECT note FROM exchange") == "Vu Mme [anonymisé] et Bruno Castagnet."
    kept = one(db, "SELECT name, note FROM holder WHERE id = ?", [other])
    assert kept == {"name": "Bruno Castagnet", "note": "Associé de [anonymisé]."}


def test_a_namesake_keeps_their_own_records(db: Database, staff: Visitor) -> None:
    holder_id, _ = an_old_contact(db, staff)
    twin = a_contact(db, staff, NAME, reach=None, idea=None)

    anonymised(db, staff, holder_id)

    assert read(db, staff, twin).title == f"Projet de {NAME}"
    assert read(db, staff, twin).people[0].name == NAME
    sentences = [line.sentence for line in history_of(db, "project", twin)]
    assert any(NAME in sentence for sentence in sentences)


def test_a_postponement_really_postpones_and_ends(db: Database, staff: Visitor) -> None:
    holder_id, _ = an_old_contact(db, staff)
    postpone(db, staff, holder_id, "01/03/2027", "Contentieux en cours.")

    assert due(db, staff) == 0
    assert due(db, staff, today=date(2027, 2, 28)) == 0
    assert name_of(db, holder_id) == NAME
    assert due(db, staff, today=date(2027, 3, 1)) == 1
    assert name_of(db, holder_id) == ANONYMISED_NAME
    assert value(db, "SELECT reason FROM retention_postponement") is None


@pytest.mark.parametrize(
    ("until", "word"),
    [("21/11/2026", "à venir"), ("22/11/2026", "à venir"), ("01/01/2033", "plus de 5")],
)
def test_a_postponement_that_postpones_nothing_is_refused(
    db: Database, staff: Visitor, until: str, word: str
) -> None:
    holder_id, _ = an_old_contact(db, staff)

    with pytest.raises(DomainError) as refusal:
        postpone(db, staff, holder_id, until)
    assert word in refusal.value.problems[0].sentence
    assert value(db, "SELECT COUNT(*) FROM retention_postponement") == 0


def test_a_postponement_before_the_present_term_is_refused(db: Database, staff: Visitor) -> None:
    holder_id, _ = an_old_contact(db, staff, last_contact=date(2026, 11, 1))

    with pytest.raises(DomainError) as refusal:
        postpone(db, staff, holder_id, "01/03/2027")
    assert "31/10/2029" in refusal.value.problems[0].sentence


def test_a_second_click_postpones_once(db: Database, staff: Visitor) -> None:
    holder_id, _ = an_old_contact(db, staff)
    draft = RetentionPostponementDraft.model_validate({"until": "01/03/2027", "reason": "Procès."})
    actions.postpone_retention(db, staff, HOLDERS, holder_id, draft, today=TODAY, token="t")

    with pytest.raises(AlreadyDoneError):
        actions.postpone_retention(db, staff, HOLDERS, holder_id, draft, today=TODAY, token="t")
    assert value(db, "SELECT COUNT(*) FROM retention_postponement") == 1


def test_an_agreement_in_force_keeps_its_holder_and_says_why(db: Database, staff: Visitor) -> None:
    holder_id, project_id = an_old_contact(db, staff)
    signed(db, staff, project_id)

    assert due(db, staff) == 0
    with pytest.raises(DomainError, match=r"Une convention est en vigueur \(n°\u00a02026-001\)"):
        anonymised(db, staff, holder_id)
    assert name_of(db, holder_id) == NAME


def test_who_signed_an_ended_agreement_is_set_aside_until_its_own_term(
    db: Database, staff: Visitor
) -> None:
    holder_id, project_id = an_old_contact(db, staff)
    agreement_id = signed(db, staff, project_id)
    version = agreement(db, staff, agreement_id).version
    draft = ClosingDraft(effective_on=TODAY, reason=f"{NAME} renonce.")
    terminate_agreement(db, staff, agreement_id, draft, version=version)

    anonymised(db, staff, holder_id)

    shown = agreement(db, staff, agreement_id)
    assert NAME not in repr(shown)
    assert shown.closing_reason == "[anonymisé] renonce."
    proof = one(db, "SELECT * FROM personal_proof")
    assert proof is not None
    assert (proof["name"], proof["holder_id"]) == (NAME, holder_id)
    kind = RetentionKind.SIGNATORIES
    ten_years = TODAY + timedelta(days=RetentionSettings().signatories_days)
    early = ten_years - timedelta(days=1)
    run = partial(actions.anonymise_due, confirmation=CONFIRMATION, folder=settings().documents)
    assert run(db, staff, kind, today=early) == 0
    assert run(db, staff, kind, today=ten_years) == 1
    assert value(db, "SELECT COUNT(*) FROM personal_proof") == 0
    assert value(db, "SELECT COUNT(*) FROM agreement_party WHERE signatory IS NOT NULL") == 0
    assert NAME not in everything_written(db)


def test_the_documents_of_a_match_wait_for_their_own_term(db: Database, staff: Visitor) -> None:
    match_id, kind = a_match(db, staff), RetentionKind.MATCH_DOCUMENTS
    a_document(db, staff, of=match_id, subject=DocumentSubject.MATCH, name=f"Accord {NAME}.pdf")
    folder, rules = settings().documents, RetentionSettings()
    term = rules.due_day(kind, TODAY)
    run = partial(actions.anonymise_due, confirmation=CONFIRMATION, folder=folder)
    assert run(db, staff, kind, today=term) == 0, "the exchange is not over"
    a_move(db, staff, match_id, MatchMove.REFUSE, refusal_reason="distance")
    assert run(db, staff, kind, today=term - timedelta(days=1)) == 0
    wait = RetentionPostponementDraft(until=term + timedelta(days=30), reason="Litige en cours.")
    actions.postpone_retention(db, staff, kind, match_id, wait, today=term)
    project = stored(db, match_id)["project_id"]
    assert "Litige en cours." in history_of(db, "project", project)[0].sentence
    assert run(db, staff, kind, today=term) == 0

    assert run(db, staff, kind, today=term + timedelta(days=30)) == 1

    assert list(folder.iterdir()) == []
    assert history_of(db, "project", project)[0].sentence == "Documents d’un rapprochement effacés."
    assert NAME not in everything_written(db)
    assert stored(db, match_id)["stage"] == "refused"


def test_an_open_request_of_access_is_answered_first(db: Database, staff: Visitor) -> None:
    holder_id, _ = an_old_contact(db, staff)
    fields = {"kind": "access", "received_on": TODAY, "requester": NAME, "holder_id": holder_id}
    note_request(db, staff, DataRequestDraft.model_validate(fields), today=TODAY)

    assert due(db, staff) == 0
    with pytest.raises(DomainError, match=r"attend sa réponse \(accès\)"):
        anonymised(db, staff, holder_id)


def test_a_request_of_erasure_does_not_stand_in_its_own_way(db: Database, staff: Visitor) -> None:
    holder_id = a_holder(db, staff)
    fields = {"kind": "erasure", "received_on": TODAY, "requester": NAME, "holder_id": holder_id}
    note_request(db, staff, DataRequestDraft.model_validate(fields), today=TODAY)

    anonymised(db, staff, holder_id)

    assert name_of(db, holder_id) == ANONYMISED_NAME


@pytest.mark.parametrize("typed", [None, "", "anonymise", "OUI"])
def test_without_its_word_nothing_is_erased(
    db: Database, staff: Visitor, typed: str | None
) -> None:
    holder_id, _ = an_old_contact(db, staff)

    with pytest.raises(DomainError, match="Rien n’a été effacé"):
        actions.anonymise(
            db, staff, HOLDERS, holder_id, confirmation=typed, folder=settings().documents
        )
    with pytest.raises(DomainError, match="Rien n’a été effacé"):
        actions.anonymise_due(
            db, staff, HOLDERS, today=TODAY, confirmation=typed, folder=settings().documents
        )
    assert name_of(db, holder_id) == NAME


def test_nobody_is_anonymised_twice_nor_edited_afterwards(db: Database, staff: Visitor) -> None:
    holder_id, _ = an_old_contact(db, staff)
    anonymised(db, staff, holder_id)

    with pytest.raises(NotFoundError):
        anonymised(db, staff, holder_id)
    with pytest.raises(DomainError, match="anonymisée"):
        update_holder(db, staff, holder_id, HolderDraft(name="Revenue"), version=2, today=TODAY)


def test_a_batch_that_fails_erases_nobody(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_id, _ = an_old_contact(db, staff)
    other_id, _ = an_old_contact(db, staff, name="Bruno Castagnet")

    def fail(*_: object) -> None:
        raise sqlite3.OperationalError

    monkeypatch.setattr("circular.store.retention.forget_reasons", fail)
    with pytest.raises(sqlite3.OperationalError):
        due(db, staff)
    assert (name_of(db, one_id), name_of(db, other_id)) == (NAME, "Bruno Castagnet")


@pytest.mark.parametrize("role", [Role.ELECTED, Role.PARTNER])
def test_only_those_who_serve_rights_may_anonymise(
    db: Database, staff: Visitor, role: Role
) -> None:
    holder_id, _ = an_old_contact(db, staff)
    author = visitor_of(db, role)
    assert not author.may(Permission.MANAGE_PERSONAL_DATA)

    with pytest.raises(NotAllowedError):
        anonymised(db, author, holder_id)
    with pytest.raises(NotAllowedError):
        due(db, author)
    with pytest.raises(NotAllowedError):
        postpone(db, author, holder_id, "01/03/2027")
    with pytest.raises(NotAllowedError):
        actions.change_retention(db, author, RetentionSettings())


def test_the_person_to_contact_of_an_organisation_goes_and_the_organisation_stays(
    db: Database, staff: Visitor
) -> None:
    organisation_id = a_partner(db, staff, referent=NAME, email=EMAIL, phone=PHONE)
    later = date.today() + timedelta(days=1096)  # the clock writes when it was noted
    kind = RetentionKind.REFERENTS

    done = actions.anonymise_due(
        db, staff, kind, today=later, confirmation=CONFIRMATION, folder=settings().documents
    )

    assert done == 1
    kept = one(db, "SELECT * FROM organisation WHERE id = ?", [organisation_id])
    assert kept is not None
    assert [kept["referent"], kept["email"], kept["phone"]] == [None, None, None]
    assert kept["name"]


def test_an_answered_request_loses_its_names_and_keeps_its_dates(
    db: Database, staff: Visitor
) -> None:
    fields = {"kind": "access", "received_on": date(2020, 1, 6), "requester": NAME}
    request_id = note_request(db, staff, DataRequestDraft.model_validate(fields), today=TODAY)
    db.conn.execute(
        "UPDATE data_request SET answered_on = '2020-01-20', outcome = 'granted', answer = 'Envoi'"
    )
    kind = RetentionKind.REQUESTS

    assert (
        actions.anonymise_due(
            db, staff, kind, today=TODAY, confirmation=CONFIRMATION, folder=settings().documents
        )
        == 1
    )
    kept = one(db, "SELECT * FROM data_request WHERE id = ?", [request_id])
    assert kept is not None
    assert (kept["requester"], kept["answer"]) == (ANONYMISED_NAME, None)
    assert (kept["received_on"], kept["outcome"]) == ("2020-01-06", "granted")


def test_the_lengths_are_settings_and_their_change_is_journalled(
    db: Database, staff: Visitor
) -> None:
    holder_id, _ = an_old_contact(db, staff, last_contact=TODAY - timedelta(days=400))
    assert due(db, staff) == 0

    actions.change_retention(db, staff, RetentionSettings(holders_days=365))

    assert due(db, staff) == 1
    assert name_of(db, holder_id) == ANONYMISED_NAME
    line = one(db, f"{journal.LINES} WHERE j.entity = 'settings'")
    assert line is not None
    title = "Porteurs\u00a0: jours après le dernier contact"
    assert json.loads(journal.whole(line)["changes"]) == {title: [1095, 365]}


def test_settings_that_are_put_back_to_nothing_stay_readable(db: Database, staff: Visitor) -> None:
    actions.change_retention(db, staff, RetentionSettings(controller="Association, Libourne"))
    actions.change_retention(db, staff, RetentionSettings())

    stored = dict(db.conn.execute("SELECT key, value FROM setting").fetchall())
    assert RetentionSettings.of_texts(stored) == RetentionSettings()


@pytest.fixture
def demonstration(
    full_demonstration: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Database]:
    """Return the whole demonstration, in a store of its own."""
    path = tmp_path / "demonstration.sqlite3"
    shutil.copyfile(full_demonstration, path)
    monkeypatch.setenv("CIRCULAR_DATABASE", str(path))
    settings.cache_clear()
    with open_for(path) as db:
        yield db
    settings.cache_clear()


def figures(db: Database) -> list[object]:
    """Return every count of the dashboard, of each indicator and of the funnel, at past days."""
    found: list[object] = []
    last = date.fromisoformat(value(db, "SELECT MAX(happened_on) FROM exchange"))
    for months in (0, 1, 3, 6, 12, 24):
        perimeter = Perimeter(as_of=last - timedelta(days=30 * months))
        board = dashboard(db, perimeter, with_agreements=True)
        found.append(_without_titles(board))
        found.append(funnel(db, perimeter))
        found += all_measured(db, perimeter).values()
        found.append(summary(db, perimeter.as_of))
    return found


def _without_titles(board: Dashboard) -> Dashboard:
    """Leave out the titles of projects: one that named somebody no longer does."""
    if board.agreements is None:
        return board
    kept = tuple(replace(row, project_title=None) for row in board.agreements.rows)
    return replace(board, agreements=replace(board.agreements, rows=kept))


def test_every_count_of_every_past_dashboard_stays_as_it_was(demonstration: Database) -> None:
    db = demonstration
    staff = visitor_of(db, Role.STAFF)
    db.conn.execute(
        "UPDATE agreement SET state = 'ended', closed_on = ends_on"
        " WHERE state = 'signed' AND ends_on < (SELECT MAX(happened_on) FROM exchange)"
    )
    before, people = figures(db), value(db, "SELECT COUNT(*) FROM holder")

    far = date.fromisoformat(value(db, "SELECT MAX(happened_on) FROM exchange"))
    done = due(db, staff, today=far + timedelta(days=1100))

    kept = value(db, "SELECT COUNT(*) FROM holder WHERE anonymised_at IS NULL")
    assert done > 10
    assert done + kept == people
    assert figures(db) == before
    assert journal.falsified(db) == []
