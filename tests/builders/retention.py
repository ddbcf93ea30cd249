"""People whose data come to their term, made through the product."""

from datetime import date

from circular.actions.exchanges import amend_exchange
from circular.actions.retention import anonymise
from circular.config import settings
from circular.domain.exchanges import ExchangeDraft
from circular.domain.retention import CONFIRMATION, RetentionKind
from circular.domain.visitors import Visitor
from circular.queries.projects import project_record
from circular.store.connection import Database
from tests.builders.holders import TODAY, a_contact
from tests.builders.noted_exchanges import an_exchange

NAME = "Naïma Terrasson"
EMAIL = "naima.terrasson@exemple.fr"
PHONE = "07 68 91 24 35"
SECRET = "Elle hésite à quitter son emploi."
LAST_CONTACT = date(2023, 11, 1)


def an_old_contact(
    db: Database, author: Visitor, *, last_contact: date = LAST_CONTACT, name: str = NAME
) -> tuple[int, int]:
    """Note a contact whose last call is older than three years; return (person, project)."""
    reach = f"{EMAIL} {PHONE}" if name == NAME else None
    project_id = a_contact(db, author, name, today=date(2023, 1, 9), reach=reach, idea=None)
    exchange_id = an_exchange(db, author, project_id, happened_on=last_contact, note="À revoir.")
    draft = ExchangeDraft.model_validate(
        {"kind": "call", "direction": "from_person", "happened_on": last_contact, "note": SECRET}
    )
    amend_exchange(db, author, exchange_id, draft, version=1, today=TODAY)
    person = project_record(db, author, project_id, today=TODAY).people[0]
    return person.id, project_id


def anonymised(db: Database, author: Visitor, holder_id: int) -> None:
    """Anonymise a person, whatever their term."""
    kind = RetentionKind.HOLDERS
    anonymise(db, author, kind, holder_id, confirmation=CONFIRMATION, folder=settings().documents)
