"""The bouquet of services: what a project asked for, what it was given, and to what effect."""

from datetime import date
from typing import Self

from pydantic import Field, model_validator

from circular.domain import french
from circular.domain.dates import FrenchDate
from circular.domain.drafts import Draft
from circular.domain.errors import DomainError, Problem
from circular.domain.problems import RefusedFieldsError
from circular.domain.texts import Line, Paragraph


class ServiceDraft(Draft):
    """A service that the holder asks for: which one, when, in which words."""

    service_type: Line = Field(title="Prestation demandée")
    requested_on: FrenchDate = Field(title="Demandée le")
    request_note: Paragraph | None = Field(default=None, title="La demande en quelques mots")


class ServiceGivenDraft(Draft):
    """A service as it was given: when, by whom, to what effect."""

    given_on: FrenchDate = Field(title="Rendue le")
    given_by: Line = Field(title="Par qui")
    effect: Paragraph | None = Field(default=None, title="Effet pour le projet")


class ServiceLineDraft(ServiceDraft):
    """A whole line of the ledger, as it is corrected: the request and, if given, what was given."""

    given_on: FrenchDate | None = Field(default=None, title="Rendue le")
    given_by: Line | None = Field(default=None, title="Par qui")
    effect: Paragraph | None = Field(default=None, title="Effet pour le projet")

    @model_validator(mode="after")
    def _given_after_request(self) -> Self:
        if self.given_on is not None and self.given_on < self.requested_on:
            raise RefusedFieldsError(_too_early(self.given_on, self.requested_on))
        if self.given_on is not None and self.given_by is None:
            raise RefusedFieldsError(
                Problem(
                    "given_by",
                    "Renseignez «\u00a0Par qui\u00a0»\u00a0: la prestation a été rendue.",
                )
            )
        if self.given_on is None and (self.given_by or self.effect):
            raise RefusedFieldsError(
                Problem(
                    "given_on",
                    "Dites quand la prestation a été rendue, ou videz ce qui en parle.",
                )
            )
        return self


def check_given_day(given_on: date, *, requested_on: date) -> None:
    """Refuse a service given before it was asked for.

    Raises:
        DomainError: `given_on` comes before `requested_on`.
    """
    if given_on < requested_on:
        raise DomainError("", [_too_early(given_on, requested_on)])


def _too_early(given_on: date, requested_on: date) -> Problem:
    return Problem(
        "given_on",
        f"La prestation est rendue le {french.day(given_on)}, avant d\u2019être demandée le "
        f"{french.day(requested_on)}. Corrigez l\u2019une des deux dates.",
    )
