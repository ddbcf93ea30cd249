"""What the map of the members draws, read in the figure itself."""

import json
from typing import Any

import pytest

from circular.charts.territory_map import CLASSES, territory_map
from circular.queries.dashboard import Place


def square(siren: str, name: str, net: float, at: float) -> Place:
    """Return a place with a square outline whose south-west corner is at (at, 45)."""
    ring = ((at, 45.0), (at + 0.4, 45.0), (at + 0.4, 45.4), (at, 45.4))
    return Place(siren, name, net, (ring,), (at + 0.2, 45.2))


PLACES = (
    square("1", "CA du Libournais", 18, 0.0),
    square("2", "CC de l\u2019Estuaire", 3, 0.4),
    square("3", "CC Latitude Nord Gironde", 0, 0.8),
    Place(None, "Hors du territoire", 2),
)


def drawn(**options: Any) -> dict[str, Any]:
    """Return the figure as the browser receives it."""
    figure = territory_map(PLACES, **options)
    assert figure is not None
    read: dict[str, Any] = json.loads(figure.to_json())
    return read


def test_more_jobs_are_always_thicker() -> None:
    areas = [each for each in drawn()["data"] if each.get("fill") == "toself"]

    assert [each["opacity"] for each in areas] == [CLASSES[4], CLASSES[1], CLASSES[0]]
    assert list(CLASSES) == sorted(CLASSES)


def test_each_place_bears_its_name_and_its_figure() -> None:
    texts = [each["text"] for each in drawn()["layout"]["annotations"]]

    assert texts == ["Libournais <b>18</b>", "Estuaire <b>3</b>", "Latitude Nord Gironde <b>0</b>"]


def test_longitudes_are_shrunk_so_that_shapes_keep_their_look() -> None:
    first = drawn()["data"][0]

    assert first["x"][1] == pytest.approx(0.4 * 0.7071, abs=1e-4)
    assert drawn()["layout"]["yaxis"]["scaleanchor"] == "x"


def test_labels_never_lie_on_the_same_line_when_they_would_touch() -> None:
    heights = [each["y"] for each in drawn()["layout"]["annotations"]]

    assert len(set(heights)) == 3


def test_the_chosen_place_is_edged_in_ink() -> None:
    edges = [each for each in drawn(chosen="2")["data"] if each["mode"] == "lines"]

    assert [each["line"]["width"] for each in edges] == [1, 3, 1]


def test_a_map_without_any_outline_is_no_map() -> None:
    assert territory_map(PLACES[3:]) is None
    assert territory_map(()) is None


def test_nothing_is_asked_of_any_other_machine() -> None:
    text = json.dumps(drawn())

    assert "mapbox" not in text
    assert "http" not in text
