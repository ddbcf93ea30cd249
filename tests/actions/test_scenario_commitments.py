"""The demonstration holds commitments of each light, and some of the partner's own."""

from datetime import date, timedelta

from circular.actions.scenario_commitments import load_commitments, organisations_of
from circular.domain.scenario_projects import ScenarioCommitment
from circular.domain.visitors import Visitor
from circular.queries.commitments import commitments
from circular.store.connection import Database
from tests.builders.agreements import TODAY, read
from tests.builders.commitments import with_partner


def test_commitments_are_loaded_for_each_party_and_kept_or_not(
    db: Database, staff: Visitor, partner: Visitor
) -> None:
    agreement = with_partner(db, staff, partner.organisation_id)
    lines = [
        ScenarioCommitment(who="holder", kind="report", label="Bilan", due=-3, kept=-4),
        ScenarioCommitment(who="Syndicat d’essai", kind="document", label="Pesées", due=9),
    ]

    def day(offset: int) -> date:
        return TODAY + timedelta(days=offset)

    assert [each.name for each in organisations_of(db, lines)] == ["Syndicat d’essai"]
    load_commitments(db, staff, agreement, lines, day=day)

    found = commitments(db, staff, read(db, staff, agreement), today=TODAY)
    assert [(each.who, each.proof) for each in found] == [
        ("Syndicat d’essai", None),
        ("Naïma Fictive", "Vu sur place"),
    ]
