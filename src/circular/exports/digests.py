"""The weekly digest as a plain message: what is late, what comes within thirty days."""

from dataclasses import dataclass

from circular.domain import french
from circular.domain.commitments import CommitmentLight
from circular.queries.deadlines import Deadline, DeadlinePage

MOST = 40


@dataclass(frozen=True, slots=True)
class Message:
    """A message ready to leave."""

    subject: str
    text: str


def digest(found: DeadlinePage, *, name: str, association: str, base: str) -> Message:
    """Return the message of the week to one person; `found` holds what that person may read."""
    late = [each for each in found.rows if each.light is CommitmentLight.LATE]
    soon = [each for each in found.rows if each.light is CommitmentLight.SOON]
    counted = french.plural(len(late) + len(soon), "échéance", "échéances")
    parts = [f"Bonjour {name},"]
    parts += _part("En retard", late)
    parts += _part("D’ici 30\u00a0jours", soon)
    if base:
        parts.append(f"Toutes les échéances\u00a0: {base}/echeances")
        parts.append(
            f"Pour ne plus recevoir ce message\u00a0: {base}/mon-compte, «\u00a0Courriel de la "
            "semaine\u00a0»."
        )
    else:
        parts.append(
            "Pour ne plus recevoir ce message, ouvrez «\u00a0Mon compte\u00a0» dans Circular."
        )
    return Message(f"{association}\u00a0: {counted} cette semaine", "\n\n".join(parts) + "\n")


def _part(title: str, found: list[Deadline]) -> list[str]:
    if not found:
        return []
    lines = [_line(each) for each in found[:MOST]]
    if len(found) > MOST:
        lines.append(f"et {french.number(len(found) - MOST)} de plus")
    return ["\n".join([f"{title}\u00a0:", *lines])]


def _line(deadline: Deadline) -> str:
    number = f"convention n°\u00a0{deadline.number}" if deadline.number else "convention"
    who = f", {deadline.who}" if deadline.who else ""
    return f"- {french.day(deadline.day)}\u00a0: {deadline.what}{who} ({number})"
