"""The report read once: same figures as the screen, nobody named, one signature a situation."""

import pickle
from datetime import date
from pathlib import Path

import pytest

from circular.actions.reports import keep_foreword
from circular.domain.errors import DomainError, NotAllowedError
from circular.domain.indicators import Perimeter
from circular.domain.permissions import Role
from circular.domain.reports import ForewordDraft
from circular.domain.visitors import Visitor
from circular.queries import indicators
from circular.queries.dashboard import dashboard
from circular.queries.forecast import forecast
from circular.queries.past_forecasts import back_test
from circular.queries.reports import foreword, report, same_figures
from circular.queries.survival import survival
from circular.store.connection import Database, open_for
from tests.builders.agreements import a_project, signed
from tests.builders.jobs import some_jobs
from tests.builders.reports import OFFICIAL, a_report, a_report_draft, report_of
from tests.builders.targets import a_target
from tests.builders.territory import CUBZAGUAIS, LIBOURNAIS, a_territory

TODAY = date(2026, 11, 22)


@pytest.fixture
def lived_in(db: Database, staff: Visitor) -> int:
    """Live a little; returns a project with a signed agreement and jobs."""
    a_territory(db, staff)
    a_target(db, staff)
    project = a_project(db, staff)
    signed(db, staff, project, jobs_committed="6")
    some_jobs(db, staff, project)
    return project


def test_the_figures_are_those_of_the_screen_on_the_last_day(full_demonstration: Path) -> None:
    today = date.today()
    made = report_of(full_demonstration)
    with open_for(full_demonstration, read_only=True) as db:
        page = dashboard(db, Perimeter(today), with_agreements=True)
        perimeter = Perimeter(today, None, date(today.year, 1, 1))
        measured = {
            each.key: indicators.measured(db, each.key, perimeter).value
            for each in indicators.INDICATORS
        }

    assert made.page.jobs == page.jobs
    assert made.page.funnel == page.funnel
    assert made.page.months == page.months
    assert made.page.agreements.rows[: len(page.agreements.rows)] == page.agreements.rows
    assert len(made.page.agreements.rows) == page.agreements.in_force + page.agreements.to_come
    told = {each.key: each.now.value for each in made.readings if not each.is_masked}
    assert told == {key: measured[key] for key in told}
    assert len(told) > 20


def test_few_people_are_kept_back_from_the_figures(full_demonstration: Path) -> None:
    made = report_of(full_demonstration)
    kept_back = [each for each in made.readings if each.is_masked]

    assert [each.key for each in kept_back]
    assert all(each.now.value is None for each in kept_back)


def test_the_signature_changes_with_a_figure_and_with_nothing_else(
    db: Database, staff: Visitor, lived_in: int
) -> None:
    before = a_report(db, TODAY).signature
    parts = ("survival", "jobs", "forecast")
    assert a_report(db, TODAY, foreword="Merci.", sections=parts).signature == before

    keep_foreword(db, staff, ForewordDraft(foreword="Merci."))
    later = same_figures(db, OFFICIAL, before, today=TODAY)
    assert later.digest == before.digest
    assert later.data_version > before.data_version

    some_jobs(db, staff, lived_in, starts_on="01/09/2026")
    assert same_figures(db, OFFICIAL, before, today=TODAY).digest != before.digest


def test_everything_comes_from_one_state_of_the_data(
    db: Database, staff: Visitor, lived_in: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = a_report(db, TODAY)
    read = indicators.all_measured
    path = Path(db.conn.execute("PRAGMA database_list").fetchone()[2])

    def write_meanwhile(*arguments: object, **options: object) -> object:
        monkeypatch.setattr(indicators, "all_measured", read)
        with open_for(path) as other:
            some_jobs(other, staff, lived_in)
        return read(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(indicators, "all_measured", write_meanwhile)

    assert a_report(db, TODAY).signature == made.signature
    assert a_report(db, TODAY).signature.digest != made.signature.digest


def test_one_territory_holds_its_own_figures_only(
    db: Database, staff: Visitor, lived_in: int
) -> None:
    there = a_report(db, TODAY, epci_siren=LIBOURNAIS)
    elsewhere = a_report(db, TODAY, epci_siren=CUBZAGUAIS)

    assert there.page.jobs.net.fte > 0
    assert [place.siren for place in there.page.places] == [LIBOURNAIS]
    assert elsewhere.page.jobs.net.fte == 0
    assert elsewhere.page.agreements.rows == ()


def test_who_is_limited_makes_no_other_report(db: Database, lived_in: int) -> None:
    limited = OFFICIAL.model_copy(update={"epci_sirens": (CUBZAGUAIS,)})

    assert report(db, limited, a_report_draft(TODAY, epci_siren=CUBZAGUAIS), today=TODAY)
    for siren in (None, LIBOURNAIS):
        with pytest.raises(NotAllowedError):
            report(db, limited, a_report_draft(TODAY, epci_siren=siren), today=TODAY)
    with pytest.raises(NotAllowedError):
        same_figures(db, limited, a_report(db, TODAY).signature, today=TODAY)


def test_a_partner_makes_none(db: Database) -> None:
    partner = Visitor(account_id=None, name="P", role=Role.PARTNER, organisation_id=1)

    with pytest.raises(NotAllowedError):
        report(db, partner, a_report_draft(TODAY), today=TODAY)


def test_days_to_come_are_refused(db: Database) -> None:
    with pytest.raises(DomainError) as refusal:
        a_report(db, TODAY, until=date(2026, 11, 23))

    assert "à venir" in refusal.value.problems[0].sentence
    assert not db.conn.in_transaction


def test_nothing_yet_is_a_blank_report(db: Database) -> None:
    made = a_report(db, TODAY)

    assert made.is_blank
    assert made.page.target is None
    assert made.reading("tonnes_measured").change in {None, 0}


def test_an_agreement_that_ends_soon_after_calls_for_a_decision(
    db: Database, staff: Visitor, lived_in: int
) -> None:
    ends = a_report(db, TODAY).page.agreements.rows[0]
    (end,) = db.conn.execute("SELECT ends_on FROM agreement WHERE id = ?", [ends.id]).fetchone()
    day = date.fromisoformat(end)

    assert [row.id for row in a_report(db, day, since=date(2026, 1, 1)).ending] == [ends.id]
    assert a_report(db, date(2026, 6, 1)).ending == ()


def test_it_may_be_kept_in_memory(full_demonstration: Path) -> None:
    made = report_of(full_demonstration)

    assert pickle.loads(pickle.dumps(made)) == made  # noqa: S301  # our own bytes


def test_no_foreword_is_none(db: Database) -> None:
    assert foreword(db) is None


def test_the_forecast_and_survival_are_those_of_their_own_pages(full_demonstration: Path) -> None:
    made, day = report_of(full_demonstration), Perimeter(date.today())
    with open_for(full_demonstration, read_only=True) as db:
        assert made.forecast == forecast(db, day)
        assert made.back_test == back_test(db, day)
        assert made.survival == survival(db, OFFICIAL, day)


def test_what_takes_long_is_computed_and_signed_only_when_asked_for(
    db: Database, staff: Visitor, lived_in: int
) -> None:
    short = a_report(db, TODAY, sections=("jobs", "summary"))
    whole = a_report(db, TODAY)

    assert (short.forecast, short.back_test, short.survival) == (None, None, None)
    assert short.signature.digest != whole.signature.digest
    for each in (short, whole, a_report(db, TODAY, sections=("survival",))):
        assert same_figures(db, OFFICIAL, each.signature, today=TODAY) == each.signature


def test_a_trial_counts_in_no_figure(db: Database, staff: Visitor, lived_in: int) -> None:
    before = a_report(db, TODAY).signature
    trial = a_project(db, staff, "Pour essayer")
    signed(db, staff, trial, jobs_committed="9")
    some_jobs(db, staff, trial)
    assert a_report(db, TODAY).signature.digest != before.digest

    db.conn.execute("UPDATE project SET is_trial = 1 WHERE id = ?", [trial])
    assert a_report(db, TODAY).signature.digest == before.digest
