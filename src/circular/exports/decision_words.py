"""The sentences of what waits for a decision: each holds its number and names nobody."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from circular.domain import french
from circular.domain.indicators import Perimeter
from circular.queries.decisions import Decision, DecisionKind

NOTHING = "Rien ne demande de décision à cette date."


def sentence(decision: Decision, perimeter: Perimeter) -> str:
    """Say one thing to decide, its number standing out."""
    return _SENTENCES[decision.kind](decision, perimeter)


def left_out(count: int) -> str:
    """Say how many kinds of things the block has no room for."""
    points = french.plural(count, "autre point, moins urgent", "autres points, moins urgents")
    return f"Et {points}."


def _to_sign(decision: Decision, _: Perimeter) -> str:
    verb = _agreed(decision, "attend sa signature", "attendent leur signature")
    return (
        f"{_count(decision, 'convention', 'conventions')} {verb} depuis au moins "
        f"{decision.within_days}\u00a0jours ou après la date prévue."
    )


def _jobs_behind(decision: Decision, _: Perimeter) -> str:
    behind = _count(decision, "emploi net de moins", "emplois nets de moins")
    if decision.needed is None:
        return f"{behind} que promis, et l\u2019échéance est passée."
    so_far = (
        ""
        if decision.current is None
        else f", contre {french.number(round(decision.current, 1))} jusqu\u2019ici"
    )
    needed = french.number(round(decision.needed, 1))
    return f"{behind} que la trajectoire\u00a0: il en faut désormais {needed} par an{so_far}."


def _ending(decision: Decision, perimeter: Perimeter) -> str:
    last = perimeter.as_of + timedelta(days=decision.within_days or 0)
    verb = _agreed(decision, "se termine", "se terminent")
    count = _count(decision, "convention", "conventions")
    return f"{count} {verb} d\u2019ici au {french.day(last)} sans renouvellement décidé."


def _openings_late(decision: Decision, perimeter: Perimeter) -> str:
    verb = _agreed(decision, "n\u2019a pas eu lieu", "n\u2019ont pas eu lieu")
    planned = _count(decision, "ouverture prévue", "ouvertures prévues")
    return f"{planned} avant le {french.day(perimeter.as_of)} {verb}."


def _to_measure(decision: Decision, perimeter: Perimeter) -> str:
    verb = _agreed(decision, "n\u2019a pas", "n\u2019ont pas")
    count = _count(decision, "rapprochement", "rapprochements")
    return f"{count} en vigueur en {perimeter.last_full_year} {verb} encore de tonnes mesurées."


def _silent(decision: Decision, _: Perimeter) -> str:
    verb = _agreed(decision, "est", "sont")
    count = _count(decision, "projet", "projets")
    return f"{count} {verb} sans échange depuis {decision.within_days}\u00a0jours ou plus."


def _count(decision: Decision, one: str, many: str) -> str:
    return f"**{french.plural(decision.amount, one, many)}**"


def _agreed(decision: Decision, one: str, many: str) -> str:
    return one if decision.amount < french.PLURAL_FROM else many


_SENTENCES: Mapping[DecisionKind, Callable[[Decision, Perimeter], str]] = {
    DecisionKind.TO_SIGN: _to_sign,
    DecisionKind.JOBS_BEHIND: _jobs_behind,
    DecisionKind.ENDING: _ending,
    DecisionKind.OPENINGS_LATE: _openings_late,
    DecisionKind.TO_MEASURE: _to_measure,
    DecisionKind.SILENT: _silent,
}
