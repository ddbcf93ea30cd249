"""What the map of a pair draws, read in the figure itself."""

import pytest

from circular.charts.match_places import End, match_places
from circular.charts.territory_map import SHRINK
from tests.charts.material_rows import OUTLINES

LIBOURNE, VAYRES = End("Libourne", (-0.2, 44.9)), End("Vayres", (-0.4, 44.8))


def test_both_communes_are_named_and_the_line_bears_its_distance() -> None:
    figure = match_places(OUTLINES, stream=LIBOURNE, project=VAYRES, distance="21\u00a0km")
    line, stream, project = figure.data[2:]

    assert line.x == pytest.approx((-0.2 * SHRINK, -0.4 * SHRINK))
    assert line.y == (44.9, 44.8)
    assert (stream.marker.symbol, project.marker.symbol) == ("circle", "square")
    assert [(each.text, each.yshift) for each in figure.layout.annotations] == [
        ("Libourne", 20),
        ("Vayres", -20),
        ("21\u00a0km", 0),
    ]


def test_a_pair_of_one_commune_is_named_once() -> None:
    figure = match_places((), stream=LIBOURNE, project=LIBOURNE, distance="0\u00a0km")

    assert [each.text for each in figure.layout.annotations] == ["Libourne"]
