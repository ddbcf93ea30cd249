"""What the drawing of the season holds, read in the figure itself."""

from circular.charts.material_months import material_months
from tests.charts.material_rows import FLAT, a_season

SUMMER = (0.0,) * 5 + (90.0, 80.0) + (0.0,) * 5


def test_bars_are_what_is_available_and_the_line_what_is_sought() -> None:
    figure = material_months(a_season(SUMMER, FLAT))
    assert figure is not None
    bars, line = figure.data

    assert bars.y == SUMMER
    assert line.y == FLAT
    assert bars.customdata[5] == "juin<br>disponible\u00a0: 90\u00a0t"
    assert [(each.text, each.x, each.xanchor) for each in figure.layout.annotations] == [
        ("disponible", 5, "center"),
        ("recherché", 0, "left"),
    ]
    assert figure.layout.yaxis.ticktext == ("0", "45", "90")


def test_one_side_alone_is_drawn_alone() -> None:
    figure = material_months(a_season(SUMMER, (0.0,) * 12))
    assert figure is not None

    assert len(figure.data) == 1
    assert material_months(a_season((0.0,) * 12)) is None
    wanted = material_months(a_season((0.0,) * 12, FLAT))
    assert wanted is not None
    assert [each.text for each in wanted.layout.annotations] == ["recherché"]
