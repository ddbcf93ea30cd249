"""Where projects stood on a day, how long they stayed, who left."""

from datetime import date

from circular.actions.moves import correct_move
from circular.actions.projects import archive_project
from circular.domain.indicators import Perimeter
from circular.domain.moves import CorrectionDraft
from circular.domain.visitors import Visitor
from circular.store import funnel
from circular.store.connection import Database
from circular.store.rows import value
from tests.builders.agreements import a_project
from tests.builders.projects import in_support, left, moved, ready_to_qualify
from tests.builders.territory import CUBZAGUAIS, LIBOURNAIS

NOW = date(2026, 11, 22)


def counts(db: Database, day: date, siren: str | None = None) -> dict[str, int]:
    """Return how many projects stood in each stage on a day."""
    found = funnel.counts_by_stage(db, Perimeter(day, siren))
    return {row["stage"]: row["projects"] for row in found}


def stays(db: Database, day: date = NOW) -> dict[str, tuple[float, int]]:
    """Return the median days of each stage and over how many stays."""
    found = funnel.stays_by_stage(db, Perimeter(day))
    return {row["stage"]: (row["median_days"], row["stays"]) for row in found}


def exits(db: Database, day: date) -> dict[str, int]:
    """Return the exits of the year of a day."""
    found = funnel.exits_of_year(db, Perimeter(day))
    return {row["exit_kind"]: row["projects"] for row in found}


def test_a_project_stands_where_it_stood_that_day(db: Database, staff: Visitor) -> None:
    in_support(db, staff)  # detected 8 January, qualified 10 February, supported 12 March

    assert counts(db, date(2026, 1, 7)) == {}
    assert counts(db, date(2026, 1, 8)) == {"detection": 1}
    assert counts(db, date(2026, 2, 10)) == {"qualification": 1}
    assert counts(db, date(2026, 3, 11)) == {"qualification": 1}
    assert counts(db, NOW) == {"support": 1}


def test_a_stay_lasts_until_the_next_move(db: Database, staff: Visitor) -> None:
    in_support(db, staff)

    assert stays(db) == {"detection": (33, 1), "qualification": (30, 1)}
    assert stays(db, date(2026, 2, 9)) == {}


def test_the_median_of_an_even_number_of_stays_lies_between_the_two_middle_ones(
    db: Database, staff: Visitor
) -> None:
    for name, day in (("Un", "18/01/2026"), ("Deux", "28/01/2026"), ("Trois", "08/02/2026")):
        moved(
            db,
            staff,
            ready_to_qualify(db, staff, name),
            kind="advance",
            stage="qualification",
            day=day,
        )
    assert stays(db) == {"detection": (20, 3)}

    moved(
        db,
        staff,
        ready_to_qualify(db, staff, "Quatre"),
        kind="advance",
        stage="qualification",
        day="22/02/2026",
    )
    assert stays(db) == {"detection": (25.5, 4)}


def test_who_left_stands_nowhere_and_is_counted_that_year(db: Database, staff: Visitor) -> None:
    project = a_project(db, staff)
    left(db, staff, project, "15/06/2026")

    assert counts(db, date(2026, 6, 14)) == {"detection": 1}
    assert counts(db, date(2026, 6, 15)) == {}
    assert exits(db, date(2026, 6, 14)) == {}
    assert exits(db, NOW) == {"abandoned": 1}
    assert exits(db, date(2027, 1, 1)) == {}


def test_who_came_back_is_no_longer_counted_as_gone(db: Database, staff: Visitor) -> None:
    project = a_project(db, staff)
    left(db, staff, project, "15/06/2026")
    moved(db, staff, project, kind="return", stage="detection", day="01/09/2026")

    assert counts(db, NOW) == {"detection": 1}
    assert exits(db, NOW) == {}
    assert exits(db, date(2026, 8, 31)) == {"abandoned": 1}


def test_a_corrected_move_no_longer_speaks(db: Database, staff: Visitor, today: date) -> None:
    project = ready_to_qualify(db, staff)
    move = moved(db, staff, project, kind="advance", stage="qualification", day="10/02/2026")

    correct_move(db, staff, move, CorrectionDraft(why="Erreur"), today=today)

    assert counts(db, NOW) == {"detection": 1}
    assert stays(db) == {}


def test_an_archived_project_is_no_longer_followed(db: Database, staff: Visitor) -> None:
    project = a_project(db, staff)
    archive_project(db, staff, project)

    archived = date.fromisoformat(
        str(value(db, "SELECT archived_at FROM project WHERE id = ?", [project]))[:10]
    )
    assert counts(db, archived) == {}


def test_an_epci_sees_its_own_projects(db: Database, staff: Visitor) -> None:
    a_project(db, staff)

    assert counts(db, NOW, LIBOURNAIS) == {"detection": 1}
    assert counts(db, NOW, CUBZAGUAIS) == {}
