"""Questions about types of agreement."""

from circular.queries.agreement_types import agreement_type, offered_types
from circular.store.connection import Database


def test_the_types_are_offered_with_their_parameters(db: Database) -> None:
    types = {one.key: one for one in offered_types(db)}
    assert len(types) == 6
    assert types["partenariat"].longest_months is None
    assert types["tripartite"].longest_months == 36
    assert types["accompagnement"].notice_days == 30


def test_one_version_is_found_by_its_key_and_number(db: Database) -> None:
    found = agreement_type(db, "cape", 1)
    assert found is not None
    assert found.label == "Contrat d’appui au projet d’entreprise (CAPE)"
    assert agreement_type(db, "cape", 99) is None
