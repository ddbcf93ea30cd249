"""Questions about types of agreement."""

import pytest

from circular.domain.errors import NotAllowedError
from circular.domain.visitors import Visitor
from circular.queries.agreement_types import (
    agreement_type,
    newest_type,
    offered_types,
    type_versions,
)
from circular.store.connection import Database
from tests.builders.agreements import a_draft


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


def test_versions_say_what_stands_under_each(
    db: Database, administrator: Visitor, staff: Visitor
) -> None:
    a_draft(db, staff)
    first, second = (
        each for each in type_versions(db, administrator) if each.rules.key == "accompagnement"
    )
    assert (first.rules.version, first.is_offered, first.agreements) == (2, True, 1)
    assert (second.rules.version, second.is_offered, second.agreements) == (1, False, 0)
    assert newest_type(db, "accompagnement") == first.rules
    assert newest_type(db, "inconnu") is None
    with pytest.raises(NotAllowedError):
        type_versions(db, staff)
