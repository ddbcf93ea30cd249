"""What is kept for figures is filled on arrival, and read through indexes alone."""

from pathlib import Path

import pytest

from circular.domain.visitors import Visitor
from circular.store import summaries
from circular.store.connection import Database, open_for, write_tx
from circular.store.migrations import migrations
from circular.store.rows import rows, value
from tests.builders.projects import in_support

NEW = ("project_place", "project_stay")


def test_a_database_with_projects_is_filled_on_arrival(
    db: Database, staff: Visitor, tmp_path: Path
) -> None:
    in_support(db, staff)
    copy = tmp_path / "before.sqlite3"
    db.conn.execute("VACUUM INTO ?", [str(copy)])
    with open_for(copy) as old:
        for row in rows(
            old,
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'project\\_%'"
            " ESCAPE '\\'",
        ):
            old.conn.execute(f"DROP TRIGGER {row['name']}")
        for table in NEW:
            old.conn.execute(f"DROP TABLE {table}")
        for index in ("project_archived", "implantation_by_facility", "job_line_by_end"):
            old.conn.execute(f"DROP INDEX {index}")
        old.conn.execute("DELETE FROM _sqlite_migrations WHERE name = 'create_summaries'")
        old.conn.commit()
        with write_tx(old):
            migrations.apply(old)

        assert value(old, "SELECT COUNT(*) FROM project_stay") > 0
        assert set(summaries.wrong_rows(old).values()) == {0}


@pytest.mark.parametrize(
    ("question", "index"),
    [
        ("SELECT project_id FROM project_place WHERE epci_siren = 'x'", "project_place_by_epci"),
        ("SELECT COUNT(*) FROM project_stay WHERE to_stage = 'support'", "project_stay_standing"),
        ("SELECT SUM(heads) FROM job_line WHERE project_id = 1", "job_line_by_project"),
        ("SELECT SUM(heads) FROM job_line WHERE kind = 'created'", "job_line_by_kind"),
    ],
)
def test_sums_are_read_from_an_index_alone(db: Database, question: str, index: str) -> None:
    plan = rows(db, f"EXPLAIN QUERY PLAN {question}")

    assert f"COVERING INDEX {index}" in plan[0]["detail"]
