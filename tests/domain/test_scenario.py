"""A scenario reads its blanks as unknown and its seasons as months."""

import pytest

from circular.domain.scenario import ScenarioJobs, ScenarioProject, months_between


def test_a_season_may_cross_the_new_year() -> None:
    assert months_between("3-5") == (3, 4, 5)
    assert months_between("11-2") == (1, 2, 11, 12)
    assert months_between(None) == ()


def test_blanks_are_unknown() -> None:
    project = ScenarioProject.model_validate(
        {
            "title": "Essai",
            "detected": -3,
            "origin": "appel",
            "people": [["Ida Jolivet", "porteur", "", "", ""]],
            "jobs": [["created", 2.5, "", "", "cdi", -2, "", "", ""]],
        }
    )

    assert project.people[0].email is None
    line: ScenarioJobs = project.jobs[0]
    assert (line.heads, line.women, line.ends, line.verified) == (None, None, None, None)


def test_a_season_is_two_months() -> None:
    with pytest.raises(ValueError, match="unpack"):
        months_between("3")
