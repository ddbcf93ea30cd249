"""Stating what a project needs, or that it needs nothing."""

import pytest

from circular.actions import needs as actions
from circular.actions.projects import archive_project
from circular.domain.errors import (
    AlreadyDoneError,
    DomainError,
    NotAllowedError,
    NotFoundError,
    StaleRecordError,
)
from circular.domain.seasons import shares_of
from circular.domain.visitors import Visitor
from circular.store import journal, needs
from circular.store.connection import Database
from circular.store.rows import Row
from tests.builders.needs import a_need, a_project, need_draft


def stored(db: Database, need_id: int) -> Row:
    """Return a need as it is stored."""
    row = needs.need(db, need_id)
    assert row is not None
    return row


def says_none(db: Database, project_id: int) -> bool:
    """Tell whether the project says that it needs nothing."""
    project = needs.project(db, project_id)
    assert project is not None
    return bool(project["no_need"])


def test_a_need_is_written_and_told_in_the_project(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff)
    need_id = a_need(db, staff, project_id, months=shares_of([3, 4]), operations=("R3",))

    assert stored(db, need_id)["distance_max_km"] == 40
    for entity, record in (("need", need_id), ("project", project_id)):
        line = journal.of_record(db, entity, record)[0]
        assert line["sentence"] == "Besoin «\u00a0Déchets verts broyés\u00a0» noté."


def test_several_needs_stand_side_by_side(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff)
    a_need(db, staff, project_id)
    a_need(db, staff, project_id, title="Bois", codes=(), families=("bois",))

    assert needs.count_of_project(db, project_id) == 2


def test_a_need_takes_back_that_there_is_none(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff)
    actions.state_no_need(db, staff, project_id, no_need=True)
    assert says_none(db, project_id)

    a_need(db, staff, project_id)

    assert not says_none(db, project_id)


def test_a_need_out_of_the_archives_takes_it_back_too(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff)
    need_id = a_need(db, staff, project_id)
    actions.archive_need(db, staff, need_id)
    actions.state_no_need(db, staff, project_id, no_need=True)

    actions.restore_need(db, staff, need_id)

    assert not says_none(db, project_id)
    assert needs.count_of_project(db, project_id) == 1


def test_no_need_is_refused_while_needs_stand(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff)
    a_need(db, staff, project_id)

    with pytest.raises(DomainError, match="Archivez d’abord"):
        actions.state_no_need(db, staff, project_id, no_need=True)


def test_saying_the_same_again_leaves_no_line(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff)
    before = len(journal.of_record(db, "project", project_id))

    actions.state_no_need(db, staff, project_id, no_need=False)

    assert len(journal.of_record(db, "project", project_id)) == before


def test_an_amendment_says_what_changed(db: Database, staff: Visitor) -> None:
    need_id = a_need(db, staff, a_project(db, staff))

    actions.amend_need(db, staff, need_id, need_draft(codes=("2002",), tonnes_max="400"), version=1)

    changes = journal.of_record(db, "need", need_id)[0]["changes"]
    assert '"Déchets acceptés": ["20 02 01", "20 02"]' in changes
    assert '"Au plus (t par an)": ["300", "400"]' in changes


def test_the_second_saver_sees_what_differs(db: Database, staff: Visitor) -> None:
    need_id = a_need(db, staff, a_project(db, staff))
    actions.amend_need(db, staff, need_id, need_draft(title="Bois"), version=1)

    with pytest.raises(StaleRecordError) as refusal:
        actions.amend_need(db, staff, need_id, need_draft(title="Verre"), version=1)

    assert "«\u00a0Bois\u00a0» est enregistré" in refusal.value.problems[0].sentence


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"codes": ("98",)}, "codes"),
        ({"families": ("inconnue",)}, "families"),
        ({"operations": ("R99",)}, "operations"),
    ],
)
def test_what_the_lists_do_not_hold_is_refused_at_its_field(
    db: Database, staff: Visitor, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(DomainError) as refusal:
        a_need(db, staff, a_project(db, staff), **changes)

    assert [problem.field for problem in refusal.value.problems] == [field]


def test_a_second_click_writes_nothing_more(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff)
    actions.state_need(db, staff, project_id, need_draft(), token="once")

    with pytest.raises(AlreadyDoneError):
        actions.state_need(db, staff, project_id, need_draft(), token="once")
    assert needs.count_of_project(db, project_id) == 1


def test_an_archived_project_takes_no_need(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff)
    archive_project(db, staff, project_id)

    with pytest.raises(DomainError, match="archives"):
        a_need(db, staff, project_id)


def test_unknown_records_are_said(db: Database, staff: Visitor) -> None:
    with pytest.raises(NotFoundError):
        a_need(db, staff, 4242)
    with pytest.raises(NotFoundError):
        actions.archive_need(db, staff, 4242)


def test_archiving_twice_is_refused(db: Database, staff: Visitor) -> None:
    need_id = a_need(db, staff, a_project(db, staff))
    with pytest.raises(DomainError, match="pas dans les archives"):
        actions.restore_need(db, staff, need_id)
    actions.archive_need(db, staff, need_id)
    with pytest.raises(DomainError, match="déjà"):
        actions.archive_need(db, staff, need_id)


def test_partners_and_elected_officials_state_no_need(
    db: Database, staff: Visitor, partner: Visitor, elected: Visitor
) -> None:
    project_id = a_project(db, staff)
    for visitor in (partner, elected):
        with pytest.raises(NotAllowedError):
            a_need(db, visitor, project_id)
        with pytest.raises(NotAllowedError):
            actions.state_no_need(db, visitor, project_id, no_need=True)
