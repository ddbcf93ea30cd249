"""Figures of what waits for a decision: the same as the sentences, row by row."""

from datetime import date, timedelta

import pytest

from circular.domain.indicators import Perimeter
from circular.domain.visitors import Visitor
from circular.queries.dashboard import dashboard
from circular.queries.decisions import DecisionKind
from circular.queries.figure_rows import figure_rows
from circular.queries.indicators import measured
from circular.queries.waiting_indicators import AGREEMENTS, PROJECTS
from circular.store.connection import Database
from circular.ui.decisions import FIGURES
from tests.builders.agreements import a_draft, a_project, signed, to_sign
from tests.builders.implantations import a_site

DAY = date(2026, 11, 22)
KEYS = [each.key for each in (*PROJECTS, *AGREEMENTS)]


@pytest.fixture
def waiting(db: Database, staff: Visitor) -> Database:
    """Bring about one of each: a late signature, a near end, a late opening, silences."""
    sent = DAY - timedelta(days=40)
    to_sign(db, staff, a_draft(db, staff, today=sent), today=sent)
    signed(db, staff, a_project(db, staff, "Marc de raisin"), ends_on=date(2026, 12, 31))
    late = a_project(db, staff, "Insectes")
    a_site(db, staff, late, opening_planned_on="01/10/2026")
    return db


@pytest.mark.parametrize("day", [DAY, date(2026, 10, 15), date(2026, 6, 1), date(2019, 1, 1)])
def test_a_sentence_and_the_rows_that_it_opens_agree(
    waiting: Database, staff: Visitor, day: date
) -> None:
    perimeter = Perimeter(day)
    page = dashboard(waiting, perimeter, with_agreements=False)
    said = {FIGURES[each.kind]: each.amount for each in page.decisions.shown}

    for key in KEYS:
        rows = figure_rows(waiting, staff, key, perimeter).rows
        assert measured(waiting, key, perimeter).value == said.get(key, 0) == len(rows), key


def test_each_of_them_waits_on_the_day(waiting: Database, staff: Visitor) -> None:
    shown = dashboard(waiting, Perimeter(DAY), with_agreements=False).decisions.shown

    assert {each.kind for each in shown} >= {
        DecisionKind.TO_SIGN,
        DecisionKind.ENDING,
        DecisionKind.OPENINGS_LATE,
        DecisionKind.SILENT,
    }
    [row] = figure_rows(waiting, staff, "openings_late", Perimeter(DAY)).rows
    assert (row.title, row.day) == ("Insectes", date(2026, 10, 1))


def test_a_late_signature_says_since_when_it_waits_and_what_was_planned(
    db: Database, staff: Visitor
) -> None:
    sent = DAY - timedelta(days=40)
    draft = a_draft(db, staff, today=sent)
    to_sign(db, staff, draft, today=sent)
    [told] = figure_rows(db, staff, "agreements_signing_late", Perimeter(DAY)).rows
    assert (told.day, told.detail) == (sent, "40\u00a0jours")

    planned = "UPDATE agreement SET signing_planned_on = ? WHERE id = ?"
    db.conn.execute(planned, ["2026-12-10", draft])
    [told] = figure_rows(db, staff, "agreements_signing_late", Perimeter(DAY)).rows
    assert told.detail == "40\u00a0jours\u202f; prévue le 10/12/2026"

    db.conn.execute(planned, ["2026-11-21", draft])
    [told] = figure_rows(db, staff, "agreements_signing_late", Perimeter(DAY)).rows
    assert told.detail == "40\u00a0jours\u202f; prévue le 21/11/2026, date passée"
