"""The message of the week: what is late first, then what is near, and how to stop it."""

from datetime import timedelta

from circular.domain.commitments import CommitmentLight
from circular.exports.digests import MOST, digest
from circular.queries.deadlines import Deadline, DeadlinePage
from tests.builders.agreements import TODAY
from tests.exports.test_calendars import a_deadline


def page(*rows: Deadline) -> DeadlinePage:
    return DeadlinePage(rows, len(rows), 0, 0, len(rows))


def test_a_message_tells_what_is_late_then_what_is_near() -> None:
    late = a_deadline(light=CommitmentLight.LATE, day=TODAY - timedelta(days=2))
    soon = a_deadline(light=CommitmentLight.SOON, day=TODAY, who=None, number=None)
    message = digest(page(late, soon), name="Ida", association="Nouvel’R", base="https://x.fr")

    assert message.subject == "Nouvel’R\u00a0: 2\u00a0échéances cette semaine"
    assert message.text.index("En retard") < message.text.index("D’ici 30\u00a0jours")
    assert "- 20/11/2026\u00a0: Remettre le bilan\\final, à l’équipe, SMICVAL" in message.text
    assert "https://x.fr/mon-compte" in message.text


def test_a_long_list_is_cut_and_says_so() -> None:
    late = a_deadline(light=CommitmentLight.LATE)
    text = digest(page(*[late] * (MOST + 2)), name="Ida", association="N", base="").text

    assert "et 2 de plus" in text
    assert "D’ici" not in text
    assert "ouvrez «\u00a0Mon compte\u00a0»" in text
