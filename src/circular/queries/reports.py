"""Everything that a report says, read at once from one state of the store, then never changed.

It goes from hand to hand: whoever asks, it is read as the elected officials read, so that it holds
no name of a person, no confidential producer and no small count.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from circular.analysis.label_points import Point
from circular.domain.agreement_lists import AgreementFilters
from circular.domain.errors import DomainError
from circular.domain.indicators import Figure, Perimeter, Span
from circular.domain.permissions import Permission, Role
from circular.domain.reports import (
    FOREWORD_KEY,
    ForewordDraft,
    Period,
    ReportDraft,
    Section,
    Signature,
    computed,
    digest_of,
    refusals,
)
from circular.domain.settings import AssociationSettings
from circular.domain.visitors import Visitor, require, require_epci
from circular.queries import agreements as agreement_questions
from circular.queries import benefits, dashboard, indicators, past_forecasts
from circular.queries import forecast as forecast_questions
from circular.queries import survival as survival_questions
from circular.queries.agreements import AgreementRow
from circular.queries.benefits import Benefit
from circular.queries.dashboard import Dashboard
from circular.queries.forecast import Forecast
from circular.queries.forecast_facts import Range
from circular.queries.jobs import JobSum
from circular.queries.past_forecasts import BackTest
from circular.queries.survival import Survival
from circular.store import meta, settings
from circular.store import reference as places
from circular.store.connection import Database, read_tx

EVERY = 1_000_000_000  # agreements: the workbook lists them all
NAMED_COMMUNES = 6
_OF_A_YEAR = ("agreed", "measured", "co2_low", "co2_high")
DECIMALS = 6  # more than any figure shows, fewer than what binary sums leave


@dataclass(frozen=True, slots=True)
class ReportReading:
    """A figure at the end of the period, and the one that it is compared with.

    `is_masked`: so few people that the figure is kept back.
    """

    key: str
    now: Figure
    before: Figure
    compared_on: date
    is_masked: bool = False

    @property
    def change(self) -> float | None:
        """What was gained or lost, None when one of the two is unknown."""
        if self.now.value is None or self.before.value is None:
            return None
        return round(self.now.value - self.before.value, 2)


@dataclass(frozen=True, slots=True)
class Communes:
    """The communes of the one EPCI that a report is about: outlines (WGS 84), the largest named.

    Both are empty for the whole territory, and for an EPCI of which no outline is known.
    """

    rings: tuple[tuple[Point, ...], ...] = ()
    named: tuple[tuple[str, Point], ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report: who it is about, which days, every figure, and their signature.

    `page` is the page of the elected officials on the last day of the period; `start` the jobs on
    its eve; `benefits` are the years of the period; `ending` the agreements that end soon after.
    The forecast with its back-test, and survival, are there only when these parts were asked for:
    they take longer than all the rest.
    """

    draft: ReportDraft
    made_on: date
    association: str
    logo: str
    epci_name: str | None
    is_demonstration: bool
    page: Dashboard
    readings: tuple[ReportReading, ...]
    benefits: tuple[Benefit, ...]
    ending: tuple[AgreementRow, ...]
    communes: Communes
    forecast: Forecast | None
    back_test: BackTest | None
    survival: Survival | None
    signature: Signature

    @property
    def period(self) -> Period:
        """The days that the report is about."""
        return self.draft.period

    def reading(self, key: str) -> ReportReading:
        """Return the reading of an indicator; raises KeyError when there is none."""
        return {each.key: each for each in self.readings}[key]

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all had happened by the end of the period."""
        page = self.page
        return not (
            page.funnel.projects
            or page.funnel.exits
            or page.agreements.total
            or page.jobs.created.lines
            or page.jobs.safeguarded.lines
        )


def report(db: Database, visitor: Visitor, draft: ReportDraft, *, today: date) -> Report:
    """Return the report asked for, its figures all from the same state of the data.

    Raises:
        NotAllowedError: the visitor may not read the dashboard, the agreements or this EPCI, or
            may not take lists away.
        DomainError: days to come, or an EPCI that is not a member; the problems say which.
    """
    for permission in (
        Permission.SEE_DASHBOARD,
        Permission.SEE_AGREEMENTS,
        Permission.EXPORT_LISTS,
    ):
        require(visitor, permission)
    require_epci(visitor.only_epcis, draft.epci_siren)
    with read_tx(db):
        problems = refusals(draft, today=today, members=dashboard.member_epcis(db))
        if problems:
            raise DomainError("Ce bilan ne peut pas être fait.", problems)
        return _read(db, draft, today)


def foreword(db: Database) -> str | None:
    """Return the words that the team keeps to open its reports."""
    return ForewordDraft(foreword=settings.all_values(db).get(FOREWORD_KEY)).foreword


def same_figures(db: Database, visitor: Visitor, signature: Signature, *, today: date) -> Signature:
    """Return the signature that the same report would bear now; equal digests: equal figures.

    Raises:
        NotAllowedError: the visitor may not make this report.
        DomainError: it can no longer be made: its EPCI has left the territory.
    """
    draft = ReportDraft(
        since=signature.period.since,
        until=signature.period.until,
        epci_siren=signature.epci_siren,
        sections=(Section.SUMMARY, *signature.computed),
    )
    return report(db, visitor, draft, today=today).signature


def _read(db: Database, draft: ReportDraft, today: date) -> Report:
    only = (draft.epci_siren,) if draft.epci_siren else ()
    reader = Visitor(account_id=None, name="", role=Role.ELECTED, epci_sirens=only)
    perimeter = Perimeter(draft.until, draft.epci_siren, draft.since)
    page = dashboard.dashboard(
        db, perimeter, with_agreements=True, only=only, most_agreements=EVERY
    )
    known = AssociationSettings.of_texts(settings.all_values(db))
    made = Report(
        draft=draft,
        made_on=today,
        association=known.association_name,
        logo=known.logo,
        epci_name=page.epci_name,
        is_demonstration=meta.is_demonstration(db),
        page=page,
        readings=_readings(db, draft),
        benefits=_years(benefits.benefits(db, reader, perimeter).years, draft.period),
        ending=_ending(db, reader, draft.until, known.expiring_within_days),
        communes=_communes(db, draft.epci_siren),
        **_computed(db, reader, draft),
        signature=Signature(draft.period, draft.epci_siren, meta.data_version(db), ""),
    )
    return replace(made, signature=_signed(made))


def _computed(db: Database, reader: Visitor, draft: ReportDraft) -> dict[str, Any]:
    """Compute the parts that take long, as their own pages do on that day; None: not asked for."""
    wanted = computed(draft.sections)
    at, only = Perimeter(draft.until, draft.epci_siren), reader.only_epcis
    with_forecast, with_survival = (each in wanted for each in (Section.FORECAST, Section.SURVIVAL))
    return {
        "forecast": forecast_questions.forecast(db, at, only=only) if with_forecast else None,
        "back_test": past_forecasts.back_test(db, at, only=only) if with_forecast else None,
        "survival": survival_questions.survival(db, reader, at) if with_survival else None,
    }


def _communes(db: Database, siren: str | None) -> Communes:
    if siren is None:
        return Communes()
    outlines = [json.loads(each["geometry"]) for each in places.commune_contours_of(db, siren)]
    return Communes(
        rings=tuple(ring for each in outlines for ring in dashboard.rings_of(each)),
        named=tuple(
            (row["name"], (row["longitude"], row["latitude"]))
            for row in places.largest_communes_of(db, siren, limit=NAMED_COMMUNES)
        ),
    )


def _signed(made: Report) -> Signature:
    """Return the signature of a report whose figures are all there."""
    figures = _figures(made.page, made.readings, made.benefits)
    if made.forecast and made.back_test:
        figures["forecast"] = _forecast_figures(made.forecast, made.back_test)
    if made.survival:
        figures["survival"] = _survival_figures(made.survival)
    parts = computed(made.draft.sections)
    return replace(made.signature, digest=digest_of(figures), computed=parts)


def _readings(db: Database, draft: ReportDraft) -> tuple[ReportReading, ...]:
    """Measure every indicator; a figure of a day is compared with the eve of the period."""
    period, earlier = draft.period, draft.period.before
    keys = [each.key for each in indicators.INDICATORS]
    now = indicators.all_measured(db, Perimeter(period.until, draft.epci_siren, period.since), keys)
    eve = indicators.all_measured(db, Perimeter(period.eve, draft.epci_siren), _of(Span.DAY))
    then = indicators.all_measured(
        db, Perimeter(earlier.until, draft.epci_siren, earlier.since), _of(Span.PERIOD)
    )
    before = {**eve, **then}
    return tuple(
        ReportReading(
            key,
            now[key].shared,
            before[key].shared,
            earlier.until if key in then else period.eve,
            is_masked=now[key].is_telling,
        )
        for key in keys
    )


def _of(span: Span) -> list[str]:
    return [each.key for each in indicators.INDICATORS if each.span is span]


def _years(found: Sequence[Benefit], period: Period) -> tuple[Benefit, ...]:
    """Return the years that the period touches, the earliest first."""
    kept = [each for each in found if period.since.year <= each.year <= period.until.year]
    return tuple(sorted(kept, key=lambda each: each.year))


def _ending(db: Database, reader: Visitor, day: date, within_days: int) -> tuple[AgreementRow, ...]:
    """Return the agreements in force on a day that end within so many days, the first first."""
    filters = AgreementFilters(on=day, in_force_on=day, with_archived=True)
    rows = agreement_questions.agreement_list(
        db, reader, filters, page=None, with_people=False
    ).rows
    latest = day + timedelta(days=within_days)
    kept = [row for row in rows if row.ends is not None and row.ends <= latest]
    return tuple(sorted(kept, key=lambda row: (row.ends or latest, row.id)))


def _figures(
    page: Dashboard, readings: Sequence[ReportReading], years: Sequence[Benefit]
) -> dict[str, Any]:
    """Return every figure as plain values: what the signature is made of."""
    target = page.target
    return {
        "readings": {each.key: [_figure(each.now), _figure(each.before)] for each in readings},
        "jobs": {
            name: _jobs(getattr(page.jobs, name), page.heads[name])
            for name in ("created", "net", "safeguarded", "planned")
        },
        "target": target
        and [_plain(target.value), target.starts_on.isoformat(), target.due_on.isoformat()],
        "months": [
            [each.day.isoformat(), _plain(each.net_fte), _plain(each.net_verified_fte)]
            for each in page.months
        ],
        "funnel": [
            [each.stage.value, each.projects, _plain(each.median_days), each.stays]
            for each in page.funnel.stages
        ],
        "exits": [[kind.value, count] for kind, count in page.funnel.exits],
        "agreements": [
            page.agreements.signed,
            page.agreements.in_force,
            page.agreements.to_come,
            page.agreements.to_sign,
            _plain(page.agreements.jobs_to_come),
            page.agreements.to_come_without_jobs,
        ],
        "agreement_rows": [
            [each.id, each.state.value, _day(each.signing_on), _plain(each.jobs_committed)]
            for each in page.agreements.rows
        ],
        "places": [[each.siren or each.name, _plain(each.net_fte)] for each in page.places],
        "years": [
            [each.year, each.matches, each.without_measure]
            + [_plain(getattr(each, name)) for name in _OF_A_YEAR]
            for each in years
        ],
    }


def _forecast_figures(found: Forecast, past: BackTest) -> list[Any]:
    return [
        [found.is_too_few, _plain(found.probability), _plain(found.net_fte)],
        [[each.day.isoformat(), *_range(each.jobs)] for each in found.quarters],
        [[each.stage.value, each.projects, _plain(each.expected)] for each in found.stages],
        [[_plain(each.level), each.more] for each in found.needed],
        [[each.key.value, _plain(each.kept)] for each in found.hypotheses],
        [[each.made_on.isoformat(), *_range(each.jobs), each.actual] for each in past.forecasts],
    ]


def _range(found: Range) -> list[float | None]:
    return [_plain(each) for each in (found.low, found.middle, found.high)]


def _survival_figures(found: Survival) -> list[Any]:
    return [
        [
            each.cohort.value,
            [each.companies, each.open, each.closed, each.unknown],
            [
                [line.months, line.at_risk, *map(_plain, (line.share, line.low, line.high))]
                for line in each.horizons
            ],
        ]
        for each in found.cohorts
    ]


def _figure(figure: Figure) -> list[float | int | None]:
    return [_plain(figure.value), figure.missing, figure.records]


def _jobs(found: JobSum, heads: Figure) -> list[float | int | None]:
    return [_plain(found.fte), _plain(found.verified_fte), heads.value, found.lines]


def _plain(value: float | None) -> float | None:
    """Return a figure without the noise of binary sums; 3 and 3.0 are written alike."""
    return None if value is None else round(float(value), DECIMALS) + 0.0


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
