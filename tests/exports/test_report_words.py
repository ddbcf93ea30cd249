"""The sentences of the report: what happened, what it compares with, what to decide."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from circular.domain.indicators import Figure
from circular.domain.reports import ReportDraft
from circular.exports import decision_words
from circular.exports import report_words as words
from circular.queries.decisions import Decisions
from circular.queries.reports import Report
from tests.builders.reports import report_of


@pytest.fixture(scope="module")
def made(full_demonstration: Path) -> Report:
    return report_of(full_demonstration)


def about(report: Report, since: date, until: date) -> Report:
    draft = ReportDraft(since=since, until=until, sections=("jobs",))
    return replace(report, draft=draft)


@pytest.mark.parametrize(
    ("since", "until", "title"),
    [
        (date(2025, 1, 1), date(2025, 12, 31), "Bilan\u00a02025"),
        (date(2026, 1, 1), date(2026, 11, 22), "Bilan d\u2019étape\u00a02026"),
        (date(2026, 7, 1), date(2026, 9, 30), "Bilan du T3\u00a02026"),
        (date(2025, 9, 1), date(2026, 8, 31), "Bilan de la saison 2025-2026"),
        (date(2025, 2, 3), date(2026, 8, 31), "Bilan"),
    ],
)
def test_a_report_is_named_after_its_period(
    made: Report, since: date, until: date, title: str
) -> None:
    assert words.title(about(made, since, until)) == title


def test_what_happened_is_said_with_what_it_was_before(made: Report) -> None:
    happened, net = words.of_period(made)

    assert happened.startswith("Du 01/01/")
    assert "projets détectés" in happened
    assert "emplois nets gagnés**" in net


def test_a_figure_says_what_it_is_compared_with(made: Report) -> None:
    net = made.reading("jobs_net")
    eve = f"31/12/{made.period.since.year - 1}"

    def compared(now: float | None, before: float | None) -> str:
        return words.compared(made, replace(net, now=Figure(now), before=Figure(before)))

    assert compared(3, 1) == f"+2 depuis le {eve}"
    assert compared(1, 3) == f"\u22122 depuis le {eve}"
    assert compared(3, 3) == f"sans changement depuis le {eve}"
    assert compared(None, 3) == compared(3, None) == ""
    detected = replace(made.reading("projects_detected"), before=Figure(7))
    assert words.compared(made, detected) == "7 un an plus tôt"


def test_few_people_and_the_unknown_are_not_numbers(made: Report) -> None:
    people, share = made.reading("jobs_net_heads"), made.reading("women_share")
    unknown = Figure(None)

    few = "moins de\u00a05\u00a0personnes"
    assert words.value_of(replace(people, now=unknown, is_masked=True)) == few
    assert words.value_of(replace(share, now=unknown, is_masked=True)) == "trop peu de personnes"
    assert words.value_of(replace(share, now=unknown, is_masked=False)) == "–"
    assert words.value_of(replace(share, now=Figure(35.0), is_masked=False)) == "35\u00a0%"


def test_what_to_decide_is_what_the_elected_page_says(made: Report) -> None:
    page = made.page
    said = words.decisions(made)

    assert page.decisions.shown
    assert said[: len(page.decisions.shown)] == tuple(
        decision_words.sentence(each, page.perimeter) for each in page.decisions.shown
    )
    none = replace(made, page=replace(page, target=None, decisions=Decisions((), 0)))
    assert words.decisions(none)[0] == words.NO_TARGET


def test_the_last_page_tells_the_data_apart(made: Report) -> None:
    said = dict(words.signature_lines(made))

    assert said["Signature"] == made.signature.code
    assert said["Empreinte SHA-256"] == made.signature.digest
    assert said["Territoire"] == "Tout le territoire"
