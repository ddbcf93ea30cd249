"""Texts as people type or paste them, cleaned of what nobody sees and checked, never rewritten.

Emoji, ``<script>`` and ``=cmd`` are legal texts: they are kept as they are and escaped where they
are shown. Write ``Line | None`` for a field that may stay empty.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator
from stdnum.exceptions import ValidationError as NumberError
from stdnum.fr import siren, siret

from circular.domain import french
from circular.domain.quantities import clipped

LINE_LIMIT = 200
PARAGRAPH_LIMIT = 4_000
EMAIL_LIMIT = 254
SIREN_LENGTH = 9
SIRET_LENGTH = 14
FRENCH_PHONE_LENGTH = 10
FOREIGN_PHONE_LENGTHS = range(7, 16)

_UNSEEN = {"Cc", "Cs"}
_SEEN_CONTROLS = "\n\t"
_DIRECTIONS = dict.fromkeys(
    map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
)
_PHONE_MARKS = re.compile(r"[\s.\-/()\u2010-\u2015]+")
_EMAIL_NAME = re.compile(r"[^\s@<>\"(),:;\[\]\\]+")
_EMAIL_LABEL = re.compile(r"[^\W_](?:[\w-]*[^\W_])?")
_SHORT_FRENCH_PHONE = re.compile(r"[13][0-9]{3}")


def clean_paragraph(text: str) -> str:
    """Return the text composed (NFC), with plain line ends and no character that nobody sees."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").translate(_DIRECTIONS)
    seen = "".join(
        character
        for character in lines
        if character in _SEEN_CONTROLS or unicodedata.category(character) not in _UNSEEN
    )
    return unicodedata.normalize("NFC", seen).strip()


def clean_line(text: str) -> str:
    """Return the text on one line: line ends and tabs become spaces."""
    return clean_paragraph(re.sub(r"[\r\n\t]+", " ", text))


def limited(text: str, limit: int) -> str:
    """Return a text within the limit, in characters; else raise ValueError with both figures."""
    if len(text) > limit:
        raise ValueError(
            f"Ce texte compte {french.plural(len(text), 'caractère', 'caractères')}\u202f; "
            f"la limite est de {french.number(limit)}."
        )
    return text


def parse_email(text: str) -> str:
    """Return an e-mail address with its domain in lower case; ValueError says what is wrong."""
    address = clean_line(text)
    name, at, domain = address.rpartition("@")
    if not at:
        raise ValueError(f"Il manque le signe @ dans l\u2019adresse {clipped(address)}.")
    labels = domain.split(".")
    well_formed = (
        len(address) <= EMAIL_LIMIT
        and _EMAIL_NAME.fullmatch(name)
        and not (name.startswith(".") or name.endswith(".") or ".." in name)
        and all(_EMAIL_LABEL.fullmatch(label) for label in labels)
    )
    if not well_formed or len(labels) == 1 or labels[-1].isdigit():
        raise ValueError(
            f"L\u2019adresse {clipped(address)} n\u2019est pas complète ou contient un signe "
            "interdit. Exemple\u00a0: prenom.nom@exemple.fr."
        )
    return f"{name}@{domain.lower()}"


def parse_phone(text: str) -> str:
    """Return a French number as « 06 12 34 56 78 » and a foreign one with its + and its digits.

    Raises ValueError with a French sentence.
    """
    typed = clean_line(text)
    compact = _PHONE_MARKS.sub("", typed.replace("(0)", ""))
    compact = f"+{compact[2:]}" if compact.startswith("00") else compact
    if compact.startswith("+33"):
        compact = f"0{compact[3:].removeprefix('0')}"
    if not re.fullmatch(r"\+?[0-9]+", compact):
        raise ValueError(
            f"{clipped(typed)} n\u2019est pas un numéro de téléphone. "
            "Exemple\u00a0: 06 12 34 56 78."
        )
    return _foreign_phone(compact) if compact.startswith("+") else _french_phone(compact)


def parse_siren(text: str | int) -> str:
    """Return the 9 digits of a company; ValueError says what is wrong.

    Source of the check digit: INSEE (Luhn), computed by python-stdnum.
    """
    return _company_number(text, "SIREN", SIREN_LENGTH, siren.validate)


def parse_siret(text: str | int) -> str:
    """Return the 14 digits of an establishment; ValueError says what is wrong.

    Source of the check digit: INSEE (Luhn, and the sum of digits for the offices of La Poste),
    computed by python-stdnum.
    """
    return _company_number(text, "SIRET", SIRET_LENGTH, siret.validate)


def _foreign_phone(compact: str) -> str:
    if len(compact) - 1 not in FOREIGN_PHONE_LENGTHS:
        raise ValueError(
            f"Ce numéro étranger compte {french.plural(len(compact) - 1, 'chiffre', 'chiffres')}"
            "\u202f; il en faut de 7 à 15."
        )
    return compact


def _french_phone(compact: str) -> str:
    if _SHORT_FRENCH_PHONE.fullmatch(compact):
        return compact
    if len(compact) != FRENCH_PHONE_LENGTH:
        raise ValueError(
            f"Ce numéro compte {french.plural(len(compact), 'chiffre', 'chiffres')}"
            f"\u202f; il en faut {FRENCH_PHONE_LENGTH}. Un numéro étranger commence par +."
        )
    if not compact.startswith("0") or compact.startswith("00"):
        raise ValueError("Un numéro français commence par 0. Un numéro étranger commence par +.")
    return " ".join(compact[at : at + 2] for at in range(0, FRENCH_PHONE_LENGTH, 2))


def _company_number(text: str | int, name: str, length: int, validate: Callable[[str], str]) -> str:
    digits = re.sub(r"[\s.\-]+", "", clean_line(str(text)))
    if not re.fullmatch(r"[0-9]+", digits):
        raise ValueError(f"Ce {name} contient autre chose que des chiffres\u00a0: retirez-le.")
    if len(digits) != length:
        counted = french.plural(len(digits), "chiffre", "chiffres")
        raise ValueError(f"Ce {name} compte {counted}\u202f; il en faut {length}.")
    try:
        validate(digits)
    except NumberError:
        raise ValueError(f"Ce {name} n\u2019est pas valide\u00a0: vérifiez les chiffres.") from None
    if not digits.strip("0"):
        raise ValueError(f"Ce {name} n\u2019est pas valide\u00a0: vérifiez les chiffres.")
    return digits


def _cleaned(clean: Callable[[str], str], limit: int) -> BeforeValidator:
    """Build the validator of a text: clean first, count after."""

    def validate(value: object) -> object:
        return limited(clean(value), limit) if isinstance(value, str) else value

    return BeforeValidator(validate)


def _digits_as_text(value: object) -> object:
    """Accept a number read from a spreadsheet where a code was expected."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Line = Annotated[str, _cleaned(clean_line, LINE_LIMIT)]
"""One line of text, 200 characters at most."""

Paragraph = Annotated[str, _cleaned(clean_paragraph, PARAGRAPH_LIMIT)]
"""A note of several lines, 4 000 characters at most."""

Email = Annotated[str, AfterValidator(parse_email)]
"""An e-mail address."""

Phone = Annotated[str, BeforeValidator(_digits_as_text), AfterValidator(parse_phone)]
"""A telephone number, French or foreign."""

Siren = Annotated[str, BeforeValidator(_digits_as_text), AfterValidator(parse_siren)]
"""The 9 digits of a French company."""

Siret = Annotated[str, BeforeValidator(_digits_as_text), AfterValidator(parse_siret)]
"""The 14 digits of a French establishment."""
