"""Financial agreements as open data: what is known of each, and what is missing of each."""

from dataclasses import dataclass, replace
from datetime import date

from circular.domain.agreement_lists import AgreementColumn, AgreementFilters
from circular.domain.dates import period_end
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor, require
from circular.queries.agreements import scope_of
from circular.queries.settings import association_settings
from circular.store import agreement_open_data as store
from circular.store.connection import Database
from circular.store.rows import Row

LONGEST_PURPOSE = 256
ONE_YEAR = 12


@dataclass(frozen=True, slots=True)
class Grant:
    """A signed financial agreement: its funder, its amount in euros, and what nobody noted.

    The amount is the whole one: known when the agreement lasts a year at most. `missing` are the
    titles of the columns that the schema wants and that no record tells.
    """

    agreement_id: int
    number: str | None
    giver: str | None
    giver_siret: str | None
    signed_on: date
    receiver: str
    purpose: str | None
    amount: float | None
    missing: tuple[str, ...]


def grants(db: Database, visitor: Visitor, filters: AgreementFilters) -> tuple[Grant, ...]:
    """Return the financial agreements signed that the filters keep, trials never.

    Raises:
        NotAllowedError: the visitor may not prepare agreements.
    """
    require(visitor, Permission.EDIT_AGREEMENTS)
    asked = replace(
        filters,
        on=None,
        with_archived=True,
        with_trials=False,
        sort=AgreementColumn.SIGNED,
    )
    receiver = association_settings(db).association_name
    found = store.grants(db, scope_of(visitor, asked, financial=True))
    return tuple(_grant(row, receiver) for row in found)


def _grant(row: Row, receiver: str) -> Grant:
    amount = _whole_amount(row)
    purpose = (row["purpose"] or "").strip() or None
    missing = {
        "nomAttribuant": row["giver"] is None,
        "idAttribuant": row["giver_siret"] is None,
        "idBeneficiaire": True,
        "objet": purpose is None or len(purpose) > LONGEST_PURPOSE,
        "montant": amount is None,
        "conditionsVersement": True,
        "datesPeriodeVersement": True,
        "notificationUE": True,
    }
    return Grant(
        agreement_id=row["id"],
        number=row["number"],
        giver=row["giver"],
        giver_siret=row["giver_siret"],
        signed_on=date.fromisoformat(row["signed_on"]),
        receiver=receiver,
        purpose=None if missing["objet"] else purpose,
        amount=amount,
        missing=tuple(name for name, is_missing in missing.items() if is_missing),
    )


def _whole_amount(row: Row) -> float | None:
    """Return the whole amount, the yearly one when the agreement lasts a year at most."""
    if row["yearly_amount"] is None or row["ends_on"] is None:
        return None
    year = period_end(date.fromisoformat(row["starts_on"]), ONE_YEAR)
    is_short = date.fromisoformat(row["ends_on"]) <= year
    return float(row["yearly_amount"]) if is_short else None
