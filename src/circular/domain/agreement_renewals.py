"""Renewals: events of a signed agreement that carry its end further, as its type allows."""

from datetime import date, timedelta
from typing import Self

from pydantic import Field

from circular.domain.agreement_types import AgreementType
from circular.domain.dates import FrenchDate
from circular.domain.drafts import Draft
from circular.domain.errors import Problem
from circular.domain.french import day, quoted
from circular.domain.texts import Paragraph


class RenewalDraft(Draft):
    """The day on which a renewal was decided, and the last day that it leads to."""

    decided_on: FrenchDate = Field(title="Décidé le")
    ends_on: FrenchDate | None = Field(default=None, title="Nouvelle fin")
    note: Paragraph | None = Field(default=None, title="Note")

    def completed(self, agreement_type: AgreementType, previous_end: date) -> Self:
        """Return the draft with the usual end of its type where none was given."""
        ends_on = self.ends_on or agreement_type.usual_end(effective_from(previous_end))
        return self.model_copy(update={"ends_on": ends_on})


def effective_from(previous_end: date) -> date:
    """Return the first day of a renewal: the morrow of the end that stood, so without any gap."""
    return previous_end + timedelta(days=1)


def renewal_obstacle(
    agreement_type: AgreementType, *, ends_on: date | None, already: int
) -> str | None:
    """Say why an agreement cannot be renewed at all, and what to do; None when it can.

    `already` counts the renewals that it has had.
    """
    remedy = "Préparez une nouvelle convention pour continuer."
    label = quoted(agreement_type.label)
    if ends_on is None:
        return "Cette convention n’a pas d’échéance\u00a0: il n’y a rien à renouveler."
    if agreement_type.renewals == 0:
        return f"{label} ne se renouvelle pas. {remedy}"
    if already >= agreement_type.renewals:
        times = f"{agreement_type.renewals}\u00a0fois"
        return f"{label} se renouvelle {times} au plus, et c’est déjà fait. {remedy}"
    return None


def renewal_problems(
    draft: RenewalDraft,
    agreement_type: AgreementType,
    *,
    signed_on: date,
    previous_end: date,
    today: date,
) -> tuple[Problem, ...]:
    """Return every reason to refuse a renewal, all at once; `draft` is a completed one."""
    starts_on = effective_from(previous_end)
    found = [_decision_problem(draft.decided_on, signed_on, previous_end, today)]
    if draft.ends_on is None:
        found.append(Problem("ends_on", "Renseignez la nouvelle fin de la convention."))
    elif draft.ends_on < starts_on:
        found.append(
            Problem(
                "ends_on",
                f"La nouvelle fin ({day(draft.ends_on)}) ne dépasse pas celle qui court "
                f"({day(previous_end)}). Corrigez-la.",
            )
        )
    else:
        found.append(agreement_type.too_long(starts_on, draft.ends_on))
    return tuple(problem for problem in found if problem is not None)


def _decision_problem(
    decided_on: date, signed_on: date, previous_end: date, today: date
) -> Problem | None:
    """Say that a renewal is decided at no possible moment: while the agreement runs, till today."""
    if decided_on > today:
        sentence = "Cette date est à venir. Enregistrez le renouvellement le jour venu."
    elif decided_on < signed_on:
        sentence = f"Cette date précède la signature ({day(signed_on)}). Corrigez-la."
    elif decided_on > previous_end:
        sentence = (
            f"La convention a pris fin le {day(previous_end)}\u00a0: un renouvellement se décide "
            "au plus tard ce jour-là. Corrigez la date, ou préparez une nouvelle convention."
        )
    else:
        return None
    return Problem("decided_on", sentence)
