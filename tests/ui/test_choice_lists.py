"""A list says how many entries it has, how many are the association's own, how many are hidden."""

from dataclasses import replace

from circular.domain.reference import Entry
from circular.ui.choice_lists import _counted

ENTRY = Entry("sectors", "reemploi", "Réemploi", 1, None, None, None, is_own=False, is_active=True)


def test_a_list_of_the_product_only_counts_its_entries() -> None:
    assert _counted([ENTRY, ENTRY]).startswith("2\u00a0entrées. Masquer")


def test_own_and_hidden_entries_are_counted_apart() -> None:
    entries = [ENTRY, replace(ENTRY, is_own=True), replace(ENTRY, is_active=False)]
    assert _counted(entries).startswith(
        "3\u00a0entrées, 1 de l’association, 1\u00a0masquée. Masquer"
    )
