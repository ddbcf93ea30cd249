"""Numbers as people type them in France, read without guessing, and the quantities of the drafts.

``Tonnes``, ``Euros`` and the others are the types of draft fields; write ``Tonnes | None`` for a
field that may stay empty.
"""

import math
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated

from pydantic import BeforeValidator

from circular.domain import french

LONGEST_NUMBER = 40
LONGEST_QUOTE = 30

_SPACES = " \u00a0\u202f\u2009"
_SIGNED = re.compile(r"([+\-\u2212\u2013]?)\s*(.*)", re.DOTALL)
_PLAIN = re.compile(r"([0-9]+)(?:[.,]([0-9]+))?")
_BARE_FRACTION = re.compile(r"()[.,]([0-9]+)")
_SPACED = re.compile(rf"([0-9]{{1,3}}(?:[{_SPACES}][0-9]{{3}})+)(?:[.,]([0-9]+))?")
_DOTTED = re.compile(r"([0-9]{1,3}(?:\.[0-9]{3})+),([0-9]+)")
_DOTTED_WHOLE = re.compile(r"([0-9]{1,3}(?:\.[0-9]{3}){2,})()")
_FORMS = (_PLAIN, _BARE_FRACTION, _SPACED, _DOTTED, _DOTTED_WHOLE)
_AMBIGUOUS = re.compile(r"([1-9][0-9]{0,2})\.([0-9]{3})")


@dataclass(frozen=True, slots=True)
class Measure:
    """What a quantity may be: its name in a sentence, its bounds, precision and units."""

    name: str = "le nombre"
    lowest: Decimal | None = None
    highest: Decimal | None = None
    decimals: int | None = None
    units: tuple[str, ...] = ()

    def checked(self, value: Decimal) -> Decimal:
        """Return a value that lies within the bounds, else raise ValueError with its sentence."""
        if self.lowest is not None and value < self.lowest:
            raise ValueError(self._too_low(value, self.lowest))
        if self.highest is not None and value > self.highest:
            raise ValueError(
                f"{self._shown(value)} dépasse ce qui est plausible\u00a0: "
                f"{self._shown(self.highest)} au plus. Vérifiez le nombre et son unité."
            )
        return value

    def without_unit(self, text: str) -> str:
        """Return the typed text without the unit that some people write after the number."""
        for unit in sorted(self.units, key=len, reverse=True):
            shorter = text.casefold().removesuffix(unit.casefold())
            if len(shorter) < len(text) and shorter.strip():
                return text[: len(shorter)].strip()
        return text

    def _too_low(self, value: Decimal, lowest: Decimal) -> str:
        if lowest == 0:
            return f"{self._shown(value)}\u00a0: ce nombre ne peut pas être négatif."
        return f"{self._shown(value)} est trop petit\u00a0: {self._shown(lowest)} au moins."

    def _shown(self, value: Decimal) -> str:
        written = french.number(value)
        return f"{written}\u00a0{self.units[0]}" if self.units else written


def parse_decimal(
    text: str,
    *,
    lowest: Decimal | None = None,
    highest: Decimal | None = None,
    name: str = "le nombre",
) -> Decimal:
    """Read ``1234,5``, ``1 234,5``, ``1234.5`` or ``1.234,5``; ask back about ``1.234``.

    A comma is always the decimal sign, so ``1,234`` is a little more than one. Raises ValueError,
    with a French sentence, when the text is no number, may be read in two ways, or lies outside
    the bounds (both included).
    """
    return Measure(name=name, lowest=lowest, highest=highest).checked(_read(text, name))


def measured(value: object, measure: Measure) -> Decimal:
    """Turn what a form or a file gives, text or number, into an exact quantity.

    Raises ValueError with a French sentence. Text with too many decimals is refused, since it was
    typed; a binary number is rounded, since nobody typed its last digits.
    """
    if isinstance(value, str):
        exact = _read(measure.without_unit(value.strip()), measure.name)
        _refuse_lost_digits(exact, measure)
        return measure.checked(exact)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise ValueError(_not_a_number(str(value), measure.name))  # noqa: TRY004  # for pydantic
    if not math.isfinite(value):
        raise ValueError(_not_a_number("", measure.name))
    exact = Decimal(str(value))
    if isinstance(value, float) and measure.decimals:
        exact = exact.quantize(Decimal(1).scaleb(-measure.decimals), rounding=ROUND_HALF_UP)
    _refuse_lost_digits(exact, measure)
    return measure.checked(exact)


def clipped(text: str) -> str:
    """Return what was typed between quotation marks, shortened when it is long."""
    flat = " ".join(text.split())
    return french.quoted(flat if len(flat) <= LONGEST_QUOTE else f"{flat[:LONGEST_QUOTE]}…")


def _read(text: str, name: str) -> Decimal:
    """Read one number, or raise ValueError with its sentence."""
    sign, digits = _split_sign(text)
    ambiguous = _AMBIGUOUS.fullmatch(digits)
    if ambiguous:
        whole, rest = ambiguous.groups()
        raise ValueError(
            f"{clipped(text)} peut se lire de deux façons\u00a0: "
            f"{whole}{french.NARROW}{rest} ou {whole},{rest}\u202f?"
        )
    for form in _FORMS:
        found = form.fullmatch(digits) if len(digits) <= LONGEST_NUMBER else None
        if found:
            whole = re.sub(r"[^0-9]", "", found.group(1))
            return Decimal(f"{sign}{whole or 0}.{found.group(2) or ''}")
    raise ValueError(_not_a_number(text, name))


def _split_sign(text: str) -> tuple[str, str]:
    """Separate the sign, in any of the ways it is typed, from the digits."""
    found = _SIGNED.fullmatch(text.strip())
    sign, digits = found.groups() if found else ("", text)
    return ("-" if sign not in {"", "+"} else ""), digits


def _not_a_number(text: str, name: str) -> str:
    """Say how to write the number, after quoting what is not one."""
    advice = f"Écrivez {name} avec une virgule\u00a0: 1\u202f234,5."
    return f"{clipped(text)} n\u2019est pas un nombre. {advice}" if text.strip() else advice


def _refuse_lost_digits(value: Decimal, measure: Measure) -> None:
    """Raise ValueError when the value has more decimals than are kept."""
    exponent = value.normalize().as_tuple().exponent
    if measure.decimals is None or not isinstance(exponent, int) or -exponent <= measure.decimals:
        return
    if measure.decimals == 0:
        raise ValueError("Écrivez un nombre entier, sans virgule.")
    digits = french.plural(measure.decimals, "chiffre", "chiffres")
    raise ValueError(f"Écrivez {digits} au plus après la virgule.")


TONNES = Measure("les tonnes", Decimal(0), Decimal(1_000_000), 3, ("t", "tonne", "tonnes"))
FULL_TIME_EQUIVALENTS = Measure("les ETP", Decimal(0), Decimal(10_000), 2, ("ETP",))
EUROS = Measure("le montant", Decimal(0), Decimal(1_000_000_000), 2, ("€", "euro", "euros", "EUR"))
KILOMETRES = Measure("les kilomètres", Decimal(0), Decimal(20_000), 3, ("km",))
POINTS = Measure("les points", Decimal(0), Decimal(100), 2, ("point", "points"))
PERCENTAGE = Measure("le pourcentage", Decimal(0), Decimal(100), 2, ("%",))
WHOLE_NUMBER = Measure("le nombre", Decimal(0), Decimal(10_000_000), 0)

Tonnes = Annotated[float, BeforeValidator(lambda value: float(measured(value, TONNES)))]
"""A mass in tonnes, to the kilogram."""

FullTimeEquivalent = Annotated[
    float, BeforeValidator(lambda value: float(measured(value, FULL_TIME_EQUIVALENTS)))
]
"""Jobs in full-time equivalents, to the hundredth."""

Euros = Annotated[float, BeforeValidator(lambda value: float(measured(value, EUROS)))]
"""An amount in euros, to the cent."""

Kilometres = Annotated[float, BeforeValidator(lambda value: float(measured(value, KILOMETRES)))]
"""A distance in kilometres, to the metre."""

Points = Annotated[float, BeforeValidator(lambda value: float(measured(value, POINTS)))]
"""Points of a score, from 0 to 100."""

Percentage = Annotated[float, BeforeValidator(lambda value: float(measured(value, PERCENTAGE)))]
"""A share in points, from 0 to 100; divide by 100 before ``french.percent``."""

WholeNumber = Annotated[int, BeforeValidator(lambda value: int(measured(value, WHOLE_NUMBER)))]
"""A count of people, premises or things."""
