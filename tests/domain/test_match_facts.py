"""What has changed of a pair since it was decided, in French."""

import json

from circular.domain.match_facts import NEED_FACTS, STREAM_FACTS, changes_since, facts_of

STREAM = {
    "title": "Tontes", "waste_code": "200201", "tonnes_likely": 40.0, "promised": 30.0,
    "is_hazardous": 0, "months": None, "commune_name": "Libourne", "available_to": None,
}  # fmt: skip
NEED = {"title": "Bois de Mme Durand", "codes": '["15"]', "distance_max_km": None, "note": "Rien"}


def changes(stream: dict[str, object], need: dict[str, object] | None = None) -> tuple[str, ...]:
    """Return what changed when these values replaced the first ones."""
    before = facts_of(STREAM, NEED)
    return changes_since(before, facts_of({**STREAM, **stream}, {**NEED, **(need or {})}))


def test_nothing_changed_nothing_said_and_an_old_decision_tells_nothing() -> None:
    assert changes({}) == ()
    assert changes_since(None, facts_of(STREAM, NEED)) == ()


def test_each_change_is_said_with_both_values() -> None:
    assert changes({"tonnes_likely": 120.0}) == ("le tonnage est passé de 40 à 120\u00a0t",)
    assert changes({"is_hazardous": 1, "available_to": "2027-01-31"}) == (
        "le caractère dangereux est passé de non à oui",
        "la fin de disponibilité\u00a0: 31/01/2027 (rien n\u2019était noté avant)",
    )
    assert changes({"tonnes_likely": None}, {"codes": '["15","17"]'}) == (
        "le tonnage\u00a0: plus rien n\u2019est noté (c\u2019était 40\u00a0t)",
        "la liste des codes acceptés a changé",
    )
    assert changes({"commune_name": "Coutras"})[0].endswith(
        "de «\u00a0Libourne\u00a0» à «\u00a0Coutras\u00a0»"
    )


def test_a_promise_counts_when_it_is_released_and_not_when_it_grows() -> None:
    assert changes({"promised": 35.0}) == ()
    assert changes({"promised": 0.0}) == (
        "le tonnage promis à d\u2019autres est passé de 30 à 0\u00a0t",
    )


def test_a_free_text_is_never_held_in_clear() -> None:
    held = facts_of(STREAM, NEED)

    assert "Durand" not in held
    assert changes({}, {"title": "Bois"}) == ("l\u2019intitulé du besoin a changé",)
    assert len({fact.subject for fact in (*STREAM_FACTS, *NEED_FACTS)}) == 30


def test_a_fact_that_was_not_held_then_is_no_change() -> None:
    held = json.loads(facts_of(STREAM, NEED))
    del held["need"]["operations"]
    after = facts_of(STREAM, {**NEED, "operations": '["R3"]'})

    assert changes_since(json.dumps(held), after) == ()
    assert changes_since(facts_of(STREAM, NEED), after) == (
        "la liste des traitements prévus a changé",
    )
