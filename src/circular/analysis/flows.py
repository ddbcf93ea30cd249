"""What is offered and what is wanted, as the scoring takes them: two frozen types, all optional.

Only the key is required. What is unknown stays None (or empty): the scoring leaves it out, it is
never taken for zero. Values from an outside table are tidied at the door: codes may hold spaces or
the asterisk of hazardous waste, a lost leading zero is put back, NaN is unknown.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from circular.domain.errors import DomainError

MONTHS = 12
CODE_LENGTHS = (2, 4, 6)
_NOT_DIGITS = re.compile(r"[\s.*\u00a0\u202f-]+")


@dataclass(frozen=True, slots=True)
class Stream:
    """A waste stream on offer (*gisement*).

    Tonnes are a year's; ``months`` are twelve shares or twelve masses, only their profile counts;
    ``contamination`` is in per cent; ``quality`` a note in [0, 1] (words there are not scored);
    ``price`` is asked from the taker, in euros a tonne, negative when the producer pays;
    ``operation`` is the treatment (R or D) that the stream may go to; ``tonnes_remaining`` is what
    agreements have left of it, 0 once all is committed.
    """

    key: str
    codes: tuple[str, ...] = ()
    text: str = ""
    family: str | None = None
    hazardous: bool | None = None
    tonnes_min: float | None = None
    tonnes_likely: float | None = None
    tonnes_max: float | None = None
    months: tuple[float, ...] | None = None
    latitude: float | None = None
    longitude: float | None = None
    available_from: date | None = None
    available_to: date | None = None
    contamination: float | None = None
    quality: float | str | None = None
    price: float | None = None
    operation: str | None = None
    tonnes_remaining: float | None = None

    def __post_init__(self) -> None:
        """Tidy the codes, the words, the months and the numbers.

        Raises:
            DomainError: the months are not twelve numbers of at least 0.
        """
        starred = any("*" in str(code) for code in _several(self.codes))
        if self.hazardous is None and starred:
            object.__setattr__(self, "hazardous", True)
        _tidy(self, numbers=_STREAM_NUMBERS)
        note = None if isinstance(self.quality, str) else _number(self.quality)
        object.__setattr__(self, "quality", note)

    @property
    def tonnes_offered(self) -> float | None:
        """Give the tonnes a year that can still be taken: the likely figure, or the middle."""
        bounds = [value for value in (self.tonnes_min, self.tonnes_max) if value is not None]
        middle = sum(bounds) / len(bounds) if bounds else None
        figure = self.tonnes_likely if self.tonnes_likely is not None else middle
        if figure is None or self.tonnes_remaining is None:
            return figure if figure is not None else self.tonnes_remaining
        return min(figure, self.tonnes_remaining)


@dataclass(frozen=True, slots=True)
class Need:
    """What a project can take (*besoin matière*).

    ``codes`` and ``families`` are accepted ones, a repeated code tells how often it was taken;
    ``examples`` are words of streams already accepted, one entry a stream; ``distance_max_km`` is
    compared with the great circle times 1.3; ``operations`` are the treatments practised.
    """

    key: str
    codes: tuple[str, ...] = ()
    text: str = ""
    families: tuple[str, ...] = ()
    hazardous_accepted: bool | None = None
    tonnes_min: float | None = None
    tonnes_max: float | None = None
    months: tuple[float, ...] | None = None
    latitude: float | None = None
    longitude: float | None = None
    distance_max_km: float | None = None
    contamination_max: float | None = None
    price_max: float | None = None
    operations: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    needed_from: date | None = None
    needed_to: date | None = None

    def __post_init__(self) -> None:
        """Tidy the codes, the words, the months and the numbers.

        Raises:
            DomainError: the months are not twelve numbers of at least 0.
        """
        _tidy(self, numbers=_NEED_NUMBERS)
        for name in ("families", "operations", "examples"):
            entries = tuple(str(entry) for entry in _several(getattr(self, name)) if entry)
            object.__setattr__(self, name, entries)


_PLACE = ("latitude", "longitude")
_STREAM_NUMBERS = (
    *("tonnes_min", "tonnes_likely", "tonnes_max", "tonnes_remaining", "contamination", "price"),
    *_PLACE,
)
_NEED_NUMBERS = (
    *("tonnes_min", "tonnes_max", "distance_max_km", "contamination_max", "price_max"),
    *_PLACE,
)


def clean_code(code: object) -> str:
    """Give the digits of a European waste code of 2, 4 or 6 digits, empty when it is none.

    An odd number of digits lost its leading zero on the way, as spreadsheets do: it is put back.
    """
    return _clean_text(str(code))


@lru_cache(maxsize=8192)
def _clean_text(code: str) -> str:
    digits = _NOT_DIGITS.sub("", code)
    if not digits.isascii() or not digits.isdigit():
        return ""
    padded = digits.zfill(len(digits) + len(digits) % 2)
    return padded if len(padded) in CODE_LENGTHS else ""


def _tidy(flow: Stream | Need, *, numbers: tuple[str, ...]) -> None:
    """Tidy what streams and needs have in common."""
    codes = (clean_code(code) for code in _several(flow.codes))
    object.__setattr__(flow, "codes", tuple(code for code in codes if code))
    object.__setattr__(flow, "text", flow.text if isinstance(flow.text, str) else "")
    object.__setattr__(flow, "months", _profile(flow.months))
    for name in numbers:
        object.__setattr__(flow, name, _number(getattr(flow, name)))
    if not _on_earth(flow.latitude, flow.longitude):
        for name in _PLACE:
            object.__setattr__(flow, name, None)


def _several(values: Any) -> tuple[Any, ...]:
    """Give entries one by one, whether one, several or none came."""
    if values is None or isinstance(values, float):
        return ()
    if isinstance(values, str) or not isinstance(values, Iterable):
        return (values,)
    return tuple(values)


def _number(value: Any) -> float | None:
    """Give a finite number, or None for what is unknown."""
    if value is None:
        return None
    number = float(value)
    return number if math.isfinite(number) else None


def _on_earth(latitude: float | None, longitude: float | None) -> bool:
    """Tell whether a place is known; (0, 0) is what an empty cell becomes, not a place here."""
    if latitude is None or longitude is None or (latitude == 0 and longitude == 0):
        return False
    return abs(latitude) <= 90 and abs(longitude) <= 180  # noqa: PLR2004  # degrees


def _profile(months: Any) -> tuple[float, ...] | None:
    """Give twelve shares that add up to 1, or None when nothing is known of the season."""
    if months is None or (isinstance(months, float) and math.isnan(months)):
        return None
    figures = tuple(_number(month) or 0.0 for month in months)
    if not figures:
        return None
    if len(figures) != MONTHS or min(figures) < 0:
        raise DomainError("Le profil de l’année compte douze mois, aucun n’est négatif.")
    total = sum(figures)
    return tuple(figure / total for figure in figures) if total > 0 else None
