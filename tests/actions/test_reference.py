"""An association has its own choices beside those of the product."""

import pytest

from circular.actions import reference
from circular.domain.errors import DomainError, NotAllowedError, NotFoundError
from circular.domain.reference import EntryDraft
from circular.domain.visitors import Visitor
from circular.queries import reference as questions
from circular.store.connection import Database

LIST = "sectors"


def labels(db: Database) -> list[str]:
    """Return what the list offers."""
    return [entry.label for entry in questions.entries(db, LIST)]


def journal_lines(db: Database) -> list[str]:
    """Return the sentences of the journal on lists of choices."""
    found = db.conn.execute("SELECT sentence FROM journal WHERE entity = 'list_entry' ORDER BY id")
    return [row[0] for row in found]


def test_an_own_choice_stands_after_those_of_the_product(
    db: Database, administrator: Visitor
) -> None:
    before = labels(db)
    key = reference.add_entry(db, administrator, EntryDraft(list_name=LIST, label="Vannerie d’art"))
    assert labels(db) == [*before, "Vannerie d’art"]
    assert key == "asso_vannerie_d_art"
    assert questions.entries(db, LIST)[-1].is_own
    assert journal_lines(db) == ["A ajouté «\u00a0Vannerie d’art\u00a0» à une liste de choix"]


@pytest.mark.parametrize("label", ["vannerie", "VANNERIE !", " Vannerie "])
def test_the_same_label_is_refused_twice(db: Database, administrator: Visitor, label: str) -> None:
    reference.add_entry(db, administrator, EntryDraft(list_name=LIST, label="Vannerie"))
    count = len(labels(db))
    with pytest.raises(DomainError, match="La liste a déjà") as refusal:
        reference.add_entry(db, administrator, EntryDraft(list_name=LIST, label=label))
    assert [problem.field for problem in refusal.value.problems] == ["label"]
    assert len(labels(db)) == count
    assert len(journal_lines(db)) == 1


def test_a_label_without_letters_is_refused(db: Database, administrator: Visitor) -> None:
    with pytest.raises(DomainError, match="lettres"):
        reference.add_entry(db, administrator, EntryDraft(list_name=LIST, label="!!!"))


def test_an_unknown_list_or_place_is_refused(db: Database, administrator: Visitor) -> None:
    with pytest.raises(NotFoundError):
        reference.add_entry(db, administrator, EntryDraft(list_name="nothing", label="Vannerie"))
    for parent in (None, "nowhere"):
        draft = EntryDraft(list_name="exit_reasons", label="Déménagement lointain", parent=parent)
        with pytest.raises(DomainError, match="ranger"):
            reference.add_entry(db, administrator, draft)


def test_a_choice_can_be_filed_under_its_parent(db: Database, administrator: Visitor) -> None:
    draft = EntryDraft(list_name="exit_reasons", label="Déménagement lointain", parent="abandoned")
    reference.add_entry(db, administrator, draft)
    found = questions.entries(db, "exit_reasons", parent="abandoned")
    assert found[-1].label == "Déménagement lointain"


def test_an_own_choice_can_be_renamed_and_its_old_name_given_anew(
    db: Database, administrator: Visitor
) -> None:
    draft = EntryDraft(list_name=LIST, label="Vannerie")
    key = reference.add_entry(db, administrator, draft)
    renamed = EntryDraft(list_name=LIST, label="Osier")
    reference.rename_entry(db, administrator, key, renamed)
    other = reference.add_entry(db, administrator, draft)
    assert labels(db)[-2:] == ["Osier", "Vannerie"]
    assert other != key
    changes = db.conn.execute("SELECT changes FROM journal WHERE act = 'rename'").fetchone()[0]
    assert "Vannerie" in changes
    assert "Osier" in changes


def test_a_choice_of_the_product_cannot_be_renamed(db: Database, administrator: Visitor) -> None:
    first = questions.entries(db, LIST)[0]
    with pytest.raises(DomainError, match="fourni avec"):
        reference.rename_entry(
            db, administrator, first.key, EntryDraft(list_name=LIST, label="Autre nom")
        )
    assert questions.entries(db, LIST)[0] == first


def test_a_choice_is_switched_off_and_on(db: Database, administrator: Visitor) -> None:
    first = questions.entries(db, LIST)[0]
    reference.switch_entry_off(db, administrator, LIST, first.key)
    assert first.label not in labels(db)
    everything = questions.entries(db, LIST, with_inactive=True)
    assert [entry.is_active for entry in everything if entry.key == first.key] == [False]
    reference.switch_entry_on(db, administrator, LIST, first.key)
    assert labels(db)[0] == first.label
    assert len(journal_lines(db)) == 2


def test_an_unknown_choice_cannot_be_switched_or_renamed(
    db: Database, administrator: Visitor
) -> None:
    with pytest.raises(NotFoundError):
        reference.switch_entry_off(db, administrator, LIST, "nothing")
    with pytest.raises(NotFoundError):
        reference.rename_entry(
            db, administrator, "nothing", EntryDraft(list_name=LIST, label="Osier")
        )


def test_only_who_sets_the_product_up_changes_lists(
    db: Database, staff: Visitor, elected: Visitor, partner: Visitor
) -> None:
    before = labels(db)
    for visitor in (staff, elected, partner):
        with pytest.raises(NotAllowedError):
            reference.add_entry(db, visitor, EntryDraft(list_name=LIST, label="Vannerie"))
        with pytest.raises(NotAllowedError):
            reference.switch_entry_off(db, visitor, LIST, questions.entries(db, LIST)[0].key)
    assert labels(db) == before
