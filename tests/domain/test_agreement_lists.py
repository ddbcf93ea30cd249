"""Columns and filters of the list of agreements."""

import pytest

from circular.domain.agreement_lists import (
    DEFAULT_COLUMNS,
    PEOPLE_COLUMNS,
    AgreementColumn,
    AgreementFilters,
    columns_for,
)
from circular.domain.permissions import Permission, Role
from circular.domain.visitors import Visitor


@pytest.mark.parametrize("role", list(Role))
def test_columns_that_name_people_are_offered_to_those_who_may_see_them(role: Role) -> None:
    visitor = Visitor(account_id=1, name="Personne", role=role)
    assert PEOPLE_COLUMNS.isdisjoint(columns_for(visitor)) != visitor.may(Permission.SEE_PEOPLE)


def test_the_usual_columns_are_those_of_the_guide_and_name_nobody() -> None:
    titles = [column.label for column in DEFAULT_COLUMNS]
    assert titles == ["N°", "Projet", "État", "EPCI", "Signature", "Échéance", "Emplois"]
    assert PEOPLE_COLUMNS.isdisjoint(DEFAULT_COLUMNS)


def test_every_column_has_its_own_title() -> None:
    assert len({column.label for column in AgreementColumn}) == len(AgreementColumn)


def test_a_search_is_folded_and_never_grows_without_end() -> None:
    assert AgreementFilters(search="  Écocyclerie 2026-003 ").words == (
        "ecocyclerie",
        "2026",
        "003",
    )
    assert len(AgreementFilters(search="mot " * 10_000).words) == 8
