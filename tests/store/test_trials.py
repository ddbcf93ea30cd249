"""The conditions that leave trials out, and the counts of what they hold."""

from circular.domain.trials import TrialKind
from circular.domain.visitors import Visitor
from circular.store import trials as store
from circular.store.connection import Database
from circular.store.rows import rows
from tests.builders.agreements import a_draft, a_project, signed
from tests.builders.facilities import a_facility
from tests.builders.streams import a_stream
from tests.conftest import NOW


def test_each_condition_keeps_what_is_real_alone(db: Database, staff: Visitor) -> None:
    real, trial = a_project(db, staff, "Vrai"), a_project(db, staff, "Essai")
    kept, out = a_stream(db, staff, title="Vrai"), a_stream(db, staff, title="Essai")
    store.set_trial(db, TrialKind.PROJECT, trial, is_trial=True, now=NOW)
    store.set_trial(db, TrialKind.STREAM, out, is_trial=True, now=NOW)

    projects = rows(db, f"SELECT p.id FROM project p WHERE {store.real('p')}")
    of_projects = rows(db, f"SELECT p.id FROM project p WHERE {store.of_real_project('p.id')}")
    of_streams = rows(db, f"SELECT s.id FROM waste_stream s WHERE {store.of_real_stream('s.id')}")

    assert [row["id"] for row in projects] == [row["id"] for row in of_projects] == [real]
    assert [row["id"] for row in of_streams] == [kept]


def test_trials_and_their_agreements_are_counted(db: Database, staff: Visitor) -> None:
    project, facility = a_project(db, staff), a_facility(db, staff)
    signed(db, staff, project)
    a_draft(db, staff, project)
    before = [store.count(db, kind) for kind in TrialKind], store.agreement_count(db)
    for kind, record in ((TrialKind.PROJECT, project), (TrialKind.FACILITY, facility)):
        store.set_trial(db, kind, record, is_trial=True, now=NOW)

    held = store.held_by_project(db, project)

    assert before == ([0, 0, 0], 0)
    assert [store.count(db, kind) for kind in TrialKind] == [1, 0, 1]
    assert store.agreement_count(db) == 2
    assert (held["signed"], held["unsigned"], held["job_lines"]) == (1, 1, 0)


def test_a_record_tells_its_title_and_its_mark(db: Database, staff: Visitor) -> None:
    facility = a_facility(db, staff, name="Hangar")

    assert store.record(db, TrialKind.FACILITY, facility) == {"title": "Hangar", "is_trial": 0}
    assert store.record(db, TrialKind.STREAM, 404) is None
