"""Tracked matches as the team reads them."""

import pytest

from circular.actions.tracked_matches import note_measure
from circular.domain.errors import NotAllowedError
from circular.domain.tracked_matches import MatchFilters, MatchMove, MatchStage, MeasureDraft
from circular.domain.visitors import Visitor
from circular.queries import tracked_matches as queries
from circular.store.connection import Database
from tests.builders.streams import TODAY
from tests.builders.tracked_matches import a_match, a_move, an_agreement


def test_the_list_the_record_the_history_and_the_measures(db: Database, staff: Visitor) -> None:
    match_id = a_match(db, staff)
    an_agreement(db, staff, match_id, 30, price="4")
    draft = MeasureDraft(year=2026, tonnes=12, source="Bons de pesée", measured_on=TODAY)
    note_measure(db, staff, match_id, draft, today=TODAY)

    page = queries.tracked_list(db, staff, MatchFilters(), today=TODAY)
    [row] = page.rows
    assert (page.shown, page.total, page.agreed, page.measured) == (1, 1, 30, 12)
    assert (row.stage_label, row.agreed, row.measured, row.remaining) == ("◕ Accord", 30, 12, 150)
    assert row.terms == "30\u00a0t par an à 4\u00a0€ la tonne, à partir du 22/11/2026"
    assert queries.tracked_match(db, staff, match_id, today=TODAY) == row
    assert queries.tracked_match(db, staff, 4242, today=TODAY) is None
    assert queries.matches_of(db, staff, today=TODAY, stream_id=row.stream_id) == (row,)
    assert queries.counts_by_stage(db, staff, MatchFilters())[MatchStage.AGREED] == 1
    assert queries.remaining_of(db, row.stream_id, today=TODAY) == 150
    [agreed, entered] = queries.match_history(db, staff, match_id)
    assert (agreed.kind, agreed.terms) == (MatchMove.AGREE, row.terms)
    assert (entered.kind, entered.terms, entered.is_corrected) == (MatchMove.ENTER, None, False)
    [measure] = queries.measures_of(db, staff, match_id)
    assert (measure.year, measure.agreed, measure.tonnes) == (2026, 30, 12)


def test_partners_and_elected_officials_read_none(
    db: Database, staff: Visitor, partner: Visitor, elected: Visitor
) -> None:
    match_id = a_match(db, staff)
    a_move(db, staff, match_id, MatchMove.CONTACT)
    for visitor in (partner, elected):
        for ask in (
            lambda who: queries.tracked_list(db, who, MatchFilters(), today=TODAY),
            lambda who: queries.counts_by_stage(db, who, MatchFilters()),
            lambda who: queries.tracked_match(db, who, match_id, today=TODAY),
            lambda who: queries.matches_of(db, who, today=TODAY),
            lambda who: queries.match_history(db, who, match_id),
            lambda who: queries.measures_of(db, who, match_id),
        ):
            with pytest.raises(NotAllowedError):
                ask(visitor)
