"""The map that shows where a facility lies."""

from circular.charts.facility_place import facility_place
from circular.queries.dashboard import Place

SQUARE = Place("200070092", "CA du Libournais", 0, (((0, 45), (1, 45), (1, 46)),), (0.5, 45.5))


def test_the_commune_is_a_named_point_inside_the_outlines() -> None:
    figure = facility_place([SQUARE], point=(0.5, 45.2), commune="Libourne")

    assert figure is not None
    assert figure.data[-1].y == (45.2,)
    assert figure.layout.annotations[0].text == "Libourne"


def test_without_outline_nothing_is_drawn() -> None:
    assert facility_place([], point=(0.5, 45.2), commune="Libourne") is None
