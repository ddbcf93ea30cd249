"""The tables of the report: few people are words, months are spaced, nothing vanishes by itself."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from circular.exports.report_tables import Tables, spaced
from circular.queries.jobs import MonthOfJobs
from circular.queries.reports import Report
from tests.builders.reports import report_of


@pytest.fixture(scope="module")
def made(full_demonstration: Path) -> Report:
    return report_of(full_demonstration)


def test_every_title_fits_a_sheet_of_its_own(made: Report) -> None:
    titles = [each.table.title for each in Tables(made, "").all()]

    assert len(set(titles)) == len(titles)
    assert all(len(title) <= 31 for title in titles)


def test_few_people_are_words_in_the_table_of_jobs(made: Report) -> None:
    heads = {row[0]: row[3] for row in Tables(made, "").jobs_by_kind().cells}

    assert heads["Sauvegardés"] == "moins de\u00a05"
    assert heads["Nets, encore en place"].isdecimal()


def test_the_months_of_the_period_end_on_its_last_day(made: Report) -> None:
    shown, whole = (Tables(made, "").months(whole=each).table.rows for each in (False, True))

    assert len(whole) == len(made.page.months)
    assert len(shown) <= 13
    assert shown[-1] == whole[-1]


@pytest.mark.parametrize("count", [0, 1, 13, 14, 60])
def test_many_months_are_taken_evenly_the_last_one_always(count: int) -> None:
    months = [MonthOfJobs(date(2020, 1, 1) + timedelta(days=30 * at), at, 0) for at in range(count)]
    kept = spaced(months)

    assert len(kept) == min(count, len(kept)) <= 13
    assert kept[-1:] == months[-1:]
    gaps = {later.net_fte - earlier.net_fte for earlier, later in pairwise(kept)}
    assert len(gaps) <= 1


def test_words_share_the_width_and_numbers_keep_to_theirs(made: Report) -> None:
    tables = Tables(made, "")

    assert tables.agreements().shares[0] == 0
    assert tables.agreements().shares[1] > 0
    assert tables.months(whole=False).shares == (1,) * 5
    assert tables.definitions().shares == (3, 10, 5)


def test_those_to_sign_are_among_the_agreements(made: Report) -> None:
    tables = Tables(made, "")
    to_sign = tables.agreements(only_to_sign=True).table.rows

    assert len(to_sign) == made.page.agreements.to_sign > 0
    assert all(row in tables.agreements().table.rows for row in to_sign)


def test_a_table_that_says_nothing_is_told_apart(empty_demonstration: Path) -> None:
    tables = Tables(report_of(empty_demonstration), "")

    assert tables.exits().says_nothing
    assert not tables.agreements().says_nothing
    assert not tables.stages().says_nothing
