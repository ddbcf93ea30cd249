"""How long what is known of people is kept, what is due, and what keeps it from being erased.

Source of the usual lengths: the CNIL advises three years after the last contact coming from a
prospect; article L110-4 and L123-22 of the Code de commerce give the ten years of accounting
pieces; article 2224 of the Code civil the five years after which a claim is barred.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from pydantic import Field

from circular.domain import french
from circular.domain.data_requests import DataRequestKind
from circular.domain.dates import FrenchDate
from circular.domain.drafts import Draft
from circular.domain.errors import DomainError, Problem
from circular.domain.labels import Labelled
from circular.domain.texts import Email, Line, Paragraph

CONFIRMATION = "ANONYMISER"
LONGEST_POSTPONEMENT_YEARS = 5


class RetentionKind(Labelled):
    """A kind of personal data with a length of its own."""

    HOLDERS = "holders", "Porteurs de projet"
    REFERENTS = "referents", "Personnes référentes des organismes"
    SIGNATORIES = "signatories", "Signataires des conventions terminées"
    MATCH_DOCUMENTS = "match_documents", "Documents des rapprochements terminés"
    REQUESTS = "requests", "Demandes RGPD répondues"


STARTS: Mapping[RetentionKind, str] = {
    RetentionKind.HOLDERS: "depuis le dernier contact venu de la personne, sinon sa saisie",
    RetentionKind.REFERENTS: "depuis la dernière modification de la fiche de l’organisme",
    RetentionKind.SIGNATORIES: "depuis la fin de la convention",
    RetentionKind.MATCH_DOCUMENTS: "depuis la fin de l’échange, ou son refus",
    RetentionKind.REQUESTS: "depuis la réponse",
}
LOSSES: Mapping[RetentionKind, str] = {
    RetentionKind.HOLDERS: (
        "nom, moyens de contact, note, texte des échanges et des notes de revue de ses projets, "
        "documents qui ne prouvent pas une convention signée (ceux des rapprochements compris), "
        "et ce que le journal disait d’elle"
    ),
    RetentionKind.REFERENTS: "nom de la personne référente, adresse électronique, téléphone, note",
    RetentionKind.SIGNATORIES: "noms des signataires, documents et preuves mises à part",
    RetentionKind.MATCH_DOCUMENTS: (
        "documents déposés sur le rapprochement, et leurs noms dans le journal"
    ),
    RetentionKind.REQUESTS: "nom, contact, demande et réponse",
}


class RetentionSettings(Draft):
    """Lengths in days, and what the information notice says of the association."""

    holders_days: int = Field(
        default=1095, ge=30, le=3650, title="Porteurs\u00a0: jours après le dernier contact"
    )
    referents_days: int = Field(
        default=1095, ge=30, le=3650, title="Personnes référentes\u00a0: jours après la mise à jour"
    )
    signatories_days: int = Field(
        default=3653, ge=365, le=10957, title="Signataires\u00a0: jours après la fin"
    )
    match_documents_days: int = Field(
        default=1826,
        ge=365,
        le=10957,
        title="Documents d’un rapprochement\u00a0: jours après la fin",
    )
    requests_days: int = Field(
        default=1826, ge=30, le=3650, title="Demandes RGPD\u00a0: jours après la réponse"
    )
    warning_days: int = Field(default=90, ge=7, le=365, title="Jours d’avertissement avant terme")
    controller: Line | None = Field(
        default=None, title="Responsable du traitement (nom et adresse postale)"
    )
    rights_email: Email | None = Field(
        default=None, title="Adresse électronique pour exercer ses droits"
    )
    protection_officer: Line | None = Field(
        default=None, title="Délégué·e à la protection des données, s’il y en a"
    )

    @classmethod
    def of_texts(cls, values: Mapping[str, str]) -> Self:
        """Build the settings from what is stored under `retention_…`."""
        known = {name: values.get(f"retention_{name}") for name in cls.model_fields}
        return cls.model_validate({name: text for name, text in known.items() if text is not None})

    def days(self, kind: RetentionKind) -> int:
        """Return the length of a kind, in days."""
        return int(getattr(self, f"{kind.value}_days"))

    def due_day(self, kind: RetentionKind, since: date) -> date:
        """Return the term of what began on a day."""
        return since + timedelta(days=self.days(kind))

    def last_day(self, kind: RetentionKind, today: date) -> date:
        """Return the day such that what began on it, or before, is due today."""
        return today - timedelta(days=self.days(kind))


class RetentionState(Labelled):
    """Where somebody's data stand before their term."""

    DUE = "due", "À échéance"
    SOON = "soon", "Bientôt"
    POSTPONED = "postponed", "Reporté"
    KEPT = "kept", "Conservé"
    LATER = "later", "Plus tard"


class RetentionPostponementDraft(Draft):
    """Keeping somebody's data until a day, for a reason that one can defend."""

    until: FrenchDate = Field(title="Reporter jusqu’au")
    reason: Paragraph = Field(title="Pourquoi les garder", max_length=1000)


@dataclass(frozen=True, slots=True)
class Reasons:
    """What speaks against erasing a person now."""

    agreements_in_force: tuple[str, ...] = ()
    open_requests: tuple[DataRequestKind, ...] = ()

    @classmethod
    def of(cls, line: Mapping[str, str | None]) -> Self:
        """Read them in a stored line: numbers and kinds, each list separated by « ; »."""
        agreements, requests = line["agreements"], line["requests"]
        return cls(
            agreements_in_force=tuple(agreements.split(";")) if agreements else (),
            open_requests=tuple(DataRequestKind(kind) for kind in requests.split(";"))
            if requests
            else (),
        )

    @property
    def sentence(self) -> str | None:
        """The legal reason to keep the data, None when nothing keeps them."""
        if self.agreements_in_force:
            numbers = french.join([f"n°\u00a0{number}" for number in self.agreements_in_force])
            return (
                f"Une convention est en vigueur ({numbers})\u00a0: les données sont nécessaires à "
                "son exécution (article 17, paragraphe 3, du RGPD)."
            )
        if self.open_requests:
            kinds = french.join([kind.label.lower() for kind in self.open_requests])
            return (
                f"Une demande de cette personne attend sa réponse ({kinds})\u00a0: répondez-y "
                "d’abord, ses données y servent."
            )
        return None


def check_postponement(until: date, *, due_on: date, today: date) -> None:
    """Refuse a postponement that would not postpone, or that would never end.

    Raises:
        DomainError: the day is not to come, comes before the present term, or is too far.
    """
    sentence = None
    if until <= today:
        sentence = "Donnez un jour à venir\u00a0: sinon rien n’est reporté."
    elif until <= due_on:
        sentence = f"Le terme est déjà le {french.day(due_on)}\u00a0: donnez un jour plus tardif."
    elif until > date(today.year + LONGEST_POSTPONEMENT_YEARS, 12, 31):
        sentence = (
            f"C’est dans plus de {LONGEST_POSTPONEMENT_YEARS}\u00a0ans\u00a0: donnez un jour plus "
            "proche, vous pourrez reporter de nouveau."
        )
    if sentence is not None:
        raise DomainError("", [Problem("until", sentence)])


def state_of(
    *, due_on: date, postponed_until: date | None, kept: bool, today: date, warning_days: int
) -> RetentionState:
    """Say where data stand before their term.

    `due_on` is the term without postponement; a postponement counts until its day is reached.
    """
    if due_on > today + timedelta(days=warning_days):
        return RetentionState.LATER
    if postponed_until is not None and postponed_until > today:
        return RetentionState.POSTPONED
    if kept:
        return RetentionState.KEPT
    return RetentionState.DUE if due_on <= today else RetentionState.SOON


def check_confirmation(typed: str | None) -> None:
    """Refuse an act that cannot be undone unless its word was typed.

    Raises:
        DomainError: another word, or none.
    """
    if (typed or "").strip().upper() != CONFIRMATION:
        raise DomainError(f"Écrivez {CONFIRMATION} pour confirmer. Rien n’a été effacé.")
