"""The report (« bilan »): its period, territory and parts, and the signature of its figures."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any, Self

from pydantic import Field, ValidationError, model_validator

from circular.domain import french
from circular.domain.dates import FrenchDate, add_months
from circular.domain.drafts import Draft
from circular.domain.errors import Problem
from circular.domain.labels import Labelled
from circular.domain.problems import RefusedFieldsError, problems_of
from circular.domain.texts import Paragraph

MONTHS_A_YEAR = 12
FIRST_MONTH_OF_SEASON = 9  # seasons go from September to August, as school years do
QUARTERS_OFFERED = 8
SEASONS_OFFERED = 2
WHOLE = "tout"
FOREWORD_KEY = "report_foreword"
ENDS_TODAY = "jusqu\u2019à aujourd\u2019hui"
EARLIEST = date(2000, 1, 1)
_CODE = re.compile(r"(\d{8})-(\d{8})-(tout|\d{9})(?:-(ps?|s))?-v(\d{1,12})-([0-9a-f]{64})")
_NOT_A_CODE = (
    "Cette signature n\u2019est pas complète. Copiez-la en entier, telle qu\u2019elle est écrite "
    "à la dernière page du bilan."
)


class Section(Labelled):
    """A part of the report, in the usual order."""

    SUMMARY = "summary", "Résumé"
    JOBS = "jobs", "Objectif et emplois"
    FORECAST = "forecast", "Prévision"
    FUNNEL = "funnel", "Parcours des projets"
    SURVIVAL = "survival", "Survie des entreprises"
    AGREEMENTS = "agreements", "Conventions"
    MATERIALS = "materials", "Matières et lieux"
    PLACES = "places", "Carte des emplois"
    DECISIONS = "decisions", "Décisions à prendre"
    DEFINITIONS = "definitions", "Chiffres et définitions"


_LETTERS = {Section.FORECAST: "p", Section.SURVIVAL: "s"}


def computed(sections: Iterable[Section]) -> tuple[Section, ...]:
    """Return those of some parts that are computed only when asked for, always in this order."""
    asked_for = set(sections)
    return tuple(each for each in _LETTERS if each in asked_for)


@dataclass(frozen=True, slots=True)
class Period:
    """Some days, the first and the last included."""

    since: date
    until: date

    @property
    def eve(self) -> date:
        """The day before the period: where it starts from."""
        return self.since - timedelta(days=1)

    @property
    def before(self) -> "Period":
        """The period to compare with: the same days a year earlier, or as long just before.

        A period of more than a year would overlap the same days of the year before.
        """
        if self.until < add_months(self.since, MONTHS_A_YEAR):
            return Period(add_months(self.since, -MONTHS_A_YEAR), _a_year_before(self.until))
        return Period(self.since - (self.until - self.since) - timedelta(days=1), self.eve)

    @property
    def written(self) -> str:
        """The period in words: « du 01/01/2025 au 31/12/2025 »."""
        return f"du {french.day(self.since)} au {french.day(self.until)}"


@dataclass(frozen=True, slots=True)
class NamedPeriod:
    """A period that people name: a year, a quarter, a season; `key` stays the same every day."""

    key: str
    label: str
    period: Period


class ReportDraft(Draft):
    """A report as it is asked for."""

    since: FrenchDate = Field(title="Du")
    until: FrenchDate = Field(title="Au")
    epci_siren: str | None = Field(default=None, title="Territoire", max_length=9)
    sections: Annotated[tuple[Section, ...], Field(min_length=1)] = Field(title="Parties")
    foreword: Paragraph | None = Field(default=None, title="Avant-propos")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.until < self.since:
            raise RefusedFieldsError(
                Problem(
                    "until",
                    f"La fin ({french.day(self.until)}) précède le début "
                    f"({french.day(self.since)}). Corrigez l\u2019une des deux dates.",
                )
            )
        return self

    @property
    def period(self) -> Period:
        """The days that the report is about."""
        return Period(self.since, self.until)


class ForewordDraft(Draft):
    """The words that open the report, as the team keeps them from one report to the next."""

    foreword: Paragraph | None = Field(default=None, title="Avant-propos")


@dataclass(frozen=True, slots=True)
class Signature:
    """What tells two reports apart: period, territory, version of the data, digest of the figures.

    The digest is the SHA-256 of the canonical JSON of every figure, in hexadecimal; those of the
    forecast and of survival are in it when these parts are, which `computed` says.
    """

    period: Period
    epci_siren: str | None
    data_version: int
    digest: str
    computed: tuple[Section, ...] = ()

    @property
    def code(self) -> str:
        """The signature in one word, as it is printed and typed back."""
        since, until = (f"{day:%Y%m%d}" for day in (self.period.since, self.period.until))
        letters = "".join(_LETTERS[each] for each in self.computed)
        about = "-".join([since, until, self.epci_siren or WHOLE, *([letters] if letters else [])])
        return f"{about}-v{self.data_version}-{self.digest}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a signature back, whatever the spaces and line ends of a copy.

        Raises:
            ValueError: the text is no signature; the message says what to do, in French.
        """
        found = _CODE.fullmatch(re.sub(r"\s", "", text).lower())
        if found is None:
            raise ValueError(_NOT_A_CODE)
        try:
            since, until = (date.fromisoformat(found[at]) for at in (1, 2))
        except ValueError:
            raise ValueError(_NOT_A_CODE) from None
        siren = None if found[3] == WHOLE else found[3]
        parts = tuple(each for each, letter in _LETTERS.items() if letter in (found[4] or ""))
        return cls(Period(since, until), siren, int(found[5]), found[6], parts)


def digest_of(figures: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the canonical JSON of some figures: sorted keys, no spaces, UTF-8."""
    written = json.dumps(
        figures, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )
    return hashlib.sha256(written.encode()).hexdigest()


def periods(today: date) -> tuple[NamedPeriod, ...]:
    """Return the periods to choose from: two years, eight quarters, two seasons, latest first.

    One that is not over stops today.
    """
    years = [
        _named(f"annee-{year}", f"Année {year}", date(year, 1, 1), MONTHS_A_YEAR, today)
        for year in (today.year - 1, today.year)
    ]
    this_quarter = date(today.year, today.month - (today.month - 1) % 3, 1)
    starts = [add_months(this_quarter, -3 * back) for back in range(QUARTERS_OFFERED)]
    quarters = [
        _named(f"t{(day.month + 2) // 3}-{day.year}", french.quarter(day), day, 3, today)
        for day in starts
    ]
    season = today.year if today.month >= FIRST_MONTH_OF_SEASON else today.year - 1
    seasons = [
        _named(
            f"saison-{year}-{year + 1}",
            f"Saison {year}-{year + 1}",
            date(year, FIRST_MONTH_OF_SEASON, 1),
            MONTHS_A_YEAR,
            today,
        )
        for year in (season - back for back in range(SEASONS_OFFERED))
    ]
    return (*years, *quarters, *seasons)


def refusals(draft: ReportDraft, *, today: date, members: Mapping[str, str]) -> list[Problem]:
    """Say what forbids to make this report: days to come, or an EPCI that is not a member."""
    found = []
    if draft.until > today:
        found.append(
            Problem(
                "until",
                f"Le {french.day(draft.until)} est à venir\u00a0: un bilan s\u2019arrête au plus "
                f"tard aujourd\u2019hui ({french.day(today)}).",
            )
        )
    if draft.since < EARLIEST:
        found.append(Problem("since", f"Le début ne peut pas précéder le {french.day(EARLIEST)}."))
    if draft.epci_siren is not None and draft.epci_siren not in members:
        found.append(
            Problem(
                "epci_siren",
                "Cette intercommunalité n\u2019est pas, ou n\u2019est plus, membre du territoire. "
                "Choisissez-en une autre, ou tout le territoire.",
            )
        )
    return found


def asked(values: Mapping[str, Any]) -> tuple[ReportDraft | None, tuple[Problem, ...]]:
    """Return the report asked for, or what is wrong with it, in French."""
    try:
        return ReportDraft.model_validate(dict(values)), ()
    except ValidationError as error:
        return None, tuple(problems_of(error, ReportDraft))


def _named(key: str, label: str, since: date, months: int, today: date) -> NamedPeriod:
    end = add_months(since, months) - timedelta(days=1)
    if end <= today:
        return NamedPeriod(key, label, Period(since, end))
    return NamedPeriod(key, f"{label}, {ENDS_TODAY}", Period(since, today))


def _a_year_before(day: date) -> date:
    """Return the same day a year before; the end of February stays the end of February."""
    if (day + timedelta(days=1)).day == 1:
        return add_months(day.replace(day=1), 1 - MONTHS_A_YEAR) - timedelta(days=1)
    return add_months(day, -MONTHS_A_YEAR)
