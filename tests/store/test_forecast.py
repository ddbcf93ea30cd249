"""What a forecast learns from, as it stood on a day."""

from datetime import date
from typing import Any

import pytest

from circular.domain.indicators import Perimeter
from circular.domain.stages import Stage
from circular.domain.visitors import Visitor
from circular.store import forecast as store
from circular.store.connection import Database, write_tx
from tests.builders.pasts import a_line, a_move, a_past
from tests.builders.territory import CUBZAGUAIS, LIBOURNAIS, LIBOURNE, a_territory

NOW = date(2026, 11, 22)


def groups(db: Database, day: date = NOW, siren: str | None = None) -> list[dict[str, Any]]:
    """Return the projects alike on a day."""
    return store.groups(db, Perimeter(day, siren), first=0.25, spread=1.5)


def total(db: Database, name: str, day: date = NOW) -> float:
    """Return a sum over all projects."""
    return float(sum(row[name] for row in groups(db, day)))


def test_moves_exits_and_years_of_each_stage_are_counted(db: Database) -> None:
    a_past(db, "Loin", "2025-01-01", "2025-07-02", "2026-01-01")
    a_past(db, "Sorti", "2025-01-01", "2025-07-02", left="2025-10-01")
    a_past(db, "Neuf", "2026-11-22")

    assert [total(db, f"advances_{rank}") for rank in range(3)] == [2, 1, 0]
    assert [total(db, f"exits_{rank}") for rank in range(3)] == [0, 1, 0]
    assert total(db, "years_0") == pytest.approx(2 * 182 / 365.25)
    assert total(db, "years_1") == pytest.approx((183 + 91) / 365.25)
    assert total(db, "years_2") == pytest.approx(325 / 365.25)
    assert (total(db, "projects"), total(db, "signed")) == (3, 1)


def test_only_what_was_effective_by_the_day_counts(db: Database) -> None:
    a_past(db, "Loin", "2025-01-01", "2025-07-02", "2026-01-01", left="2026-06-01")

    assert [row["rank"] for row in groups(db, date(2025, 8, 1))] == [1]
    assert total(db, "advances_1", date(2025, 12, 31)) == 0
    assert total(db, "exits_2", date(2026, 5, 31)) == 0
    assert groups(db, date(2024, 12, 31)) == []


def test_a_stage_gone_back_from_is_not_entered_yet(db: Database) -> None:
    project = a_past(db, "Reparti", "2025-01-01", "2025-03-01")
    with write_tx(db):
        a_move(db, project, "back", Stage.DETECTION, "2025-06-01")

    assert total(db, "advances_0") == 0
    assert total(db, "years_0") == pytest.approx((NOW - date(2025, 1, 1)).days / 365.25)
    assert total(db, "advances_0", date(2025, 5, 1)) == 1


def test_an_exit_come_back_from_is_time_in_the_stage(db: Database) -> None:
    project = a_past(db, "Revenu", "2025-01-01", left="2025-03-01")
    with write_tx(db):
        a_move(db, project, "return", Stage.DETECTION, "2025-06-01")

    assert total(db, "exits_0") == 0
    assert [row["has_left"] for row in groups(db)] == [0]


def test_a_corrected_move_and_a_trial_are_left_aside(db: Database) -> None:
    project = a_past(db, "Corrigé", "2025-01-01", "2025-03-01")
    trial = a_past(db, "Essai", "2025-01-01")
    with write_tx(db):
        db.conn.execute(
            "UPDATE project_move SET corrected_at = '2026-01-01' WHERE project_id = ?"
            " AND kind = 'advance'",
            [project],
        )
        db.conn.execute("UPDATE project SET is_trial = 1 WHERE id = ?", [trial])

    assert total(db, "projects") == 1
    assert total(db, "advances_0") == 0


def test_an_archived_project_has_left(db: Database) -> None:
    project = a_past(db, "Rangé", "2025-01-01")
    with write_tx(db):
        db.conn.execute(
            "UPDATE project SET archived_at = '2026-01-01T10:00:00' WHERE id = ?", [project]
        )

    assert total(db, "exits_0") == 1
    assert total(db, "exits_0", date(2025, 12, 31)) == 0


def test_what_is_owed_is_the_promise_less_what_was_made(db: Database) -> None:
    a_past(db, "Promet", "2026-01-01", promised=6, jobs=[(1.5, "2026-05-01", None)])
    a_past(db, "Dépasse", "2026-01-01", "2026-02-01", promised=2, jobs=[(3, "2026-05-01", None)])
    a_past(db, "Se tait", "2026-01-01", "2026-02-01")
    days = ("2024-01-01", "2024-02-01", "2024-03-01", "2026-02-22")
    a_past(db, "Installé", *days, promised=8)

    owed = [(row["rank"], row["owed"], row["quarters"]) for row in groups(db)]
    assert owed == [(0, 4.5, 0), (1, None, 0), (1, 0, 0), (3, 3.0, 2)]


def test_what_set_up_projects_should_have_made_grows_over_eighteen_months(db: Database) -> None:
    days = ("2024-01-01", "2024-02-01", "2024-03-01", "2026-02-22")
    a_past(db, "Installé", *days, promised=8, jobs=[(2, "2026-03-01", None)])

    assert total(db, "expected") == pytest.approx(8 * (0.25 + 0.75 * 273 / 365.25 / 1.5))
    assert (total(db, "opened"), total(db, "created")) == (1, 2)


def test_lines_say_how_long_jobs_last(db: Database) -> None:
    project = a_past(db, "Emplois", "2025-01-01")
    with write_tx(db):
        a_line(db, project, 1, "2025-11-22", "2026-05-22")
        a_line(db, project, 2, "2025-11-22", "2027-05-22")

    found = store.lines(db, Perimeter(NOW))
    assert (found["ended"], found["alive"], found["net_fte"]) == (1, 1, 2)
    assert found["line_years"] == pytest.approx((181 + 365) / 365.25)
    before = store.lines(db, Perimeter(date(2026, 5, 1)))
    assert (before["ended"], before["alive"]) == (0, 2)


def test_a_territory_has_its_own_projects(db: Database, staff: Visitor) -> None:
    a_territory(db, staff)
    a_past(db, "Ici", "2026-01-01", commune=LIBOURNE)

    assert [row["is_here"] for row in groups(db, NOW, LIBOURNAIS)] == [1]
    assert [row["is_here"] for row in groups(db, NOW, CUBZAGUAIS)] == [0]
    assert store.projects_behind(db, Perimeter(NOW, CUBZAGUAIS), limit=10) == []


def test_projects_behind_come_the_most_advanced_first(db: Database) -> None:
    a_past(db, "Détecté", "2026-01-01", promised=2)
    a_past(db, "Qualifié", "2026-01-01", "2026-02-01")
    a_past(db, "Sorti", "2026-01-01", left="2026-02-01")

    found = store.projects_behind(db, Perimeter(NOW), limit=10)
    assert [row["title"] for row in found] == ["Qualifié", "Détecté"]
    assert len(store.projects_behind(db, Perimeter(NOW), limit=1)) == 1
