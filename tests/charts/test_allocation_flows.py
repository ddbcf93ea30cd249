"""What the Sankey of a plan draws, read in the figure itself."""

import json

from circular.charts.allocation_flows import MOST_PROJECTS, OTHERS, allocation_flows, bands
from tests.builders.plans import plan_line


def test_lines_add_up_by_family_and_project() -> None:
    found = bands([plan_line(tonnes=10), plan_line(tonnes=5), plan_line(family=None, tonnes=1)])

    assert [(band.family, band.tonnes) for band in found] == [
        ("Biodéchets", 15),
        ("Famille non renseignée", 1),
    ]


def test_the_smallest_projects_go_together() -> None:
    lines = [plan_line(project_title=f"P{at:02}", tonnes=at + 1) for at in range(30)]
    found = bands(lines)

    assert len(found) == MOST_PROJECTS + 1
    assert next(band.tonnes for band in found if band.project == OTHERS) == sum(range(1, 22))
    drawn = json.loads(allocation_flows(found).to_json())
    assert len(drawn["data"][0]["node"]["label"]) == MOST_PROJECTS + 2
    assert set(drawn["data"][0]["link"]["color"]) == {"#000013"}


def test_a_long_name_is_shortened() -> None:
    figure = allocation_flows(bands([plan_line(project_title="Plateforme " * 6)]))

    assert figure.data[0].node.label[1].endswith("…")
