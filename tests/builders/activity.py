"""A few months of work, known by heart."""

from datetime import date

from circular.actions.next_actions import mark_done
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from tests.builders.next_actions import an_action
from tests.builders.noted_exchanges import an_exchange
from tests.builders.projects import in_support
from tests.builders.services import a_given_service, a_request

TODAY = date(2026, 11, 22)


def some_work(db: Database, author: Visitor) -> int:
    """Work on a project detected on 8 January 2026, and return it.

    A call received on 10 September, one given on 2 October, a visit on 3 October; premises asked
    for on 12 March and given on 20 March, asked for again on 5 October; qualified on 10 February,
    accompanied on 12 March, the agreement signed that day; an action done today, one late by ten
    days, one to come.
    """
    project = in_support(db, author)
    an_exchange(db, author, project, happened_on=date(2026, 9, 10))
    an_exchange(db, author, project, happened_on=date(2026, 10, 2), direction="to_person")
    an_exchange(
        db, author, project, happened_on=date(2026, 10, 3), kind="visit", direction="to_person"
    )
    a_given_service(db, author, project)
    a_request(db, author, project, requested_on=date(2026, 10, 5))
    done = an_action(db, author, project, days=-20)
    mark_done(db, author, done, today=TODAY)
    an_action(db, author, project, days=-10)
    an_action(db, author, project, days=5)
    db.conn.execute("UPDATE next_action SET created_at = '2026-09-01T09:00:00'")
    db.conn.commit()
    return project
