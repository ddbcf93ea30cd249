"""The two parts of the report that look further: the forecast, and how long companies last.

Each says the very sentences of its own page on the last day of the period, with its tables and
its method; whoever reads the report of one EPCI is not told what was observed in the others.
"""

from circular.domain import french
from circular.domain.survival import Cohort
from circular.exports import forecast_tables, survival_tables
from circular.exports import forecast_words as forecast_said
from circular.exports import survival_words as survival_said
from circular.exports.forecast_drawings import fan
from circular.exports.report_parts import Part, drawing
from circular.exports.report_tables import Grid, Tables
from circular.exports.survival_drawings import curves
from circular.queries.forecast import Forecast
from circular.queries.past_forecasts import BackTest
from circular.queries.survival import Survival

METHOD = (
    "La méthode est écrite formule par formule à la page «\u00a0Prévision\u00a0»\u202f; les mêmes "
    "faits donnent toujours les mêmes chiffres."
)


def forecast(tables: Tables) -> list[Part | None]:
    """Return the forecast, its weakness said at once, then what leads there and how it is made."""
    found, past = tables.report.forecast, tables.report.back_test
    if found is None or past is None:
        return []
    if found.last is None:
        return [forecast_said.lead(found)]
    sentence = forecast_said.chart(found)
    what = "Emplois nets à venir, fourchette par trimestre"
    return [
        *_opening(found, past, with_counts=_is_whole(tables)),
        sentence,
        drawing("forecast", sentence, fan(found), what),
        f"{forecast_said.DEFINITION} Situation au {french.day(found.perimeter.as_of)}.",
        _quarters(tables, found, is_printed=True),
        forecast_said.stages(found),
        _stages(tables, found),
        forecast_said.counted(found),
        forecast_said.needed(found),
        forecast_said.MORE_AGREEMENTS if found.needed else None,
        forecast_said.SUPPOSED,
        _hypotheses(tables, found),
        forecast_said.of_whom(found),
        forecast_said.back_test(past),
        _past(tables, past),
        forecast_said.made_again(found) if past.forecasts else None,
        METHOD,
    ]


def survival(tables: Tables) -> list[Part | None]:
    """Return how long companies last, the curves, then each cohort by horizon."""
    found = tables.report.survival
    if found is None:
        return []
    whole = found.of(Cohort.ALL)
    left_out = survival_said.left_out(found)
    if not whole.companies:
        return [survival_said.lead(found), *left_out]
    sentence = survival_said.cohort(whole)
    published = " ".join(survival_said.reference(each) for each in found.references)
    return [
        survival_said.lead(found),
        survival_said.DEFINITION,
        sentence,
        drawing("survival", sentence, curves(found), "Part des entreprises encore ouvertes"),
        f"Losanges\u00a0: taux publiés. {published}" if published else None,
        _horizons(tables, found, Cohort.ALL),
        *_cohorts(tables, found),
        *left_out,
    ]


def grids(tables: Tables) -> tuple[Grid, ...]:
    """Return every table of both parts, none of what was not asked for."""
    found: list[Grid] = []
    report = tables.report
    if report.forecast and report.forecast.last and report.back_test:
        found += [
            _quarters(tables, report.forecast, is_printed=False),
            _stages(tables, report.forecast),
            _hypotheses(tables, report.forecast),
            _past(tables, report.back_test),
        ]
    if report.survival:
        shown = [each for each in report.survival.cohorts if each.companies]
        found += [_horizons(tables, report.survival, each.cohort) for each in shown]
        found += [_steps(tables, report.survival)] if shown else []
    return tuple(found)


def _is_whole(tables: Tables) -> bool:
    return tables.report.draft.epci_siren is None


def _opening(found: Forecast, past: BackTest, *, with_counts: bool) -> list[Part | None]:
    """Say the range and the chance, then at once how far to trust them."""
    return [
        forecast_said.lead(found),
        forecast_said.warning(found, with_counts=with_counts) if found.is_too_few else None,
        forecast_said.doubt(past),
    ]


def _quarters(tables: Tables, found: Forecast, *, is_printed: bool) -> Grid:
    columns = forecast_tables.PRINTED_QUARTERS if is_printed else forecast_tables.QUARTERS
    return tables.grid("Prévision par trimestre", columns, forecast_tables.quarters(found))


def _stages(tables: Tables, found: Forecast) -> Grid:
    return tables.grid(
        "Emplois attendus par étape", forecast_tables.STAGES, forecast_tables.stages(found)
    )


def _hypotheses(tables: Tables, found: Forecast) -> Grid:
    columns = forecast_tables.hypothesis_columns(with_observed=_is_whole(tables))
    return tables.grid("Hypothèses de la prévision", columns, forecast_tables.hypotheses(found))


def _past(tables: Tables, past: BackTest) -> Grid:
    return tables.grid("Prévisions passées", forecast_tables.PAST, forecast_tables.past(past))


def _cohorts(tables: Tables, found: Survival) -> list[Part | None]:
    """Say each district in turn; when both are kept back, it is said once."""
    parts: list[Part | None] = []
    for each in map(found.of, (Cohort.PRIORITY, Cohort.ELSEWHERE)):
        if each.is_masked:
            parts += [survival_said.cohort(each)] if each.cohort is Cohort.PRIORITY else []
            continue
        parts.append(f"**{each.cohort.label}.** {survival_said.cohort(each)}")
        parts += [_horizons(tables, found, each.cohort)] if each.companies else []
    return parts


def _horizons(tables: Tables, found: Survival, cohort: Cohort) -> Grid:
    rows = survival_tables.horizons(found.of(cohort))
    return tables.grid(survival_tables.TITLES[cohort], survival_tables.HORIZONS, rows)


def _steps(tables: Tables, found: Survival) -> Grid:
    rows = survival_tables.steps(found.of(Cohort.ALL))
    return tables.grid("Marches de la courbe de survie", survival_tables.STEPS, rows)
