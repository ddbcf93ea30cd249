"""Addresses and criteria of the page « Indicateurs »."""

from datetime import date

from circular.domain.indicators import Perimeter
from circular.ui.indicators import Question, address, criteria, is_declared
from tests.builders.territory import LIBOURNAIS

NAMES = {LIBOURNAIS: "CA du Libournais"}
YEAR = Perimeter(date(2026, 11, 22), LIBOURNAIS, date(2026, 1, 1))


def test_the_address_of_a_figure_holds_its_perimeter() -> None:
    assert address("jobs_net", Question(YEAR, None, NAMES)) == (
        f"indicateurs?indicateur=jobs_net&jour=2026-11-22&territoire={LIBOURNAIS}&du=2026-01-01"
    )


def test_a_file_says_what_was_asked() -> None:
    other = Perimeter(date(2025, 12, 31))

    assert criteria(Question(YEAR, other, NAMES)) == [
        ("Territoire", "CA du Libournais"),
        ("Période", "du 01/01/2026 au 22/11/2026"),
        ("Face à", "Tout le territoire, depuis l\u2019origine et jusqu\u2019au 31/12/2025"),
    ]


def test_a_key_that_nobody_declared_is_known_as_such() -> None:
    assert is_declared("jobs_net")
    assert not is_declared("<script>")
