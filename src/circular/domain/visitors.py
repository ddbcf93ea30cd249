"""The person in front of the screen, as every guard, action and query knows them."""

from pydantic import BaseModel, ConfigDict

from circular.domain.errors import NotAllowedError
from circular.domain.permissions import PERMISSIONS, Permission, Role


class Visitor(BaseModel):
    """A signed-in person: account, role, and the organisation that a partner belongs to.

    `session_id` is the session opened by a sign-in; None for whoever came in another way.
    """

    model_config = ConfigDict(frozen=True)

    account_id: int | None
    name: str
    role: Role
    organisation_id: int | None = None
    session_id: int | None = None

    def may(self, permission: Permission) -> bool:
        """Say whether the role gives this permission."""
        return permission in PERMISSIONS[self.role]

    @property
    def own_organisation(self) -> int | None:
        """The only organisation whose records a partner may touch; None: no such limit."""
        return self.organisation_id if self.role is Role.PARTNER else None


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
