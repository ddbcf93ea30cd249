"""What a stream really weighed, year by year: what is submitted, and the rules of its figure."""

from datetime import date

from pydantic import Field

from circular.domain import french
from circular.domain.dates import FrenchDate
from circular.domain.drafts import Draft
from circular.domain.errors import DomainError, Problem
from circular.domain.quantities import Tonnes
from circular.domain.texts import Line

FIRST_YEAR = 1990
LAST_YEAR = 2200


class StreamMeasureDraft(Draft):
    """The tonnes of a stream in a year, with their source.

    `updates_likely` makes them the tonnage of the stream; `replaces` takes the place of an earlier
    measure of the year.
    """

    year: int = Field(ge=FIRST_YEAR, le=LAST_YEAR, title="Année")
    tonnes: Tonnes = Field(title="Tonnes dans l\u2019année")
    source: Line = Field(title="Source de la mesure", min_length=1)
    reliability: str | None = Field(default=None, title="Fiabilité")
    measured_on: FrenchDate = Field(title="Mesure relevée le")
    updates_likely: bool = Field(default=False, title="En faire le tonnage probable du gisement")
    replaces: bool = Field(default=False, title="Remplacer la mesure de cette année")


def check_measure(
    draft: StreamMeasureDraft, *, already: tuple[float, str] | None, today: date
) -> None:
    """Refuse a year or a day to come, and a second measure of a year that nobody means to replace.

    `already` is what the year holds, tonnes and source; None when it holds nothing.

    Raises:
        DomainError: with all problems at once.
    """
    problems = []
    if draft.year > today.year:
        sentence = f"{draft.year} n\u2019a pas commencé\u00a0: écrivez {today.year} ou avant."
        problems.append(Problem("year", sentence))
    if draft.measured_on > today:
        sentence = (
            f"Le {french.day(draft.measured_on)} n\u2019est pas encore venu\u00a0: "
            f"écrivez le {french.day(today)} ou un jour passé."
        )
        problems.append(Problem("measured_on", sentence))
    if already is not None and not draft.replaces:
        sentence = (
            f"{draft.year} a déjà une mesure\u00a0: {french.tonnes(already[0])} ({already[1]}). "
            "Cochez «\u00a0Remplacer la mesure de cette année\u00a0», ou changez d\u2019année."
        )
        problems.append(Problem("year", sentence))
    if draft.updates_likely and draft.tonnes == 0:
        sentence = "Zéro tonne\u00a0: il n\u2019y a plus de gisement, archivez-le plutôt."
        problems.append(Problem("updates_likely", sentence))
    if problems:
        raise DomainError("", problems)


def widened(
    least: float | None, most: float | None, likely: float
) -> tuple[float | None, float | None]:
    """Move the bounds of a stream so that its new likely tonnage lies between them."""
    return (
        None if least is None else min(least, likely),
        None if most is None else max(most, likely),
    )
