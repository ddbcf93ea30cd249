"""Types of agreement: their rules are parameters with versions, never code."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from circular.domain import french
from circular.domain.dates import period_end
from circular.domain.drafts import Draft, Record
from circular.domain.errors import Problem
from circular.domain.french import day, quoted
from circular.domain.problems import RefusedFieldsError
from circular.domain.quantities import EUROS, Measure, measured
from circular.domain.texts import Line, clean_paragraph, limited

FEWEST_PARTIES = 2
MOST_PARTIES = 12
LEGAL_THRESHOLD = 23_000.0
"""Euros a year to one body, above which a financial agreement is compulsory.

Source: loi n° 2000-321 du 12 avril 2000, article 10; décret n° 2001-495 du 6 juin 2001, article 1.
"""

_LONGEST_LIST = 8_000
_LONGEST_TITLE = 200


class Clause(Record):
    """A clause: its title and its text, which may be empty in the rules of a type."""

    title: str
    text: str = ""


class AgreementType(Record):
    """One version of a type; an agreement keeps for ever the version that it was signed under.

    Durations are in whole months, notices in days, the threshold in euros a year; None: free.
    """

    key: str
    version: int
    label: str
    duration_months: int | None = None
    longest_months: int | None = None
    renewals: int = 0
    notice_days: int = 0
    fewest_parties: int = FEWEST_PARTIES
    clauses: tuple[Clause, ...] = ()
    annexes: tuple[str, ...] = ()
    yearly_threshold: float | None = None
    is_financial: bool = False

    def usual_end(self, starts_on: date) -> date | None:
        """Return the last day of the usual duration, None when the type has none."""
        return None if self.duration_months is None else period_end(starts_on, self.duration_months)

    def notice_before(self, ends_on: date | None) -> date | None:
        """Return the last day to give notice before an end, None without notice or without end."""
        if ends_on is None or not self.notice_days:
            return None
        return ends_on - timedelta(days=self.notice_days)

    def too_long(self, starts_on: date | None, ends_on: date | None) -> Problem | None:
        """Say that the period is longer than the type allows, and the last day that it allows."""
        if starts_on is None or ends_on is None or self.longest_months is None:
            return None
        latest = period_end(starts_on, self.longest_months)
        if ends_on <= latest:
            return None
        return Problem(
            "ends_on",
            f"{quoted(self.label)} dure {self.longest_months}\u00a0mois au plus\u00a0: "
            f"avec un début le {day(starts_on)}, la fin est le {day(latest)} au plus tard.",
        )

    def threshold_warning(self, yearly_amount: float | None) -> str | None:
        """Warn, without refusing, that the yearly amount (euros) calls for a financial agreement.

        Source: loi n° 2000-321, article 10; décret n° 2001-495, article 1.
        """
        threshold = self.yearly_threshold
        if self.is_financial or threshold is None or (yearly_amount or 0) <= threshold:
            return None
        return (
            f"Au-delà de {french.euros(threshold)} par an versés par une administration à un même "
            "organisme privé, une convention financière est obligatoire (loi n°\u00a02000-321, "
            "article\u00a010\u202f; décret n°\u00a02001-495). Celle-ci n’en est pas une\u00a0: "
            "vérifiez avec le financeur s’il faut en préparer une."
        )


def parse_clauses(text: object) -> object:
    """Read one clause a line, « Titre : texte », the text being optional; else return it as is."""
    if not isinstance(text, str):
        return () if text is None else text
    found = []
    for line in limited(clean_paragraph(text), _LONGEST_LIST).splitlines():
        title, _, body = line.partition(":")
        if title.strip():
            found.append(Clause(title=_short(title), text=body.strip()))
    return tuple(found)


def parse_titles(text: object) -> object:
    """Read one title a line; else return the value as it is."""
    if not isinstance(text, str):
        return () if text is None else text
    lines = limited(clean_paragraph(text), _LONGEST_LIST).splitlines()
    return tuple(_short(line) for line in lines if line.strip())


def written_clauses(clauses: tuple[Clause, ...]) -> str:
    """Write clauses one a line, as `parse_clauses` reads them."""
    return "\n".join(
        f"{each.title}\u00a0: {' '.join(each.text.split())}" if each.text else each.title
        for each in clauses
    )


def _short(title: str) -> str:
    return limited(title.strip(), _LONGEST_TITLE)


def _once(titles: tuple[str, ...]) -> None:
    twice = next((each for each in titles if titles.count(each) > 1), None)
    if twice is not None:
        raise ValueError(f"{quoted(twice)} est écrit deux fois\u00a0: gardez-en un.")


def _clauses_once(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    _once(tuple(each.title for each in clauses))
    return clauses


def _titles_once(titles: tuple[str, ...]) -> tuple[str, ...]:
    _once(titles)
    return titles


Clauses = Annotated[
    tuple[Clause, ...], BeforeValidator(parse_clauses), AfterValidator(_clauses_once)
]
"""Clauses, typed one a line, « Titre : texte »."""

Titles = Annotated[tuple[str, ...], BeforeValidator(parse_titles), AfterValidator(_titles_once)]
"""Titles, typed one a line."""


def _whole(name: str, lowest: int, highest: int, *units: str) -> BeforeValidator:
    """Build the reader of a whole number within its bounds."""
    measure = Measure(name, Decimal(lowest), Decimal(highest), 0, units)
    return BeforeValidator(lambda value: int(measured(value, measure)))


_Months = Annotated[int, _whole("la durée", 1, 1_200, "mois")]
_Renewals = Annotated[int, _whole("le nombre", 0, 50)]
_Days = Annotated[int, _whole("le préavis", 0, 3_650, "jours", "jour")]
_Parties = Annotated[int, _whole("le nombre", FEWEST_PARTIES, MOST_PARTIES)]
_THRESHOLD = Measure("le seuil", Decimal(1), EUROS.highest, 2, EUROS.units)
_Threshold = Annotated[float, BeforeValidator(lambda value: float(measured(value, _THRESHOLD)))]


class AgreementTypeDraft(Draft):
    """The rules of the next version of a type, and why they change."""

    label: Line = Field(title="Nom du type")
    duration_months: _Months | None = Field(default=None, title="Durée habituelle (mois)")
    longest_months: _Months | None = Field(default=None, title="Durée maximale (mois)")
    renewals: _Renewals = Field(default=0, title="Renouvellements au plus")
    notice_days: _Days = Field(default=0, title="Préavis (jours)")
    fewest_parties: _Parties = Field(default=FEWEST_PARTIES, title="Parties au moins")
    clauses: Clauses = Field(default=(), title="Clauses demandées")
    annexes: Titles = Field(default=(), title="Annexes demandées")
    yearly_threshold: _Threshold | None = Field(default=None, title="Seuil annuel (€)")
    is_financial: bool = Field(default=False, title="C’est une convention financière")
    reason: Line = Field(title="Pourquoi ce changement")

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        most, usual = self.longest_months, self.duration_months
        if most and usual and usual > most:
            sentence = (
                f"La durée habituelle dépasse la durée maximale ({most}\u00a0mois). Corrigez-la."
            )
            raise RefusedFieldsError(Problem("duration_months", sentence))
        return self

    def version_of(self, key: str, version: int) -> AgreementType:
        """Return the version of a type that these rules make."""
        return AgreementType(key=key, version=version, **self.model_dump(exclude={"reason"}))


@dataclass(frozen=True, slots=True)
class TypeVersion:
    """One version of a type: its rules, from which day, who decided it and why.

    Those of the product were decided by nobody; `agreements` counts what stands under it.
    """

    rules: AgreementType
    since: date | None
    reason: str | None
    author: str | None
    is_offered: bool
    is_own: bool
    agreements: int


_TITLES = {name: field.title or name for name, field in AgreementTypeDraft.model_fields.items()}


def rules_in_words(rules: AgreementType) -> dict[str, str]:
    """Write each rule of a type the way people read it: title → words."""
    return {
        _TITLES["label"]: rules.label,
        _TITLES["duration_months"]: _months(rules.duration_months),
        _TITLES["longest_months"]: _months(rules.longest_months),
        _TITLES["renewals"]: str(rules.renewals) if rules.renewals else "aucun",
        _TITLES["notice_days"]: french.plural(rules.notice_days, "jour", "jours")
        if rules.notice_days
        else "aucun",
        _TITLES["fewest_parties"]: str(rules.fewest_parties),
        _TITLES["clauses"]: ", ".join(each.title for each in rules.clauses) or "aucune",
        _TITLES["annexes"]: ", ".join(rules.annexes) or "aucune",
        _TITLES["yearly_threshold"]: french.euros(rules.yearly_threshold)
        if rules.yearly_threshold
        else "aucun",
        _TITLES["is_financial"]: french.yes_no(rules.is_financial),
    }


def _months(count: int | None) -> str:
    return "libre" if count is None else f"{count}\u00a0mois"
