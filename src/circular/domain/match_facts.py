"""The facts that a decision on a pair was taken on, and what has changed of them since.

A pair that was set aside comes back only when something that scores or filters has changed, and
the change is said in words. What is promised of a stream counts only when it has shrunk: one more
agreement is no reason to propose it again.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from circular.domain import french


class FactKind(StrEnum):
    """How the change of a fact is said."""

    NUMBER = "number"
    WORDS = "words"
    DAY = "day"
    YES_NO = "yes_no"
    SILENT = "silent"
    RELEASE = "release"


@dataclass(frozen=True, slots=True)
class MatchFact:
    """A fact of a stream or of a need: its column, how its change is said, subject and verb."""

    column: str
    kind: FactKind
    subject: str
    verb: str
    unit: str = ""


_PASSED = "est passé"
STREAM_FACTS = (
    MatchFact("waste_code", FactKind.WORDS, "le code du déchet", _PASSED),
    MatchFact("family_label", FactKind.WORDS, "la famille de matière", "est passée"),
    MatchFact("is_hazardous", FactKind.YES_NO, "le caractère dangereux", _PASSED),
    MatchFact("tonnes_likely", FactKind.NUMBER, "le tonnage", _PASSED, "t"),
    MatchFact("tonnes_min", FactKind.NUMBER, "le tonnage minimal", _PASSED, "t"),
    MatchFact("tonnes_max", FactKind.NUMBER, "le tonnage maximal", _PASSED, "t"),
    MatchFact("promised", FactKind.RELEASE, "le tonnage promis à d\u2019autres", _PASSED, "t"),
    MatchFact("months", FactKind.SILENT, "la saison du gisement", "a changé"),
    MatchFact("commune_name", FactKind.WORDS, "la commune du gisement", "est passée"),
    MatchFact("available_from", FactKind.DAY, "le début de disponibilité", _PASSED),
    MatchFact("available_to", FactKind.DAY, "la fin de disponibilité", "est passée"),
    MatchFact("contamination", FactKind.NUMBER, "la part d\u2019indésirables", "est passée", "%"),
    MatchFact("price", FactKind.NUMBER, "le prix demandé", _PASSED, "€ la tonne"),
    MatchFact("operation", FactKind.WORDS, "le traitement visé", _PASSED),
    MatchFact("title", FactKind.SILENT, "le nom du gisement", "a changé"),
)
NEED_FACTS = (
    MatchFact("codes", FactKind.SILENT, "la liste des codes acceptés", "a changé"),
    MatchFact("families", FactKind.SILENT, "la liste des familles acceptées", "a changé"),
    MatchFact(
        "hazardous_accepted", FactKind.YES_NO, "l\u2019accueil de déchets dangereux", _PASSED
    ),
    MatchFact("tonnes_min", FactKind.NUMBER, "le besoin minimal", _PASSED, "t"),
    MatchFact("tonnes_max", FactKind.NUMBER, "le besoin maximal", _PASSED, "t"),
    MatchFact("months", FactKind.SILENT, "la saison du besoin", "a changé"),
    MatchFact("commune_name", FactKind.WORDS, "la commune du projet", "est passée"),
    MatchFact("distance_max_km", FactKind.NUMBER, "la distance acceptée", "est passée", "km"),
    MatchFact(
        "contamination_max",
        FactKind.NUMBER,
        "la part d\u2019indésirables acceptée",
        "est passée",
        "%",
    ),
    MatchFact("price_max", FactKind.NUMBER, "le prix accepté", _PASSED, "€ la tonne"),
    MatchFact("operations", FactKind.SILENT, "la liste des traitements prévus", "a changé"),
    MatchFact("needed_from", FactKind.DAY, "le début du besoin", _PASSED),
    MatchFact("needed_to", FactKind.DAY, "la fin du besoin", "est passée"),
    MatchFact("title", FactKind.SILENT, "l\u2019intitulé du besoin", "a changé"),
    MatchFact("note", FactKind.SILENT, "la note du besoin", "a changé"),
)
_TEXTS = frozenset({"title", "note"})  # kept as a digest: a title or a note may name a person


def facts_of(stream: Mapping[str, Any], need: Mapping[str, Any]) -> str:
    """Return, as JSON, the facts of a pair; both are rows of what a ranking reads."""
    held = {
        "stream": {fact.column: _kept(fact, stream) for fact in STREAM_FACTS},
        "need": {fact.column: _kept(fact, need) for fact in NEED_FACTS},
    }
    return json.dumps(held, ensure_ascii=False, sort_keys=True)


def changes_since(held: str | None, now: str) -> tuple[str, ...]:
    """Say what changed between two sets of facts: « le tonnage est passé de 40 à 120 t ».

    Without facts held, of a decision older than they are, nothing can be told: no change.
    """
    if held is None:
        return ()
    before, after = json.loads(held), json.loads(now)
    return tuple(
        said
        for side, facts in (("stream", STREAM_FACTS), ("need", NEED_FACTS))
        for fact in facts
        if fact.column in before[side]  # what was not held then cannot be compared
        and (said := _change(fact, before[side][fact.column], after[side].get(fact.column)))
    )


def _kept(fact: MatchFact, row: Mapping[str, Any]) -> Any:
    """Return what is held of a fact: its value, or the digest of a free text."""
    value = row.get(fact.column)
    if fact.column in _TEXTS and value is not None:
        return hashlib.sha256(str(value).encode()).hexdigest()[:16]
    return value


def _change(fact: MatchFact, before: Any, after: Any) -> str:
    """Say one change, nothing when there is none."""
    if before == after or (fact.kind is FactKind.RELEASE and not _is_released(before, after)):
        return ""
    if fact.kind is FactKind.SILENT:
        return f"{fact.subject} {fact.verb}"
    if before is None:
        return f"{fact.subject}\u00a0: {_said(fact, after)} (rien n\u2019était noté avant)"
    if after is None:
        return (
            f"{fact.subject}\u00a0: plus rien n\u2019est noté (c\u2019était {_said(fact, before)})"
        )
    first = french.number(before) if fact.unit else _said(fact, before)
    return f"{fact.subject} {fact.verb} de {first} à {_said(fact, after)}"


def _is_released(before: float | None, after: float | None) -> bool:
    return before is not None and after is not None and after < before


def _said(fact: MatchFact, value: Any) -> str:
    """Write a value with its unit."""
    if fact.kind is FactKind.YES_NO:
        return french.yes_no(bool(value))
    if fact.kind is FactKind.DAY:
        return french.day(date.fromisoformat(value))
    if fact.unit:
        return f"{french.number(value)}\u00a0{fact.unit}"
    return french.quoted(str(value))
