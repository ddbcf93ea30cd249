"""The blank page of the drawings: its size, its font as outlines, the same bytes twice."""

import struct
from datetime import date

import pytest

from circular.exports.report_canvas import WIDTH, Picture, blank, mark_years, ordinal, plain


def test_a_page_is_as_wide_as_paper_and_as_high_as_asked() -> None:
    figure, _ = blank(5.0)
    width, height = struct.unpack(">II", Picture(figure).png()[16:24])

    assert width == pytest.approx(WIDTH / 2.54 * 300, abs=2)
    assert height == pytest.approx(5.0 / 2.54 * 300, abs=2)


def test_a_drawing_asks_for_no_font_and_bears_no_date() -> None:
    pictures = []
    for _ in range(2):
        figure, axes = blank(3.0)
        axes.text(0, 0, plain("11 000 $ d’aide"))
        pictures.append(Picture(figure).svg())

    assert pictures[0] == pictures[1]
    assert "<text" not in pictures[0]
    assert "<dc:date>" not in pictures[0]


def test_years_are_marked_at_their_first_day_within_the_drawing() -> None:
    _, axes = blank(3.0)
    mark_years(axes, date(2024, 5, 1), date(2026, 11, 22))

    assert [each.get_text() for each in axes.get_xticklabels()] == ["2025", "2026"]
    assert list(axes.get_xticks()) == [ordinal(date(year, 1, 1)) for year in (2025, 2026)]
