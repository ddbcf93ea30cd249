"""Which companies had opened by a day, what ended them, and when they were last heard of."""

from datetime import date
from typing import Any

import pytest

from circular.domain.indicators import Perimeter
from circular.domain.visitors import Visitor
from circular.store import survival
from circular.store.connection import Database
from tests.builders.companies import DAY, a_company
from tests.builders.jobs import verified_jobs
from tests.builders.territory import CUBZAGUAIS, LIBOURNAIS, LIBOURNE, a_territory


def found(db: Database, day: date = DAY, siren: str | None = None) -> list[dict[str, Any]]:
    """Return the companies of a day."""
    return survival.companies(db, Perimeter(day, siren))


def test_a_company_is_there_from_its_opening(db: Database) -> None:
    a_company(db, "Ressourcerie", "2024-01-10")

    assert [row["opened_on"] for row in found(db)] == ["2024-01-10"]
    assert found(db, date(2024, 1, 9)) == []


def test_a_cessation_ends_it_from_its_day_on(db: Database) -> None:
    a_company(db, "Ressourcerie", "2024-01-10", closed="2025-03-01")

    assert found(db)[0]["closed_on"] == "2025-03-01"
    assert found(db, date(2025, 2, 28))[0]["closed_on"] is None


def test_another_exit_is_no_end_but_a_sign_of_life(db: Database) -> None:
    a_company(db, "Ressourcerie", "2024-01-10", closed="2025-03-01", exit_kind="redirected")

    (row,) = found(db)
    assert (row["closed_on"], row["last_sign_on"]) == (None, "2025-03-01")


def test_a_corrected_cessation_never_happened(db: Database) -> None:
    a_company(db, "Ressourcerie", "2024-01-10", closed="2025-03-01")
    db.conn.execute("UPDATE project_move SET corrected_at = '2025-04-01' WHERE kind = 'exit'")

    assert found(db)[0]["closed_on"] is None


def test_the_last_sign_of_life_is_the_latest_by_the_day(db: Database, staff: Visitor) -> None:
    project = a_company(db, "Ressourcerie", "2024-01-10", heard="2025-06-01")
    assert found(db)[0]["last_sign_on"] == "2025-06-01"
    assert found(db, date(2025, 5, 31))[0]["last_sign_on"] == "2024-01-10"

    verified_jobs(db, staff, project, on=date(2026, 2, 1), starts_on="01/02/2024")
    assert found(db)[0]["last_sign_on"] == "2026-02-01"


def test_what_contradicts_itself_is_counted_apart(db: Database) -> None:
    a_company(db, "À l’envers", "2024-01-10", closed="2023-12-01")
    project = a_company(db, "Sans ouverture", "2024-01-10")
    db.conn.execute("UPDATE implantation SET opened_on = NULL WHERE project_id = ?", [project])

    assert found(db) == []
    assert survival.left_out(db, Perimeter(DAY)) == {
        "without_opening": 1,
        "closed_before_opening": 1,
    }


def test_a_trial_is_no_company(db: Database) -> None:
    project = a_company(db, "Essai", "2024-01-10")
    db.conn.execute("UPDATE project SET is_trial = 1 WHERE id = ?", [project])

    assert found(db) == []


def test_a_company_counts_where_it_is(db: Database, staff: Visitor) -> None:
    a_territory(db, staff)
    a_company(db, "Ressourcerie", "2024-01-10", commune=LIBOURNE)

    assert [row["epci_name"] for row in found(db, siren=LIBOURNAIS)] == ["CA du Libournais"]
    assert found(db, siren=CUBZAGUAIS) == []


def test_the_published_rates_come_from_the_reference_files(db: Database) -> None:
    rates = {row["cohort"]: (row["months"], row["rate"]) for row in survival.references(db)}

    assert rates == {"all": (24, 70), "priority": (24, 60)}
    assert all("APEE Poitiers" in row["source"] for row in survival.references(db))


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(2023, 12, 31)])
def test_before_the_first_opening_there_is_nothing(db: Database, day: date) -> None:
    a_company(db, "Ressourcerie", "2024-01-10")

    assert found(db, day) == []
