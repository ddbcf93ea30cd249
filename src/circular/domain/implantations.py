"""Local set-up of a project: the site, the opening planned, the opening and its proof."""

from datetime import date
from typing import Self

from pydantic import Field, model_validator

from circular.domain import french
from circular.domain.dates import FrenchDate
from circular.domain.drafts import Draft
from circular.domain.errors import Problem
from circular.domain.problems import RefusedFieldsError
from circular.domain.texts import Line, Paragraph


class SiteDraft(Draft):
    """The site that a project chooses: a place of its own, or a facility lent to it."""

    address: Line | None = Field(default=None, title="Adresse")
    commune_code: str | None = Field(default=None, title="Commune")
    facility_id: int | None = Field(default=None, title="Local ou installation prêtée")
    opening_planned_on: FrenchDate | None = Field(default=None, title="Ouverture prévue")

    @model_validator(mode="after")
    def _is_a_place(self) -> Self:
        if self.commune_code is None and self.facility_id is None:
            raise RefusedFieldsError(
                Problem("commune_code", "Choisissez la commune, ou un local de la liste.")
            )
        return self


class OpeningDraft(Draft):
    """The opening: its effective day, the address and what proves it."""

    opened_on: FrenchDate = Field(title="Ouvert le")
    address: Line = Field(title="Adresse")
    commune_code: str | None = Field(default=None, title="Commune")
    proof_kind: str = Field(title="Preuve")
    proof_note: Paragraph | None = Field(default=None, title="Précision sur la preuve")


class ImplantationDraft(Draft):
    """Everything that is known of a set-up, to be corrected at once."""

    address: Line | None = Field(default=None, title="Adresse")
    commune_code: str | None = Field(default=None, title="Commune")
    facility_id: int | None = Field(default=None, title="Local ou installation prêtée")
    opening_planned_on: FrenchDate | None = Field(default=None, title="Ouverture prévue")
    opened_on: FrenchDate | None = Field(default=None, title="Ouvert le")
    proof_kind: str | None = Field(default=None, title="Preuve")
    proof_note: Paragraph | None = Field(default=None, title="Précision sur la preuve")

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        problems: list[Problem] = []
        if self.commune_code is None and self.facility_id is None:
            problems.append(
                Problem("commune_code", "Choisissez la commune, ou un local de la liste.")
            )
        if self.opened_on is not None and self.address is None:
            problems.append(Problem("address", "Une ouverture a une adresse\u00a0: écrivez-la."))
        if self.opened_on is not None and self.proof_kind is None:
            problems.append(Problem("proof_kind", "Dites ce qui prouve l\u2019ouverture."))
        if problems:
            raise RefusedFieldsError(*problems)
        return self


def opening_in_the_future(opened_on: date | None, *, today: date) -> Problem | None:
    """Refuse an opening that has not happened yet: an opening is a fact, not a plan."""
    if opened_on is None or opened_on <= today:
        return None
    return Problem(
        "opened_on",
        f"Le {french.day(opened_on)} est à venir\u00a0: une ouverture se note une fois faite. "
        "Notez cette date comme ouverture prévue.",
    )
