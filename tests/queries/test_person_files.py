"""The file of a person as they read it: parts in order, plain words, nothing of somebody else."""

import pytest

from circular.actions.match_questions import ask_question
from circular.domain.documents import DocumentSubject
from circular.domain.errors import NotAllowedError, NotFoundError
from circular.domain.introductions import MatchQuestionDraft, MatchSide
from circular.domain.visitors import Visitor
from circular.queries.person_files import Place, Section, people_named, person_file
from circular.store.connection import Database
from tests.builders.documents import a_document
from tests.builders.holders import TODAY, a_holder
from tests.builders.needs import a_need
from tests.builders.person_files import (
    EMAIL,
    NAME,
    OF_BOTH,
    OF_HERS,
    OF_HIS,
    PHONE,
    a_data_request,
    two_people,
)
from tests.builders.tracked_matches import a_match, an_introduction, stored


def cells(section: Section, row: int = 0) -> dict[str, str | None]:
    """Return one line of a part, column by column."""
    return dict(zip(section.columns, section.rows[row], strict=True))


@pytest.fixture
def her(db: Database, staff: Visitor) -> int:
    """Return a person who also asked what is held of her."""
    holder_id, _, _ = two_people(db, staff)
    a_data_request(db, staff, holder_id=holder_id)
    return holder_id


def test_every_part_that_holds_something_comes_in_a_fixed_order(
    db: Database, staff: Visitor, her: int
) -> None:
    file = person_file(db, staff, her, today=TODAY)

    assert (file.name, file.made_on, file.holder_id) == (NAME, TODAY, her)
    assert [section.key for section in file.sections] == [
        "identite",
        "projets",
        "echanges",
        "actions",
        "prestations",
        "conventions",
        "demandes",
        "journal",
    ]
    assert file.line_count == sum(len(section.rows) for section in file.sections) > 8


def test_a_person_without_anything_else_has_their_record_and_its_history(
    db: Database, staff: Visitor
) -> None:
    file = person_file(db, staff, a_holder(db, staff), today=TODAY)

    assert [section.key for section in file.sections] == ["identite", "journal"]


def test_codes_days_and_answers_are_written_as_people_read_them(
    db: Database, staff: Visitor, her: int
) -> None:
    parts = {section.key: section for section in person_file(db, staff, her, today=TODAY).sections}

    identity = cells(parts["identite"])
    assert identity["Adresse électronique"] == EMAIL
    assert identity["Téléphone"] == PHONE
    assert (identity["Commune"], identity["Genre"]) == ("Libourne", None)
    exchange = cells(parts["echanges"])
    assert (exchange["Date"], exchange["Moyen"]) == ("09/11/2026", "Appel")
    assert exchange["Sens"] == "De la personne"
    agreement = cells(parts["conventions"])
    assert (agreement["État"], agreement["Signée le"]) == ("Signée", "12/03/2026")
    assert agreement["Mise à part pour preuve"] == "non"
    request = cells(parts["demandes"])
    assert (request["Droit exercé"], request["À répondre avant le"]) == ("Accès", "02/12/2026")
    assert request["Suite donnée"] is None


def test_introductions_questions_and_documents_of_a_match_are_written_in_words(
    db: Database, staff: Visitor
) -> None:
    her, _, project_id = two_people(db, staff)
    match_id = a_match(db, staff, need_id=a_need(db, staff, project_id))
    an_introduction(db, staff, match_id, MatchSide.PROJECT)
    match = stored(db, match_id)
    question = MatchQuestionDraft(side=MatchSide.PRODUCER, question="Humidité\u202f?", due_on=TODAY)
    ask_question(db, staff, (match["stream_id"], match["need_id"]), question, today=TODAY)
    a_document(db, staff, of=match_id, subject=DocumentSubject.MATCH, name="Accord.pdf")

    parts = {section.key: section for section in person_file(db, staff, her, today=TODAY).sections}

    sent = cells(parts["relations"])
    assert (sent["À qui"], sent["Moyen"], sent["Réponse"]) == ("Projet", "Courriel", None)
    asked = cells(parts["precisions"])
    assert (asked["À qui"], asked["Ce qui manque"]) == ("Producteur", "Humidité\u202f?")
    kept = cells(parts["documents"])
    assert (kept["Document"], kept["Projet"]) == ("Accord.pdf", match["project_title"])


def test_what_was_said_to_somebody_else_of_the_project_is_not_handed_over(
    db: Database, staff: Visitor, her: int
) -> None:
    file = person_file(db, staff, her, today=TODAY)
    every_cell = {cell for section in file.sections for row in section.rows for cell in row}

    assert {OF_BOTH, OF_HERS} <= every_cell
    assert OF_HIS not in every_cell


def test_a_search_leads_to_the_record_and_to_what_tells_it_apart(
    db: Database, staff: Visitor, her: int
) -> None:
    found = people_named(db, staff, "naïma TERRASSON")

    assert (found[0].place, found[0].id) == (Place.HOLDER, her)
    assert {line.place for line in found} == {Place.HOLDER, Place.AGREEMENT, Place.REQUEST}
    assert found[0].contact == EMAIL
    assert not found[0].archived


@pytest.mark.parametrize("text", ["", " ", "a", "  n "])
def test_a_search_of_less_than_two_letters_finds_nobody(
    db: Database, staff: Visitor, her: int, text: str
) -> None:
    assert people_named(db, staff, text) == ()


def test_a_phone_is_found_however_it_is_typed(db: Database, staff: Visitor, her: int) -> None:
    for typed in (PHONE, "07.68.91.24.35", "+33 7 68 91 24 35", "0768912435"):
        assert [line.id for line in people_named(db, staff, typed)] == [her], typed


def test_only_who_serves_the_rights_of_people_reads_such_a_file(
    db: Database, elected: Visitor, partner: Visitor, her: int
) -> None:
    for visitor in (elected, partner):
        with pytest.raises(NotAllowedError):
            person_file(db, visitor, her, today=TODAY)
        with pytest.raises(NotAllowedError):
            people_named(db, visitor, "Terrasson")


def test_the_file_of_nobody_is_refused_in_a_sentence(db: Database, staff: Visitor) -> None:
    with pytest.raises(NotFoundError, match="n’existe pas"):
        person_file(db, staff, 999_999, today=TODAY)
