"""What to look for, at whose door and how far, for each need that nobody serves."""

from datetime import date

import pytest

from circular.actions.next_actions import plan_action
from circular.domain.errors import NotAllowedError
from circular.domain.next_actions import ActionKind, NextActionDraft
from circular.domain.unmatched import UnmatchedFilters
from circular.domain.visitors import Visitor
from circular.queries import prospecting as queries
from circular.store.connection import Database
from tests.builders.needs import a_need, a_project
from tests.builders.organisations import a_partner
from tests.builders.streams import TODAY, a_stream
from tests.builders.territory import a_territory

NOTHING = UnmatchedFilters()


def test_a_lead_says_codes_producers_communes_and_who_is_known(
    db: Database, staff: Visitor
) -> None:
    a_territory(db, staff)
    project_id = a_project(db, staff)
    a_need(
        db,
        staff,
        project_id,
        title="Verre",
        codes=("150107",),
        families=("verre",),
        distance_max_km="12",
    )
    a_stream(db, staff, waste_code="170202", organisation_id=a_partner(db, staff, "Miroiterie"))

    page = queries.leads(db, staff, NOTHING)
    (lead,) = page.rows
    assert (page.shown, page.total, page.tonnes) == (1, 1, 300)
    assert lead.codes[0] == "15 01 07 Bouteilles, pots et bocaux en verre"
    assert len(lead.codes) + lead.more_codes == 8
    assert lead.partners == ("Miroiterie",)
    assert lead.communes[0] == "Libourne"
    assert 1 < lead.commune_count < 30
    assert (lead.is_placed, lead.planned_on) == (True, None)

    label = f"{queries.VERB} : {lead.title}"
    due = date(2026, 12, 1)
    action = NextActionDraft(label=label, kind=ActionKind.CALL, due_on=due)
    plan_action(db, staff, project_id, action, today=TODAY)
    assert queries.leads(db, staff, NOTHING).rows[0].planned_on == due


def test_without_place_or_limit_the_whole_territory_is_to_be_looked_at(
    db: Database, staff: Visitor
) -> None:
    a_territory(db, staff)
    a_need(db, staff, a_project(db, staff, commune_code=None))
    (lead,) = queries.leads(db, staff, NOTHING).rows
    assert not lead.is_placed
    assert lead.commune_count > 30
    assert queries.leads(db, staff, UnmatchedFilters(text="introuvable")).shown == 0


def test_only_the_team_prospects(db: Database, partner: Visitor, elected: Visitor) -> None:
    for visitor in (partner, elected):
        with pytest.raises(NotAllowedError):
            queries.leads(db, visitor, NOTHING)
