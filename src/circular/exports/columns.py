"""What a table is made of: columns declared once, read alike by the screen and by every file."""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, StrEnum
from functools import cached_property

from circular.domain import french

Plain = str | int | float | Decimal | date | None
"""What a cell holds once enumerations, truth values and lists are put into words."""

NARROWEST = 9
WIDEST = 60
ROWS_MEASURED = 300
FILTER_BUTTON = 4
NOISE = 9  # decimals beyond which a binary sum such as 0,1 + 0,2 says nothing
ISO_DAY = len("2026-11-22")
CRITERIA = "Critères"
SHEET_TITLE_LENGTH = 31

_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_FORBIDDEN_IN_TITLES = dict.fromkeys(map(ord, "[]:*?/\\'"), " ")


class Kind(StrEnum):
    """What a column holds; it decides how a value is shown and how it is typed in a file.

    A percentage is a ratio between 0 and 1. A year, a SIRET, a commune or waste code is a CODE.
    """

    TEXT = "text"
    CODE = "code"
    NUMBER = "number"
    INTEGER = "integer"
    TONNES = "tonnes"
    KILOMETRES = "kilometres"
    FULL_TIME_EQUIVALENTS = "full_time_equivalents"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    MOMENT = "moment"
    BOOLEAN = "boolean"

    @property
    def decimals(self) -> int:
        """How many decimals are shown at most."""
        return _DECIMALS.get(self, 0)

    def decimals_of(self, value: Plain) -> int:
        """How many decimals this value needs to be shown in full, within the limit of the kind."""
        if not isinstance(value, float | Decimal):
            return 0
        fraction = f"{value:.{self.decimals}f}".partition(".")[2].rstrip("0")
        return self.decimals if fraction and self is Kind.MONEY else len(fraction)

    @property
    def unit(self) -> str:
        """The unit that follows the number, or nothing."""
        return _UNITS.get(self, "")

    @property
    def is_numeric(self) -> bool:
        """Whether the column holds quantities, to be aligned on the right."""
        return self in _WRITERS

    def plain(self, value: object) -> Plain:
        """Return the value of a cell: None when unknown, a text when it is not of the kind."""
        if self is Kind.BOOLEAN and value in (0, 1):
            return french.yes_no(bool(value))
        if self in _DAYS and isinstance(value, str):
            value = _day_in(value)
        if isinstance(value, date):
            return self._plain_day(value)
        if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            return self._plain_number(value)
        return _words(value) or None

    def _plain_day(self, value: date) -> date:
        if not isinstance(value, datetime):
            return value
        moment = value.astimezone().replace(tzinfo=None) if value.tzinfo else value
        return moment.date() if self is Kind.DATE else moment

    def _plain_number(self, value: float | Decimal) -> Plain:
        if not math.isfinite(value):
            return None
        exact = round(value, NOISE) if isinstance(value, float) else value
        return exact if self in _WRITERS else _words(exact)

    def shown(self, value: object) -> str:
        """Write the value in French for the screen; what is unknown is « – »."""
        plain = self.plain(value)
        if plain is None:
            return french.UNKNOWN
        if isinstance(plain, datetime):
            return french.moment(plain)
        if isinstance(plain, date):
            return french.day(plain)
        return plain if isinstance(plain, str) else _WRITERS[self](plain)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the attribute or key it reads in a row, its French title and its kind."""

    key: str
    title: str
    kind: Kind = Kind.TEXT

    def plain(self, row: object) -> Plain:
        """Return what the row holds in this column, ready for a file."""
        return self.kind.plain(self._value(row))

    def shown(self, row: object) -> str:
        """Write what the row holds in this column, ready for the screen."""
        return self.kind.shown(self._value(row))

    def _value(self, row: object) -> object:
        return row[self.key] if isinstance(row, Mapping) else getattr(row, self.key)


@dataclass(frozen=True)
class Table:
    """Rows, the columns to write and what was asked: everything a file needs, and nothing else.

    Rows are objects with attributes, or mappings. Criteria are the filters as shown on screen,
    (label, value) in their order.
    """

    title: str
    columns: Sequence[Column]
    rows: Sequence[object]
    criteria: Sequence[tuple[str, str]]
    author: str
    made_on: date

    def __post_init__(self) -> None:
        """Refuse a table without columns: no reader opens it."""
        if not self.columns:
            raise ValueError("A table has at least one column.")

    @cached_property
    def about(self) -> tuple[tuple[str, Plain], ...]:
        """The lines of the sheet « Critères »: title, filters, author, date and number of rows."""
        criteria = tuple((label, text_only(value)) for label, value in self.criteria)
        return (
            ("Tableau", text_only(self.title)),
            *(criteria or (("Filtres", "aucun"),)),
            ("Auteur", text_only(self.author)),
            ("Date", self.made_on),
            ("Nombre de lignes", len(self.rows)),
        )

    @cached_property
    def widths(self) -> tuple[int, ...]:
        """The width of each column in characters, from its title and its first rows."""
        return tuple(self._width(column) for column in self.columns)

    def _width(self, column: Column) -> int:
        texts = (column.shown(row) for row in self.rows[:ROWS_MEASURED])
        lines = (len(line) + 1 for text in texts for line in text.splitlines())
        longest = max(lines, default=0)
        return min(WIDEST, max(NARROWEST, len(column.title) + FILTER_BUTTON, longest))


def text_only(text: str) -> str:
    """Return the text without the characters that no XML file may hold, and plain line ends."""
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def sheet_title(title: str) -> str:
    """Return a title that any spreadsheet accepts for its first sheet: short, no reserved sign."""
    words = " ".join(text_only(title).translate(_FORBIDDEN_IN_TITLES).split())
    short = words[:SHEET_TITLE_LENGTH].strip()
    return short if short and short.casefold() != CRITERIA.casefold() else "Tableau"


def _day_in(text: str) -> date | str:
    """Return the day or the moment that a text of the store holds, or the text itself."""
    try:
        return datetime.fromisoformat(text) if len(text) > ISO_DAY else date.fromisoformat(text)
    except ValueError:
        return text


def _words(value: object) -> str:
    """Put into words what is no number and no date."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return french.yes_no(value)
    if isinstance(value, Enum):
        return str(getattr(value, "label", value.value))
    if isinstance(value, list | tuple):
        return ", ".join(_words(item) for item in value)
    if isinstance(value, int | float | Decimal):
        return str(value).replace(".", ",")
    text = text_only(str(value))
    return text if text.strip() else ""


_WRITERS: Mapping[Kind, Callable[[int | float | Decimal], str]] = {
    Kind.NUMBER: french.number,
    Kind.INTEGER: lambda value: french.number(value, decimals=0),
    Kind.TONNES: french.tonnes,
    Kind.KILOMETRES: french.kilometres,
    Kind.FULL_TIME_EQUIVALENTS: french.full_time_equivalents,
    Kind.MONEY: french.euros,
    Kind.PERCENT: french.percent,
}
_DAYS = frozenset({Kind.DATE, Kind.MOMENT})
_DECIMALS: Mapping[Kind, int] = {
    Kind.NUMBER: 2,
    Kind.TONNES: 3,
    Kind.KILOMETRES: 1,
    Kind.FULL_TIME_EQUIVALENTS: 2,
    Kind.MONEY: 2,
}
_UNITS: Mapping[Kind, str] = {
    Kind.TONNES: "t",
    Kind.KILOMETRES: "km",
    Kind.FULL_TIME_EQUIVALENTS: "ETP",
    Kind.MONEY: "€",
    Kind.PERCENT: "%",
}
