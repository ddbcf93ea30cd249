"""A trial counts nowhere: every question answers as if the record did not exist, and back."""

import shutil
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from circular.actions.trials import count_again, mark_as_trial
from circular.domain.permissions import Role
from circular.domain.trials import TrialKind
from circular.queries import matches
from circular.queries.projects import scope_counts
from circular.store.connection import Database, open_for
from circular.store.rows import rows, value
from tests.architecture import questions
from tests.architecture.questions import Asking
from tests.conftest import visitor_of

MONTHS = {Role.STAFF: (0, 8, 20), Role.ELECTED: (0, 20), Role.PARTNER: (0,)}
"""How many months before the last day each role asks: the days differ by role for no figure."""
TOUCHED = {
    "activity.activity",
    "activity.activity_rows",
    "agreements.agreement_list",
    "agreements.counts_by_state",
    "agreements.summary",
    "allocation.question",
    "dashboard.dashboard",
    "data_quality.quality",
    "data_quality.quality_rows",
    "facilities.facility_list",
    "figure_rows.figure_rows",
    "funnel.funnel",
    "indicators.all_measured",
    "indicators.measured",
    "introductions.introduction_list",
    "introductions.received",
    "jobs.net_by_epci",
    "jobs.job_lines",
    "jobs.net_by_month",
    "journeys.journey_rows",
    "journeys.journeys",
    "journeys.waiting_longest",
    "matches.projects_for_stream",
    "match_weights.trials",
    "matches.streams_for_project",
    "my_day.day_counts",
    "my_day.done_yesterday",
    "my_day.introductions_to_remind",
    "projects.board",
    "projects.project_list",
    "streams.stream_list",
    "tracked_matches.counts_by_stage",
    "tracked_matches.matches_of",
    "tracked_matches.tracked_list",
    "unmatched.seekers",
    "unmatched.unmatched",
}
"""Questions whose answer the trials of this test do change: the comparison means something."""

RICHEST = """
SELECT p.id FROM project p
WHERE EXISTS (SELECT 1 FROM agreement a WHERE a.project_id = p.id AND a.signed_on IS NOT NULL)
ORDER BY (SELECT COUNT(*) FROM job_line j WHERE j.project_id = p.id)
    + (SELECT COUNT(*) FROM exchange x WHERE x.project_id = p.id) DESC
"""
NEED = """
INSERT INTO material_need (project_id, title, tonnes_max, created_at, updated_at)
VALUES (?, 'Bois propre', 40, '2026-01-01', '2026-01-01')
"""
KEPT = """
INSERT INTO match_decision (stream_id, need_id, decision, components, weights, decided_on)
VALUES (?, ?, 'kept', '{}', '{}', '2025-01-01')
"""
AGREED = """
INSERT INTO material_match (stream_id, need_id, stage, stage_since, agreed_on, agreed_tonnes,
    agreed_from, created_at, updated_at)
VALUES (?, ?, 'agreed', '2025-01-01', '2025-01-01', 3, '2025-01-01', '2025-01-01', '2025-01-01')
"""
INTRODUCED = """
INSERT INTO introduction (match_id, side, organisation_id, sent_on, means, created_at)
VALUES (?, 'producer', (SELECT organisation_id FROM account WHERE role = 'partner'), '2025-01-02',
    'email', '2025-01-02')
"""
WITHOUT = {
    TrialKind.PROJECT: (
        "DELETE FROM agreement WHERE project_id = ?",
        "DELETE FROM project WHERE id = ?",
    ),
    TrialKind.STREAM: ("DELETE FROM waste_stream WHERE id = ?",),
    TrialKind.FACILITY: ("DELETE FROM facility WHERE id = ?",),
}


@pytest.fixture(scope="module")
def made(full_demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the demonstration with two agreed matches: the richest project's, and another's.

    The stream of the second is the trial, and the project of the first.
    """
    path = tmp_path_factory.mktemp("trials") / "made.sqlite3"
    shutil.copyfile(full_demonstration, path)
    with open_for(path) as db:
        streams = [row["id"] for row in rows(db, "SELECT id FROM waste_stream ORDER BY id LIMIT 2")]
        projects = [row["id"] for row in rows(db, f"{RICHEST} LIMIT 2")]
        for stream, project in zip(streams, projects, strict=True):
            need = db.conn.execute(NEED, [project]).lastrowid
            db.conn.execute(KEPT, [stream, need])
            match = db.conn.execute(AGREED, [stream, need]).lastrowid
            db.conn.execute(INTRODUCED, [match])
        db.conn.execute(
            "INSERT INTO facility (name, folded_name, kind, organisation_id, created_at,"
            " updated_at) SELECT 'Hangar', 'hangar', kind, (SELECT organisation_id FROM account"
            " WHERE role = 'partner'), created_at, updated_at FROM facility LIMIT 1"
        )
        db.conn.commit()
        db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def record_of(db: Database, kind: TrialKind) -> int:
    """Return the record that is marked: the richest project, a stream kept, a place of a partner's.

    The stream is the one that another project keeps.
    """
    found = {
        TrialKind.PROJECT: RICHEST,
        TrialKind.STREAM: "SELECT MAX(stream_id) FROM material_match WHERE agreed_tonnes = 3",
        TrialKind.FACILITY: "SELECT MAX(id) FROM facility",
    }
    return int(value(db, found[kind]))


def all_answers(db: Database, last: date, kept: dict[TrialKind, int]) -> dict[str, object]:
    """Return every answer, for each role on its days, and the matches of every record."""
    found: dict[str, object] = {}
    sirens = tuple(
        row["epci_siren"] for row in rows(db, "SELECT epci_siren FROM territory_epci LIMIT 3")
    )
    for role, ages in MONTHS.items():
        visitor = visitor_of(db, role)
        for months in ages:
            asking = Asking(visitor, last - timedelta(days=30 * months), sirens)
            asked = questions.answers(db, asking, of_visitor=role is not Role.STAFF)
            found |= {f"{role.value} {asking.day} {name}": answer for name, answer in asked.items()}
    return found | proposals(db, last, kept)


def proposals(db: Database, day: date, kept: dict[TrialKind, int]) -> dict[str, object]:
    """Return the matches of the first streams and projects that are not the trial itself."""
    staff = visitor_of(db, Role.STAFF)
    streams = rows(
        db,
        "SELECT id FROM waste_stream WHERE id <> ? ORDER BY id LIMIT 6",
        [kept.get(TrialKind.STREAM, 0)],
    )
    needing = rows(
        db,
        "SELECT DISTINCT project_id AS id FROM material_need WHERE project_id <> ? LIMIT 3",
        [kept.get(TrialKind.PROJECT, 0)],
    )
    offers: dict[str, object] = {
        f"staff {day} matches.projects_for_stream {row['id']}": matches.projects_for_stream(
            db, staff, row["id"], today=day
        )
        for row in streams
    }
    return offers | {
        f"staff {day} matches.streams_for_project {row['id']}": matches.streams_for_project(
            db, staff, row["id"], today=day
        )
        for row in needing
    }


def different(found: dict[str, object], expected: dict[str, object]) -> list[str]:
    """Return the questions that two stores answer differently."""
    assert found.keys() == expected.keys()
    return [name for name, answer in found.items() if answer != expected[name]]


def test_every_answer_is_as_if_trials_did_not_exist_and_they_come_back(
    made: Path, tmp_path: Path
) -> None:
    last = datetime.now().astimezone().date() + timedelta(days=1)
    without = tmp_path / "without.sqlite3"
    shutil.copyfile(made, without)
    with open_for(without) as db:
        chosen = {kind: record_of(db, kind) for kind in TrialKind}
        for kind, record in chosen.items():
            for statement in WITHOUT[kind]:
                db.conn.execute(statement, [record])
        db.conn.commit()
        expected, counts = all_answers(db, last, chosen), scope_counts(db)

    with open_for(made) as db:
        staff = visitor_of(db, Role.STAFF)
        before = all_answers(db, last, chosen)
        for kind, record in chosen.items():
            mark_as_trial(db, staff, kind, record)
        during, counts_during = all_answers(db, last, chosen), scope_counts(db)
        for kind, record in chosen.items():
            count_again(db, staff, kind, record)
        after = all_answers(db, last, chosen)

    assert {asked.split()[2] for asked in different(before, expected)} >= TOUCHED
    changed = {asked.split()[2] for asked in different(during, expected)}
    assert not changed, ", ".join(sorted(changed))
    assert counts_during == replace(counts, trials=1)
    assert different(after, before) == []


def test_every_module_of_questions_says_whether_trials_count_in_it() -> None:
    asked = {name.split(".")[0] for name, _ in questions.questions()}
    of_one = {"alike_projects", "matches", "territory"}

    apart = questions.ABOUT_NO_FIGURE | questions.ABOUT_PEOPLE | questions.SHOWS_TRIALS
    assert questions.modules() == apart | asked | of_one
    assert asked & apart == set()
