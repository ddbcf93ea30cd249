"""Material needs (besoins matière) of a project: what it could take, from where, at what price."""

from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from circular.domain import french
from circular.domain.dates import FrenchDate
from circular.domain.drafts import Draft
from circular.domain.errors import DomainError, Problem
from circular.domain.problems import RefusedFieldsError
from circular.domain.quantities import Kilometres, Percentage, Tonnes
from circular.domain.reference import typed_waste_digits, written_waste_code
from circular.domain.seasons import MonthShares
from circular.domain.streams import PriceATonne, period_problems
from circular.domain.texts import Line, Paragraph

CODE_LENGTHS = (2, 4, 6)
MOST_CODES = 60


def _digits(value: object) -> object:
    """Read codes as people write them, each once."""
    if not isinstance(value, list | tuple):
        return value
    return tuple(dict.fromkeys(_one_code(str(code)) for code in value))


def _one_code(text: str) -> str:
    """Return 2, 4 or 6 digits; else raise ValueError with its sentence."""
    digits = typed_waste_digits(text)
    if digits is None or len(digits) not in CODE_LENGTHS:
        raise ValueError(
            f"{french.quoted(text[:30])} n\u2019est pas un code déchet\u00a0: "
            "2, 4 ou 6 chiffres, par exemple 20 02 ou 20 02 01."
        )
    return digits


Codes = Annotated[tuple[str, ...], BeforeValidator(_digits)]
"""Codes of the waste list or of its chapters, digits only."""


class NeedDraft(Draft):
    """What a project could take: at least one code or one family, the rest when it is known."""

    title: Line = Field(title="Matière recherchée")
    codes: Codes = Field(default=(), title="Déchets acceptés", max_length=MOST_CODES)
    families: tuple[str, ...] = Field(default=(), title="Familles de matière acceptées")
    tonnes_min: Tonnes | None = Field(default=None, title="Au moins (t par an)")
    tonnes_max: Tonnes | None = Field(default=None, title="Au plus (t par an)")
    months: MonthShares | None = Field(default=None, title="Saison")
    distance_max_km: Kilometres | None = Field(default=None, title="Distance maximale (km)")
    contamination_max: Percentage | None = Field(default=None, title="Indésirables au plus (%)")
    hazardous_accepted: bool = Field(default=False, title="Accepte des déchets dangereux")
    quality: Line | None = Field(default=None, title="Qualité attendue")
    operations: tuple[str, ...] = Field(default=(), title="Traitements prévus")
    needed_from: FrenchDate | None = Field(default=None, title="Recherché à partir du")
    needed_to: FrenchDate | None = Field(default=None, title="Recherché jusqu\u2019au")
    price_max: PriceATonne | None = Field(default=None, title="Prix maximal (€ la tonne)")
    note: Paragraph | None = Field(default=None, title="Note")

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        problems = period_problems(self.needed_from, self.needed_to, field="needed_to")
        if not (self.codes or self.families):
            sentence = "Choisissez au moins un déchet accepté, ou une famille de matière."
            problems.append(Problem("codes", sentence))
        least, most = self.tonnes_min, self.tonnes_max
        if least is not None and most is not None and least > most:
            sentence = (
                f"Le minimum ({french.tonnes(least)}) dépasse le maximum ({french.tonnes(most)}). "
                "Corrigez l\u2019un des deux."
            )
            problems.append(Problem("tonnes_min", sentence))
        if most == 0:
            sentence = "Zéro tonne\u00a0: il n\u2019y a donc pas de besoin."
            problems.append(Problem("tonnes_max", sentence))
        if self.distance_max_km == 0:
            sentence = "Donnez une distance de plus de 0\u00a0km, ou laissez vide."
            problems.append(Problem("distance_max_km", sentence))
        if problems:
            raise RefusedFieldsError(*problems)
        return self


def check_codes(draft: NeedDraft, known: frozenset[str]) -> None:
    """Refuse codes that the waste list and its chapters never held.

    Raises:
        DomainError: it names every unknown code.
    """
    unknown = [written_waste_code(code) for code in draft.codes if code not in known]
    if unknown:
        verb = "ne sont pas" if len(unknown) > 1 else "n\u2019est pas"
        sentence = f"{french.join(unknown)} {verb} dans la liste européenne des déchets."
        raise DomainError("", [Problem("codes", sentence)])


def wanted_sentence(least: float | None, most: float | None) -> str | None:
    """Write the tonnes a year that a need asks for; None when nothing is said."""
    if least is None and most is None:
        return None
    if least is None:
        return f"{french.tonnes(most)} par an au plus"
    if most is None:
        return f"{french.tonnes(least)} par an au moins"
    if least == most:
        return f"{french.tonnes(most)} par an"
    return f"{french.number(least)} à {french.tonnes(most)} par an"
