"""The tables of survival in the report: each cohort by horizon, and the steps of a curve."""

from circular.domain.survival import Cohort
from circular.exports.columns import Column, Kind
from circular.queries.survival import CohortSurvival

Rows = list[dict[str, object]]

TITLES = {
    Cohort.ALL: "Survie, toutes les entreprises",
    Cohort.PRIORITY: "Survie, quartiers prioritaires",
    Cohort.ELSEWHERE: "Survie, hors quartiers",
}
"""Each fits the name of a sheet: 31 letters at most."""

HORIZONS = (
    Column("after", "Après"),
    Column("at_risk", "Suivies", Kind.INTEGER),
    Column("closed", "Fermées", Kind.INTEGER),
    Column("unknown", "Sans nouvelles", Kind.INTEGER),
    Column("recent", "Trop récentes", Kind.INTEGER),
    Column("share", "Taux", Kind.PERCENT),
    Column("low", "Au moins", Kind.PERCENT),
    Column("high", "Au plus", Kind.PERCENT),
    Column("reference", "Référence", Kind.PERCENT),
)
STEPS = (
    Column("month", "Mois après l’ouverture", Kind.NUMBER),
    Column("share", "Encore ouvertes", Kind.PERCENT),
    Column("low", "Au moins", Kind.PERCENT),
    Column("high", "Au plus", Kind.PERCENT),
)


def horizons(found: CohortSurvival) -> Rows:
    """Return what is known of a cohort so many months after opening."""
    return [
        {
            "after": f"{each.months}\u00a0mois",
            "at_risk": each.at_risk,
            "closed": each.closed,
            "unknown": each.unknown,
            "recent": each.recent,
            "share": each.share,
            "low": each.low,
            "high": each.high,
            "reference": each.reference.share if each.reference else None,
        }
        for each in found.horizons
    ]


def steps(found: CohortSurvival) -> Rows:
    """Return every step of the curve of a cohort, with its interval where that has a meaning."""
    bounds = {month: (low, high) for month, low, high in found.bands}
    return [
        {
            "month": round(month, 1),
            "share": share,
            "low": bounds.get(month, (None, None))[0],
            "high": bounds.get(month, (None, None))[1],
        }
        for month, share in [(0.0, 1.0), *found.steps]
    ]
