"""The forecast and survival in the report: honest when young, quiet about others, none unasked."""

from datetime import date
from pathlib import Path

import pytest

from circular.domain.survival import Cohort
from circular.exports import forecast_words, report_outlook, survival_words
from circular.exports.report_parts import Drawing
from circular.exports.report_tables import Grid, Tables
from circular.store.connection import open_for
from tests.builders.reports import a_report, report_of
from tests.builders.territory import LIBOURNAIS


@pytest.fixture(scope="module")
def tables(full_demonstration: Path) -> Tables:
    return Tables(report_of(full_demonstration), "")


def test_too_few_facts_are_said_before_any_figure_is_drawn(tables: Tables) -> None:
    found = tables.report.forecast
    assert found
    assert found.is_too_few
    parts = [each for each in report_outlook.forecast(tables) if each]

    assert str(parts[0]).startswith(f"**{forecast_words.TOO_FEW}**")
    assert parts[1] == forecast_words.warning(found)
    assert isinstance(parts[2], str)
    drawn = next(at for at, each in enumerate(parts) if isinstance(each, Drawing))
    assert parts[drawn - 1] == forecast_words.chart(found)


def test_one_territory_is_not_told_what_was_observed_in_the_others(
    full_demonstration: Path,
) -> None:
    tables = Tables(report_of(full_demonstration, epci_siren=LIBOURNAIS), "")
    parts = report_outlook.forecast(tables)
    titles = [
        column.title
        for each in parts
        if isinstance(each, Grid) and each.table.title.startswith("Hypothèses")
        for column in each.table.columns
    ]

    assert titles == ["Hypothèse", "Supposé", "Poids", "Retenu"]
    assert "Sur" in [
        column.title
        for each in report_outlook.grids(Tables(report_of(full_demonstration), ""))
        for column in each.table.columns
    ]
    assert not any("à ce jour)" in each for each in parts if isinstance(each, str))


def test_few_companies_in_a_district_are_kept_back_once_and_in_no_table(tables: Tables) -> None:
    found = tables.report.survival
    assert found
    assert found.of(Cohort.PRIORITY).is_masked
    parts = report_outlook.survival(tables)

    assert parts.count(survival_words.MASKED) == 1
    titles = [each.table.title for each in report_outlook.grids(tables)]
    assert "Survie, toutes les entreprises" in titles
    assert "Survie, quartiers prioritaires" not in titles
    assert "Survie, hors quartiers" not in titles


def test_nothing_yet_is_one_sentence_and_no_table(empty_demonstration: Path) -> None:
    tables = Tables(report_of(empty_demonstration), "")
    forecast, survival = tables.report.forecast, tables.report.survival
    assert forecast
    assert survival

    assert report_outlook.forecast(tables) == [forecast_words.lead(forecast)]
    assert report_outlook.survival(tables)[0] == survival_words.lead(survival)
    assert report_outlook.grids(tables) == ()


def test_what_was_not_asked_for_is_not_there(full_demonstration: Path) -> None:
    with open_for(full_demonstration, read_only=True) as db:
        tables = Tables(a_report(db, date.today(), sections=("summary",)), "")

    assert report_outlook.forecast(tables) == []
    assert report_outlook.survival(tables) == []
    assert report_outlook.grids(tables) == ()
