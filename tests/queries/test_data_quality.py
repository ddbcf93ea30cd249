"""Questions about the quality of the data."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from circular.domain.data_quality import CheckKind, QualityFilters
from circular.domain.errors import NotAllowedError
from circular.domain.visitors import Visitor
from circular.queries.data_quality import quality, quality_rows
from circular.queries.targets import targets_in_force
from circular.store.connection import Database
from tests.builders.data_quality import a_sound_base
from tests.builders.targets import a_target
from tests.builders.territory import LIBOURNAIS


def told(db: Database, staff: Visitor, today: date, spoiled: str, key: str) -> tuple[str, str]:
    """Return what is told of the row that a check finds, and the address of its repair."""
    db.conn.execute(spoiled)
    (row,) = quality_rows(db, staff, QualityFilters(), key, today=today).rows
    return row.told, row.address


def test_rows_tell_their_facts_and_lead_to_the_repair(
    db: Database, staff: Visitor, today: date
) -> None:
    base = a_sound_base(db, staff)

    assert told(
        db, staff, today, "UPDATE job_line SET starts_on = '2026-10-14'", "job_before_opening"
    ) == (
        "début le 14/10/2026, ouverture le 15/10/2026",
        f"projet?id={base.project}&onglet=jobs",
    )
    assert told(db, staff, today, "UPDATE job_line SET heads = 1", "heads_below_jobs") == (
        "1\u00a0pers. pour 1,5\u00a0ETP",
        f"projet?id={base.project}&onglet=jobs",
    )
    assert told(db, staff, today, "UPDATE project SET summary = NULL", "stage_requirements") == (
        "manque\u00a0: le résumé du projet",
        f"projet?id={base.project}&onglet=file",
    )
    assert told(
        db, staff, today, "UPDATE agreement SET ends_on = '2026-11-21'", "agreement_over"
    ) == ("terme le 21/11/2026", f"convention?id={base.agreement}")
    assert told(
        db, staff, today, "UPDATE holder SET information_given_on = NULL", "notice_missing"
    ) == ("", f"porteur?id={base.holder}")
    assert told(
        db, staff, today, "UPDATE waste_stream SET figure_on = '2020-01-02'", "estimate_old"
    ) == ("estimé le 02/01/2020", f"gisement?id={base.stream}")


def test_what_lacks_is_repaired_where_it_is_given(
    db: Database, staff: Visitor, today: date
) -> None:
    base = a_sound_base(db, staff)
    db.conn.execute("UPDATE project SET stage = 'support', stage_since = '2026-04-01'")
    without_day = "UPDATE implantation SET opened_on = NULL, opening_planned_on = NULL"

    assert told(db, staff, today, without_day, "next_requirements") == (
        "manque\u00a0: la date d’ouverture prévue",
        f"projet?id={base.project}&onglet=implantation",
    )


def test_an_objective_is_named_by_what_it_counts_and_opens_its_own_decisions(
    db: Database, staff: Visitor, today: date
) -> None:
    a_sound_base(db, staff)
    a_target(db, staff, epci_siren=LIBOURNAIS, value="20", decided_by=None)

    (row,) = quality_rows(db, staff, QualityFilters(), "target_undecided", today=today).rows

    (target,) = targets_in_force(db, as_of=today, only=[LIBOURNAIS])
    assert row.title == f"Emplois nets, {target.epci_name}\u00a0: 20"
    assert parse_qs(urlsplit(row.address).query) == {
        "objectif": [f"Emplois nets, {target.epci_name}"]
    }
    assert urlsplit(row.address).path == "objectifs"


def test_counts_are_plain_and_by_kind(db: Database, staff: Visitor, today: date) -> None:
    a_sound_base(db, staff)
    assert quality(db, staff, QualityFilters(), today=today).total == 0

    db.conn.execute("UPDATE job_line SET women = NULL, starts_on = '2026-10-14'")
    found = quality(db, staff, QualityFilters(), today=today)
    assert (found.shown, found.total) == (2, 2)
    assert [found.of(kind) for kind in CheckKind] == [1, 0, 1]

    only = quality(db, staff, QualityFilters(kind=CheckKind.MISSING), today=today)
    assert (only.shown, only.total) == (1, 2)
    rows = quality_rows(db, staff, QualityFilters(kind=CheckKind.MISSING), None, today=today)
    assert (rows.total, rows.rows[0].kind) == (1, CheckKind.MISSING)


def test_an_unknown_check_has_no_rows(db: Database, staff: Visitor, today: date) -> None:
    assert quality_rows(db, staff, QualityFilters(), "inconnu", today=today).total == 0


def test_quality_is_for_the_team(
    db: Database, elected: Visitor, partner: Visitor, today: date
) -> None:
    for visitor in (elected, partner):
        with pytest.raises(NotAllowedError):
            quality(db, visitor, QualityFilters(), today=today)
        with pytest.raises(NotAllowedError):
            quality_rows(db, visitor, QualityFilters(), None, today=today)
