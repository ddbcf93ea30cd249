"""Signing in: the rules of the house, the delay after failures, and what comes next."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import Field

from circular.domain import french
from circular.domain.drafts import Draft
from circular.domain.errors import DomainError
from circular.domain.labels import Labelled
from circular.domain.permissions import Role

REFUSED = "L’adresse ou le mot de passe ne convient pas."
"""The one sentence of a refusal: it does not tell whether the account exists."""

CODE_REFUSED = (
    "Ce code ne convient pas. Attendez le code suivant de votre application, et vérifiez que "
    "l’heure de votre téléphone est juste."
)
WINDOW = timedelta(hours=1)
"""How long a failure counts."""

_FIRST_DELAY = timedelta(seconds=4)


class Step(Labelled):
    """What a person still has to do after giving the right password."""

    OPEN = "open", "La session est ouverte"
    CODE = "code", "Donner le code de son application"
    ENROL = "enrol", "Mettre en place le second facteur que son rôle demande"


class AttemptKind(Labelled):
    """What somebody tried to guess."""

    PASSWORD = "password", "Mot de passe"
    CODE = "code", "Code du second facteur"
    LINK = "link", "Demande d’un lien"
    PROVIDER = "provider", "Retour d’un fournisseur d’identité"


class SignInRules(Draft):
    """What the association demands of those who sign in."""

    idle_hours: int = Field(default=12, ge=1, le=720, title="Heures sans activité avant de fermer")
    second_factor_roles: frozenset[Role] = Field(
        default=frozenset(), title="Rôles qui doivent avoir un second facteur"
    )


class TooManyAttemptsError(DomainError):
    """Somebody tries too often: the sentence says how long to wait."""

    def __init__(self, wait: timedelta) -> None:
        """Keep how long to wait."""
        super().__init__(
            f"Trop d’essais. Attendez {_span(wait)}, puis recommencez\u00a0: rien n’a été vérifié."
        )
        self.wait = wait


class CodeProof(Draft):
    """The code that one's application shows."""

    code: str = Field(title="Code à six chiffres", repr=False)


@dataclass(frozen=True, slots=True)
class Caller:
    """Where a request comes from: network address, device, and when (with its zone)."""

    address: str
    device: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What a sign-in gives: the token for the cookie, until when, and what comes next."""

    token: str
    expires: datetime
    step: Step


@dataclass(frozen=True, slots=True)
class Patience:
    """How failures slow down: some are free, then the delay doubles up to a longest one."""

    free: int
    longest: timedelta

    def delay(self, failures: int) -> timedelta:
        """Return how long after its last failure the next attempt is heard."""
        if failures < self.free:
            return timedelta(0)
        doubled = _FIRST_DELAY * (1 << min(failures - self.free, 20))
        return min(doubled, self.longest)


PER_SUBJECT = Patience(free=5, longest=timedelta(minutes=5))
"""For one account, or one address typed: never shut for good, or anybody could shut it."""

PER_ADDRESS = Patience(free=20, longest=timedelta(minutes=15))
"""For one network address: an office shares one."""


def safe_return(path: str) -> str:
    """Return the page of ours to go back to after signing in; the home page for all else."""
    is_ours = path.startswith("/") and not path.startswith("//")
    is_plain = all(" " < sign <= "~" and sign not in '\\<>"' for sign in path)
    return path if is_ours and is_plain else "/"


def _span(wait: timedelta) -> str:
    seconds = max(1, -(-wait // timedelta(seconds=1)))
    if seconds < 60:  # noqa: PLR2004  # a minute
        return french.plural(seconds, "seconde", "secondes")
    return french.plural(-(-seconds // 60), "minute", "minutes")
