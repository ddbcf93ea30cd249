"""The tables of the forecast: its very figures, and the unknown left unknown."""

from dataclasses import replace

from circular.domain.stages import Stage
from circular.exports import forecast_tables
from circular.queries.forecast import StageAhead
from circular.queries.past_forecasts import BackTest
from tests.exports.test_forecast_words import PAGE


def test_a_quarter_has_its_range_and_the_path_of_the_target() -> None:
    (row,) = forecast_tables.quarters(PAGE)

    assert [row[name] for name in ("low", "middle", "high", "path")] == [40.2, 61.6, 89.7, 100]
    assert forecast_tables.quarters(replace(PAGE, target=None))[0]["path"] is None


def test_nothing_promised_is_unknown_and_those_to_come_come_before_the_total() -> None:
    silent = StageAhead(Stage.SUPPORT, 2, 0, 2, 0.7, 1.0)
    rows = forecast_tables.stages(replace(PAGE, stages=(silent,)))

    assert rows[0]["owed"] is None
    _, coming, kept, whole = rows
    assert (coming["stage"], coming["chance"]) == ("Porteurs à venir", None)
    assert coming["expected"] == PAGE.arrivals_fte
    assert kept["expected"] == PAGE.kept_fte
    assert (whole["stage"], whole["expected"]) == (
        "En tout, en moyenne",
        1.0 + PAGE.arrivals_fte + PAGE.kept_fte,
    )


def test_what_was_observed_has_its_columns_only_when_told() -> None:
    told, kept_back = (
        [each.key for each in forecast_tables.hypothesis_columns(with_observed=wanted)]
        for wanted in (True, False)
    )

    assert [key for key in told if key not in kept_back] == ["observed", "count"]


def test_without_a_past_forecast_there_is_no_row() -> None:
    assert forecast_tables.past(BackTest(PAGE.perimeter, ())) == []
