"""How a target is said."""

from datetime import date

from circular.domain.visitors import Visitor
from circular.queries.targets import target_in_force
from circular.store.connection import Database
from circular.ui.targets import sentence
from tests.builders.targets import a_revision, a_target


def test_a_target_is_said_with_its_source_and_who_decided_it(db: Database, staff: Visitor) -> None:
    a_revision(db, staff, a_target(db, staff), source="Présentation *publique*")
    target = target_in_force(db, "jobs_net", epci_siren=None, as_of=date(2026, 11, 22))

    assert target is not None
    assert sentence(target) == (
        "**100 emplois nets** d\u2019ici fin\u00a02029, décidé le 01/06/2025 par Bureau. "
        "Source\u00a0: Présentation \\*publique\\*."
    )
