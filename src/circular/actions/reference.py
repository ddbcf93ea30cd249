"""The association's own choices: adding one to a list, renaming it, offering it or not."""

from itertools import chain, count

from circular.actions.work import work
from circular.domain.errors import DomainError, NotFoundError, Problem
from circular.domain.french import quoted
from circular.domain.permissions import Permission
from circular.domain.reference import OWN_KEY_PREFIX, EntryDraft
from circular.domain.visitors import Visitor
from circular.domain.words import fold
from circular.store import reference
from circular.store.connection import Database
from circular.store.rows import Row

ENTITY = "list_entry"


def add_entry(db: Database, author: Visitor, draft: EntryDraft, *, token: str | None = None) -> str:
    """Add a choice to a list and return its key, which records will hold.

    Raises:
        NotAllowedError: the author may not change the settings.
        NotFoundError: there is no such list.
        DomainError: the label says nothing or is in the list already, or its place is unknown.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_SETTINGS, token=token) as act:
        if draft.list_name not in reference.list_names(db):
            raise NotFoundError("Cette liste n\u2019existe pas.")
        _check(db, draft)
        key = _free_key(db, draft)
        reference.add_entry(
            db, list_name=draft.list_name, key=key, label=draft.label, parent=draft.parent
        )
        act.note(ENTITY, None, "add", f"A ajouté {quoted(draft.label)} à une liste de choix")
    return key


def rename_entry(db: Database, author: Visitor, key: str, draft: EntryDraft) -> None:
    """Give a new label to a choice of the association; records that hold it show the new one.

    Raises:
        NotAllowedError: the author may not change the settings.
        NotFoundError: the list has no such choice.
        DomainError: the choice is the product's, or the list already has this label.
    """
    with work(db, author, Permission.EDIT_SETTINGS) as act:
        before = _entry(db, draft.list_name, key)
        if not before["is_own"]:
            raise DomainError(
                "Cet intitulé est fourni avec l\u2019application\u202f: "
                "masquez-le et ajoutez le vôtre."
            )
        _check(db, draft.model_copy(update={"parent": before["parent"]}), renamed=key)
        reference.rename_entry(db, list_name=draft.list_name, key=key, label=draft.label)
        act.note(
            ENTITY,
            None,
            "rename",
            f"A renommé {quoted(before['label'])} dans une liste de choix",
            {"Intitulé": (before["label"], draft.label)},
        )


def switch_entry_off(db: Database, author: Visitor, list_name: str, key: str) -> None:
    """Offer a choice no longer; records that hold it keep it.

    Raises:
        NotAllowedError: the author may not change the settings.
        NotFoundError: the list has no such choice.
    """
    _switch(db, author, list_name, key, is_on=False)


def switch_entry_on(db: Database, author: Visitor, list_name: str, key: str) -> None:
    """Offer a choice again.

    Raises:
        NotAllowedError: the author may not change the settings.
        NotFoundError: the list has no such choice.
    """
    _switch(db, author, list_name, key, is_on=True)


def _switch(db: Database, author: Visitor, list_name: str, key: str, *, is_on: bool) -> None:
    """Offer a choice or not, and write it down."""
    with work(db, author, Permission.EDIT_SETTINGS) as act:
        label = quoted(_entry(db, list_name, key)["label"])
        reference.switch_entry(db, list_name=list_name, key=key, is_on=is_on)
        verb = "proposé de nouveau" if is_on else "masqué"
        act.note(ENTITY, None, "switch", f"A {verb} {label} dans une liste de choix")


def _entry(db: Database, list_name: str, key: str) -> Row:
    """Find a choice or refuse."""
    found = reference.entry(db, list_name, key)
    if found is None:
        raise NotFoundError("Ce choix n\u2019existe pas dans la liste.")
    return found


def _check(db: Database, draft: EntryDraft, *, renamed: str | None = None) -> None:
    """Refuse a label that says nothing, one that the list bears already, and an unknown place."""
    others = reference.entries(db, draft.list_name, with_inactive=True)
    problems = []
    if not fold(draft.label):
        sentence = "Écrivez un intitulé avec des lettres ou des chiffres."
        problems.append(Problem("label", sentence))
    for other in others:
        is_beside = other["parent"] == draft.parent and other["key"] != renamed
        if is_beside and fold(other["label"]) == fold(draft.label):
            problems.append(Problem("label", f"La liste a déjà {quoted(other['label'])}."))
    if draft.parent not in {other["parent"] for other in others}:
        problems.append(Problem("parent", "Choisissez sous quoi ranger cet intitulé."))
    if problems:
        raise DomainError(problems[0].sentence, problems)


def _free_key(db: Database, draft: EntryDraft) -> str:
    """Make the key of a choice of the association; the product's never begin this way."""
    first = OWN_KEY_PREFIX + fold(draft.label).replace(" ", "_")
    numbered = (f"{first}_{number}" for number in count(2))
    keys = chain([first], numbered)
    return next(key for key in keys if reference.entry(db, draft.list_name, key) is None)
