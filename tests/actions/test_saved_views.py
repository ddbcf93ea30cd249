"""Each person keeps views of their own, whatever their role, and touches no other's."""

import pytest

from circular.actions import saved_views as actions
from circular.domain.errors import AlreadyDoneError, DomainError, NotFoundError
from circular.domain.permissions import Role
from circular.domain.saved_views import SavedViewDraft, ViewedList
from circular.domain.visitors import Visitor
from circular.queries.journal import history_of
from circular.queries.saved_views import own_views
from circular.store.connection import Database
from tests.conftest import visitor_of

HERE = ViewedList.AGREEMENTS


def keep(db: Database, who: Visitor, name: str, *, token: str | None = None) -> int:
    draft = SavedViewDraft(name=name)
    return actions.save_view(db, who, HERE, draft, {"etat": ["Signée"]}, token=token)


def names(db: Database, who: Visitor) -> list[str]:
    return [view.name for view in own_views(db, who, HERE)]


@pytest.mark.parametrize("role", list(Role))
def test_every_role_keeps_renames_removes_and_puts_back(db: Database, role: Role) -> None:
    who = visitor_of(db, role)
    view = keep(db, who, "Signées")
    actions.rename_view(db, who, view, SavedViewDraft(name="Conseil"))
    assert names(db, who) == ["Conseil"]
    actions.remove_view(db, who, view)
    assert names(db, who) == []
    actions.restore_view(db, who, view)
    assert names(db, who) == ["Conseil"]
    assert own_views(db, who, HERE)[0].address == {"etat": ["Signée"]}


def test_nobody_touches_the_view_of_another(db: Database, staff: Visitor) -> None:
    elected = visitor_of(db, Role.ELECTED)
    view = keep(db, staff, "Signées")
    with pytest.raises(NotFoundError):
        actions.remove_view(db, elected, view)
    with pytest.raises(NotFoundError):
        actions.rename_view(db, elected, view, SavedViewDraft(name="Autre"))
    assert names(db, staff) == ["Signées"]
    assert names(db, elected) == []
    actions.remove_view(db, staff, view)
    with pytest.raises(NotFoundError):
        actions.restore_view(db, elected, view)


def test_a_name_serves_once_and_a_second_click_counts_once(db: Database, staff: Visitor) -> None:
    view = keep(db, staff, "Signées", token="un")
    with pytest.raises(AlreadyDoneError):
        keep(db, staff, "Signées", token="un")
    with pytest.raises(DomainError) as refused:
        keep(db, staff, "SIGNÉES")
    assert refused.value.problems[0].field == "name"
    actions.remove_view(db, staff, view)
    keep(db, staff, "Autres")
    with pytest.raises(NotFoundError):
        actions.restore_view(db, staff, view)


def test_a_view_whose_name_was_taken_meanwhile_is_not_put_back(
    db: Database, staff: Visitor
) -> None:
    view = keep(db, staff, "Signées")
    other = keep(db, staff, "Autres")
    actions.remove_view(db, staff, view)
    actions.rename_view(db, staff, other, SavedViewDraft(name="Signées"))
    with pytest.raises(DomainError):
        actions.restore_view(db, staff, view)


def test_each_act_leaves_its_line(db: Database, staff: Visitor) -> None:
    view = keep(db, staff, "Signées")
    actions.remove_view(db, staff, view)
    assert staff.account_id is not None
    lines = history_of(db, "account", staff.account_id)
    assert [line.sentence for line in lines][:2] == [
        "Vue «\u00a0Signées\u00a0» supprimée.",
        "Vue «\u00a0Signées\u00a0» gardée (Conventions).",
    ]
