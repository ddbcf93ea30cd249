"""Targets: what was promised, by when, who decided it, and the path that leads there."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, ValidationInfo, model_validator

from circular.domain import french
from circular.domain.dates import FrenchDate, parse_day
from circular.domain.drafts import Draft
from circular.domain.errors import Problem
from circular.domain.labels import Labelled
from circular.domain.problems import RefusedFieldsError
from circular.domain.quantities import Measure, measured
from circular.domain.target_paths import (
    DAYS_A_YEAR,
    Path,
    PathKind,
    PathPoint,
    path_problems,
    read_points,
)
from circular.domain.texts import Line, Paragraph

__all__ = ["DAYS_A_YEAR", "Path", "PathKind", "PathPoint"]

JOBS_NET = "jobs_net"
YEAR_END = (12, 31)
WHOLE_SHARE = 100
_VALUE = Measure("la valeur", Decimal("0.01"), Decimal(10_000_000), 2)
_FROM_NOTHING = Measure("la valeur", Decimal(0), Decimal(10_000_000), 2)

TargetValue = Annotated[float, BeforeValidator(lambda value: float(measured(value, _VALUE)))]
"""The figure to reach, in the unit of its indicator."""

StartValue = Annotated[float, BeforeValidator(lambda value: float(measured(value, _FROM_NOTHING)))]
"""The figure that a path starts from, in the unit of its indicator."""


class Aim(Labelled):
    """How a target is reached: by what adds up, by a share to hold, by a delay to stay under."""

    GROWTH = "growth", "À atteindre, en comptant depuis le départ"
    AT_LEAST = "at_least", "À tenir, au moins"
    AT_MOST = "at_most", "À ne pas dépasser"


AIMS: Mapping[str, Aim] = {
    JOBS_NET: Aim.GROWTH,
    "jobs_net_verified": Aim.GROWTH,
    "jobs_net_heads": Aim.GROWTH,
    "jobs_created": Aim.GROWTH,
    "jobs_created_heads": Aim.GROWTH,
    "jobs_safeguarded": Aim.GROWTH,
    "jobs_safeguarded_heads": Aim.GROWTH,
    "jobs_durable": Aim.GROWTH,
    "women_share": Aim.AT_LEAST,
    "priority_district_share": Aim.AT_LEAST,
    "projects_detected": Aim.GROWTH,
    "projects_accompanied": Aim.GROWTH,
    "projects_set_up": Aim.GROWTH,
    "opening_delay": Aim.AT_MOST,
    "agreements_signed": Aim.GROWTH,
    "agreements_in_force": Aim.GROWTH,
    "signature_delay": Aim.AT_MOST,
    "services_given": Aim.GROWTH,
    "stream_tonnes": Aim.GROWTH,
    "kept_tonnes": Aim.GROWTH,
    "tonnes_agreed": Aim.GROWTH,
    "tonnes_measured": Aim.GROWTH,
    "facilities_booked": Aim.AT_LEAST,
}
"""The indicators for which a target makes sense; plans and counts of files are none."""

PERCENTAGES = frozenset({"facilities_booked", "priority_district_share", "women_share"})
"""Those among them that are shares: no target lies above 100."""


def _points(value: object, info: ValidationInfo) -> tuple[PathPoint, ...]:
    return read_points(value, info.data.get("path_kind", PathKind.LINEAR))


class TargetDraft(Draft):
    """A target as decided: a value for an indicator, over a period, with its path and source."""

    indicator: str = Field(default=JOBS_NET, title="Indicateur")
    epci_siren: str | None = Field(default=None, title="Territoire")
    value: TargetValue = Field(title="Valeur à atteindre")
    baseline: StartValue | None = Field(default=None, title="Valeur de départ")
    starts_on: FrenchDate = Field(title="Début de la période")
    due_on: FrenchDate = Field(title="Échéance")
    path_kind: PathKind = Field(default=PathKind.LINEAR, title="Trajectoire")
    points: Annotated[tuple[PathPoint, ...], BeforeValidator(_points)] = Field(
        default=(), title="Étapes de la trajectoire"
    )
    source: Line = Field(title="Source")
    decided_on: FrenchDate = Field(title="Décidé le")
    decided_by: Line | None = Field(default=None, title="Décidé par")
    note: Paragraph | None = Field(default=None, title="Remarque")

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        upside_down = _period_problems(self.starts_on, self.due_on)
        along = [] if upside_down else path_problems(self.path)
        problems = [*upside_down, *aim_problems(self, self.indicator), *along]
        if problems:
            raise RefusedFieldsError(*problems)
        return self

    @property
    def path(self) -> Path:
        """The path that the draft describes."""
        return Path(
            value=self.value,
            starts_on=self.starts_on,
            due_on=self.due_on,
            kind=self.path_kind,
            points=self.points,
            baseline=self.baseline,
        )


def _confirmed(value: object) -> object:
    if value is not True:
        raise ValueError("Cochez la case pour confirmer\u00a0: la correction change les chiffres.")
    return value


class TargetWithdrawalDraft(Draft):
    """Why a decision that was never taken is taken away, and that whoever does it means it."""

    why: Line = Field(title="Pourquoi cette correction")
    is_confirmed: Annotated[Literal[True], BeforeValidator(_confirmed)] = Field(
        title="Je confirme\u00a0: cette décision n\u2019a pas été prise"
    )


class TargetCorrectionDraft(TargetDraft):
    """What should have been noted of a decision, why, and that whoever corrects it means it."""

    why: Line = Field(title="Pourquoi cette correction")
    is_confirmed: Annotated[Literal[True], BeforeValidator(_confirmed)] = Field(
        title="Je confirme\u00a0: cette décision avait été mal notée"
    )


def aim_problems(draft: TargetDraft, indicator: str) -> list[Problem]:
    """Return what a draft says that its indicator does not bear: a line from nothing, 120 %."""
    aim = AIMS.get(indicator)
    if aim is None:
        return [Problem("indicator", "Choisissez un indicateur qui peut avoir un objectif.")]
    problems = []
    if indicator in PERCENTAGES and draft.value > WHOLE_SHARE:
        problems.append(Problem("value", "Un pourcentage ne dépasse pas 100."))
    start = 0.0 if aim is Aim.GROWTH and draft.baseline is None else draft.baseline
    if start is None:
        if draft.path_kind in (PathKind.LINEAR, PathKind.YEARLY):
            problems.append(
                Problem(
                    "baseline",
                    "Cet indicateur ne part pas de zéro\u00a0: écrivez sa valeur de départ, ou "
                    "choisissez des paliers, ou aucune trajectoire.",
                )
            )
    elif aim is Aim.AT_MOST and start <= draft.value:
        problems.append(
            Problem(
                "baseline",
                f"Moins, c\u2019est mieux\u00a0: la valeur de départ ({french.number(start)}) doit "
                f"dépasser la valeur visée ({french.number(draft.value)}).",
            )
        )
    elif aim is not Aim.AT_MOST and start >= draft.value:
        problems.append(
            Problem(
                "baseline",
                f"La valeur de départ ({french.number(start)}) doit être sous la valeur visée "
                f"({french.number(draft.value)}).",
            )
        )
    return problems


def _period_problems(starts_on: date, due_on: date) -> list[Problem]:
    """Refuse a due day that does not follow the start."""
    if due_on > starts_on:
        return []
    return [
        Problem(
            "due_on",
            f"L\u2019échéance ({french.day(due_on)}) doit suivre le début "
            f"({french.day(starts_on)}).",
        )
    ]


def problems_so_far(
    typed: Mapping[str, Any], decisions: Sequence[date], *, today: date
) -> list[Problem]:
    """Return what speaks against what was typed, though some of it cannot be read yet.

    So that a form tells everything at once: a missing source hides neither a period upside down
    nor a decision of the future. `decisions` are the days of those taken before.
    """
    known: dict[str, Any] = {}
    for name, read in _READERS.items():
        with suppress(ValueError):
            known[name] = read(typed.get(name))
    known |= {name: typed.get(name) for name in ("indicator", "path_kind")}
    draft = TargetDraft.model_construct(**known)
    problems = []
    if {"starts_on", "due_on"} <= known.keys():
        problems += _period_problems(draft.starts_on, draft.due_on)
    if "value" in known:
        problems += aim_problems(draft, str(draft.indicator))
    if "decided_on" in known:
        problems += decided_out_of_order(decisions, draft, today=today)
    return problems


def _typed_day(value: object) -> date:
    return value if isinstance(value, date) else parse_day(str(value or ""))


_READERS: Mapping[str, Callable[[object], object]] = {
    "value": lambda value: float(measured(value, _VALUE)),
    "baseline": lambda value: float(measured(value, _FROM_NOTHING)) if value else None,
    "starts_on": _typed_day,
    "due_on": _typed_day,
    "decided_on": _typed_day,
}
"""How each field is read alone."""


def by_when(due_on: date) -> str:
    """Write a due day the way people say it: « fin 2029 », « juin 2029 »."""
    if (due_on.month, due_on.day) == YEAR_END:
        return f"fin\u00a0{due_on.year}"
    return french.month(due_on)


def decided_out_of_order(
    decisions: Sequence[date],
    draft: TargetDraft,
    *,
    today: date,
    next_decision: date | None = None,
) -> list[Problem]:
    """Refuse a decision of the future, and one out of the order of those before and after it."""
    if draft.decided_on > today:
        return [
            Problem(
                "decided_on",
                f"Le {french.day(draft.decided_on)} est à venir\u00a0: une décision "
                "se note une fois prise.",
            )
        ]
    last = max(decisions, default=None)
    if last is not None and draft.decided_on < last:
        return [
            Problem(
                "decided_on",
                f"La décision précédente date du {french.day(last)}\u00a0: "
                "une révision vient après elle.",
            )
        ]
    if next_decision is not None and draft.decided_on > next_decision:
        return [
            Problem(
                "decided_on",
                f"La décision suivante date du {french.day(next_decision)}\u00a0: "
                "celle-ci vient avant elle.",
            )
        ]
    return []


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a target stands on a day; None is what cannot be said honestly.

    `reached`, `expected` and `gap` are in the unit of the indicator, `share` is a ratio (1: kept),
    paces are a year. `is_kept` and `is_behind` know whether more is better.
    """

    reached: float | None
    expected: float | None
    gap: float | None
    share: float | None
    is_kept: bool
    is_behind: bool
    pace_needed: float | None
    pace_so_far: float | None
    year_reached: int | None


def progress(path: Path, aim: Aim, reached: float | None, day: date) -> Progress:
    """Return where a target stands; `reached` is None when the indicator is unknown."""
    expected = path.expected(day)
    if reached is None:
        return Progress(None, expected, None, None, False, False, None, None, None)
    sign = -1 if aim is Aim.AT_MOST else 1
    gap = None if expected is None else round(reached - expected, 2)
    grows = aim is Aim.GROWTH and day >= path.starts_on
    start = 0.0 if aim is Aim.GROWTH and path.baseline is None else path.baseline
    whole = None if start is None else path.value - start
    return Progress(
        reached=reached,
        expected=expected,
        gap=gap,
        share=(reached - start) / whole if start is not None and whole else None,
        is_kept=sign * reached >= sign * path.value,
        is_behind=gap is not None and sign * gap < 0,
        pace_needed=path.pace_needed(reached, day) if grows else None,
        pace_so_far=path.pace_so_far(reached, day) if grows else None,
        year_reached=path.year_reached(reached, day) if grows else None,
    )


def points_as_typed(points: Sequence[PathPoint]) -> list[dict[str, Any]]:
    """Return the points of a path as the form shows them again."""
    return [{"on": french.day(each.on), "value": french.number(each.value)} for each in points]
