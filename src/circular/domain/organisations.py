"""Organisations: producers of waste, owners of premises and partners, all in one directory."""

import re
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, model_validator

from circular.domain import french
from circular.domain.drafts import Draft, Record
from circular.domain.errors import Problem
from circular.domain.problems import RefusedFieldsError
from circular.domain.quantities import clipped
from circular.domain.texts import (
    SIREN_LENGTH,
    Email,
    Line,
    Paragraph,
    Phone,
    Siren,
    Siret,
    clean_line,
)
from circular.domain.words import STOP_WORDS, fold

WEBSITE_LIMIT = 300
SHORTEST_NAME = 3
LEGAL_WORDS = frozenset({"sarl", "sas", "sasu", "eurl", "sa", "scop", "scic", "ste", "societe"})

_HAS_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:")
_HOST = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}(?::\d{1,5})?")


def parse_website(text: str) -> str:
    """Return a web address with its https://; ValueError says what is wrong, in French."""
    typed = clean_line(text)
    address = typed if _HAS_SCHEME.match(typed) and "://" in typed else f"https://{typed}"
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    is_web = parts.scheme in {"http", "https"} and _HOST.fullmatch(parts.netloc)
    if not is_web or " " in address or len(address) > WEBSITE_LIMIT:
        raise ValueError(
            f"{clipped(typed)} n\u2019est pas une adresse web. Exemple\u00a0: https://exemple.fr."
        )
    return address


def _website(value: object) -> object:
    return parse_website(value) if isinstance(value, str) else value


class OrganisationDraft(Draft):
    """An organisation as its form submits it; a role makes it a partner."""

    name: Line = Field(title="Nom")
    kind: str = Field(title="Genre", max_length=100)
    partner_role: str | None = Field(default=None, title="Rôle de partenaire", max_length=100)
    siren: Siren | None = Field(default=None, title="SIREN")
    siret: Siret | None = Field(default=None, title="SIRET")
    commune_code: str | None = Field(default=None, title="Commune", max_length=5)
    epci_siren: str | None = Field(
        default=None, title="Si c\u2019est une intercommunalité, laquelle", max_length=9
    )
    address: Line | None = Field(default=None, title="Adresse")
    referent: Line | None = Field(default=None, title="Personne référente")
    email: Email | None = Field(default=None, title="Adresse électronique")
    phone: Phone | None = Field(default=None, title="Téléphone")
    website: Annotated[str, BeforeValidator(_website)] | None = Field(
        default=None, title="Site web"
    )
    note: Paragraph | None = Field(default=None, title="Note")
    is_confidential: bool = Field(default=False, title="Producteur confidentiel")

    @model_validator(mode="after")
    def _same_company(self) -> Self:
        if self.siren and self.siret and self.siret[:SIREN_LENGTH] != self.siren:
            raise RefusedFieldsError(
                Problem(
                    "siret", "Ce SIRET n\u2019est pas celui d\u2019un établissement de ce SIREN."
                )
            )
        return self

    @property
    def company_number(self) -> str | None:
        """The SIREN, read in the SIRET when only that is known."""
        return self.siren or (self.siret[:SIREN_LENGTH] if self.siret else None)


def telling_words(name: str) -> tuple[str, ...]:
    """Return the folded words of a name that tell it from another, legal forms left out.

    A name too short to compare gives none.
    """
    words = [word for word in fold(name).split() if len(word) > 1 or word.isdigit()]
    telling = [word for word in words if word not in STOP_WORDS | LEGAL_WORDS]
    return tuple(telling) if len("".join(telling)) >= SHORTEST_NAME else ()


class Organisation(Record):
    """An organisation as its record shows it; what is unknown is None."""

    id: int
    name: str
    kind: str
    kind_label: str | None
    partner_role: str | None
    role_label: str | None
    siren: str | None
    siret: str | None
    commune_code: str | None
    commune_name: str | None
    department_name: str | None
    epci_siren: str | None
    place_name: str | None
    address: str | None
    referent: str | None
    email: str | None
    phone: str | None
    website: str | None
    note: str | None
    is_confidential: bool
    is_fictitious: bool
    archived_at: str | None
    version: int

    @property
    def place(self) -> str | None:
        """Write the commune and its EPCI, « Libourne, CA du Libournais »; None when unknown."""
        return ", ".join(filter(None, (self.commune_name, self.place_name))) or None


class OrganisationFilters(Record):
    """What the directory shows: words, role, EPCI, partners only or everybody, archives or not."""

    text: str = ""
    role: str | None = None
    epci_siren: str | None = None
    partners_only: bool = True
    archived: bool = False

    @property
    def without_choices(self) -> "OrganisationFilters":
        """The same list with nothing searched: what « n sur N » counts up to."""
        return OrganisationFilters(partners_only=self.partners_only, archived=self.archived)


class OrganisationUses(Record):
    """What refers to an organisation in the rest of the product."""

    accounts: int
    streams: int
    facilities: int
    memberships: int
    services: int

    @property
    def sentence(self) -> str | None:
        """Name what refers to it, « 2 gisements et 1 local »; None when nothing does."""
        counted = [
            (self.accounts, "compte", "comptes"),
            (self.streams, "gisement", "gisements"),
            (self.facilities, "local ou installation", "locaux ou installations"),
            (self.memberships, "adhésion au territoire", "adhésions au territoire"),
            (self.services, "prestation", "prestations"),
        ]
        found = [french.plural(count, one, many) for count, one, many in counted if count]
        return french.join(found) if found else None
