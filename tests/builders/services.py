"""Lines of the bouquet's ledger for tests, made through the product."""

from datetime import date

from circular.actions.services import give_service, request_service
from circular.domain.services import ServiceDraft, ServiceGivenDraft
from circular.domain.visitors import Visitor
from circular.store.connection import Database

TODAY = date(2026, 11, 22)
REQUESTED_ON = date(2026, 3, 12)


def a_request(db: Database, author: Visitor, project_id: int, **fields: object) -> int:
    """Ask for premises on 12 March 2026, unless told otherwise."""
    draft = ServiceDraft.model_validate(
        {"service_type": "local", "requested_on": REQUESTED_ON, **fields}
    )
    return request_service(db, author, project_id, draft, today=TODAY)


def a_given_service(
    db: Database,
    author: Visitor,
    project_id: int,
    *,
    given_on: date = date(2026, 3, 20),
    **fields: object,
) -> int:
    """Give, eight days later, the service that was asked for."""
    service_id = a_request(db, author, project_id)
    draft = ServiceGivenDraft.model_validate(
        {"given_on": given_on, "given_by": "Le syndicat", **fields}
    )
    give_service(db, author, service_id, draft, version=1, today=TODAY)
    return service_id
