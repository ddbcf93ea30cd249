"""Every question of the product, found by reading `queries`, asked with usual arguments.

A module or a question that is written nowhere here makes a test fail: whoever adds a figure says
whether a trial counts in it.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, timedelta
from itertools import product
from typing import Any, get_type_hints

import numpy as np

from circular import queries
from circular.domain.activity import ActivityFilters, ActivityRows, Deed
from circular.domain.agreement_lists import AgreementFilters
from circular.domain.allocation import Scenario
from circular.domain.data_quality import QualityFilters
from circular.domain.deadlines import DeadlineFilters
from circular.domain.errors import NotAllowedError
from circular.domain.facilities import FacilityFilters, FacilityScope
from circular.domain.facility_bookings import FacilityBookingFilters
from circular.domain.indicators import Perimeter
from circular.domain.journeys import JourneyFilters, JourneyPart, JourneyRows
from circular.domain.matches import DEFAULT_WEIGHTS, MatchWeights
from circular.domain.projects import ProjectFilters, Scope
from circular.domain.streams import Availability, StreamFilters
from circular.domain.tracked_matches import MatchFilters
from circular.domain.unmatched import UnmatchedFilters
from circular.domain.visitors import Visitor
from circular.exports.frozen_words import words_of
from circular.queries.figure_rows import has_rows
from circular.queries.indicators import INDICATORS
from circular.queries.jobs import JobFilters
from circular.store.connection import Database

ABOUT_NO_FIGURE = frozenset(
    {"about", "accounts", "agreement_types", "communes", "journal", "journal_chain", "reference"}
    | {"sessions", "settings", "sign_in", "take_out", "targets", "organisations", "exchanges"}
    | {"services", "next_actions", "implantations", "moves", "agreement_records", "needs"}
    | {"agreement_documents", "case_notes", "documents", "match_questions"}
    | {
        "agreement_templates",
        "allocation_plans",
        "allocation_trials",
        "amendments",
        "proposals",
        "stream_measures",
    }
    | {"amendment_documents", "calendar_feeds", "digests", "saved_views", "word_rarity"}
    | {"indicator_measures", "waiting_indicators", "decisions"}
    | {"share_addresses", "snapshot_changes", "snapshot_reasons"}
    | {"forecast_hypotheses"}
    | {"reports"}  # its digest is tried with a trial by itself: it bears the version of the data
)
"""Modules that count nothing of a project, speak of one record, or are asked through another."""

ABOUT_PEOPLE = frozenset({"data_requests", "holders", "person_files", "retention"})
"""The people of a trial remain people: their rights and terms do not change."""

APART: Mapping[str, str] = {
    "agreements.projects_to_choose": "one practises agreements on a trial",
    "allocation.decision_drafts": "says again the pairs of a plan, which holds no trial",
    "commitments.commitments": "those of one agreement, which a trial may have",
    "alike_projects.alike_projects": "a trial is told to whoever types its title again",
    "projects.scope_counts": "tells how many trials there are, tested by itself",
    "territory.dependents": "guards a removal: trials may come back",
}
SHOWS_TRIALS = frozenset({"trials"})
_CHOICES: Mapping[type, Sequence[Any]] = {
    ActivityRows: [ActivityRows(deed) for deed in Deed],
    AgreementFilters: [AgreementFilters(with_archived=True)],
    DeadlineFilters: [DeadlineFilters()],
    FacilityBookingFilters: [FacilityBookingFilters()],
    FacilityFilters: [
        FacilityFilters(scope=each)
        for each in (None, *FacilityScope)
        if each is not FacilityScope.TRIALS
    ],
    JourneyRows: [JourneyRows(JourneyPart.WAITING), JourneyRows(JourneyPart.EXITS)],
    MatchFilters: [MatchFilters(), MatchFilters(only_live=True)],
    MatchWeights: [DEFAULT_WEIGHTS],
    ProjectFilters: [ProjectFilters(scope=each) for each in Scope if each is not Scope.TRIALS],
    QualityFilters: [QualityFilters()],
    Scenario: [Scenario()],
    StreamFilters: [
        StreamFilters(availability=each)
        for each in (None, *Availability)
        if each is not Availability.TRIALS
    ],
    UnmatchedFilters: [UnmatchedFilters()],
}


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, on which day, for which EPCI."""

    visitor: Visitor
    day: date
    epcis: tuple[str, ...]

    def choices(self, name: str, kind: Any) -> Sequence[Any]:
        """Return the values worth asking with for a parameter.

        Raises:
            KeyError: nothing is known of a parameter of this name.
        """
        if kind in _CHOICES:
            return _CHOICES[kind]
        of_the_day: dict[Any, Any] = {
            ActivityFilters: ActivityFilters(self.day - timedelta(days=900), self.day),
            JobFilters: JobFilters(as_of=self.day, with_ended=True),
            JourneyFilters: JourneyFilters(self.day),
        }
        if kind in of_the_day:
            return [of_the_day[kind]]
        known: dict[str, Sequence[Any]] = {
            "visitor": [self.visitor],
            "perimeter": [Perimeter(self.day, siren) for siren in (None, *self.epcis)],
            "owner": [None, self.visitor.account_id],
            "key": [indicator.key for indicator in INDICATORS if has_rows(indicator.key)],
            "with_agreements": [True],
            "within_days": [90, 4000],
            "dormant_after_days": [30],
            "reminder_days": [7],
            "starts_on": [date(self.day.year - 2, 1, 1)],
            "siren": self.epcis,
            "epci_siren": (None, *self.epcis),
            "text": [""],
            "words": [words_of],
            "before": ["[]"],
            "had": [{}],
        }
        if kind == str | None and name == "key":
            return [None]  # the check of a quality list: none is all
        if name == "first":
            return [self.day - timedelta(days=365)]
        return [self.day] if kind is date else known[name]


def modules() -> frozenset[str]:
    """Return the names of the modules of questions."""
    return frozenset(each.name for each in pkgutil.iter_modules(queries.__path__))


def questions() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Return the questions in which a trial must count for nothing, one record's own left aside."""
    for module in sorted(modules() - ABOUT_NO_FIGURE - ABOUT_PEOPLE - SHOWS_TRIALS):
        loaded = importlib.import_module(f"circular.queries.{module}")
        for name, ask in vars(loaded).items():
            if not inspect.isfunction(ask) or ask.__module__ != loaded.__name__:
                continue
            demanded = _demanded(ask)
            is_of_one = any(each.endswith("_id") for each in demanded)
            if "db" in demanded and not is_of_one and f"{module}.{name}" not in APART:
                yield f"{module}.{name}", ask


def answers(db: Database, asking: Asking, *, of_visitor: bool) -> dict[str, object]:
    """Return the answer to every question, by its name and arguments.

    With `of_visitor`, only those whose answer depends on who asks.
    """
    found: dict[str, object] = {}
    for name, ask in questions():
        hints = get_type_hints(ask)
        asked = [each for each in _demanded(ask) if each != "db"]
        if of_visitor and "visitor" not in asked:
            continue
        for values in product(*(asking.choices(each, hints[each]) for each in asked)):
            arguments = dict(zip(asked, values, strict=True))
            try:
                answer = ask(db, **arguments)
            except NotAllowedError:
                answer = "refused"
            found[f"{name} {arguments}"] = _comparable(answer)
    return found


def _comparable(answer: Any) -> object:
    """Return an answer that equals another of the same content, field by field if it has to."""
    if is_dataclass(answer) and type(answer).__eq__ is object.__eq__:
        return {each.name: _comparable(getattr(answer, each.name)) for each in fields(answer)}
    return answer.tolist() if isinstance(answer, np.ndarray) else answer


def _demanded(ask: Callable[..., Any]) -> list[str]:
    """Return the parameters without a usual value; a private function has none to tell."""
    if ask.__name__.startswith("_"):
        return []
    parameters = inspect.signature(ask).parameters
    return [name for name, each in parameters.items() if each.default is inspect.Parameter.empty]
