"""Lists of agreements: the columns one may ask for, who may ask, filters and order."""

from dataclasses import dataclass
from datetime import date

from circular.domain.agreements import AgreementState
from circular.domain.labels import Labelled
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.domain.words import fold

MOST_WORDS = 8


class AgreementColumn(Labelled):
    """A column of the list, with the title that the screen and every file share."""

    NUMBER = "number", "N°"
    PROJECT = "project", "Projet"
    STATE = "state", "État"
    EPCI = "epci", "EPCI"
    SIGNING = "signing", "Signature"
    DEADLINE = "deadline", "Échéance"
    JOBS = "jobs", "Emplois"
    TYPE = "type", "Type"
    COMMUNE = "commune", "Commune"
    SIGNED = "signed", "Signature effective"
    STARTS = "starts", "Début"
    ENDS = "ends", "Fin"
    DELAY = "delay", "Du premier contact à la signature (jours)"
    RENEWALS = "renewals", "Renouvellements"
    AMENDMENTS = "amendments", "Avenants"
    AMOUNT = "amount", "Montant par an (€)"
    PROMISED = "promised", "Prestations promises (nombre)"
    GIVEN = "given", "dont rendues"
    SERVICES = "services", "Prestations promises"
    HOLDERS = "holders", "Porteur"
    SIGNATORIES = "signatories", "Signataires"


DEFAULT_COLUMNS = (
    AgreementColumn.NUMBER,
    AgreementColumn.PROJECT,
    AgreementColumn.STATE,
    AgreementColumn.EPCI,
    AgreementColumn.SIGNING,
    AgreementColumn.DEADLINE,
    AgreementColumn.JOBS,
)
PEOPLE_COLUMNS = frozenset({AgreementColumn.HOLDERS, AgreementColumn.SIGNATORIES})


def columns_for(visitor: Visitor) -> tuple[AgreementColumn, ...]:
    """Return the columns that a visitor may ask for: names of people only for who may see them."""
    if visitor.may(Permission.SEE_PEOPLE):
        return tuple(AgreementColumn)
    return tuple(column for column in AgreementColumn if column not in PEOPLE_COLUMNS)


@dataclass(frozen=True, slots=True)
class AgreementFilters:
    """What a person asks of the list; nothing asked leaves out archived ones and trials.

    A word is searched in number, project and commune, and in the names of the holders for who may
    see people.
    """

    search: str = ""
    states: tuple[AgreementState, ...] = ()
    epci_siren: str | None = None
    type_key: str | None = None
    with_archived: bool = False
    with_trials: bool = False
    project_id: int | None = None
    on: date | None = None
    signed_from: date | None = None
    signed_to: date | None = None
    in_force_on: date | None = None
    sort: AgreementColumn = AgreementColumn.NUMBER
    descending: bool = True

    @property
    def words(self) -> tuple[str, ...]:
        """The first folded words of the search; a number such as 2026-003 gives two of them."""
        return tuple(fold(self.search).split())[:MOST_WORDS]
