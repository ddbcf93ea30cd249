"""Amendments: what a signed agreement changes, from which day, and what stood on any day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Self

from pydantic import Field

from circular.domain.agreement_types import AgreementType
from circular.domain.agreements import PartyDraft
from circular.domain.dates import FrenchDate
from circular.domain.drafts import Draft
from circular.domain.errors import Problem
from circular.domain.french import day, euros, full_time_equivalents
from circular.domain.labels import Labelled
from circular.domain.quantities import Euros, FullTimeEquivalent
from circular.domain.texts import Paragraph


class AmendmentState(Labelled):
    """Whether an amendment is still being prepared, or holds."""

    DRAFT = "draft", "En préparation"
    SIGNED = "signed", "Signé"


@dataclass(frozen=True, slots=True)
class Terms:
    """What an amendment may change, as it stands on a day.

    Last day, jobs promised (FTE), services promised (keys), amount (euros a year), commitments as
    an amendment worded them, parties in their order.
    """

    ends_on: date | None
    jobs_committed: float | None
    services: tuple[str, ...]
    yearly_amount: float | None = None
    commitments: str | None = None
    parties: tuple[PartyDraft, ...] = ()


class Blocks(Draft):
    """The blocks of an amendment; None: unchanged."""

    ends_on: FrenchDate | None = Field(default=None, title="Nouvelle fin")
    jobs_committed: FullTimeEquivalent | None = Field(default=None, title="Emplois promis (ETP)")
    services: tuple[str, ...] | None = Field(default=None, title="Prestations promises")
    yearly_amount: Euros | None = Field(default=None, title="Montant par an (€)")
    commitments: Paragraph | None = Field(default=None, title="Engagements")
    parties: tuple[PartyDraft, ...] | None = Field(default=None, title="Parties")


BLOCKS = tuple(Blocks.model_fields)
"""The names of what an amendment may change, in their order on screen and on paper."""


BLOCK_LABELS: Mapping[str, str] = {
    "ends_on": "Fin",
    "jobs_committed": "Emplois promis",
    "services": "Prestations promises",
    "yearly_amount": "Montant par an",
    "commitments": "Engagements",
    "parties": "Parties",
}


class AmendmentDraft(Blocks):
    """What one writes of an amendment; what is left blank, or as it stood, does not change."""

    reason: Paragraph = Field(title="Objet de l’avenant")

    def changing(self, terms: Terms) -> Self:
        """Return the draft with nothing but what differs from these terms."""
        same = {name for name in BLOCKS if getattr(self, name) == getattr(terms, name)}
        if self.services is not None and set(self.services) == set(terms.services):
            same.add("services")
        return self.model_copy(update=dict.fromkeys(same))

    def applied(self, terms: Terms) -> Terms:
        """Return these terms as the amendment makes them."""
        changed = {name: getattr(self, name) for name in self.touched}
        return replace(terms, **changed)

    @property
    def touched(self) -> frozenset[str]:
        """The names of the blocks that change."""
        return frozenset(name for name in BLOCKS if getattr(self, name) is not None)

    @property
    def changes_nothing(self) -> bool:
        """Whether no block differs from what stands."""
        return not self.touched


def parties_of(records: Sequence[Mapping[str, Any]]) -> tuple[PartyDraft, ...]:
    """Return parties as they were kept; a day that was erased is unknown."""
    return tuple(
        PartyDraft.model_validate({**each, "deliberation_on": _known_day(each["deliberation_on"])})
        for each in records
    )


def parties_in_words(parties: Sequence[PartyDraft]) -> str:
    """Write parties the way people read them: each with who signs."""
    found = []
    for party in parties:
        signer = ", ".join(word for word in (party.signatory, party.signatory_function) if word)
        found.append(f"{party.name} ({signer})" if signer else party.name)
    return "\u202f; ".join(found)


def terms_in_words(terms: Terms, services: Mapping[str, str]) -> dict[str, str]:
    """Write terms the way people read them; `services` names the services by their key."""
    promised = [services.get(key, key) for key in terms.services]
    return {
        "ends_on": day(terms.ends_on) if terms.ends_on else "sans échéance",
        "jobs_committed": full_time_equivalents(terms.jobs_committed),
        "services": ", ".join(promised) if promised else "aucune",
        "yearly_amount": euros(terms.yearly_amount),
        "commitments": terms.commitments or "ceux de la convention",
        "parties": parties_in_words(terms.parties),
    }


def _known_day(text: object) -> date | None:
    if not isinstance(text, str):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


class AmendmentSigningDraft(Draft):
    """The day of the signature of an amendment, and the day from which it holds."""

    signed_on: FrenchDate = Field(title="Signé le")
    effective_on: FrenchDate | None = Field(default=None, title="Date d’effet")


def amendment_problems(
    draft: AmendmentDraft, agreement_type: AgreementType, *, period_start: date
) -> tuple[Problem, ...]:
    """Return why an amendment cannot be kept; `draft` holds only what changes.

    `period_start` is the first day of the period that runs: a renewal begins a new one.
    """
    if draft.ends_on is not None and draft.ends_on < period_start:
        sentence = (
            f"La nouvelle fin ({day(draft.ends_on)}) précède le début de la période qui court "
            f"({day(period_start)}). Corrigez-la."
        )
        return (Problem("ends_on", sentence),)
    problem = agreement_type.too_long(period_start, draft.ends_on)
    return () if problem is None else (problem,)


def nothing_problem(draft: AmendmentDraft) -> Problem | None:
    """Say that an amendment changes nothing yet, so that it cannot be signed."""
    if not draft.changes_nothing:
        return None
    return Problem(
        "",
        "Cet avenant ne change rien\u00a0: modifiez la fin, les emplois, les prestations, le "
        "montant, les engagements ou les parties.",
    )


def amendment_signing_problems(
    signed_on: date,
    effective_on: date,
    *,
    starts_on: date,
    ends_on: date | None,
    new_end: date | None,
    since: date | None,
    today: date,
) -> tuple[Problem, ...]:
    """Return why an amendment cannot be signed with these days, all at once.

    It holds at once, or from the first day of an agreement that has not begun, within the
    agreement, and never before the amendment that came last (`since`): so what stood on a past day
    stays what it was.
    """
    found: list[Problem] = []
    if signed_on > today:
        found.append(Problem("signed_on", "Cette date est à venir. Enregistrez-la le jour venu."))
    earliest = starts_on if since is None else max(starts_on, since)
    if effective_on > max(today, starts_on):
        sentence = "Cette date est à venir. Enregistrez l’avenant le jour où il prend effet."
    elif effective_on < earliest:
        sentence = f"Un avenant prend effet le {day(earliest)} au plus tôt. Corrigez la date."
    elif ends_on is not None and effective_on > ends_on:
        sentence = (
            f"La convention a pris fin le {day(ends_on)}\u00a0: un avenant ne la reprend pas. "
            "Préparez une nouvelle convention."
        )
    elif new_end is not None and effective_on > new_end:
        sentence = f"Cette date dépasse la nouvelle fin ({day(new_end)}). Corrigez-la."
    else:
        return tuple(found)
    return (*found, Problem("effective_on", sentence))


@dataclass(frozen=True, slots=True)
class TermsChange:
    """A change that a renewal or an amendment made: from which day, noted when, what stood before.

    `restores` names the terms that it touched.
    """

    since: date
    entered_at: datetime
    restores: frozenset[str]
    before: Terms


def terms_on(now: Terms, changes: Sequence[TermsChange], on: date) -> Terms:
    """Return the terms that stood on a day: the present ones, each later change undone."""
    terms = now
    for change in sorted(changes, key=lambda each: each.entered_at, reverse=True):
        if change.since > on:
            former = {name: getattr(change.before, name) for name in change.restores}
            terms = replace(terms, **former)
    return terms


def amendment_name(number: int, agreement_number: str | None) -> str:
    """Name an amendment in full, « avenant n° 1 à la convention n° 2026-003 »."""
    return f"avenant n°\u00a0{number} à la convention n°\u00a0{agreement_number or '–'}"
