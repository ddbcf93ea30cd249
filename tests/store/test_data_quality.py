"""Counts and rows of the checks, and what is set aside."""

from datetime import date, datetime
from typing import Any

from circular.domain.data_quality import CHECKS, check_days
from circular.domain.visitors import Visitor
from circular.store import data_quality
from circular.store.connection import Database
from tests.builders.data_quality import a_sound_base
from tests.builders.territory import CUBZAGUAIS, LIBOURNAIS

VALUES = {
    **check_days(date(2026, 11, 22), dormant_after_days=60),
    "adviser": None,
    "epci": None,
    "text": "",
}
NOW = datetime(2026, 11, 22)
KEYS = [check.key for check in CHECKS]


def counted(db: Database, **filters: Any) -> dict[str, tuple[int, int, int]]:
    """Return what is shown, in all, and set aside, for each check that finds something."""
    found = data_quality.counts(db, {**VALUES, **filters})
    return {row["check_key"]: (row["shown"], row["total"], row["aside"]) for row in found}


def test_counts_follow_the_filters(db: Database, staff: Visitor) -> None:
    a_sound_base(db, staff)
    assert counted(db) == {}

    db.conn.execute("UPDATE job_line SET women = NULL")
    db.conn.execute("UPDATE waste_stream SET figure_on = '2020-01-01'")
    found = {"women_unknown": (1, 1, 0), "estimate_old": (1, 1, 0)}
    assert counted(db) == found
    assert counted(db, epci=LIBOURNAIS) == found
    assert counted(db, epci=CUBZAGUAIS) == dict.fromkeys(found, (0, 1, 0))
    assert counted(db, adviser=staff.account_id) == {
        "women_unknown": (1, 1, 0),
        "estimate_old": (0, 1, 0),
    }
    assert counted(db, text="introuvable") == dict.fromkeys(found, (0, 1, 0))


def test_rows_bear_the_name_of_their_record(db: Database, staff: Visitor) -> None:
    base = a_sound_base(db, staff)
    db.conn.execute("UPDATE holder SET information_given_on = NULL")
    db.conn.execute("UPDATE job_line SET women = NULL")
    db.conn.execute("UPDATE target SET decided_by = NULL")
    rows = data_quality.found(db, KEYS, VALUES, aside=False)

    assert [(row["check_key"], row["id"], row["project_id"]) for row in rows] == [
        ("notice_missing", base.holder, base.project),
        ("stage_requirements", base.project, base.project),
        ("target_undecided", base.target, None),
        ("women_unknown", base.job, base.project),
    ]
    assert rows[0]["title"] == "Naïma Terrasson"
    assert rows[0]["adviser"] == staff.name
    assert rows[2]["title"] == "Objectif"
    assert {row["total"] for row in rows} == {4}
    assert len(data_quality.found(db, KEYS, VALUES, aside=False, limit=3, offset=3)) == 1


def test_what_is_set_aside_comes_back_with_other_facts(db: Database, staff: Visitor) -> None:
    base = a_sound_base(db, staff)
    db.conn.execute("UPDATE job_line SET women = NULL")
    row = data_quality.row(db, "women_unknown", base.job, VALUES)
    assert row is not None
    record = {
        "check_key": "women_unknown",
        "subject_id": base.job,
        "told": row["told"],
        "reason": "unknowable",
        "decided_on": "2026-11-22",
        "author_id": staff.account_id,
    }
    data_quality.set_aside(db, record, now=NOW)
    data_quality.set_aside(db, record, now=NOW)
    assert counted(db) == {"women_unknown": (0, 0, 1)}
    (aside,) = data_quality.found(db, KEYS, VALUES, aside=True)
    assert (aside["aside_reason"], aside["aside_author"]) == ("unknowable", staff.name)

    db.conn.execute("UPDATE job_line SET starts_on = '2026-10-21'")
    assert counted(db) == {"women_unknown": (1, 1, 0)}

    assert data_quality.take_back(db, "women_unknown", base.job)
    assert not data_quality.take_back(db, "women_unknown", base.job)
