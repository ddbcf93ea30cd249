"""The projects of a scenario read their blanks as unknown."""

from circular.domain.scenario_projects import ScenarioJobs, ScenarioProject


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
