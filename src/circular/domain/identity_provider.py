"""Signing in with an identity provider: what it says of a person, and why it is not believed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from circular.domain.errors import DomainError
from circular.domain.labels import Labelled

FLOW = timedelta(minutes=10)
"""How long a person may stay at the provider before coming back."""

CLOCKS = timedelta(minutes=1)
"""How far the provider's clock and ours may be apart."""

_SIREN = 9


class Cause(Labelled):
    """Why somebody who came back from the provider was not let in; for the journal only."""

    STATE = "state", "retour qui ne répond à aucun départ"
    ISSUER = "issuer", "réponse d’un autre fournisseur"
    PROVIDER = "provider", "refus ou abandon chez le fournisseur"
    CODE = "code", "code refusé par le fournisseur"
    SIGNATURE = "signature", "signature du jeton non valable"
    AUDIENCE = "audience", "jeton destiné à une autre application"
    NONCE = "nonce", "jeton d’une autre demande"
    EXPIRED = "expired", "jeton périmé"
    TOKEN = "token", "jeton non valable"
    EMAIL = "email", "adresse absente ou non vérifiée"
    ACCOUNT = "account", "aucun compte ouvert à cette adresse"
    ORGANISATION = "organisation", "SIRET d’une autre organisation"


class IdentityRefusedError(DomainError):
    """The provider's answer lets nobody in; the sentence says nothing of the cause."""

    def __init__(self, cause: Cause, label: str) -> None:
        """Keep the cause for the journal; `label` is the name of the provider."""
        super().__init__(
            f"La connexion avec {label} n’a pas abouti. Recommencez, ou connectez-vous avec votre "
            "mot de passe. Si cela se répète, demandez à la personne qui administre Circular de "
            "vérifier votre compte."
        )
        self.cause = cause


class ProviderDownError(DomainError):
    """The provider does not answer, or answers what cannot be read."""

    def __init__(self, label: str) -> None:
        """Name the provider."""
        super().__init__(
            f"{label} ne répond pas pour le moment. Recommencez dans quelques minutes, ou "
            "connectez-vous avec votre mot de passe."
        )


@dataclass(frozen=True, slots=True)
class Identity:
    """What a provider says of a person, under ProConnect's names.

    `is_verified` is None when the provider does not say whether the address was verified.
    """

    subject: str
    email: str
    is_verified: bool | None = None
    given_name: str = ""
    usual_name: str = ""
    siret: str = ""

    @property
    def name(self) -> str:
        """The name in full."""
        return f"{self.given_name} {self.usual_name}".strip()

    def proves_its_address(self, *, vouched: bool) -> bool:
        """Say whether the address is the person's; `vouched`: the provider verifies every one."""
        if not self.email:
            return False
        return vouched if self.is_verified is None else self.is_verified


@dataclass(frozen=True, slots=True)
class Answer:
    """What the browser brings back from the provider, and what it set off with."""

    state: str
    code: str
    error: str = ""
    issuer: str | None = None


@dataclass(frozen=True, slots=True)
class Granted:
    """What a provider grants: an identity, proved by a token that it signed, until a moment."""

    identity: Identity
    token: str
    expires: datetime


def granted_until(now: datetime, expires: datetime, *, hours: int) -> datetime:
    """Return when the session must end: after `hours` hours, with the token (`expires`) if 0."""
    return now + timedelta(hours=hours) if hours else expires


def speaks_of(identity: Identity, siret: str | None) -> bool:
    """Say whether the person may act for an organisation; two sites of one company are one.

    `siret` is that of the organisation, None when it is not known.
    """
    if not siret or not identity.siret:
        return True
    return identity.siret[:_SIREN] == siret[:_SIREN]
