"""A scenario can be loaded without its holders."""

import pytest
from pydantic import ValidationError

from circular.domain.scenario import Scenario, ScenarioFacility


def test_a_territory_without_holders_keeps_its_streams_and_places() -> None:
    scenario = Scenario.model_validate(
        {
            "association": {"name": "Nouvel'R", "launched": -400},
            "account": [],
            "partner": [],
            "epci": [],
            "target": [],
            "facility": [{"name": "Halle", "kind": "premises", "commune": "Libourne"}],
            "stream": [
                {
                    "title": "Marc",
                    "producer": "Cave",
                    "kind": "company",
                    "commune": "Libourne",
                    "code": "020701",
                    "tonnes_likely": "",
                }
            ],
            "dismissal": [
                {"stream": "Marc", "project": "P", "need": "N", "day": -2, "reason": "distance"}
            ],
        }
    )

    bare = scenario.without_holders()

    assert (len(bare.facility), len(bare.stream), bare.dismissal) == (1, 1, ())
    assert bare.stream[0].tonnes_likely is None


def test_a_unit_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValidationError):
        ScenarioFacility.model_validate(
            {"name": "Halle", "kind": "premises", "commune": "Libourne", "capacity_unit": "litre"}
        )
