"""Whatever is written under a project asks first whether it still can."""

import pytest

from circular.actions.open_projects import open_project
from circular.actions.projects import archive_project, restore_project
from circular.domain.errors import DomainError, NotFoundError
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from tests.builders.agreements import a_project


def test_a_project_is_open_until_it_is_archived(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff, "Couches en compost")
    assert open_project(db, project_id) == "Couches en compost"

    archive_project(db, staff, project_id)
    with pytest.raises(DomainError, match="Couches en compost"):
        open_project(db, project_id)

    restore_project(db, staff, project_id)
    assert open_project(db, project_id) == "Couches en compost"


def test_a_project_that_does_not_exist_is_not_open(db: Database) -> None:
    with pytest.raises(NotFoundError):
        open_project(db, 99)
