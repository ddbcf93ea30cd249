"""Questions about the views that a person keeps of a list."""

from circular.domain.saved_views import SavedView, ViewedList
from circular.domain.visitors import Visitor
from circular.store import saved_views as store
from circular.store.connection import Database


def own_views(db: Database, visitor: Visitor, viewed: ViewedList) -> tuple[SavedView, ...]:
    """Return the views that a visitor keeps of a list, by name; nobody sees those of another."""
    if visitor.account_id is None:
        return ()
    found = store.of_account(db, visitor.account_id, viewed.value)
    return tuple(SavedView(**row) for row in found)


def is_removed(db: Database, visitor: Visitor, view_id: int) -> bool:
    """Say whether a view of the visitor was taken away and can still be put back."""
    if visitor.account_id is None:
        return False
    found = store.own(db, visitor.account_id, view_id)
    return found is not None and found["removed_at"] is not None
