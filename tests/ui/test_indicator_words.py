"""The sentences of the page « Indicateurs »."""

from datetime import date
from pathlib import Path

import pytest

from circular.domain.indicators import Figure, Perimeter, Span
from circular.exports import dashboard_words, report_words
from circular.queries.dashboard import dashboard
from circular.queries.indicators import all_measured, indicator
from circular.queries.snapshots import figures
from circular.store.connection import open_for
from circular.ui import indicator_words as words
from tests.builders.reports import report_of

NOW = Perimeter(date(2026, 11, 22))
YEAR = Perimeter(date(2026, 11, 22), since=date(2026, 1, 1))
FIGURES = {"jobs_net": Figure(31), "agreements_signed": Figure(1)}


def test_a_figure_is_written_with_its_unit_and_the_unknown_is_no_zero() -> None:
    assert words.written(indicator("projects_set_up"), Figure(1)) == "1\u00a0projet"
    assert words.written(indicator("projects_set_up"), Figure(2)) == "2\u00a0projets"
    assert words.written(indicator("signature_delay"), Figure(None)) == "–"
    assert (
        words.written(indicator("women_share"), Figure(50, smallest=3).shared)
        == "trop peu de personnes"
    )


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


def test_two_periods_are_compared_as_long_as_they_last_as_long() -> None:
    year_before = Perimeter(date(2025, 11, 22), since=date(2025, 1, 1))
    assert words.as_long(YEAR, year_before)
    assert not words.as_long(YEAR, Perimeter(date(2025, 11, 22), since=date(2025, 3, 1)))
    assert not words.as_long(NOW, year_before)
    assert words.twelve_months(YEAR).endswith("du 01/01/2026 au 22/11/2026.")


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


def test_a_figure_is_written_alike_on_every_page_and_file_of_the_same_reader(
    full_demonstration: Path,
) -> None:
    now = Perimeter(date.today())
    with open_for(full_demonstration, read_only=True) as db:
        found = all_measured(db, now)
        frozen = {each.key: each for each in figures(db, now)}
        page = dashboard(db, now, with_agreements=False)
    made = report_of(full_demonstration, since=date(2000, 1, 1), until=now.as_of)
    told = {key: words.written(indicator(key), figure.shared) for key, figure in found.items()}

    assert {key: each.written(masked=True) for key, each in frozen.items()} == told
    masked = {each.key: report_words.value_of(each) for each in made.readings if each.is_masked}
    assert masked == {key: told[key] for key in masked}
    assert masked == {key: told[key] for key, figure in found.items() if figure.is_telling}
    assert "moins de\u00a05\u00a0personnes" in masked.values()
    beside = dict(dashboard_words.net_jobs_told_apart(page))
    assert beside["En personnes"] == told["jobs_net_heads"]
    assert beside["Part des femmes, sexe connu"] == told["women_share"]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "–"),
        (0, "0\u00a0personne"),
        (1, "moins de\u00a05\u00a0personnes"),
        (4, "moins de\u00a05\u00a0personnes"),
        (5, "5\u00a0personnes"),
    ],
)
def test_no_people_are_none_and_a_few_are_masked(value: int | None, written: str) -> None:
    declared, figure = indicator("jobs_net_heads"), Figure(value).of_people.shared

    assert words.written(declared, figure) == written
    assert words.cell(declared, figure) == (written if value in {1, 4} else value)


def test_tonnes_kept_back_are_not_unknown() -> None:
    declared = indicator("stream_tonnes")

    assert words.written(declared, Figure(None, withheld=2)) == "réservé"
    assert words.cell(declared, Figure(None, withheld=2)) == "réservé"
    assert words.cell(declared, Figure(None)) is None


def test_a_figure_of_a_period_is_named_with_its_first_day() -> None:
    now = Perimeter(date(2026, 11, 22))

    assert words.named(indicator("signature_delay"), now).endswith(", depuis l\u2019origine")
    since = Perimeter(date(2026, 11, 22), since=date(2026, 1, 1))
    assert words.named(indicator("signature_delay"), since).endswith(", depuis le 01/01/2026")
    assert words.named(indicator("jobs_net"), since) == "Emplois nets"
