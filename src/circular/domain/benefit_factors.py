"""Factors that turn tonnes into CO2e avoided, or into jobs that could be supported, with sources.

A factor is a range, never a bare figure: perimeters differ from source to source. Jobs of a factor
are never real jobs and are never added to them.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from circular.domain import french
from circular.domain.drafts import Draft
from circular.domain.errors import DomainError, Problem
from circular.domain.labels import Labelled
from circular.domain.problems import RefusedFieldsError
from circular.domain.quantities import Measure, measured
from circular.domain.reference import typed_waste_digits
from circular.domain.texts import Line

JOBS_FOR_TONNES = 10_000
FIRST_YEAR = 1990
CODE_LENGTHS = (2, 4, 6)


class BenefitKind(Labelled):
    """What a factor turns tonnes into."""

    CO2 = "co2", "CO2e évité"
    JOBS = "jobs", "Emplois possibles"

    @property
    def unit(self) -> str:
        """What its figures count."""
        return {
            BenefitKind.CO2: "t CO2e par tonne collectée",
            BenefitKind.JOBS: f"emplois pour {french.number(JOBS_FOR_TONNES)}\u00a0t",
        }[self]


class JobActivity(Labelled):
    """What would be done with the tonnes; two activities are never added up."""

    RECYCLING = "recycling", "Recyclage"
    REUSE = "reuse", "Réemploi"
    REPAIR = "repair", "Réparation"
    REMANUFACTURING = "remanufacturing", "Remise à neuf"
    DISPOSAL = "disposal", "Élimination"


_FIGURE = Measure("le facteur", Decimal(-1_000), Decimal(10_000), 3)
_YEAR = Measure("l\u2019année", Decimal(FIRST_YEAR), Decimal(2_200), 0)


def _codes(values: object) -> object:
    """Read the codes as people write them, separated by commas."""
    parts = values.split(",") if isinstance(values, str) else values
    if not isinstance(parts, list | tuple):
        return ()
    found = []
    for part in map(str, parts):
        if part.strip():
            digits = typed_waste_digits(part)
            if digits is None or len(digits) not in CODE_LENGTHS:
                raise ValueError(
                    f"{french.quoted(part.strip())} n\u2019est pas un code déchet\u00a0: "
                    "écrivez 2, 4 ou 6 chiffres, séparés par des virgules."
                )
            found.append(digits)
    return tuple(dict.fromkeys(found))


Factor = Annotated[float, BeforeValidator(lambda value: float(measured(value, _FIGURE)))]
"""Tonnes of CO2e a tonne (negative: emitted), or jobs for 10 000 tonnes."""

Year = Annotated[
    int, BeforeValidator(lambda value: int(measured(value, _YEAR))), AfterValidator(int)
]
"""The year of a source."""


class FactorDraft(Draft):
    """A factor of the association: what it applies to, its range, its source and its year."""

    kind: BenefitKind = Field(title="Ce qu\u2019il estime")
    activity: JobActivity | None = Field(default=None, title="Activité")
    label: Line = Field(title="Intitulé")
    families: tuple[str, ...] = Field(default=(), title="Familles de matière")
    codes: Annotated[tuple[str, ...], BeforeValidator(_codes)] = Field(
        default=(), title="Codes déchets"
    )
    low: Factor = Field(title="Au moins")
    high: Factor = Field(title="Au plus")
    perimeter: Line | None = Field(default=None, title="Périmètre")
    source: Line = Field(title="Source")
    year: Year = Field(title="Année de la source")

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        problems = [*self._of_kind()]
        if self.high < self.low:
            sentence = (
                f"{french.number(self.high)} est plus petit que le minimum, "
                f"{french.number(self.low)}. Corrigez l\u2019un des deux."
            )
            problems.append(Problem("high", sentence))
        if problems:
            raise RefusedFieldsError(*problems)
        return self

    def _of_kind(self) -> Sequence[Problem]:
        """Say what the kind asks for: a material for CO2e, an activity for jobs."""
        if self.kind is BenefitKind.CO2:
            if self.activity is not None:
                sentence = "Une activité ne se dit que pour des emplois\u00a0: retirez-la."
                return (Problem("activity", sentence),)
            if self.families or self.codes:
                return ()
            sentence = "Dites à quelle matière il s\u2019applique\u00a0: une famille ou un code."
            return (Problem("families", sentence),)
        found = []
        if self.activity is None:
            found.append(Problem("activity", "Choisissez l\u2019activité que la source décrit."))
        if self.low < 0:
            found.append(Problem("low", "Un nombre d\u2019emplois ne peut pas être négatif."))
        return found


def check_year(year: int, *, this_year: int) -> None:
    """Refuse a source of a year to come.

    Raises:
        DomainError: the year is after this one.
    """
    if year > this_year:
        sentence = f"{year} n\u2019est pas encore venue\u00a0: écrivez {this_year} ou avant."
        raise DomainError("", [Problem("year", sentence)])


def range_written(low: float | None, high: float | None, *, decimals: int = 2) -> str:
    """Write a range: « de 0,2 à 0,76 », « 1,32 » when both ends are one, « – » when unknown."""
    if low is None or high is None:
        return french.UNKNOWN
    least, most = french.number(round(low, decimals)), french.number(round(high, decimals))
    return least if least == most else f"de\u00a0{least} à\u00a0{most}"


def source_written(source: str, year: int | None) -> str:
    """Write a source with its year, unless the source says it: « ADEME (2013) »."""
    return source if year is None or str(year) in source else f"{source} ({year})"
