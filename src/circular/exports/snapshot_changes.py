"""Frozen and present figures side by side, in sentences and as a table to take away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from circular.domain import french
from circular.domain.frozen_situations import FrozenFigure, written
from circular.domain.indicators import KEPT_BACK, Combination, Unit
from circular.domain.snapshots import Cause
from circular.domain.territory import WHOLE
from circular.exports.columns import Column, Kind, Table
from circular.queries.snapshot_changes import FigureChange, differs, is_shown
from circular.queries.snapshot_reasons import ChangeLine, Reasons
from circular.queries.snapshots import Snapshot

SAME = "–"


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One figure as it is written on screen and in the files."""

    label: str
    unit: str
    frozen: str
    again: str
    now: str
    frozen_value: float | str | None
    again_value: float | str | None
    now_value: float | str | None
    entered: float | str | None
    happened: float | str | None
    causes: str
    definition: str


def territory(snapshot: Snapshot) -> str:
    """Write the territory of a frozen situation."""
    return snapshot.epci_name or WHOLE


def row_of(change: FigureChange, *, masked: bool) -> ChangeRow:
    """Write one figure; `masked` for whoever may not read small counts of people."""
    told = is_shown(change.frozen, change.again, change.now, masked=masked)
    return ChangeRow(
        label=change.declared.whole_name,
        unit=change.declared.unit.label,
        frozen=_shown(change.frozen, masked=masked),
        again=_shown(change.again, masked=masked),
        now=_shown(change.now, masked=masked),
        frozen_value=_value(change.frozen, masked=masked),
        again_value=_value(change.again, masked=masked),
        now_value=_value(change.now, masked=masked),
        entered=change.entered if told else KEPT_BACK,
        happened=change.happened if told else KEPT_BACK,
        causes=causes_in_words(change.causes()),
        definition=change.declared.definition,
    )


def causes_in_words(causes: Sequence[Cause]) -> str:
    """Write why a figure differs; « – » where it does not."""
    return ", ".join(each.label for each in causes) if causes else SAME


def lead(snapshot: Snapshot, changes: Sequence[FigureChange], *, today: date) -> str:
    """Say in one sentence what became of the frozen figures."""
    changed = sum(each.has_changed for each in changes)
    late = sum(bool(each.entered) for each in changes)
    opening = (
        f"Situation au {french.day(snapshot.as_of)}, figée le {french.day(snapshot.frozen_at)}"
    )
    if not changed:
        return f"{opening}\u00a0: **aucun chiffre n’a bougé** au {french.day(today)}."
    count = french.plural(changed, "chiffre a bougé", "chiffres ont bougé")
    if not late:
        return f"{opening}\u00a0: **{count}** depuis, par des faits nouveaux seulement."
    which = (
        "un chiffre de ce jour-là ne serait plus le même"
        if late == 1
        else f"{late} chiffres de ce jour-là ne seraient plus les mêmes"
    )
    return f"{opening}\u00a0: **{count}** depuis\u202f; {which}, à cause de saisies d’après coup."


def steps(change: FigureChange, snapshot: Snapshot, *, today: date, masked: bool) -> str:
    """Say the way from the frozen figure to today's, step by step, with the reasons."""
    label, day = change.declared.whole_name, french.day(snapshot.as_of)
    if change.frozen is None:
        return f"**{label}**\u00a0: cet indicateur n’existait pas quand la situation a été figée."
    if change.again is None:
        return f"**{label}**\u00a0: cet indicateur n’est plus calculé depuis."
    told = is_shown(change.frozen, change.again, change.now, masked=masked)
    unit, show = change.declared.unit, partial(_shown, masked=masked)
    parts = [f"**{label}**\u00a0: figé à {show(change.frozen)}"]
    if change.is_redefined:
        parts.append("ce qu’il compte a été défini autrement depuis")
    if differs(change.frozen, change.again):
        gap = f" ({signed(change.entered, unit)})" if told else ""
        why = _because(change.late)
        parts.append(f"{show(change.again)} recalculé pour le {day}{gap}, {why}")
    if differs(change.again, change.now):
        gap = f" ({signed(change.happened, unit)})" if told else ""
        parts.append(f"{show(change.now)} au {french.day(today)}{gap}, {_because(change.new)}")
    return "\u202f; ".join(parts) + "."


def signed(gap: float | None, unit: Unit) -> str:
    """Write a difference with its sign, « +2 ETP »; unknown is « – »."""
    if gap is None:
        return french.UNKNOWN
    sign = "+" if gap > 0 else "\u2212" if gap < 0 else ""
    if unit is Unit.PERCENT:
        points = french.plural(abs(gap), "point", "points")
        return f"{sign}{points}"
    return f"{sign}{written(unit, abs(gap))}"


def _because(reasons: Reasons) -> str:
    causes = " et ".join(each.label for each in reasons.causes)
    if not reasons.total:
        return causes
    return f"{causes} ({french.plural(reasons.total, 'ligne', 'lignes')})"


def line_project(line: ChangeLine) -> str:
    """Write the project of a line where it may be shown: its title, else its number."""
    if line.project_title:
        return line.project_title
    return f"Projet n° {line.project_id}" if line.project_id else french.UNKNOWN


def unit_of_gap(change: FigureChange) -> str:
    """Name the unit of a difference: a share moves by points."""
    unit = change.declared.unit
    return "points" if unit is Unit.PERCENT else unit.label


def weight(line: ChangeLine) -> str:
    """Write what a row adds to the figure, with its sign; what may not be told is masked."""
    if line.is_masked:
        return KEPT_BACK
    if line.amount is None:
        return french.UNKNOWN
    return _sum(line.amount)


def how_lines_add_up(reasons: Reasons) -> str:
    """Say how the rows make the gap, and what those that are not shown add to it."""
    parts = []
    if any(each.amount is None for each in reasons.lines):
        parts.append("«\u00a0–\u00a0»\u00a0: inconnu, ou gardé pour l’équipe.")
    elif reasons.combine is Combination.MEDIAN:
        parts.append(
            "Une médiane n’est pas une somme\u00a0: chaque ligne est comptée l’une après l’autre, "
            "celles qui partent en dernier\u202f; ensemble elles font l’écart."
        )
    elif reasons.combine is Combination.SHARE:
        parts.append("En points de la part\u00a0; ensemble ces lignes font l’écart.")
    else:
        parts.append("Ensemble, ces lignes font l’écart.")
    hidden = reasons.total - len(reasons.lines)
    if hidden:
        others = "" if reasons.others is None else f", qui font {_sum(reasons.others)}"
        parts.append(f"{french.plural(hidden, 'autre ligne', 'autres lignes')} en plus{others}.")
    return " ".join(parts)


def possible(reasons: Reasons) -> str:
    """Say that the lines may have touched a figure whose rows are not known, and how many."""
    shown = len(reasons.lines)
    count = f" Les {shown} plus récentes sur {french.number(reasons.total)}."
    return (
        "Les lignes de ce chiffre ne sont pas connues\u00a0: voici ce qui a pu le changer."
        f"{count if reasons.total > shown else ''}"
    )


def _sum(amount: float) -> str:
    rounded = round(amount, 2)
    sign = "+" if rounded > 0 else "-" if rounded < 0 else ""
    return f"{sign}{french.number(abs(rounded))}"


COLUMNS = (
    Column("label", "Indicateur"),
    Column("unit", "Unité"),
    Column("frozen_value", "Figé", Kind.NUMBER),
    Column("again_value", "Recalculé pour ce jour", Kind.NUMBER),
    Column("now_value", "Aujourd’hui", Kind.NUMBER),
    Column("entered", "Écart des saisies", Kind.NUMBER),
    Column("happened", "Écart des faits nouveaux", Kind.NUMBER),
    Column("causes", "Cause"),
    Column("definition", "Définition"),
)
"""The columns of the comparison with today."""

BETWEEN_TWO = (
    Column("label", "Indicateur"),
    Column("unit", "Unité"),
    Column("frozen_value", "Première situation", Kind.NUMBER),
    Column("now_value", "Seconde situation", Kind.NUMBER),
    Column("entered", "Écart", Kind.NUMBER),
    Column("definition", "Définition"),
)
"""The columns of the comparison of two frozen situations."""


def table_of(
    snapshot: Snapshot,
    changes: Sequence[FigureChange],
    *,
    other: Snapshot | None,
    masked: bool,
    author: str,
    made_on: date,
) -> Table:
    """Return the comparison as a table to take away, with what identifies the frozen figures."""
    criteria = [
        ("Situation figée", snapshot.title),
        ("Territoire", territory(snapshot)),
        ("Situation au", french.day(snapshot.as_of)),
        ("Figée le", french.moment(snapshot.frozen_at)),
        ("Version des données", str(snapshot.data_version)),
        ("Empreinte SHA-256", snapshot.hash),
    ]
    if other is not None:
        criteria += [
            ("Comparée à", other.title),
            ("Situation au (seconde)", french.day(other.as_of)),
            ("Figée le (seconde)", french.moment(other.frozen_at)),
            ("Empreinte SHA-256 (seconde)", other.hash),
        ]
    return Table(
        title="Comparaison d’une situation figée",
        columns=COLUMNS if other is None else BETWEEN_TWO,
        rows=[row_of(each, masked=masked) for each in changes],
        criteria=criteria,
        author=author,
        made_on=made_on,
    )


def _shown(figure: FrozenFigure | None, *, masked: bool) -> str:
    return french.UNKNOWN if figure is None else figure.written(masked=masked)


def _value(figure: FrozenFigure | None, *, masked: bool) -> float | str | None:
    if figure is None:
        return None
    if masked and figure.is_small:
        is_alone = figure.unit is Unit.PEOPLE and not figure.kept_back
        return french.masked_count(1) if is_alone else figure.masked_words
    return figure.value
