"""One-time links: an address given to one person, for one use, for a limited time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from circular.domain.labels import Labelled

_UNUSABLE = "Ce lien a déjà servi, a été remplacé ou n’est plus valable."


class LinkKind(Labelled):
    """What a one-time link is for."""

    FIRST_ADMINISTRATOR = "first_administrator", "Première connexion"
    INVITATION = "invitation", "Invitation"
    RESET = "reset", "Nouveau mot de passe"

    @property
    def address(self) -> str:
        """The address under which the link is served."""
        return _ADDRESSES[self]

    @property
    def refusal(self) -> str:
        """The one sentence of a refused link: it does not tell whether it ever existed."""
        return f"{_UNUSABLE} {_REMEDIES[self]}"

    @property
    def lifetime(self) -> timedelta:
        """How long the link may be used."""
        return _LIFETIMES[self]


@dataclass(frozen=True, slots=True)
class OneTimeLink:
    """A link as its maker receives it, the only time that its token is known."""

    account_id: int | None
    kind: LinkKind
    token: str
    expires: datetime

    @property
    def path(self) -> str:
        """The path of the link, below the address of the installation."""
        return f"/{self.kind.address}/{self.token}"


_ADDRESSES = {
    LinkKind.FIRST_ADMINISTRATOR: "premiere-connexion",
    LinkKind.INVITATION: "invitation",
    LinkKind.RESET: "mot-de-passe",
}
_ASK = "Demandez-en un autre à la personne qui administre Circular dans votre association."
_REMEDIES = {
    LinkKind.FIRST_ADMINISTRATOR: "Si Circular attend encore son premier administrateur, lancez "
    "de nouveau la commande circular init sur la machine\u00a0: elle en donne un autre.",
    LinkKind.INVITATION: _ASK,
    LinkKind.RESET: _ASK,
}
_LIFETIMES = {
    LinkKind.FIRST_ADMINISTRATOR: timedelta(hours=24),
    LinkKind.INVITATION: timedelta(days=7),
    LinkKind.RESET: timedelta(hours=2),
}


def is_usable(*, now: datetime, expires: datetime, used: bool, withdrawn: bool) -> bool:
    """Say whether a link may still be used at `now`."""
    return not fault_of(now=now, expires=expires, used=used, withdrawn=withdrawn)


def fault_of(*, now: datetime, expires: datetime, used: bool, withdrawn: bool) -> str:
    """Return why a link may not be used, for the journal alone; nothing when it may."""
    if used:
        return "il a déjà servi"
    if withdrawn:
        return "il a été remplacé"
    return "" if now < expires else "son temps est passé"
