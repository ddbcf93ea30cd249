"""The drawings of a shared page: whole, well formed, within their frame."""

import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from circular.domain.frozen_situations import FrozenMonth, FrozenPlace, FrozenTarget
from circular.exports import shared_drawings as drawings

TARGET = FrozenTarget(
    value=100, starts_on=date(2025, 1, 1), due_on=date(2029, 12, 31), source="Source"
)
MONTHS = tuple(
    FrozenMonth(day=date(2026, month, 28), net_fte=month * 1.5, path_fte=month * 2.0)
    for month in range(1, 10)
)
SQUARE = [((0.0, 45.0), (1.0, 45.0), (1.0, 46.0), (0.0, 46.0), (0.0, 45.0))]
NEXT = [((1.0, 45.0), (2.0, 45.0), (2.0, 46.0), (1.0, 46.0), (1.0, 45.0))]


def test_the_net_jobs_go_in_steps_and_each_line_is_named_at_its_end() -> None:
    drawing = drawings.jobs_path(MONTHS, TARGET)
    ET.fromstring(drawing)  # noqa: S314 - ours

    assert drawing.count("H") == len(MONTHS) - 1
    assert "13,5 nets" in drawing
    assert "18 prévus" in drawing
    assert "objectif 100" in drawing
    assert "décembre 2029" in drawing
    heights = [float(each) for each in re.findall(r'<text[^>]* y="([\d.]+)"', drawing)]
    assert all(0 < each <= drawings.HEIGHT for each in heights)


def path_of(target: FrozenTarget) -> list[tuple[float, float]]:
    """Return the points of the path as drawn, none when there is no line."""
    found = re.findall(r'class="path" points="([^"]+)"', drawings.jobs_path(MONTHS, target))
    pairs = [point.split(",") for each in found for point in each.split()]
    return [(float(x), float(y)) for x, y in pairs]


def test_the_path_goes_up_to_its_due_day_through_its_points() -> None:
    steps = ((TARGET.starts_on, 0.0), (date(2028, 1, 1), 0.0), (date(2028, 1, 1), 60.0))
    corners = (*steps, (TARGET.due_on, 100.0))

    drawn = path_of(TARGET.model_copy(update={"corners": corners}))

    assert len(drawn) == len(corners)
    assert drawn[-1] == (drawings.WIDTH - drawings.RIGHT, drawings.TOP)
    assert drawn[1][0] == drawn[2][0]
    assert path_of(TARGET.model_copy(update={"corners": ()})) == []


def test_a_path_frozen_without_its_points_is_prolonged_only_where_it_is_straight() -> None:
    straight = FrozenTarget(
        value=18 + 2.0 * 39, starts_on=MONTHS[0].day, due_on=date(2029, 12, 28), source="Source"
    )

    assert path_of(straight)[-1][0] == drawings.WIDTH - drawings.RIGHT
    assert len(path_of(straight)) == len(MONTHS) + 1
    bent = straight.model_copy(update={"value": 500.0})
    assert len(path_of(bent)) == len(MONTHS)
    assert "objectif 500" in drawings.jobs_path(MONTHS, bent)


def test_without_a_month_nothing_is_drawn_and_without_a_target_no_path() -> None:
    assert drawings.jobs_path((), TARGET) == ""
    bare = [each.model_copy(update={"path_fte": None}) for each in MONTHS]
    assert "prévus" not in drawings.jobs_path(bare, None)


@pytest.mark.parametrize("jobs", [0.0, 0.4, 7.0, 99.0, 100.0, 12345.0])
def test_the_scale_holds_what_it_shows(jobs: float) -> None:
    one = (FrozenMonth(day=date(2026, 1, 31), net_fte=jobs, path_fte=None),)
    drawing = drawings.jobs_path((*one, *one), None)
    ET.fromstring(drawing)  # noqa: S314 - ours
    y = float(re.findall(r'class="net" d="M[\d.]+,([\d.]+)', drawing)[0])
    assert drawings.TOP <= y <= drawings.HEIGHT - drawings.BOTTOM


def test_a_bar_is_as_long_as_its_share() -> None:
    assert 'width="50.0"' in drawings.bar(3, 6)
    assert drawings.bar(0, 6) == ""


def test_areas_are_drawn_from_their_outlines_with_names_that_do_not_escape() -> None:
    places = [
        FrozenPlace(siren="1", name="CC du <Haut>", net_fte=3),
        FrozenPlace(siren="2", name="CA du Libournais", net_fte=9),
        FrozenPlace(siren=None, name="Lieu non renseigné", net_fte=1),
    ]
    drawing = drawings.territory(places, {"1": SQUARE, "2": NEXT})
    ET.fromstring(drawing)  # noqa: S314 - ours

    assert drawing.count("<path") == 2
    assert 'class="area c4"' in drawing
    assert "&lt;Haut&gt; 3" in drawing
    assert drawings.territory(places, {}) == ""
