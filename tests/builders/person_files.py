"""Somebody of whom the product holds a little of everything, made through its actions."""

from datetime import date

from circular.actions.data_requests import note_request
from circular.actions.holders import add_new_person
from circular.domain.data_requests import DataRequestDraft
from circular.domain.holders import HolderDraft
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from tests.builders.agreements import signed
from tests.builders.holders import TODAY, a_contact
from tests.builders.next_actions import an_action
from tests.builders.noted_exchanges import an_exchange
from tests.builders.projects import read
from tests.builders.services import a_given_service

NAME = "Naïma Terrasson"
EMAIL = "naima.terrasson@exemple.fr"
PHONE = "07 68 91 24 35"
PARTNER = "Idris Valmont"
OF_BOTH, OF_HERS, OF_HIS = "Dit à tous les deux.", "Dit à elle seule.", "Dit à lui seul."


def two_people(db: Database, author: Visitor) -> tuple[int, int, int]:
    """Note two people of one project, and what happened there; return (her, him, project)."""
    project_id = a_contact(db, author, NAME, reach=f"{EMAIL} {PHONE}")
    her = read(db, author, project_id).people[0].id
    draft = HolderDraft(name=PARTNER, email="idris@exemple.fr")
    him = add_new_person(db, author, project_id, draft, role="associe", today=TODAY)
    an_exchange(db, author, project_id, note=OF_HIS, holder_id=him)
    an_exchange(db, author, project_id, note=OF_HERS, holder_id=her)
    an_exchange(db, author, project_id, note=OF_BOTH, happened_on=date(2026, 11, 9))
    an_action(db, author, project_id)
    a_given_service(db, author, project_id, effect="Un essai de trois mois.")
    signed(db, author, project_id)
    return her, him, project_id


def a_data_request(
    db: Database, author: Visitor, *, holder_id: int | None = None, requester: str = NAME
) -> int:
    """Write into the register that somebody asked, on 2 November 2026, what is held of them."""
    values = {
        "kind": "access",
        "received_on": "02/11/2026",
        "requester": requester,
        "contact": EMAIL,
        "holder_id": holder_id,
        "request": "Que savez-vous de moi ?",
    }
    return note_request(db, author, DataRequestDraft.model_validate(values), today=TODAY)
