"""What asks elected officials for a decision on a day, each thing with its number and its rule.

Nobody is named. Each rule is declared once: with the figure that counts it, or else on its kind.
"""

from dataclasses import dataclass

from circular.domain.indicators import Perimeter
from circular.domain.labels import Labelled
from circular.domain.settings import AssociationSettings
from circular.queries import waiting_indicators
from circular.queries.targets import Target
from circular.store import benefits
from circular.store import decisions as store
from circular.store.connection import Database

MOST = 5
NOTICEABLE_GAP = 0.5  # jobs: below, the path is followed


class DecisionKind(Labelled):
    """A thing that waits for a decision, with the rule that finds it, the most pressing first."""

    TO_SIGN = "to_sign", waiting_indicators.SIGNING_LATE
    JOBS_BEHIND = (
        "jobs_behind",
        (
            "Écart entre les emplois nets et la trajectoire de l\u2019objectif en vigueur\u202f; "
            "le rythme nécessaire répartit ce qui manque jusqu\u2019à l\u2019échéance."
        ),
    )
    ENDING = "ending", waiting_indicators.ENDING
    OPENINGS_LATE = "openings_late", waiting_indicators.OPENINGS_LATE
    TO_MEASURE = (
        "to_measure",
        (
            "Rapprochements en vigueur pendant la dernière année civile achevée et dont personne "
            "n\u2019a noté les tonnes réellement échangées."
        ),
    )
    SILENT = "silent", waiting_indicators.SILENT


TEAM_KINDS = (DecisionKind.TO_MEASURE, DecisionKind.SILENT)
"""What the team follows up; the rest is for the board."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Something to decide: how much of it, in the unit of its kind (jobs are FTE).

    `within_days` is the threshold of the rule; `needed` and `current` are the jobs a year that the
    promise asks for and those of the mean so far, None when they mean nothing.
    """

    kind: DecisionKind
    amount: float
    within_days: int | None = None
    needed: float | None = None
    current: float | None = None


@dataclass(frozen=True, slots=True)
class Decisions:
    """The first things to decide, and how many kinds of them were left out."""

    shown: tuple[Decision, ...]
    left_out: int


def decisions(
    db: Database,
    perimeter: Perimeter,
    settings: AssociationSettings,
    *,
    net_fte: float,
    target: Target | None,
) -> Decisions:
    """Return what asks for a decision on a day, over one EPCI or everything, five kinds at most.

    `net_fte` and `target` are those of the page, which has already read them.
    """
    found = store.counts(db, perimeter, settings)
    each = {
        DecisionKind.TO_SIGN: Decision(
            DecisionKind.TO_SIGN, found["to_sign"], within_days=store.LATE_AFTER_DAYS
        ),
        DecisionKind.JOBS_BEHIND: _jobs_behind(perimeter, net_fte, target),
        DecisionKind.ENDING: Decision(
            DecisionKind.ENDING, found["ending"], within_days=settings.expiring_within_days
        ),
        DecisionKind.OPENINGS_LATE: Decision(DecisionKind.OPENINGS_LATE, found["openings_late"]),
        DecisionKind.TO_MEASURE: Decision(
            DecisionKind.TO_MEASURE, benefits.measured_tonnes(db, perimeter)["without_tonnes"]
        ),
        DecisionKind.SILENT: Decision(
            DecisionKind.SILENT, found["silent"], within_days=settings.dormant_after_days
        ),
    }
    kept = tuple(each[kind] for kind in DecisionKind if each[kind].amount)
    return Decisions(shown=kept[:MOST], left_out=len(kept[MOST:]))


def _jobs_behind(perimeter: Perimeter, net_fte: float, target: Target | None) -> Decision:
    """Return the jobs that are behind the path, none when there is no path or it is followed."""
    expected = target.path.expected(perimeter.as_of) if target else None
    behind = 0.0 if expected is None else expected - net_fte
    if target is None or behind < NOTICEABLE_GAP:
        return Decision(DecisionKind.JOBS_BEHIND, 0)
    return Decision(
        DecisionKind.JOBS_BEHIND,
        round(behind, 1),
        needed=target.path.pace_needed(net_fte, perimeter.as_of),
        current=target.path.pace_so_far(net_fte, perimeter.as_of),
    )
