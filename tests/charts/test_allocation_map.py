"""What the map of a plan draws, read in the figure itself."""

import json

from circular.charts.allocation_map import allocation_map, roads, width_of
from circular.queries.dashboard import Place
from tests.builders.plans import plan_line

RING = ((-1.0, 44.0), (0.0, 44.0), (0.0, 45.0), (-1.0, 45.0))
PLACE = Place("1", "CA du Libournais", 0.0, (RING,), (-0.5, 44.5))


def test_lines_between_the_same_communes_are_one_road() -> None:
    found = roads([plan_line(tonnes=10), plan_line(tonnes=5, need_id=2), plan_line(commune="Pau")])

    assert [(road.start_name, road.tonnes) for road in found] == [("Pau", 60), ("Bordeaux", 15)]


def test_the_map_holds_outlines_roads_ends_and_names() -> None:
    figure = allocation_map([PLACE], roads([plan_line()]))

    assert figure is not None
    drawn = json.loads(figure.to_json())
    assert drawn["layout"]["annotations"][0]["text"] == "Libourne <b>60</b>"
    assert [trace["mode"] for trace in drawn["data"]] == ["none", *["lines"] * 5, *["markers"] * 2]
    assert "map" not in drawn["layout"]


def test_nothing_placed_is_no_map() -> None:
    assert allocation_map([PLACE], roads([plan_line(start=None)])) is None


def test_the_thickness_grows_with_the_tonnes() -> None:
    assert [width_of(tonnes, 100) for tonnes in (1, 30, 60, 100)] == [0, 1, 2, 3]
