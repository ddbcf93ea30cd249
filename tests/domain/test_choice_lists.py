"""Every list that the product loads has a name that people can read."""

from circular.domain.choice_lists import PARENTS, ChoiceList
from circular.queries.reference import entries, list_names
from circular.store.connection import Database


def test_the_named_lists_are_those_of_the_store(db: Database) -> None:
    assert {each.value for each in ChoiceList} == set(list_names(db))


def test_every_heading_of_a_list_has_its_name(db: Database) -> None:
    used = {entry.parent for each in ChoiceList for entry in entries(db, each.value)} - {None}
    assert used <= set(PARENTS)
