"""A person is found wherever they are named, and their file holds what is theirs only."""

from datetime import date

import pytest

from circular.actions.agreement_moves import terminate_agreement
from circular.actions.introductions import answer_introduction
from circular.actions.match_questions import ask_question
from circular.domain.agreements import ClosingDraft
from circular.domain.introductions import AnswerDraft, MatchQuestionDraft, MatchSide
from circular.domain.retention import RetentionKind
from circular.domain.visitors import Visitor
from circular.store import person_files as store
from circular.store.connection import Database
from circular.store.rows import value
from tests.builders.accounts import add_account
from tests.builders.agreements import read
from tests.builders.needs import a_need
from tests.builders.organisations import a_partner
from tests.builders.person_files import (
    EMAIL,
    NAME,
    OF_BOTH,
    OF_HERS,
    OF_HIS,
    PARTNER,
    PHONE,
    a_data_request,
    two_people,
)
from tests.builders.retention import an_old_contact, anonymised
from tests.builders.streams import TODAY
from tests.builders.tracked_matches import a_match, an_introduction, stored


def places(db: Database, *words: str) -> list[tuple[str, str]]:
    """Return where somebody is found, and under which name."""
    return [(row["place"], row["name"]) for row in store.people_named(db, words, limit=100)]


def test_a_person_is_found_in_every_place_that_names_them_records_first(
    db: Database, staff: Visitor, administrator: Visitor
) -> None:
    two_people(db, staff)
    add_account(db, administrator, email="n.t@exemple.fr", password=None)
    a_partner(db, staff, referent="Naïma Terrasson-Roux")
    a_data_request(db, staff)

    found = places(db, "terrasson")

    assert found == [
        ("holder", NAME),
        ("agreement", NAME),
        ("organisation", "Naïma Terrasson-Roux"),
        ("request", NAME),
    ]
    assert places(db, "dubreuil") == [("account", "Claire Dubreuil")]


@pytest.mark.parametrize("word", ["terrasson", EMAIL, "0768912435"])
def test_a_name_without_accents_an_address_and_a_phone_all_lead_to_the_record(
    db: Database, staff: Visitor, word: str
) -> None:
    her, _, _ = two_people(db, staff)

    found = store.people_named(db, [word], limit=100)

    assert [row["id"] for row in found if row["place"] == "holder"] == [her]


def test_every_word_must_be_there_in_any_order(db: Database, staff: Visitor) -> None:
    two_people(db, staff)

    assert ("holder", NAME) in places(db, "terrasson", "naima")
    assert places(db, "terrasson", "idris") == []


def test_the_list_stops_at_its_limit(db: Database, staff: Visitor) -> None:
    two_people(db, staff)
    a_data_request(db, staff)

    assert len(store.people_named(db, ["terrasson"], limit=2)) == 2


def test_who_was_anonymised_is_found_no_more(db: Database, administrator: Visitor) -> None:
    holder_id, _ = an_old_contact(db, administrator)
    assert ("holder", NAME) in places(db, "terrasson")

    anonymised(db, administrator, holder_id)

    assert places(db, "terrasson") == []
    assert places(db, "anonymisee") == []
    assert store.people_named(db, ["0768912435"], limit=100) == []


def test_the_file_holds_the_exchanges_with_her_and_with_nobody_by_name_the_oldest_first(
    db: Database, staff: Visitor
) -> None:
    her, him, _ = two_people(db, staff)

    assert [row["note"] for row in store.exchanges(db, her)] == [OF_BOTH, OF_HERS]
    assert [row["note"] for row in store.exchanges(db, him)] == [OF_BOTH, OF_HIS]


def test_the_file_holds_the_part_of_each_in_their_common_project(
    db: Database, staff: Visitor
) -> None:
    her, him, _ = two_people(db, staff)

    hers, his = store.projects(db, her), store.projects(db, him)

    assert len(hers) == len(his) == 1
    assert hers[0]["title"] == his[0]["title"]
    assert hers[0]["role"] != his[0]["role"]
    assert None not in (hers[0]["role"], his[0]["role"], hers[0]["origin"])


def test_actions_and_services_of_their_projects_are_told_in_words(
    db: Database, staff: Visitor
) -> None:
    her, _, _ = two_people(db, staff)
    an_old_contact(db, staff, name="Hugo Sabatier")

    actions, services = store.next_actions(db, her), store.services(db, her)

    assert [row["label"] for row in actions] == ["Visiter la plateforme"]
    assert [row["effect"] for row in services] == ["Un essai de trois mois."]
    assert services[0]["service"] != "local"


def test_an_agreement_is_in_the_file_of_its_party_and_not_of_their_partner(
    db: Database, staff: Visitor
) -> None:
    her, him, _ = two_people(db, staff)

    parties = {each: store.agreements(db, each) for each in (her, him)}

    assert [(row["party"], row["state"], row["set_aside"]) for row in parties[her]] == [
        (NAME, "signed", 0)
    ]
    assert parties[him] == []


def test_who_signed_an_ended_agreement_is_found_in_the_proof_set_aside(
    db: Database, administrator: Visitor
) -> None:
    her, _, project_id = two_people(db, administrator)
    agreement_id = value(db, "SELECT id FROM agreement WHERE project_id = ?", [project_id])
    reason = ClosingDraft(effective_on=date(2026, 10, 1), reason="Projet arrêté.")
    version = read(db, administrator, agreement_id).version
    terminate_agreement(db, administrator, agreement_id, reason, version=version)

    anonymised(db, administrator, her)

    assert places(db, "terrasson") == [("proof", NAME)]
    assert [(row["party"], row["set_aside"]) for row in store.agreements(db, her)] == [(NAME, 1)]


def test_requests_and_postponements_are_of_the_person_only(db: Database, staff: Visitor) -> None:
    her, him, _ = two_people(db, staff)
    a_data_request(db, staff, holder_id=her)
    a_data_request(db, staff, requester="Quelqu’un d’autre")
    for kind, until in (
        (RetentionKind.HOLDERS, "2027-01-31"),
        (RetentionKind.REFERENTS, "2030-01-31"),
    ):
        db.conn.execute(
            "INSERT INTO retention_postponement (kind, subject_id, until, decided_on, created_at)"
            " VALUES (?, ?, ?, '2026-11-22', '2026-11-22')",
            [kind.value, her, until],
        )

    assert [row["kind"] for row in store.requests(db, her)] == ["access"]
    assert [row["until"] for row in store.postponements(db, her)] == ["2027-01-31"]
    assert store.requests(db, him) == store.postponements(db, him) == []


def test_introductions_and_questions_about_their_projects_are_told(
    db: Database, staff: Visitor
) -> None:
    her, _, project_id = two_people(db, staff)
    need_id = a_need(db, staff, project_id)
    for is_confidential in (False, True):
        match_id = a_match(db, staff, need_id=need_id, is_confidential=is_confidential)
        sent_id = an_introduction(db, staff, match_id)
        note = AnswerDraft(answer="interested", answered_on=TODAY, answer_note="Chez nous.")
        answer_introduction(db, staff, sent_id, note, version=1, today=TODAY)
    an_introduction(db, staff, match_id, MatchSide.PROJECT)
    question = MatchQuestionDraft(side="project", question="Quel broyeur\u202f?", due_on=TODAY)
    ask_question(db, staff, (stored(db, match_id)["stream_id"], need_id), question, today=TODAY)
    an_introduction(db, staff, a_match(db, staff))

    found = store.introductions(db, her)
    assert [(row["side"], row["answer_note"]) for row in found] == [
        ("producer", "Chez nous."),
        ("producer", "Texte réservé\u00a0: producteur confidentiel."),
        ("project", None),
    ]
    (asked,) = store.match_questions(db, her)
    assert (asked["question"], asked["side"], asked["done_on"]) == (
        "Quel broyeur\u202f?",
        "project",
        None,
    )
    assert asked["author"] == staff.name


def test_the_journal_of_a_person_is_whole_and_in_its_order(db: Database, staff: Visitor) -> None:
    her, _, _ = two_people(db, staff)

    lines = store.journal_lines(db, her)

    assert [line["id"] for line in lines] == sorted(line["id"] for line in lines)
    assert any(NAME in line["sentence"] for line in lines)
    assert not [line for line in lines if PARTNER in line["sentence"]]


def test_the_record_gives_every_way_to_reach_the_person(db: Database, staff: Visitor) -> None:
    her, _, _ = two_people(db, staff)

    (record,) = store.identity(db, her)

    assert (record["email"], record["phone"]) == (EMAIL, PHONE)
    assert (record["commune_name"], record["created_by_name"]) == ("Libourne", staff.name)
    assert store.identity(db, her + 1000) == []
