"""The frozen sentences are those of the elected page."""

from circular.domain.indicators import Perimeter
from circular.domain.visitors import Visitor
from circular.exports import dashboard_words
from circular.exports.frozen_words import words_of
from circular.queries.dashboard import dashboard
from circular.store.connection import Database
from tests.builders.agreements import a_project
from tests.builders.jobs import some_jobs
from tests.builders.snapshots import SITTING


def test_each_sentence_is_frozen_word_for_word(db: Database, staff: Visitor) -> None:
    some_jobs(db, staff, a_project(db, staff))
    page = dashboard(db, Perimeter(as_of=SITTING), with_agreements=True)

    found = words_of(page)

    assert found.lead == dashboard_words.lead(page)
    assert found.jobs == dashboard_words.jobs_apart(page)
    assert all(found.model_dump().values())
