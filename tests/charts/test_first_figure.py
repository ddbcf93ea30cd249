"""The figure of the warm-up."""

from circular.charts import first_figure


def test_the_first_figure_has_one_point() -> None:
    figure = first_figure.draw()

    assert len(figure.data) == 1
    assert list(figure.data[0].x) == [0]
