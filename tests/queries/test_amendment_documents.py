"""What a paper is made from: services are named, renewals have the parties of their day."""

from circular.actions.amendments import draft_amendment
from circular.domain.amendments import AmendmentDraft
from circular.domain.visitors import Visitor
from circular.queries.amendment_documents import amendment_to_write, service_names
from circular.store.connection import Database
from tests.builders.agreements import TODAY, read, signed


def test_an_amendment_comes_with_the_names_of_services(db: Database, staff: Visitor) -> None:
    agreement = signed(db, staff)
    draft = AmendmentDraft(reason="Un local", services=("local",))
    draft_amendment(db, staff, agreement, draft, today=TODAY)
    found = amendment_to_write(db, staff, agreement, 1)
    assert found.services["local"] == "Recherche de local"
    assert found.amendment.touched == {"services"}
    assert service_names(db, read(db, staff, agreement)) == found.services
