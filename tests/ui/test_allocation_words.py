"""What is said of a need that stays closed: every tonne of the sentence is accounted for."""

from circular.domain.allocation import WhyClosed
from circular.queries.allocation_plans import Around, ClosedLine
from circular.ui.allocation_words import closed_sentence, neighbour, unnamed

BEYOND = Around(3, "Refus de tri", None, 1_200.0, 63.0, is_within_reach=False)


def closed(**changes: object) -> ClosedLine:
    """Return a need of 800 tonnes with 500 within reach, 40 of which go elsewhere."""
    values: dict[str, object] = {
        "need_id": 1,
        "need_title": "Plastiques",
        "project_id": 1,
        "project_title": "Carburant",
        "minimum": 800.0,
        "distance_max_km": 60.0,
        "within": 500.0,
        "free": 460.0,
        "around": 1_660.0,
        "unnamed": 0,
        "opens_at": 63.0,
        "why": WhyClosed.TOO_LITTLE,
        "neighbours": (BEYOND,),
    }
    return ClosedLine(**{**values, **changes})  # type: ignore[arg-type]


def test_the_tonnes_that_go_elsewhere_are_told() -> None:
    assert closed_sentence(closed()) == (
        "Il lui faut 800\u00a0t\u202f; il n\u2019y a que 500\u00a0t à sa portée, dont "
        "40\u00a0t que le plan donne à d\u2019autres. "
        "En allant jusqu\u2019à 63\u00a0km au lieu de 60\u00a0km, il ouvrirait."
    )
    assert "dont" not in closed_sentence(closed(free=500.0))
    assert "rien n\u2019est à sa portée." in closed_sentence(closed(within=0.0, free=0.0))


def test_a_stream_beyond_the_distance_is_not_called_too_far() -> None:
    assert neighbour(BEYOND).endswith("63\u00a0km, au-delà de sa distance maximale")
    assert unnamed(closed()) == ""
    assert unnamed(closed(unnamed=2)) == "Et 2\u00a0autres gisements plus loin."
