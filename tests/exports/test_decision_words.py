"""The sentences of what waits for a decision, one by one."""

from datetime import date

import pytest

from circular.domain.indicators import Perimeter
from circular.exports import decision_words as words
from circular.queries.decisions import Decision, DecisionKind

NOW = Perimeter(date(2026, 11, 22))


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        (
            Decision(DecisionKind.TO_SIGN, 1, within_days=30),
            (
                "**1\u00a0convention** attend sa signature depuis au moins 30\u00a0jours ou après "
                "la date prévue."
            ),
        ),
        (
            Decision(DecisionKind.JOBS_BEHIND, 28.5, needed=29.2, current=5.9),
            (
                "**28,5\u00a0emplois nets de moins** que la trajectoire\u00a0: il en faut "
                "désormais 29,2 par an, contre 5,9 jusqu\u2019ici."
            ),
        ),
        (
            Decision(DecisionKind.JOBS_BEHIND, 12, needed=30),
            (
                "**12\u00a0emplois nets de moins** que la trajectoire\u00a0: il en faut désormais "
                "30 par an."
            ),
        ),
        (
            Decision(DecisionKind.JOBS_BEHIND, 12, current=4),
            "**12\u00a0emplois nets de moins** que promis, et l\u2019échéance est passée.",
        ),
        (
            Decision(DecisionKind.ENDING, 2, within_days=90),
            (
                "**2\u00a0conventions** se terminent d\u2019ici au 20/02/2027 sans renouvellement "
                "décidé."
            ),
        ),
        (
            Decision(DecisionKind.OPENINGS_LATE, 1),
            "**1\u00a0ouverture prévue** avant le 22/11/2026 n\u2019a pas eu lieu.",
        ),
        (
            Decision(DecisionKind.TO_MEASURE, 3),
            (
                "**3\u00a0rapprochements** en vigueur en 2025 n\u2019ont pas encore de tonnes "
                "mesurées."
            ),
        ),
        (
            Decision(DecisionKind.SILENT, 4, within_days=60),
            "**4\u00a0projets** sont sans échange depuis 60\u00a0jours ou plus.",
        ),
    ],
)
def test_each_thing_to_decide_is_a_sentence_with_its_number(
    decision: Decision, expected: str
) -> None:
    assert words.sentence(decision, NOW) == expected


def test_what_has_no_room_is_counted() -> None:
    assert words.left_out(1) == "Et 1\u00a0autre point, moins urgent."
    assert words.left_out(2) == "Et 2\u00a0autres points, moins urgents."
