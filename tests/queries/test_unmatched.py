"""What waits for a match."""

import pytest

from circular.domain.errors import NotAllowedError
from circular.domain.stages import Stage
from circular.domain.unmatched import UnmatchedFilters, UnmatchedReason
from circular.domain.visitors import Visitor
from circular.queries import unmatched as queries
from circular.store.connection import Database
from tests.builders.needs import a_need, a_project
from tests.builders.streams import TODAY, a_stream


def test_nothing_waits_in_an_empty_store(db: Database, staff: Visitor) -> None:
    left = queries.unmatched(db, staff, today=TODAY)

    assert (left.stream_count, left.need_count, left.streams, left.needs) == (0, 0, (), ())
    assert queries.seekers(db, staff).total == 0


def test_the_largest_come_first_and_all_are_counted(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff)
    for tonnes in (5, 90, 40):
        a_stream(db, staff, title=f"{tonnes} t", tonnes_likely=tonnes, outlet="Enfouissement")
        a_need(db, staff, project_id, title=f"{tonnes} t", tonnes_min=None, tonnes_max=tonnes)

    left = queries.unmatched(db, staff, today=TODAY, top=2)

    assert [each.title for each in left.streams] == ["90 t", "40 t"]
    assert [each.title for each in left.needs] == ["90 t", "40 t"]
    assert (left.stream_count, left.stream_tonnes) == (3, 135)
    assert (left.need_count, left.need_tonnes) == (3, 135)
    assert (left.needs[0].tonnes_min, left.needs[0].tonnes_max) == (None, 90)


def test_projects_that_seek_are_found_by_words(db: Database, staff: Visitor) -> None:
    compost, insects = a_project(db, staff), a_project(db, staff, title="Élevage d’insectes")
    a_project(db, staff, title="Sans besoin")
    a_need(db, staff, compost)
    a_need(db, staff, insects)

    found = queries.seekers(db, staff, text="elevage")

    (seeker,) = found.rows
    assert (seeker.id, seeker.stage, seeker.needs, seeker.kept) == (insects, Stage.DETECTION, 1, 0)
    assert (found.shown, found.total) == (1, 2)


def test_partners_and_elected_officials_are_refused(
    db: Database, partner: Visitor, elected: Visitor
) -> None:
    for visitor in (partner, elected):
        with pytest.raises(NotAllowedError):
            queries.unmatched(db, visitor, today=TODAY)
        with pytest.raises(NotAllowedError):
            queries.seekers(db, visitor)


def test_lists_are_paged_with_the_sums_of_all_and_their_reasons(
    db: Database, staff: Visitor, partner: Visitor
) -> None:
    project_id = a_project(db, staff)
    a_need(db, staff, project_id, distance_max_km="10")
    a_stream(db, staff, outlet_cost="10")
    a_stream(db, staff, title="Ailleurs", commune_code="33366", tonnes_likely=50)

    page = queries.unused_list(db, staff, UnmatchedFilters(), today=TODAY, limit=1)
    assert (len(page.rows), page.shown, page.total, page.tonnes, page.cost) == (1, 2, 2, 230, 1800)
    narrowed = queries.unused_list(db, staff, UnmatchedFilters(text="ailleurs"), today=TODAY)
    assert (narrowed.shown, narrowed.total) == (1, 2)
    found = queries.reasons(db, staff, today=TODAY)
    near, far = (queries.why_of(found.streams, at) for at in (1, 2))
    assert near is not None
    assert far is not None
    assert (near.reason, far.reason) == (UnmatchedReason.UNDECIDED, UnmatchedReason.TOO_FAR)
    assert queries.why_of(found.streams, 99) is None
    assert queries.unserved_list(db, staff, UnmatchedFilters()).rows[0].codes == ("20 02 01",)
    factors = queries.unused_factors(db, staff, UnmatchedFilters(), today=TODAY)
    assert {each.label for each in factors} == {"Recyclage"}
    with pytest.raises(NotAllowedError):
        queries.reasons(db, partner, today=TODAY)
