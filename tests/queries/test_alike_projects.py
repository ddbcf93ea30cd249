"""Look-alikes of a title, while it is being typed."""

import pytest

from circular.domain.errors import NotAllowedError
from circular.domain.stages import Stage
from circular.domain.visitors import Visitor
from circular.queries.alike_projects import alike_projects
from circular.store.connection import Database
from tests.builders.holders import a_contact


def test_a_title_that_looks_like_another_is_seen_while_typing(db: Database, staff: Visitor) -> None:
    project_id = a_contact(db, staff, idea="Composter les couches des crèches")

    (found,) = alike_projects(db, staff, "composter couches")

    assert (found.id, found.holder_name, found.stage) == (
        project_id,
        "Naïma Terrasson",
        Stage.DETECTION,
    )
    assert alike_projects(db, staff, "composter couches", but_not=project_id) == ()
    assert alike_projects(db, staff, "palettes") == ()
    assert alike_projects(db, staff, "co") == ()


def test_elected_and_partner_are_told_nothing(
    db: Database, staff: Visitor, elected: Visitor, partner: Visitor
) -> None:
    a_contact(db, staff, idea="Couches")

    for visitor in (elected, partner):
        with pytest.raises(NotAllowedError):
            alike_projects(db, visitor, "couches")
