"""Keeping, renaming and removing one's own views of a list."""

from circular.actions.work import Work, work
from circular.domain.errors import DomainError, NotFoundError, Problem
from circular.domain.french import quoted
from circular.domain.permissions import Permission
from circular.domain.personal_data import private
from circular.domain.saved_views import (
    Address,
    SavedViewDraft,
    ViewedList,
    room_problem,
    view_problem,
)
from circular.domain.visitors import Visitor
from circular.store import saved_views as store
from circular.store.connection import Database
from circular.store.rows import Row

ENTITY = "account"
_GONE = "Cette vue n’existe plus. Rechargez la page."


def save_view(
    db: Database,
    author: Visitor,
    viewed: ViewedList,
    draft: SavedViewDraft,
    address: Address,
    *,
    token: str | None = None,
) -> int:
    """Keep what the address of a list asks for under a name; returns the view.

    Raises:
        NotAllowedError: the author's session is over.
        DomainError: the author has a view of this name, or as many as one may keep.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.MANAGE_OWN_ACCOUNT, token=token) as unit:
        account_id = _account_of(author)
        others = store.of_account(db, account_id, viewed.value)
        _refuse(view_problem(draft.name, [each["name"] for each in others]))
        _refuse(room_problem(len(others), len(store.written(address))))
        made = store.add(
            db, account_id, viewed.value, name=draft.name, address=address, now=unit.now
        )
        _note(unit, "view_saved", f"Vue {_quoted(draft.name)} gardée ({viewed.label}).")
        return unit.produced(made)


def rename_view(
    db: Database,
    author: Visitor,
    view_id: int,
    draft: SavedViewDraft,
    *,
    token: str | None = None,
) -> int:
    """Give another name to one's own view.

    Raises:
        NotAllowedError: the author's session is over.
        NotFoundError: the author has no such view.
        DomainError: another view of the author bears this name.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.MANAGE_OWN_ACCOUNT, token=token) as unit:
        view = _own(db, author, view_id)
        others = store.of_account(db, _account_of(author), view["list"])
        names = [each["name"] for each in others if each["id"] != view_id]
        _refuse(view_problem(draft.name, names))
        store.change(db, view_id, {"name": draft.name}, now=unit.now)
        _note(
            unit,
            "view_renamed",
            f"Vue {_quoted(view['name'])} renommée {_quoted(draft.name)}.",
        )
        return unit.produced(view_id)


def remove_view(db: Database, author: Visitor, view_id: int) -> None:
    """Take one's own view away; it can be put back until another one is kept.

    Raises:
        NotAllowedError: the author's session is over.
        NotFoundError: the author has no such view.
    """
    with work(db, author, Permission.MANAGE_OWN_ACCOUNT) as unit:
        view = _own(db, author, view_id)
        moment = unit.now.isoformat(timespec="seconds")
        store.change(db, view_id, {"removed_at": moment}, now=unit.now)
        _note(unit, "view_removed", f"Vue {_quoted(view['name'])} supprimée.")


def restore_view(db: Database, author: Visitor, view_id: int) -> None:
    """Put back one's own view that was taken away.

    Raises:
        NotAllowedError: the author's session is over.
        NotFoundError: it is gone for good.
        DomainError: another view of the author has taken its name meanwhile.
    """
    with work(db, author, Permission.MANAGE_OWN_ACCOUNT) as unit:
        view = _own(db, author, view_id, removed=True)
        others = store.of_account(db, _account_of(author), view["list"])
        _refuse(view_problem(view["name"], [each["name"] for each in others]))
        store.change(db, view_id, {"removed_at": None}, now=unit.now)
        _note(unit, "view_restored", f"Vue {_quoted(view['name'])} rétablie.")


def _own(db: Database, author: Visitor, view_id: int, *, removed: bool = False) -> Row:
    view = store.own(db, _account_of(author), view_id)
    if view is None or (view["removed_at"] is not None) is not removed:
        raise NotFoundError(_GONE)
    return view


def _account_of(author: Visitor) -> int:
    if author.account_id is None:
        raise DomainError("Une vue se garde sur un compte\u00a0: connectez-vous d’abord.")
    return author.account_id


def _refuse(problem: Problem | None) -> None:
    if problem is not None:
        raise DomainError("", [problem])


def _quoted(name: str) -> str:
    """Quote the name of a view, which may hold that of a person."""
    return quoted(private(name))


def _note(unit: Work, act: str, sentence: str) -> None:
    unit.note(ENTITY, unit.author.account_id, act, sentence)
