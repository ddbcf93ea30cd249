"""The sentences of targets, on screen and in files: each says a figure, its day, what it means.

They hold nobody's name but that of who decided; `**words**` stand out.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from circular.domain import french
from circular.domain.indicators import Unit
from circular.domain.targets import Aim, Path, PathKind, by_when
from circular.queries.targets import Target, TargetStanding, named

NOTICEABLE = 0.05  # of a unit: below, a tenth would read « 0 de plus »
_NOUNS: Mapping[Unit, tuple[str, str]] = {
    Unit.PEOPLE: ("personne", "personnes"),
    Unit.PROJECTS: ("projet", "projets"),
    Unit.AGREEMENTS: ("convention", "conventions"),
    Unit.SERVICES: ("prestation", "prestations"),
    Unit.DAYS: ("jour", "jours"),
}
_AIMED: Mapping[Aim, str] = {
    Aim.GROWTH: "à atteindre",
    Aim.AT_LEAST: "à tenir au moins",
    Aim.AT_MOST: "à ne pas dépasser",
}

_STATES: Mapping[str, str] = {
    "tenu": "tenus",
    "dans les temps": "dans les temps",
    "en retard": "en retard",
    "pas encore tenu": "pas encore tenus",
    "sans chiffre": "sans chiffre",
}
_CELLS: Mapping[Unit, str] = {Unit.DAYS: "j", Unit.TONNES: "t", Unit.PERCENT: "%"}


def name(standing: TargetStanding) -> str:
    """Name a target by what it counts and where."""
    return named(standing.target.indicator, standing.target.epci_name)


def row_name(standing: TargetStanding) -> str:
    """Name a target with the first day that it counts from, when it counts a period."""
    since = standing.perimeter.since
    counted = "" if since is None else f", depuis le {french.day(since)}"
    return f"{name(standing)}{counted}"


def amount(unit: Unit, value: float | None) -> str:
    """Write a figure with its unit, in the singular when French asks for it."""
    rounded = None if value is None else round(value, 1)
    if unit in _NOUNS:
        return french.plural(rounded, *_NOUNS[unit])
    return unit.written(rounded)


def cell(unit: Unit, value: float | None) -> str:
    """Write a figure in a narrow cell, whose row says what is counted."""
    written = french.number(None if value is None else round(value, 1))
    return written if value is None or unit not in _CELLS else f"{written}\u00a0{_CELLS[unit]}"


def difference(unit: Unit, value: float | None) -> str:
    """Write how far two figures are apart; two percentages are apart by points."""
    if unit is Unit.PERCENT and value is not None:
        return french.plural(round(value, 1), "point", "points")
    return amount(unit, value)


def lead(found: Sequence[TargetStanding], as_of: date) -> str:
    """Say how many targets there are, kept, ahead and behind, in one sentence."""
    counts = Counter(_state(each) for each in found)
    words = [french.plural(counts[one], one, many) for one, many in _STATES.items() if counts[one]]
    total = french.plural(len(found), "objectif", "objectifs")
    return f"**{total}** au {french.day(as_of)}\u00a0: {french.join(words)}."


def _state(found: TargetStanding) -> str:
    """Return the word, in the singular, for where a target stands."""
    told = found.progress
    if told.reached is None:
        return "sans chiffre"
    if told.is_kept:
        return "tenu"
    if told.gap is None:
        return "pas encore tenu"
    return "en retard" if told.is_behind else "dans les temps"


def decision(target: Target, unit: Unit) -> str:
    """Say what was decided in one sentence: value, due day, path, source, who."""
    by = f"{target.decided_by}\u00a0: " if target.decided_by else ""
    start = "" if target.baseline is None else f", à partir de {amount(unit, target.baseline)}"
    return (
        f"{by}{amount(unit, target.value)} d\u2019ici {by_when(target.due_on)}{start}. "
        f"{path(target)} Source\u00a0: {target.source}."
    )


def revised(target: Target, before: Target | None, *, with_author: bool = True) -> str:
    """Say when a decision revised the one before and what it changed; nothing without one before.

    What is frozen goes without its author, whose name could never be taken away again.
    """
    if before is None:
        return ""
    if target.value != before.value:
        what = f"{french.number(target.value)} au lieu de {french.number(before.value)}"
    elif target.due_on != before.due_on:
        what = f"{by_when(target.due_on)} au lieu de {by_when(before.due_on)}"
    else:
        what = "autre trajectoire"
    by = f" ({target.decided_by})" if with_author and target.decided_by else ""
    return f"Objectif revu le {french.day(target.decided_on)}\u00a0: {what}{by}."


def path(target: Target) -> str:
    """Say the path of a target in one sentence."""
    if target.path_kind is PathKind.LINEAR:
        return f"Trajectoire régulière depuis le {french.day(target.starts_on)}."
    if target.path_kind is PathKind.NONE:
        return "Sans trajectoire\u00a0: seule l\u2019échéance compte."
    steps = french.join(
        [f"{french.number(point.value)} au {french.day(point.on)}" for point in target.points]
    )
    word = "par paliers" if target.path_kind is PathKind.STEPPED else "année par année"
    return f"Trajectoire {word}\u00a0: {steps}."


def standing(found: TargetStanding) -> str:
    """Say where a target stands: reached, gap to its path, then the pace when there is one."""
    unit, told, target = found.indicator.unit, found.progress, found.target
    day = french.day(found.as_of)
    aimed = (
        f"pour {amount(unit, target.value)} {_AIMED[found.aim]} d\u2019ici {by_when(target.due_on)}"
    )
    if found.is_masked:
        return (
            f"**Chiffre gardé pour l\u2019équipe** au {day}, {aimed}\u00a0: le montrer ferait "
            "reconnaître trop peu de personnes."
        )
    if told.reached is None:
        return f"**Chiffre inconnu** au {day}, {aimed}\u00a0: rien ne permet encore de le mesurer."
    share = "" if told.share is None else f" ({french.percent(told.share)} du chemin)"
    parts = [f"**{amount(unit, told.reached)}** au {day}{share}, {aimed}.", f"{_gap(found)}."]
    parts += [*_pace(found), *_cautions(found)]
    return " ".join(parts)


def nothing_expected(planned: Path, day: date) -> str:
    """Say why a path asks for nothing on a day, without its full stop."""
    if day < planned.starts_on:
        return f"La période commence le {french.day(planned.starts_on)}"
    if planned.kind is PathKind.NONE:
        return "Aucune trajectoire n\u2019est fixée\u00a0: seule l\u2019échéance compte"
    return f"Rien n\u2019est attendu avant le premier palier, le {french.day(planned.points[0].on)}"


def _gap(found: TargetStanding) -> str:
    """Say the gap to the path, to a tenth, without its full stop."""
    unit, told, target = found.indicator.unit, found.progress, found.target
    if told.is_kept:
        is_held = found.aim is not Aim.GROWTH and found.as_of < target.due_on
        return "**L\u2019objectif est tenu**" + (" à cette date" if is_held else "")
    apart = difference(unit, abs((told.reached or 0) - target.value))
    if found.as_of > target.due_on:
        past = "L\u2019échéance est passée"
        if found.aim is Aim.AT_MOST:
            return f"{past}\u00a0: c\u2019est **{apart} de trop**"
        return f"{past}\u00a0: **il manque {apart}**"
    if told.gap is None:
        return nothing_expected(target.path, found.as_of)
    if abs(told.gap) < NOTICEABLE:
        return "C\u2019est **ce que prévoit la trajectoire**"
    word = "de plus" if told.gap > 0 else "de moins"
    return f"C\u2019est **{difference(unit, abs(told.gap))} {word}** que la trajectoire prévue"


def _pace(found: TargetStanding) -> list[str]:
    """Say the pace needed, the present one and where it leads, for what adds up."""
    unit, told = found.indicator.unit, found.progress
    if told.is_kept or told.pace_needed is None:
        return []
    due = by_when(found.target.due_on)
    needed = f"Pour tenir {due}, il faut **{_rate(unit, told.pace_needed)} de plus par an**"
    if told.pace_so_far is None:
        return [f"{needed}\u202f; il est trop tôt pour mesurer un rythme."]
    so_far = _rate(unit, told.pace_so_far)
    said = [f"{needed}\u202f; la moyenne depuis le début est de {so_far}."]
    if told.year_reached is None:
        return [*said, "À cette moyenne, l\u2019objectif ne serait pas atteint."]
    when = f"À cette moyenne, il serait atteint **en {told.year_reached}**"
    return [*said, f"{when}\u202f; ce n\u2019est pas une prévision."]


def _rate(unit: Unit, pace: float) -> str:
    """Write a pace; tonnes a year that are gained every year are said as tonnes."""
    return french.tonnes(round(pace, 1)) if unit is Unit.TONNES else amount(unit, pace)


def _cautions(found: TargetStanding) -> list[str]:
    """Say what weakens the figure: what could not take part, a territory that left."""
    said = []
    if found.perimeter.since is not None and found.perimeter.since <= found.as_of:
        said.append(f"Compté à partir du {french.day(found.perimeter.since)}.")
    missing = found.figure.missing
    if missing:
        words = ("ligne sans donnée n\u2019y est pas", "lignes sans donnée n\u2019y sont pas")
        said.append(f"{french.plural(missing, *words)}.")
    if not found.is_member:
        said.append(
            "Cette intercommunalité n\u2019est plus membre du territoire\u00a0: l\u2019objectif "
            "est montré pour mémoire."
        )
    return said
