"""A bar a year, and a line at the figure in use."""

from datetime import date

from circular.charts.stream_measures import FEW_YEARS, stream_measures
from circular.queries.stream_measures import StreamMeasure


def years(count: int) -> list[StreamMeasure]:
    """Return measures of the last years, the latest first."""
    day = date(2026, 1, 15)
    return [
        StreamMeasure(2025 - ago, 180.0 - ago, "Pesée", None, day, None) for ago in range(count)
    ]


def test_years_run_from_left_to_right_with_their_tonnes() -> None:
    figure = stream_measures(years(3), likely=200)

    assert list(figure.data[0].x) == ["2023", "2024", "2025"]
    assert list(figure.data[0].text) == ["178\u00a0t", "179\u00a0t", "180\u00a0t"]
    assert [line.y0 for line in figure.layout.shapes] == [200]


def test_only_the_last_years_are_drawn_and_an_unknown_figure_has_no_line() -> None:
    figure = stream_measures(years(20), likely=None)

    assert len(figure.data[0].x) == FEW_YEARS
    assert not figure.layout.shapes
