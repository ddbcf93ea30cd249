"""What the next stage still asks for, and the history of a project."""

import pytest

from circular.domain.errors import NotAllowedError, NotFoundError
from circular.domain.stages import Place, Stage
from circular.domain.visitors import Visitor
from circular.queries.moves import history, readiness
from circular.store.connection import Database
from tests.builders.holders import TODAY, a_contact
from tests.builders.projects import in_support, left, moved, ready_to_qualify


def test_what_is_missing_is_listed_with_its_remedy_and_place(db: Database, staff: Visitor) -> None:
    found = readiness(db, a_contact(db, staff), today=TODAY)

    assert found.heading == "Il manque 4\u00a0choses pour passer en qualification"
    assert {line.key: line.done for line in found.requirements} == {
        "contact": True,
        "notice": False,
        "summary": False,
        "pillars": False,
        "place": True,
        "adviser": False,
    }
    assert found.requirements[1].place is Place.PEOPLE
    assert found.requirements[1].remedy == "Noter la remise"
    assert not found.is_ready


def test_a_ready_project_says_so(db: Database, staff: Visitor) -> None:
    found = readiness(db, ready_to_qualify(db, staff), today=TODAY)

    assert found.is_ready
    assert found.heading == "Tout est prêt pour passer en qualification"


def test_after_the_last_stage_or_an_exit_nothing_is_asked(db: Database, staff: Visitor) -> None:
    project_id = in_support(db, staff)
    left(db, staff, project_id, "01/06/2026")
    gone = readiness(db, project_id, today=TODAY)
    db.conn.execute("UPDATE project SET stage = 'follow_up', exit_kind = NULL, exit_reason = NULL")
    last = readiness(db, project_id, today=TODAY)

    assert (gone.requirements, gone.heading, gone.is_ready) == (
        (),
        "Ce projet est sorti du parcours",
        False,
    )
    assert (last.next_stage, last.heading) == (None, "Ce projet est à la dernière étape")


def test_the_history_says_what_each_line_did(db: Database, staff: Visitor) -> None:
    project_id = in_support(db, staff)
    left(db, staff, project_id, "01/06/2026")
    moved(db, staff, project_id, kind="return", stage="qualification", day="01/09/2026")

    assert [line.sentence for line in history(db, staff, project_id)] == [
        "Reprise en qualification",
        "Sortie\u00a0: abandon",
        "Passage en accompagnement",
        "Passage en qualification",
        "Entrée en détection",
    ]
    assert history(db, staff, project_id)[1].exit_reason_label == (
        "Plus de nouvelles malgré les relances"
    )
    assert history(db, staff, project_id)[1].to_stage is Stage.SUPPORT


def test_strangers_and_unknown_projects_are_refused(
    db: Database, staff: Visitor, elected: Visitor
) -> None:
    project_id = a_contact(db, staff)

    with pytest.raises(NotAllowedError):
        history(db, elected, project_id)
    with pytest.raises(NotFoundError):
        readiness(db, 999, today=TODAY)
