"""What an allocation says of itself, and what a trial may ask."""

import pytest
from pydantic import ValidationError

from circular.domain.allocation import (
    AllocationMethod,
    Scenario,
    Stakes,
    TrialDraft,
    gap_sentence,
    method_sentence,
    rule_sentence,
)
from circular.domain.problems import problems_of


def refusals(**typed: object) -> dict[str, str]:
    """Return the sentences that a trial meets, by field."""
    with pytest.raises(ValidationError) as refused:
        TrialDraft.model_validate(typed)
    return {each.field: each.sentence for each in problems_of(refused.value, TrialDraft)}


@pytest.mark.parametrize("method", list(AllocationMethod))
def test_each_method_has_its_sentence(method: AllocationMethod) -> None:
    assert method_sentence(method, pairs=250_000, kept=40_000).endswith(".")


def test_what_was_left_aside_is_said() -> None:
    said = method_sentence(AllocationMethod.MIXED_ON_SOME, pairs=250_000, kept=40_000)

    assert "250\u202f000\u00a0paires" in said
    assert "40\u202f000" in said


def test_the_gap_and_the_time_limit_are_said() -> None:
    assert gap_sentence(0.0, hit_limit=False) == "Aucun plan ne fait mieux."
    assert gap_sentence(0.004, hit_limit=False) == "Aucun plan ne fait mieux de plus de 0,4\u00a0%."
    assert gap_sentence(0.0003, hit_limit=False).endswith("de plus de 0,1\u00a0%.")
    assert "temps permis a été atteint" in gap_sentence(0.02, hit_limit=True)


def test_a_distance_goes_with_its_need() -> None:
    assert set(refusals(need_id=3)) == {"distance_max_km"}
    assert set(refusals(need_id=3, distance_max_km="0")) == {"distance_max_km"}
    assert set(refusals(distance_max_km="40")) == {"need_id"}
    assert "virgule" in refusals(need_id=3, distance_max_km="loin")["distance_max_km"]
    assert TrialDraft.model_validate({"need_id": 3, "distance_max_km": "40,5"}).need_id == 3


def test_a_trial_says_what_a_plan_may_use_and_what_a_kilometre_costs() -> None:
    usual = rule_sentence(Scenario())
    tried = rule_sentence(Scenario(material_from=60.0, stakes=Stakes(kilometre=3.0)))

    assert "dont la note de matière est entière" in usual
    assert "retire 0,2 point à" in usual
    assert "atteint 60 sur 100" in tried
    assert "retire 3 points à" in tried
    assert set(refusals(kilometre="-1", material_from="200")) == {"kilometre", "material_from"}


def test_nothing_changed_is_today() -> None:
    assert Scenario().is_today
    assert not Scenario(distances=frozenset({(1, 30.0)})).is_today
