"""Introductions as each role reads them, and the letters."""

import pytest

from circular.actions.introductions import answer_introduction
from circular.domain.errors import NotAllowedError
from circular.domain.introductions import AnswerDraft, MatchSide
from circular.domain.visitors import Visitor
from circular.queries import introductions as queries
from circular.store.connection import Database
from tests.builders.streams import TODAY
from tests.builders.tracked_matches import a_match, an_introduction


def test_a_partner_reads_material_tonnes_and_territory_and_the_team_reads_all(
    db: Database, staff: Visitor, partner: Visitor
) -> None:
    match_id = a_match(db, staff, organisation_id=partner.organisation_id)
    sent_id = an_introduction(db, staff, match_id)
    draft = AnswerDraft.model_validate({"answer": "interested", "answered_on": TODAY})
    answer_introduction(db, partner, sent_id, draft, version=1, today=TODAY)

    [line] = queries.received(db, partner, today=TODAY)
    assert (line.material, line.wanted) == ("Déchets verts", "100 à 300\u00a0t par an")
    assert (line.epci, line.remaining) == ("CA du Libournais", 180)
    assert (line.said, line.is_live) == ("Intéressé, le 22/11/2026", True)
    assert "Compost" not in str(line)
    [ours] = queries.introductions_of(db, staff, match_id)
    assert (ours.project_title, ours.answered_by) == ("Compost de quartier", partner.name)
    assert [each.id for each in queries.introduction_list(db, staff, today=TODAY)] == [sent_id]
    assert queries.introduction_list(db, staff, today=TODAY, only_waiting=True) == ()
    assert queries.received(db, staff, today=TODAY) == ()


def test_the_letter_to_the_project_does_not_place_a_confidential_producer(
    db: Database, staff: Visitor
) -> None:
    open_one = a_match(db, staff)
    secret = a_match(db, staff, title="Bois", new_organisation="Discret SA", is_confidential=True)

    def body(match_id: int, side: MatchSide) -> str:
        ready = queries.ready_letter(db, staff, match_id, side, today=TODAY)
        assert ready is not None
        return ready.letter.body

    assert "à Libourne" in body(open_one, MatchSide.PROJECT)
    assert "Libourne" not in body(secret, MatchSide.PROJECT)
    assert "Discret" not in body(secret, MatchSide.PROJECT)
    assert "CA du Libournais" in body(secret, MatchSide.PRODUCER)
    assert queries.ready_letter(db, staff, 4242, MatchSide.PROJECT, today=TODAY) is None


def test_nobody_else_reads_introductions(db: Database, partner: Visitor, elected: Visitor) -> None:
    with pytest.raises(NotAllowedError):
        queries.introduction_list(db, partner, today=TODAY)
    with pytest.raises(NotAllowedError):
        queries.ready_letter(db, partner, 1, MatchSide.PRODUCER, today=TODAY)
    with pytest.raises(NotAllowedError):
        queries.received(db, elected, today=TODAY)
