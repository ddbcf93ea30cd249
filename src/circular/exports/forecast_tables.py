"""The tables of the forecast: the columns and the rows that its page and the report take away."""

from circular.exports import forecast_words as words
from circular.exports.columns import Column, Kind
from circular.queries.forecast import Forecast
from circular.queries.past_forecasts import BackTest

Rows = list[dict[str, object]]

QUARTERS = (
    Column("day", "Au", Kind.DATE),
    Column("low", "Emplois nets, bas (10 %)", Kind.NUMBER),
    Column("middle", "Emplois nets, milieu (50 %)", Kind.NUMBER),
    Column("high", "Emplois nets, haut (90 %)", Kind.NUMBER),
    Column("low_without", "Sans nouveaux porteurs, bas", Kind.NUMBER),
    Column("middle_without", "Sans nouveaux porteurs, milieu", Kind.NUMBER),
    Column("high_without", "Sans nouveaux porteurs, haut", Kind.NUMBER),
    Column("path", "Trajectoire de l’objectif", Kind.NUMBER),
)
PRINTED_QUARTERS = (
    Column("day", "Au", Kind.DATE),
    Column("low", "Bas", Kind.INTEGER),
    Column("middle", "Milieu", Kind.INTEGER),
    Column("high", "Haut", Kind.INTEGER),
    Column("middle_without", "Milieu sans nouveaux", Kind.INTEGER),
    Column("path", "Trajectoire", Kind.INTEGER),
)
"""The columns that the screen shows, in whole jobs."""

STAGES = (
    Column("stage", "Étape"),
    Column("projects", "Projets", Kind.INTEGER),
    Column("owed", "Emplois restant à créer", Kind.NUMBER),
    Column("unknown", "Sans promesse", Kind.INTEGER),
    Column("chance", "S’implanter à temps"),
    Column("expected", "Emplois attendus", Kind.NUMBER),
)
PAST = (
    Column("made_on", "Prévu le", Kind.DATE),
    Column("low", "Bas", Kind.NUMBER),
    Column("middle", "Milieu", Kind.NUMBER),
    Column("high", "Haut", Kind.NUMBER),
    Column("actual", "Réel", Kind.NUMBER),
    Column("is_inside", "Dedans", Kind.BOOLEAN),
)
_OBSERVED = (Column("observed", "Observé"), Column("count", "Sur"))


def quarters(page: Forecast) -> Rows:
    """Return the range at the end of each quarter, and the path of the target."""
    path = page.target.path if page.target else None
    return [
        {
            "day": each.day,
            "low": each.jobs.low,
            "middle": each.jobs.middle,
            "high": each.jobs.high,
            "low_without": each.without_arrivals.low,
            "middle_without": each.without_arrivals.middle,
            "high_without": each.without_arrivals.high,
            "path": None if path is None else round(path.at(each.day), 1),
        }
        for each in page.quarters
    ]


def stages(page: Forecast) -> Rows:
    """Return what each stage should bring, then the projects that nobody knows yet."""
    rows: Rows = [
        {
            "stage": each.stage.label,
            "projects": each.projects,
            "owed": None if each.projects and each.projects == each.unknown else each.owed,
            "unknown": each.unknown,
            "chance": words.set_up(each),
            "expected": each.expected,
        }
        for each in page.stages
    ]
    coming = dict.fromkeys(("projects", "owed", "unknown", "chance"))
    return [
        *rows,
        {"stage": "Porteurs à venir", **coming, "expected": page.arrivals_fte},
        {"stage": "Emplois déjà là", **coming, "expected": page.kept_fte},
        {"stage": "En tout, en moyenne", **coming, "expected": page.mean_fte},
    ]


def hypotheses(page: Forecast) -> Rows:
    """Return what is supposed, its weight, what was observed and what is kept of both."""
    return [
        {
            "name": each.key.label,
            "supposed": words.supposed(each),
            "weight": words.weight(each),
            "observed": words.observed(each),
            "count": words.count(each),
            "kept": words.kept(each),
        }
        for each in page.hypotheses
    ]


def hypothesis_columns(*, with_observed: bool) -> tuple[Column, ...]:
    """Return the columns of hypotheses, those of the association's own facts only when told."""
    return (
        Column("name", "Hypothèse"),
        Column("supposed", "Supposé"),
        Column("weight", "Poids"),
        *(_OBSERVED if with_observed else ()),
        Column("kept", "Retenu"),
    )


def past(found: BackTest) -> Rows:
    """Return the forecasts made again as of past days, beside what happened."""
    return [
        {
            "made_on": each.made_on,
            "low": each.jobs.low,
            "middle": each.jobs.middle,
            "high": each.jobs.high,
            "actual": each.actual,
            "is_inside": each.is_inside,
        }
        for each in found.forecasts
    ]
