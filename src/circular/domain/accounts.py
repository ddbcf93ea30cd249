"""Accounts: who may enter, in which role, and for which organisation."""

from typing import Self

from pydantic import Field, model_validator

from circular.domain.drafts import Draft
from circular.domain.errors import DomainError, Problem
from circular.domain.passwords import NewPassword
from circular.domain.permissions import Role
from circular.domain.problems import RefusedFieldsError
from circular.domain.texts import Email, Line


class AccountDraft(Draft):
    """What an administrator says of a person: name, address, role, organisation of a partner.

    An elected official may be limited to some EPCI: none means the whole territory.
    """

    name: Line = Field(title="Nom et prénom", min_length=1)
    email: Email = Field(title="Adresse électronique")
    role: Role = Field(title="Rôle")
    organisation_id: int | None = Field(default=None, title="Organisation du partenaire")
    epci_sirens: tuple[str, ...] = Field(default=(), title="Limité à ces intercommunalités")

    @model_validator(mode="after")
    def _a_partner_belongs_to_an_organisation(self) -> Self:
        if self.role is Role.PARTNER and self.organisation_id is None:
            sentence = "Choisissez l’organisation dont cette personne verra les fiches."
            raise RefusedFieldsError(Problem("organisation_id", sentence))
        if self.role is not Role.PARTNER and self.organisation_id is not None:
            sentence = "Seul un compte partenaire appartient à une organisation\u00a0: retirez-la."
            raise RefusedFieldsError(Problem("organisation_id", sentence))
        if self.role is not Role.ELECTED and self.epci_sirens:
            sentence = "Seul un compte d’élu·e peut être limité à des intercommunalités."
            raise RefusedFieldsError(Problem("epci_sirens", sentence))
        return self


class FirstAdministratorDraft(NewPassword):
    """What the first administrator says on the page that `circular init` opens."""

    name: Line = Field(title="Votre nom et prénom", min_length=1)
    email: Email = Field(title="Votre adresse électronique")


def check_an_administrator_remains(*, others: int) -> None:
    """Refuse to lose the last open administrator; `others` counts the ones that would remain.

    Raises:
        DomainError: nobody could manage the accounts any more.
    """
    if others < 1:
        raise DomainError(
            "C’est le dernier compte d’administration ouvert. Donnez d’abord ce rôle à une autre "
            "personne, et attendez qu’elle se soit connectée."
        )
