"""The sentences of the page « Indicateurs »."""

from datetime import date

from circular.domain.indicators import Figure, Perimeter, Span
from circular.queries.indicators import indicator
from circular.ui import indicator_words as words

NOW = Perimeter(date(2026, 11, 22))
YEAR = Perimeter(date(2026, 11, 22), since=date(2026, 1, 1))
FIGURES = {"jobs_net": Figure(31), "agreements_signed": Figure(1)}


def test_a_figure_is_written_with_its_unit_and_the_unknown_is_no_zero() -> None:
    assert words.written(indicator("projects_set_up"), Figure(1)) == "1\u00a0projet"
    assert words.written(indicator("projects_set_up"), Figure(2)) == "2\u00a0projets"
    assert words.written(indicator("signature_delay"), Figure(None)) == "–"
    assert words.written(indicator("women_share"), Figure(50, smallest=3).shared) == words.FEW


def test_a_gap_has_its_sign_and_its_unit() -> None:
    women = indicator("women_share")
    assert words.gap(women, Figure(50), Figure(40)) == "+10\u00a0points"
    assert words.gap(women, Figure(39), Figure(40)) == "−1\u00a0point"
    assert words.gap(women, Figure(40), Figure(40)) == "égal"
    assert words.gap(women, Figure(40), Figure(None)) == "–"


def test_a_perimeter_is_said_in_words() -> None:
    assert words.when(NOW) == "depuis l\u2019origine et jusqu\u2019au 22/11/2026"
    assert words.when(YEAR) == "du 01/01/2026 au 22/11/2026"
    assert words.when(YEAR, Span.DAY) == "au 22/11/2026"
    assert "22/11/2026, avant de commencer le 01/12/2026" in words.upside_down(
        Perimeter(date(2026, 11, 22), since=date(2026, 12, 1))
    )


def test_the_lead_says_the_jobs_and_what_they_are_compared_with() -> None:
    assert words.lead((NOW, None, FIGURES), None) == (
        "**31\u00a0emplois nets** au 22/11/2026, tout le territoire\u202f; "
        "1\u00a0convention signée depuis l\u2019origine et jusqu\u2019au 22/11/2026."
    )
    before = {**FIGURES, "jobs_net": Figure(0)}
    past = Perimeter(date(2025, 12, 31))
    assert words.lead((NOW, None, FIGURES), (past, "CA du Libournais", before)) == (
        "**31\u00a0emplois nets** au 22/11/2026, tout le territoire, face à 0 au 31/12/2025, "
        "CA du Libournais."
    )
