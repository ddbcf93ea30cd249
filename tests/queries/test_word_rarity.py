"""One rarity of words for all screens, counted again when a text changes."""

from circular.actions.streams import archive_stream
from circular.domain.visitors import Visitor
from circular.queries.matches import projects_for_stream, streams_for_project
from circular.queries.word_rarity import word_rarity
from circular.store.connection import Database
from tests.builders.needs import a_need, a_project
from tests.builders.streams import TODAY, a_stream


def test_a_pair_has_one_score_whichever_side_it_is_seen_from(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff)
    wanted = {"title": "Coquilles d’huîtres broyées", "codes": ("0202",)}
    a_need(db, staff, project_id, **wanted)
    other = a_project(db, staff, title="Tuiles")
    a_need(db, staff, other, title="Tuiles et coquilles", codes=("170103",))
    shells = a_stream(db, staff, title="Coquilles d’huîtres", waste_code=None)
    for title in ("Coquilles de noix", "Tuiles cassées", "Boues d’huîtres"):
        a_stream(db, staff, title=title, waste_code=None)

    seen_from_project = streams_for_project(db, staff, project_id, today=TODAY)
    seen_from_stream = projects_for_stream(db, staff, shells, today=TODAY)

    assert seen_from_project is not None
    assert seen_from_stream is not None
    one = {each.stream_id: each.score for each in seen_from_project.proposals}[shells]
    two = {each.project_id: each.score for each in seen_from_stream.proposals}[project_id]
    assert one == two
    assert one is not None


def test_words_are_counted_again_only_when_something_changed(db: Database, staff: Visitor) -> None:
    first = a_stream(db, staff, title="Coquilles")
    before = word_rarity(db, today=TODAY)

    assert word_rarity(db, today=TODAY) is before
    a_stream(db, staff, title="Coquilles de noix")
    assert word_rarity(db, today=TODAY).documents == before.documents + 1
    archive_stream(db, staff, first)
    assert word_rarity(db, today=TODAY).documents == before.documents
