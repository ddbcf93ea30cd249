"""A person reads their own views of a list, and knows which one can still be put back."""

from circular.actions.saved_views import remove_view, save_view
from circular.domain.permissions import Role
from circular.domain.saved_views import SavedViewDraft, ViewedList
from circular.domain.visitors import Visitor
from circular.queries.saved_views import is_removed, own_views
from circular.store.connection import Database
from tests.conftest import visitor_of

HERE = ViewedList.AGREEMENTS


def test_views_are_read_by_their_owner_in_the_order_of_names(db: Database, staff: Visitor) -> None:
    for name in ("signées", "À relire", "Conseil"):
        save_view(db, staff, HERE, SavedViewDraft(name=name), {"etat": ["Signée"]})
    assert {view.name for view in own_views(db, staff, HERE)} == {"À relire", "Conseil", "signées"}
    assert own_views(db, visitor_of(db, Role.ELECTED), HERE) == ()
    nobody = Visitor(account_id=None, name="Machine", role=Role.ADMINISTRATOR)
    assert own_views(db, nobody, HERE) == ()


def test_a_removed_view_is_known_to_its_owner_alone(db: Database, staff: Visitor) -> None:
    view = save_view(db, staff, HERE, SavedViewDraft(name="Conseil"), {})
    assert not is_removed(db, staff, view)
    remove_view(db, staff, view)
    assert is_removed(db, staff, view)
    assert not is_removed(db, visitor_of(db, Role.ELECTED), view)
