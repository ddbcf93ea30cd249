"""Finding a place, an activity, a waste code or a choice of a list, by what a person types."""

import re
from collections.abc import Sequence
from datetime import date

from circular.domain.french import NO_BREAK, quoted
from circular.domain.reference import (
    Commune,
    Contour,
    Entry,
    Epci,
    NafCode,
    WasteCode,
    WasteSuggestion,
    mirror_sentence,
    typed_waste_digits,
    written_waste_code,
)
from circular.domain.words import STOP_WORDS, fold, stems
from circular.store import reference
from circular.store.connection import Database
from circular.store.rows import Row

NAF_VERSION = "rev2"
MOST_WORDS = 8
SHORTEST_BEGINNING = 3

_PLACE_CODE = re.compile(r"\d{2,5}|\d[ab]\d{0,3}")
_NAF_CODE = re.compile(r"(\d{2})[.\s]?(\d{0,2})\s?([a-z]?)", re.IGNORECASE)
_ABBREVIATIONS = {"st": "saint", "ste": "sainte"}
_SAID_BY = {
    "word": "mot reconnu{colon}{text}",
    "everyday": "{text} dans le nom courant",
    "label": "{text} dans le libellé",
}


def communes_matching(
    db: Database, text: str, *, limit: int = 20, epci_sirens: Sequence[str] = ()
) -> tuple[Commune, ...]:
    """Return communes by words of their name, postal code or INSEE code, in any order.

    The department narrows (« Vayres Gironde », « Vayres 33 »). Communes of `epci_sirens` come
    first, then exact names, then the most peopled. Nothing typed gives the territory's largest.
    """
    words, codes = _place_words(text)
    if not (words or codes or epci_sirens):
        return ()
    found = reference.communes_matching(
        db, words=words, codes=codes, epci_sirens=epci_sirens, limit=limit
    )
    return tuple(Commune(**row) for row in found)


def commune(db: Database, code: str) -> Commune | None:
    """Return a commune by its INSEE code, even one that no longer exists."""
    row = reference.commune(db, code)
    return None if row is None else Commune(**row)


def communes_of(db: Database, epci_siren: str) -> tuple[Commune, ...]:
    """Return the communes of an EPCI by name."""
    return tuple(Commune(**row) for row in reference.communes_of(db, epci_siren))


def postal_codes_of(db: Database, commune_code: str) -> tuple[str, ...]:
    """Return the postal codes of a commune; none when unknown."""
    return tuple(reference.postal_codes_of(db, commune_code))


def epcis_matching(db: Database, text: str, *, limit: int = 20) -> tuple[Epci, ...]:
    """Return EPCI by words of their name or by SIREN, the shortest name first."""
    words = _spelled_out(fold(text).split()[:MOST_WORDS])
    if not words:
        return ()
    return tuple(Epci(**row) for row in reference.epcis_matching(db, words, limit=limit))


def epci(db: Database, siren: str) -> Epci | None:
    """Return an EPCI by its SIREN, even one that no longer exists."""
    row = reference.epci(db, siren)
    return None if row is None else Epci(**row)


def epci_contours(db: Database, sirens: Sequence[str]) -> tuple[Contour, ...]:
    """Return the outlines of these EPCI, by name; those without one are left out."""
    return tuple(Contour(**row) for row in reference.epci_contours(db, sirens))


def commune_contours(db: Database, epci_siren: str) -> tuple[Contour, ...]:
    """Return the outlines of the communes of an EPCI, by name; those without one are left out."""
    return tuple(Contour(**row) for row in reference.commune_contours_of(db, epci_siren))


def naf_matching(
    db: Database, text: str, *, version: str = NAF_VERSION, limit: int = 20
) -> tuple[NafCode, ...]:
    """Return activities by the beginning of their code or by the words of their label.

    The shortest label comes first: it is the most general. `version` is the nomenclature's.
    """
    typed = _NAF_CODE.fullmatch(text.strip())
    code_start = "" if typed is None else _naf_start(*typed.groups())
    words = () if typed else stems(text)[:MOST_WORDS]
    if not (code_start or words):
        return ()
    found = reference.naf_matching(
        db, stems=words, code_start=code_start, version=version, limit=limit
    )
    return tuple(NafCode(**row) for row in found)


def naf(db: Database, code: str, *, version: str = NAF_VERSION) -> NafCode | None:
    """Return an activity by its code, such as 38.32Z, in one version of the nomenclature."""
    row = reference.naf(db, code, version)
    return None if row is None else NafCode(**row)


def waste_codes_matching(
    db: Database, text: str, *, today: date, limit: int = 10
) -> tuple[WasteSuggestion, ...]:
    """Return the waste codes that a person may mean, best first, each with its reason.

    Words are compared without accents, case or plural, with everyday words, everyday names and
    labels; digits are read as the beginning of a code. A code that is not valid on `today` is
    only given when its six digits are asked for.
    """
    digits = typed_waste_digits(text)
    if digits is not None:
        found = reference.waste_codes_by_digits(db, digits, today=today, limit=limit)
        return tuple(_asked_by_digits(WasteCode.of_row(row), digits, today) for row in found)
    words = stems(text)[:MOST_WORDS]
    if not words:
        return ()
    found = reference.waste_codes_by_stems(
        db, words, unfinished=_unfinished(text), today=today, limit=limit
    )
    return tuple(
        WasteSuggestion(WasteCode.of_row(row), _said(row.pop("source"), row.pop("text")))
        for row in found
    )


def waste_code(db: Database, code: str, on: date) -> WasteCode | None:
    """Return a waste code as it stood on a day.

    A code that was not valid on that day comes in its nearest version, so that old records stay
    readable; `WasteCode.is_valid_on` tells.
    """
    row = reference.waste_code(db, code, on)
    return None if row is None else WasteCode.of_row(row)


def mirror_warning(db: Database, code: WasteCode, on: date) -> str | None:
    """Return the warning of a code that has a twin, hazardous or not; None when it has none."""
    found = reference.waste_twins(db, code.code, code.twins_named, on)
    return mirror_sentence(code, [WasteCode.of_row(row) for row in found])


def entries(
    db: Database, list_name: str, *, parent: str | None = None, with_inactive: bool = False
) -> tuple[Entry, ...]:
    """Return the choices of a small list in their order, the association's own last.

    `with_inactive` adds those that are no longer offered, which old records may hold.
    """
    found = reference.entries(db, list_name, parent=parent, with_inactive=with_inactive)
    return tuple(_entry(row) for row in found)


def entry(db: Database, list_name: str, key: str) -> Entry | None:
    """Return one choice of a list, offered or not."""
    row = reference.entry(db, list_name, key)
    return None if row is None else _entry(row)


def list_names(db: Database) -> tuple[str, ...]:
    """Return the names of the small lists."""
    return tuple(reference.list_names(db))


def _place_words(text: str) -> tuple[list[str], list[str]]:
    """Tell the words of a place from its codes."""
    typed = fold(text).split()[:MOST_WORDS]
    codes = [word.upper() for word in typed if _PLACE_CODE.fullmatch(word)]
    return _spelled_out([word for word in typed if not _PLACE_CODE.fullmatch(word)]), codes


def _spelled_out(words: list[str]) -> list[str]:
    """Spell « st » and « ste » out, but the last word, which may be half typed."""
    return [_ABBREVIATIONS.get(word, word) for word in words[:-1]] + words[-1:]


def _naf_start(division: str, digits: str, letter: str) -> str:
    """Write the beginning of a NAF code as the nomenclature does: 38.32Z."""
    return f"{division}.{digits}{letter.upper()}" if digits else division


def _unfinished(text: str) -> str | None:
    """Give the last word when it may be half typed and says something already."""
    last = fold(text).split()[-1]
    is_over = text[-1].isspace() or last in STOP_WORDS or len(last) < SHORTEST_BEGINNING
    return None if is_over else last


def _asked_by_digits(code: WasteCode, digits: str, today: date) -> WasteSuggestion:
    """Say that the code was asked for by its digits, and whether it can be chosen."""
    asked = "code demandé" if code.code == digits else f"commence par {written_waste_code(digits)}"
    return WasteSuggestion(code, code.validity_note(today) or asked)


def _said(source: str, text: str) -> str:
    """Say which word speaks for a code."""
    return _SAID_BY[source].format(text=quoted(text), colon=f"{NO_BREAK}: ")


def _entry(row: Row) -> Entry:
    """Make a choice of what the store holds."""
    flags = {"is_own": bool(row["is_own"]), "is_active": bool(row["is_active"])}
    return Entry(**{**row, **flags})
