"""The person in front of the screen, as every guard, action and query knows them."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from circular.domain.errors import NotAllowedError
from circular.domain.permissions import PERMISSIONS, Permission, Role


class Visitor(BaseModel):
    """A signed-in person: account, role, and the organisation that a partner belongs to.

    `epci_sirens` are the only EPCI whose figures an elected official may read; none: no limit.
    `session_id` is the session opened by a sign-in; None for whoever came in another way.
    """

    model_config = ConfigDict(frozen=True)

    account_id: int | None
    name: str
    role: Role
    organisation_id: int | None = None
    epci_sirens: tuple[str, ...] = ()
    session_id: int | None = None

    def may(self, permission: Permission) -> bool:
        """Say whether the role gives this permission."""
        return permission in PERMISSIONS[self.role]

    @property
    def own_organisation(self) -> int | None:
        """The only organisation whose records a partner may touch; None: no such limit."""
        return self.organisation_id if self.role is Role.PARTNER else None

    @property
    def only_epcis(self) -> tuple[str, ...]:
        """The only EPCI that an elected official may read; empty: no such limit."""
        return self.epci_sirens if self.role is Role.ELECTED else ()


def require(visitor: Visitor, permission: Permission) -> None:
    """Refuse with a sentence unless the visitor's role gives the permission.

    Raises:
        NotAllowedError: the role does not give it.
    """
    if not visitor.may(permission):
        raise NotAllowedError(
            f"Votre rôle (« {visitor.role.label} ») ne permet pas cet acte : {permission.label}. "
            "Demandez-le à l’administrateur."
        )


def require_epci(only: Sequence[str], siren: str | None) -> None:
    """Refuse a territory outside of `only`, the EPCI that a visitor is limited to; empty: no limit.

    `siren` is None for the whole territory.

    Raises:
        NotAllowedError: the visitor may not read this territory.
    """
    if only and siren not in only:
        raise NotAllowedError(
            "Votre compte est limité à certaines intercommunalités\u00a0: "
            "ces chiffres n’y sont pas."
        )
