"""Questions about the bouquet: the ledger of a project and the delay of each service."""

from circular.domain.visitors import Visitor
from circular.queries import services as queries
from circular.store.connection import Database
from tests.builders.agreements import a_project
from tests.builders.services import a_given_service, a_request


def test_the_delay_is_counted_once_the_service_is_given(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff)
    a_request(db, staff, project_id)
    a_given_service(db, staff, project_id)

    waiting, given = queries.services_of(db, project_id)

    assert (waiting.days_to_give, given.days_to_give) == (None, 8)
    assert queries.count_for_project(db, project_id) == 2


def test_the_ledger_of_another_project_is_its_own(db: Database, staff: Visitor) -> None:
    a_request(db, staff, a_project(db, staff))
    other = a_project(db, staff, "Insectes", holder=None)

    assert queries.services_of(db, other) == ()
    assert queries.count_for_project(db, other) == 0
    assert queries.service(db, 99) is None
