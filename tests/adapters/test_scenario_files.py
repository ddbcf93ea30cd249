"""The files of the demonstration are read whole, and a slip in them is refused."""

import shutil
from pathlib import Path

import pytest
from pydantic import ValidationError

from circular.adapters.scenario_files import read_scenario
from circular.config import ROOT
from circular.domain.targets import JOBS_NET

FOLDER = ROOT / "data" / "demo"


def test_the_demonstration_has_the_size_that_was_promised() -> None:
    scenario = read_scenario(FOLDER)

    assert len(scenario.project) == 30
    assert sum(len(project.people) for project in scenario.project) == 40
    assert len(scenario.stream) == 60
    assert len(scenario.facility) == 15
    agreements = [project.agreement for project in scenario.project if project.agreement]
    assert len(agreements) == 11
    assert sum(agreement.state == "signed" for agreement in agreements) == 3


def test_the_people_of_the_demonstration_can_be_reached_by_nobody() -> None:
    for project in read_scenario(FOLDER).project:
        for person in project.people:
            assert person.email is None or person.email.endswith("@exemple.fr")
            assert person.phone is None or person.phone.startswith("06 39 98 ")


def test_the_target_was_120_then_100() -> None:
    of_all = [
        target.value
        for target in read_scenario(FOLDER).target
        if target.indicator == JOBS_NET and target.epci is None
    ]

    assert of_all == [120, 100]


def test_an_unknown_word_in_the_files_is_refused(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "demo")
    file = tmp_path / "demo" / "projects.toml"
    text = file.read_text(encoding="utf-8").replace("summary =", "sumary =", 1)
    file.write_text(text, encoding="utf-8")

    with pytest.raises(ValidationError, match="sumary"):
        read_scenario(tmp_path / "demo")
