"""The path that leads to a target: straight, by steps, year by year, or none but the due day."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TypeVar

from circular.domain import french
from circular.domain.dates import days_between, parse_day
from circular.domain.drafts import is_blank
from circular.domain.errors import Problem
from circular.domain.labels import Labelled
from circular.domain.problems import RefusedFieldsError
from circular.domain.quantities import Measure, measured

Found = TypeVar("Found")
DAYS_A_YEAR = 365.25
MOST_POINTS = 20
_VALUE = Measure("la valeur", Decimal(0), Decimal(10_000_000), 2)


class PathKind(Labelled):
    """The way that leads from the start to the value."""

    LINEAR = "linear", "Régulière, du début à l\u2019échéance"
    STEPPED = "stepped", "Par paliers"
    YEARLY = "yearly", "Année par année"
    NONE = "none", "Sans trajectoire\u00a0: seule l\u2019échéance compte"


@dataclass(frozen=True, slots=True)
class PathPoint:
    """A value that the path has reached on a day, in the unit of the indicator."""

    on: date
    value: float


@dataclass(frozen=True, slots=True)
class Path:
    """The way from the start to the value, at the due day.

    Linear: a straight line. Stepped: each point is reached at once on its day and held. Yearly:
    each point is the whole to have reached at the end of its year, in a straight line from the one
    before. None: nothing is expected before the due day. It starts from `baseline`, nothing when
    that is None.
    """

    value: float
    starts_on: date
    due_on: date
    kind: PathKind = PathKind.LINEAR
    points: tuple[PathPoint, ...] = ()
    baseline: float | None = None

    @property
    def start(self) -> float:
        """The value that the path leaves from."""
        return self.baseline or 0.0

    def at(self, day: date) -> float:
        """Return what is promised by a day: the start before it, the value after the due day."""
        if day >= self.due_on:
            return self.value
        if day < self.starts_on or self.kind is PathKind.NONE:
            return self.start
        if self.kind is PathKind.STEPPED:
            passed = bisect_right([point.on for point in self.points], day)
            return self.points[passed - 1].value if passed else self.start
        return self._on_a_line(day)

    def _on_a_line(self, day: date) -> float:
        """Return the height of the broken line on a day of the period."""
        for (before, low), (after, high) in pairwise(self.corners):
            if before <= day <= after:
                return low + (high - low) * days_between(before, day) / days_between(before, after)
        return self.value

    @property
    def corners(self) -> tuple[tuple[date, float], ...]:
        """The points to join to draw the path, from the start to the due day; none without path."""
        first, last = (self.starts_on, self.start), (self.due_on, self.value)
        if self.kind is PathKind.NONE:
            return ()
        if self.kind is PathKind.LINEAR:
            return (first, last)
        if self.kind is PathKind.YEARLY:
            return (first, *((point.on, point.value) for point in self.points))
        heights = [self.start, *(point.value for point in self.points)]
        steps = [
            corner
            for point, (before, after) in zip(self.points, pairwise(heights), strict=True)
            for corner in ((point.on, before), (point.on, after))
        ]
        return tuple(dict.fromkeys((first, *steps, last)))

    def expected(self, day: date) -> float | None:
        """Return what the path asks for by a day; None where it asks for nothing yet.

        Nothing is asked before the start, nor before the due day of a target without path, nor
        before the first step of a path that starts from an unknown value.
        """
        if day >= self.due_on:
            return self.value
        if day < self.starts_on or self.kind is PathKind.NONE:
            return None
        first = self.points[0].on if self.kind is PathKind.STEPPED else self.starts_on
        return None if self.baseline is None and day < first else self.at(day)

    def pace_needed(self, reached: float, day: date) -> float | None:
        """Return how many a year are still needed from a day on; None once the due day is past."""
        left = days_between(day, self.due_on)
        if left <= 0:
            return None
        return max(self.value - reached, 0) * DAYS_A_YEAR / left

    def pace_so_far(self, reached: float, day: date, *, least_days: int = 180) -> float | None:
        """Return how many a year were reached since the start; None before half a year of it."""
        gone = days_between(self.starts_on, day)
        return (reached - self.start) * DAYS_A_YEAR / gone if gone >= least_days else None

    def year_reached(self, reached: float, day: date) -> int | None:
        """Return the year in which the present pace meets the value; None when it never does."""
        pace = self.pace_so_far(reached, day)
        if reached >= self.value or not pace or pace <= 0:
            return None
        years = (self.value - reached) / pace
        return int(day.year + (day.timetuple().tm_yday - 1) / DAYS_A_YEAR + years)


def year_ends(starts_on: date, due_on: date) -> tuple[date, ...]:
    """Return the days at which a yearly path gives a value: each year's end, then the due day."""
    whole = [date(year, 12, 31) for year in range(starts_on.year, due_on.year)]
    return tuple(day for day in (*whole, due_on) if day > starts_on)


def read_points(rows: object, kind: PathKind) -> tuple[PathPoint, ...]:
    """Read the points of a path, typed or not, each a point or a pair (day, value).

    Rows left blank are passed over. Raises RefusedFieldsError with a sentence for each row that
    cannot be read, its rank or year told.
    """
    if not isinstance(rows, Sequence) or isinstance(rows, str):
        return ()
    points: list[PathPoint] = []
    problems: list[Problem] = []
    for rank, row in enumerate(rows, start=1):
        on, value = (row.on, row.value) if isinstance(row, PathPoint) else row
        if is_blank(on) and is_blank(value):
            continue
        day, wrong_day = _read(_day, on)
        height, wrong_value = _read(_value, value)
        problems += [
            _told(kind, rank, on, sentence, field=field)
            for field, sentence in (("jour", wrong_day), ("valeur", wrong_value))
            if sentence
        ]
        if day is not None and height is not None:
            points.append(PathPoint(day, height))
    if problems:
        raise RefusedFieldsError(*problems)
    return tuple(points)


def _read(parse: Callable[[object], Found], typed: object) -> tuple[Found | None, str]:
    """Return what was typed once read, or None and the sentence that says what is wrong."""
    try:
        return parse(typed), ""
    except ValueError as error:
        return None, str(error)


def _day(typed: object) -> date:
    if isinstance(typed, date):
        return typed
    return parse_day(str(typed or ""))


def _value(typed: object) -> float:
    if is_blank(typed):
        raise ValueError("écrivez la valeur à atteindre.")
    return float(measured(typed, _VALUE))


def _told(kind: PathKind, rank: int, on: object, sentence: str, *, field: str = "") -> Problem:
    """Write what is wrong with a row, which is named by its rank and field, or by its year."""
    is_year = kind is PathKind.YEARLY and isinstance(on, date)
    name = f"Année {on.year}" if is_year and isinstance(on, date) else f"Palier {rank}"
    where = f"{name}, {field}" if field and not is_year else name
    return Problem("", f"{where}\u00a0: {sentence[0].lower()}{sentence[1:]}")


def path_problems(path: Path) -> list[Problem]:
    """Return what does not hold in the points of a path: order, period, last value, direction."""
    points = path.points
    if path.kind in (PathKind.LINEAR, PathKind.NONE):
        return (
            []
            if not points
            else [Problem("points", "Cette trajectoire n\u2019a pas d\u2019étape.")]
        )
    if not points:
        return [
            Problem(
                "points",
                "Ajoutez au moins un palier\u00a0: un jour et la valeur à atteindre alors.",
            )
        ]
    if len(points) > MOST_POINTS:
        return [Problem("points", f"{MOST_POINTS} étapes au plus\u00a0: gardez les principales.")]
    if path.kind is PathKind.YEARLY:
        missing = _missing_years(path)
        if missing:
            return missing
    found = [*_misplaced(path), *_backwards(path)]
    last = points[-1]
    if last.value != path.value:
        found.append(
            _point_problem(
                path,
                len(points),
                f"{french.number(last.value)} n\u2019est pas la valeur à atteindre "
                f"({french.number(path.value)})\u202f; la dernière étape y mène.",
            )
        )
    return found


def _missing_years(path: Path) -> list[Problem]:
    """Say which years have no value, or two."""
    days = [point.on for point in path.points]
    wanted = year_ends(path.starts_on, path.due_on)
    if tuple(days) == wanted:
        return []
    asked = french.join([french.day(day) for day in wanted])
    return [Problem("points", f"Une valeur par fin d\u2019année est attendue\u00a0: {asked}.")]


def _misplaced(path: Path) -> list[Problem]:
    """Say which points are outside of the period, or not after the one before."""
    found = []
    for rank, point in enumerate(path.points, start=1):
        if not path.starts_on <= point.on <= path.due_on:
            found.append(
                _point_problem(
                    path,
                    rank,
                    f"le {french.day(point.on)} est hors de la période (du "
                    f"{french.day(path.starts_on)} au {french.day(path.due_on)}).",
                )
            )
    for rank, (before, after) in enumerate(pairwise(path.points), start=2):
        if after.on <= before.on:
            found.append(
                _point_problem(
                    path,
                    rank,
                    f"le {french.day(after.on)} ne vient pas après le {french.day(before.on)} "
                    "de l\u2019étape d\u2019avant.",
                )
            )
    return found


def _backwards(path: Path) -> list[Problem]:
    """Say which points go away from the value."""
    first = path.points[0].value if path.baseline is None and len(path.points) > 1 else path.start
    sign = -1 if first > path.value else 1
    heights = [point.value for point in path.points]
    if path.baseline is not None:
        heights = [path.baseline, *heights]
    rank_of_second = 1 if path.baseline is not None else 2
    return [
        _point_problem(
            path,
            rank,
            f"{french.number(after)} revient en arrière après {french.number(before)}.",
        )
        for rank, (before, after) in enumerate(pairwise(heights), start=rank_of_second)
        if sign * after < sign * before
    ]


def _point_problem(path: Path, rank: int, sentence: str) -> Problem:
    told = _told(path.kind, rank, path.points[rank - 1].on, sentence)
    return Problem("points", told.sentence)
