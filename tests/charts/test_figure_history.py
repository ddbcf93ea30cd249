"""What the chart of a figure draws, month by month."""

from datetime import date

from circular.charts.figure_history import figure_history
from circular.domain.indicators import Figure, Span
from circular.queries.figure_history import Moment

MOMENTS = tuple(Moment(date(2026, month, 28), Figure(float(month))) for month in range(1, 7))


def test_a_stock_is_a_line_in_steps_and_a_flow_is_bars() -> None:
    line = figure_history(MOMENTS, Span.DAY)
    bars = figure_history(MOMENTS, Span.PERIOD)

    assert line is not None
    assert line.data[0].line.shape == "hv"
    assert list(line.data[0].y) == [1, 2, 3, 4, 5, 6]
    assert bars is not None
    assert bars.data[0].type == "bar"
    assert list(bars.layout.xaxis.tickvals) == ["janvier 2026", "avril 2026", "juin 2026"]


def test_an_unknown_month_is_left_out_rather_than_drawn_as_zero() -> None:
    with_gap = (*MOMENTS[:2], Moment(date(2026, 3, 31), Figure(None)), *MOMENTS[3:])

    drawn = figure_history(with_gap, Span.DAY)
    assert drawn is not None
    assert len(drawn.data[0].y) == 5


def test_nothing_is_drawn_of_nothing() -> None:
    assert figure_history((), Span.DAY) is None
    assert figure_history(MOMENTS[:1], Span.DAY) is None
    assert figure_history([Moment(day.day, Figure(None)) for day in MOMENTS], Span.DAY) is None
    assert figure_history([Moment(day.day, Figure(0)) for day in MOMENTS], Span.PERIOD) is None
