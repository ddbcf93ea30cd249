"""What the product knows before anybody types anything: places, activities, waste codes, lists."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field

from circular.domain.french import day, join
from circular.domain.texts import Line

EPCI_KINDS = {
    "CC": "communauté de communes",
    "CA": "communauté d’agglomération",
    "CU": "communauté urbaine",
    "METRO": "métropole",
    "MET69": "métropole à statut particulier",
}
WASTE_CODE_LENGTH = 6
OWN_KEY_PREFIX = "asso_"
_ONE_DAY = timedelta(days=1)

_CODE_IN_LABEL = re.compile(r"\b\d{2}[ \u00a0\u202f]\d{2}[ \u00a0\u202f]\d{2}\b")
_TYPED_WASTE_CODE = re.compile(r"[\d\s\u00a0\u202f.]+\*?")


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune of today, known by its INSEE code; what is unknown is None."""

    code: str
    name: str
    department_code: str
    department_name: str
    epci_siren: str | None
    epci_name: str | None
    population: int | None
    latitude: float | None
    longitude: float | None

    @property
    def shown_name(self) -> str:
        """Tell communes of one name apart: « Vayres (Gironde) », « Vayres (Haute-Vienne) »."""
        if self.name == self.department_name:
            return self.name
        return f"{self.name} ({self.department_name})"


@dataclass(frozen=True, slots=True)
class Epci:
    """A group of communes with its own taxes, known by its SIREN."""

    siren: str
    name: str
    kind: str
    population: int | None
    commune_count: int

    @property
    def kind_label(self) -> str:
        """Write the kind in full."""
        return EPCI_KINDS.get(self.kind, self.kind)


@dataclass(frozen=True, slots=True)
class Contour:
    """The simplified outline of a commune or an EPCI: a GeoJSON geometry in WGS 84, as text.

    Outer rings run clockwise, which is how plotly fills them.
    """

    code: str
    name: str
    geometry: str


@dataclass(frozen=True, slots=True)
class WasteCode:
    """One entry of the European waste list during its period of validity, last day included."""

    code: str
    label: str
    everyday_label: str
    is_hazardous: bool
    material_family: str | None
    valid_from: date
    valid_to: date | None
    is_verified: bool
    replaced_by: tuple[str, ...]

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> Self:
        """Build the entry from the columns of the stored list, dates in ISO form."""
        until = row["valid_to"]
        return cls(
            code=row["code"],
            label=row["label"],
            everyday_label=row["everyday_label"],
            is_hazardous=bool(row["hazardous"]),
            material_family=row["material_family"],
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=None if until is None else date.fromisoformat(until),
            is_verified=bool(row["verified"]),
            replaced_by=tuple((row["replaced_by"] or "").split()),
        )

    @property
    def written(self) -> str:
        """Write the code as the law does: « 20 02 01 », with an asterisk when hazardous."""
        return written_waste_code(self.code, is_hazardous=self.is_hazardous)

    @property
    def twins_named(self) -> tuple[str, ...]:
        """Give the codes that the official label sends to: « autres que ceux visés à 20 01 37 »."""
        found = (re.sub(r"\D", "", code) for code in _CODE_IN_LABEL.findall(self.label))
        return tuple(code for code in found if code != self.code)

    @property
    def chapter(self) -> str:
        """Give the two digits of the chapter."""
        return self.code[:2]

    @property
    def subchapter(self) -> str:
        """Give the four digits of the sub-chapter."""
        return self.code[:4]

    def is_valid_on(self, when: date) -> bool:
        """Tell whether the list of that day holds this entry."""
        return self.valid_from <= when and (self.valid_to is None or when <= self.valid_to)

    def validity_note(self, when: date) -> str | None:
        """Say in a sentence why the code cannot be chosen on that day; None when it can."""
        if self.is_valid_on(when):
            return None
        if self.valid_to is None or self.valid_from > when:
            return f"Ce code ne sera valable qu\u2019à partir du {day(self.valid_from)}."
        new = join([written_waste_code(code) for code in self.replaced_by])
        advice = f"\u202f; voir {new}" if self.replaced_by else ""
        return f"Ce code n\u2019est plus valable depuis le {day(self.valid_to + _ONE_DAY)}{advice}."


@dataclass(frozen=True, slots=True)
class WasteSuggestion:
    """A waste code that may be the one a person is looking for, and why."""

    code: WasteCode
    reason: str


@dataclass(frozen=True, slots=True)
class NafCode:
    """A sub-class of the French nomenclature of activities, in one of its versions."""

    code: str
    label: str
    section: str
    version: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One choice of a small list: of the product, or of the association itself."""

    list_name: str
    key: str
    label: str
    position: int
    parent: str | None
    note: str | None
    since: int | None  # a year
    is_own: bool
    is_active: bool


class EntryDraft(BaseModel):
    """A choice that the association adds to a list, or the new name of one that it added."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    list_name: str = Field(title="Liste", min_length=1)
    label: Line = Field(title="Intitulé", min_length=1)
    parent: str | None = Field(default=None, title="Rangé sous")


def mirror_sentence(code: WasteCode, twins: Sequence[WasteCode]) -> str | None:
    """Warn that a waste has a twin, hazardous or not, and name it; None when it has none.

    Source: « entrées miroirs » of the European waste list, decision 2000/532/EC, as amended.
    """
    others = [twin for twin in twins if twin.is_hazardous != code.is_hazardous]
    if not others:
        return None
    named = join([f"{twin.written} ({twin.everyday_label})" for twin in others])
    if code.is_hazardous:
        return (
            f"Code miroir\u00a0: sans substance dangereuse, ce déchet relève de {named}. "
            "C\u2019est au producteur de le prouver, par une analyse ou une fiche."
        )
    return (
        f"Code miroir\u00a0: s\u2019il contient des substances dangereuses, ce déchet relève de "
        f"{named}. Demandez au producteur ce qui prouve le contraire."
    )


def written_waste_code(code: str, *, is_hazardous: bool = False) -> str:
    """Write six digits two by two, with the asterisk of hazardous waste: « 16 06 01* »."""
    pairs = " ".join(code[start : start + 2] for start in range(0, len(code), 2))
    return f"{pairs}*" if is_hazardous else pairs


def shown_commune(name: str | None, department_code: str | None) -> str | None:
    """Write a commune so that namesakes are told apart, « Vayres (33) »; None when unknown."""
    return None if name is None else f"{name}\u00a0({department_code})"


def typed_waste_digits(text: str) -> str | None:
    """Read the digits of a waste code or of its beginning; None when the text is not one.

    « 20 02 01 », « 200201 », « 20.02.01 » and « 16 06 01* » are understood.
    """
    if not _TYPED_WASTE_CODE.fullmatch(text.strip()):
        return None
    digits = re.sub(r"\D", "", text)
    return digits if 1 < len(digits) <= WASTE_CODE_LENGTH else None
