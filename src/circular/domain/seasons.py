"""The months in which matter comes or is wanted, as twelve shares of a year."""

import json
import math
from collections.abc import Sequence
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from circular.domain.drafts import is_blank
from circular.domain.french import MONTHS, join, number
from circular.domain.quantities import PERCENTAGE, measured

MONTHS_A_YEAR = 12
ALL_YEAR = "toute l\u2019année"
_DECIMALS = 4
_WHOLE = 100.0
_TOLERANCE = 0.5  # points: twelve figures rounded to the tenth
_VOWELS = "aeiouâéêôh"


def shares_of(months: Sequence[int]) -> tuple[float, ...] | None:
    """Spread a year evenly over the months given (1 to 12); None when none is.

    Raises ValueError when a number is not that of a month.
    """
    chosen = set(months)
    if not chosen:
        return None
    if not chosen <= set(range(1, MONTHS_A_YEAR + 1)):
        raise ValueError("Un mois porte un numéro de 1 à 12.")
    return tuple(
        1 / len(chosen) if month in chosen else 0.0 for month in range(1, MONTHS_A_YEAR + 1)
    )


def months_of(shares: Sequence[float] | None) -> tuple[int, ...]:
    """Return the numbers of the months whose share is not nothing; none when unknown."""
    return tuple(rank for rank, share in enumerate(shares or (), start=1) if share > 0)


def checked_shares(shares: Sequence[float]) -> tuple[float, ...]:
    """Return twelve shares that add up to 1.

    Raises ValueError, with a French sentence, when they are not twelve, when one is negative or no
    number, or when the year is empty.
    """
    if len(shares) != MONTHS_A_YEAR:
        raise ValueError("Donnez une part pour chacun des douze mois.")
    if any(not math.isfinite(share) or share < 0 for share in shares):
        raise ValueError("La part d\u2019un mois est un nombre, jamais négatif.")
    total = sum(shares)
    if total == 0:
        raise ValueError("Choisissez au moins un mois.")
    return tuple(share / total for share in shares)


def typed_year(value: object) -> object:
    """Read twelve shares typed in per cent; shares that were computed are left as they are.

    Raises ValueError, with a French sentence, when one is no number or when they do not make 100.
    """
    if not isinstance(value, list | tuple) or not any(isinstance(each, str) for each in value):
        return value
    points = [
        0.0 if is_blank(text) else _typed_points(month, text)
        for month, text in zip(MONTHS, value, strict=False)
    ]
    total = sum(points)
    if total and abs(total - _WHOLE) > _TOLERANCE:
        gap = number(round(abs(total - _WHOLE), 2))
        what = f"il manque {gap}" if total < _WHOLE else f"il y a {gap} de trop"
        raise ValueError(
            f"Les douze mois font {number(round(total, 2))}\u00a0% au lieu de 100\u00a0: {what}."
        )
    return tuple(point / _WHOLE for point in points)


def _typed_points(month: str, text: object) -> float:
    """Read the share of one month, in per cent."""
    try:
        return float(measured(text, PERCENTAGE))
    except ValueError as error:
        raise ValueError(f"{month.capitalize()}\u00a0: {error}") from None


def season_sentence(shares: Sequence[float] | None) -> str | None:
    """Say which months have matter: « toute l’année », « d’octobre à décembre », « en mai »."""
    months = months_of(shares)
    if not months:
        return None
    if len(months) == MONTHS_A_YEAR:
        return ALL_YEAR
    first, last = _run(months)
    if first is None or last is None:
        return f"en {join([MONTHS[month - 1] for month in months])}"
    if first == last:
        return f"en {MONTHS[first - 1]}"
    name = MONTHS[first - 1]
    start = f"d\u2019{name}" if name[0] in _VOWELS else f"de {name}"
    return f"{start} à {MONTHS[last - 1]}"


def stored(shares: Sequence[float] | None) -> str | None:
    """Write the shares as the store keeps them: a JSON list."""
    return None if shares is None else json.dumps([round(share, _DECIMALS) for share in shares])


def read(text: str | None) -> tuple[float, ...] | None:
    """Read the shares that the store keeps."""
    return None if text is None else checked_shares([float(share) for share in json.loads(text)])


def _run(months: Sequence[int]) -> tuple[int | None, int | None]:
    """Return the ends of an unbroken run of months, even over New Year; None twice otherwise."""
    present = set(months)
    starts = [month for month in months if (month - 2) % MONTHS_A_YEAR + 1 not in present]
    ends = [month for month in months if month % MONTHS_A_YEAR + 1 not in present]
    return (starts[0], ends[0]) if len(starts) == 1 else (None, None)


MonthShares = Annotated[
    tuple[float, ...], BeforeValidator(typed_year), AfterValidator(checked_shares)
]
"""Twelve shares of a year; write ``MonthShares | None`` when the season may be unknown."""
