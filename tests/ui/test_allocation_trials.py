"""What is said of a trial beside the plan of today."""

from dataclasses import replace

from circular.domain.allocation import Scenario
from circular.domain.visitors import Visitor
from circular.queries.allocation import answer, question
from circular.store.connection import Database
from circular.ui.allocation_trials import sentence
from tests.builders.plans import a_territory
from tests.builders.streams import TODAY


def test_tonnes_that_leave_an_agreement_are_not_told_as_more(db: Database, staff: Visitor) -> None:
    a_territory(db, staff)
    plan = answer(question(db, staff, Scenario(), today=TODAY))
    before, after = replace(plan, agreed=70.0), replace(plan, tonnes=plan.tonnes + 70)

    assert sentence(before, after, ()) == (
        "Autant de tonnes, accords compris. La simulation défait des accords\u00a0: "
        "70\u00a0t par an."
    )
    assert sentence(before, replace(plan, tonnes=plan.tonnes + 20), ()).startswith(
        "**50\u00a0t de moins** par an, accords compris."
    )
    assert sentence(plan, plan, ()) == "Rien ne change."
