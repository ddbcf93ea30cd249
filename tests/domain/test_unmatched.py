"""Why something waits, in words."""

import pytest

from circular.domain.matches import ExclusionReason
from circular.domain.unmatched import BY_FILTER, UnmatchedReason, Why


def test_every_filter_gives_a_reason() -> None:
    assert set(BY_FILTER) == set(ExclusionReason)


@pytest.mark.parametrize(
    ("why", "sentence"),
    [
        (Why(UnmatchedReason.MATERIAL), "Rien de matière proche"),
        (
            Why(UnmatchedReason.TOO_FAR, 2, 84.2),
            "Trop loin\u00a0: 2\u00a0besoins de matière proche, le plus proche à 84\u00a0km",
        ),
        (
            Why(UnmatchedReason.TOO_FAR, 3, 84.2, concerned=2),
            "Trop loin\u00a0: 2 des 3\u00a0besoins de matière proche, le plus proche à 84\u00a0km",
        ),
        (
            Why(UnmatchedReason.HAZARDOUS, 1, 3),
            "Déchet dangereux non accepté\u00a0: 1\u00a0besoin de matière proche",
        ),
        (Why(UnmatchedReason.UNDECIDED, 3), "Propositions à décider\u00a0: 3\u00a0besoins"),
    ],
)
def test_a_reason_is_said_with_its_figures(why: Why, sentence: str) -> None:
    assert why.sentence("besoin", "besoins") == sentence
