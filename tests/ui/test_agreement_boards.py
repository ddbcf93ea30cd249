"""What the board is given follows the filters of the list, and leaves its line in the journal."""

from datetime import date

from circular.domain.agreement_lists import AgreementFilters
from circular.domain.visitors import Visitor
from circular.queries.journal import history_of
from circular.store.connection import Database
from circular.ui.agreement_boards import board_table, paper, register_table
from tests.builders.agreements import signed


def test_the_tables_follow_the_filters_and_say_them(db: Database, staff: Visitor) -> None:
    signed(db, staff, signed_on=date(2026, 3, 12))
    asked = AgreementFilters(signed_from=date(2026, 1, 1), signed_to=date(2026, 2, 1))
    assert len(register_table(staff, asked).rows) == 0
    assert len(register_table(staff, AgreementFilters()).rows) == 1
    made = board_table(staff, AgreementFilters(signed_from=date(2026, 1, 1)))
    assert len(made.rows) == 3
    assert ("Signées du", "01/01/2026") in made.criteria
    assert ("Emplois non renseignés", "1\u00a0convention") in made.criteria


def test_the_paper_leaves_its_trace(db: Database, staff: Visitor) -> None:
    content = paper(staff, lambda: register_table(staff, AgreementFilters()), None)
    assert content.startswith(b"%PDF")
    (line, *_) = history_of(db, "export", None)
    assert "Registre des conventions signées" in line.sentence
    assert "PDF" in line.sentence
