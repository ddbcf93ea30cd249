"""The drawings of the report: the same bytes for the same figures, nothing for nothing."""

import struct
import threading
import xml.etree.ElementTree as ET
from datetime import date

import pytest

from circular.domain.targets import Path
from circular.exports.report_canvas import WIDTH
from circular.exports.report_charts import CLASSES, Bar, bars, jobs, one_place, territory
from circular.queries.dashboard import Place
from circular.queries.jobs import MonthOfJobs
from circular.queries.reports import Communes

MONTHS = tuple(MonthOfJobs(date(2026, month, 1), month / 2, 0.0) for month in range(1, 12))
PATH = Path(100, date(2025, 1, 1), date(2029, 12, 31))
SVG = "{http://www.w3.org/2000/svg}"


def square(siren: str | None, name: str, net: float, at: float) -> Place:
    ring = ((at, 45.0), (at + 0.4, 45.0), (at + 0.4, 45.4), (at, 45.4))
    return Place(siren, name, net, (ring,), (at + 0.2, 45.2))


PLACES = (square("1", "CA du Libournais", 18, 0.0), square("2", "CC de l’Estuaire", 3, 0.4))


def test_the_same_figures_are_drawn_alike_whoever_draws_beside() -> None:
    found: list[str] = []

    def draw() -> None:
        picture = jobs(MONTHS, PATH)
        assert picture is not None
        found.append(picture.svg())

    threads = [threading.Thread(target=draw) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 4
    assert len(set(found)) == 1
    assert "<dc:date>" not in found[0]
    assert "<text" not in found[0]


def test_the_dots_fit_the_width_of_the_page_in_print() -> None:
    picture = jobs(MONTHS, PATH)
    assert picture is not None
    width, height = struct.unpack(">II", picture.png()[16:24])

    assert width == pytest.approx(WIDTH / 2.54 * 300, abs=2)
    assert height < width


def test_without_a_target_the_jobs_are_drawn_alone() -> None:
    with_path, alone = jobs(MONTHS, PATH), jobs(MONTHS, None)

    assert with_path is not None
    assert alone is not None
    assert with_path.svg().count("stroke-dasharray: ") > alone.svg().count("stroke-dasharray: ")


@pytest.mark.parametrize(
    "months",
    [
        MONTHS[:1],
        (MonthOfJobs(date(2026, 1, 1), 0.0, 0.0),),
        (MonthOfJobs(date(2031, 1, 1), 140, 0),),
    ],
    ids=["one month", "no job", "after the due day, over the target"],
)
def test_odd_months_are_drawn_as_well(months: tuple[MonthOfJobs, ...]) -> None:
    for path in (PATH, None):
        picture = jobs(months, path)
        assert picture is not None
        assert ET.fromstring(picture.svg()).tag == f"{SVG}svg"  # noqa: S314  # our own file


def test_a_label_near_the_axis_stands_above_it() -> None:
    for fte, above in ((0.0, True), (30.0, False)):
        picture = jobs((MonthOfJobs(date(2029, 1, 1), fte, 0.0),), PATH)
        assert picture is not None
        (axes,) = picture.figure.axes
        assert (axes.texts[0].get_verticalalignment() == "bottom") is above


def test_one_place_is_drawn_with_its_communes_the_largest_named() -> None:
    communes = Communes(PLACES[0].rings, (("Libourne", (0.2, 45.2)), ("Coutras", (0.3, 45.3))))
    for place in (PLACES[0], Place("1", "CA du Libournais", 18)):
        picture = one_place(place, communes)
        assert picture is not None
        names = [text.get_text() for text in picture.figure.axes[0].texts]
        assert names == ["Libourne", "Coutras"]

    assert one_place(PLACES[0], Communes()) is not None
    assert one_place(Place("1", "CA du Libournais", 18), Communes()) is None


def test_nothing_to_draw_is_no_drawing() -> None:
    assert jobs((), PATH) is None
    assert bars([]) is None
    assert bars([Bar("A", 0, "0"), Bar("B", None, "–")]) is None
    assert territory(PLACES[:1]) is None
    assert territory((Place("1", "A", 3), Place("2", "B", 3))) is None


def test_an_unknown_value_has_no_bar_but_keeps_its_line() -> None:
    known, unknown = bars([Bar("A", 3, "3 $")]), bars([Bar("A", 3, "3 $"), Bar("B", None, "–")])
    assert known is not None
    assert unknown is not None

    assert unknown.figure.get_size_inches()[1] > known.figure.get_size_inches()[1]
    (axes,) = unknown.figure.axes
    drawn = [bar.get_window_extent().width for bar in axes.patches]
    assert drawn[0] > 100
    assert drawn[1] == pytest.approx(0, abs=2)


def test_the_map_has_classes_of_lightness_and_names_its_places() -> None:
    picture = territory((*PLACES, Place(None, "Hors du territoire", 2)))
    assert picture is not None
    (axes,) = picture.figure.axes

    assert [text.get_text() for text in axes.texts] == ["Libournais  18", "Estuaire  3"]
    svg = picture.svg().upper()
    assert CLASSES[4] in svg
    assert CLASSES[1] in svg
    lightness = [sum(int(each[at : at + 2], 16) for at in (1, 3, 5)) for each in CLASSES]
    assert lightness == sorted(lightness, reverse=True)
