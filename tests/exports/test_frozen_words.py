"""The frozen sentences are those of the elected page."""

from circular.domain.indicators import Perimeter
from circular.domain.visitors import Visitor
from circular.exports import dashboard_words, decision_words
from circular.exports.frozen_words import words_of
from circular.queries.dashboard import dashboard
from circular.store.connection import Database
from tests.builders.agreements import a_project
from tests.builders.jobs import some_jobs
from tests.builders.snapshots import SITTING
from tests.builders.targets import a_revision, a_target


def test_each_sentence_is_frozen_word_for_word(db: Database, staff: Visitor) -> None:
    some_jobs(db, staff, a_project(db, staff))
    page = dashboard(db, Perimeter(as_of=SITTING), with_agreements=True)

    found = words_of(page)

    assert found.lead == dashboard_words.lead(page)
    assert found.jobs == dashboard_words.jobs_apart(page)
    assert found.decisions == (decision_words.NOTHING,)
    assert found.followed_up == (
        "**1\u00a0projet** est sans échange depuis 60\u00a0jours ou plus.",
    )
    silent = {"why", "left_out", "revised"}  # no target: nothing weighs, nothing was revised
    assert {name for name, said in found.model_dump().items() if not said} == silent


def test_a_revision_is_frozen_without_who_decided_it(db: Database, staff: Visitor) -> None:
    some_jobs(db, staff, a_project(db, staff))
    first = a_target(db, staff)
    a_revision(db, staff, first, value="90", decided_on="01/09/2026", decided_by="Le bureau")
    page = dashboard(db, Perimeter(as_of=SITTING), with_agreements=True)

    found = words_of(page)

    assert found.revised == "Objectif revu le 01/09/2026\u00a0: 90 au lieu de 120."
    assert found.why == dashboard_words.why(page) != ""
    assert "emplois nets de moins" in found.decisions[0]
