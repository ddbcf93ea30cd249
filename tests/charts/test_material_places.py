"""What the map of streams and projects draws, read in the figure itself."""

import pytest

from circular.charts.material_places import LARGEST, SMALLEST, material_places
from circular.charts.territory_map import SHRINK
from tests.charts.material_rows import OUTLINES, a_commune

ROWS = (
    a_commune("Libourne", (-0.2, 44.9), streams=3, tonnes=100, projects=2, facilities=1),
    a_commune("Vayres", (-0.3, 44.8), streams=1),
    a_commune("Saint-Savin", (-0.4, 45.1), projects=1),
    a_commune("Lieu non renseigné", None, streams=4, tonnes=9),
)


def test_marks_of_a_commune_stand_side_by_side_with_their_numbers() -> None:
    figure = material_places(ROWS, OUTLINES)
    assert figure is not None
    streams, projects, facilities = figure.data[2:]

    assert streams.marker.size == (LARGEST, SMALLEST)
    assert streams.text == ("3", "")
    assert streams.x[0] == pytest.approx(-0.2 * SHRINK)
    assert facilities.x[0] < streams.x[0] < projects.x[0]
    assert projects.text == ("2", "")
    assert {trace.marker.symbol for trace in (projects, facilities)} == {"square", "diamond"}
    told = "Libourne<br>3\u00a0gisements, 100\u00a0t<br>2\u00a0projets<br>1\u00a0lieu"
    assert streams.customdata[0] == told


def test_nothing_is_drawn_without_a_place_or_an_outline() -> None:
    assert material_places(ROWS[3:], OUTLINES) is None
    assert material_places(ROWS, ()) is None


def test_marks_of_neighbouring_communes_do_not_hide_each_other() -> None:
    near = (
        a_commune("Libourne", (-0.2, 44.9), streams=3, tonnes=100),
        a_commune("Fronsac", (-0.201, 44.901), streams=3, tonnes=100),
    )
    figure = material_places(near, OUTLINES)
    assert figure is not None
    first, second = figure.data[2].y
    assert abs(first - second) > 0.002
