"""What a demonstration made up bears the mark."""

from datetime import date

from circular.actions.holders import capture_contact
from circular.domain.holders import CaptureDraft
from circular.domain.visitors import Visitor
from circular.store import demonstration
from circular.store.connection import Database
from circular.store.rows import value


def test_people_and_projects_are_marked(db: Database, staff: Visitor, today: date) -> None:
    capture_contact(db, staff, CaptureDraft(name="Ida Jolivet"), today=today)

    demonstration.mark_fictitious(db)

    assert value(db, "SELECT min(is_fictitious) FROM holder") == 1
    assert value(db, "SELECT min(is_fictitious) FROM project") == 1
