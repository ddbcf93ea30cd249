"""Questions about exchanges: frozen lines, exact counts, and how long the silence has lasted."""

from dataclasses import FrozenInstanceError
from datetime import date

import pytest

from circular.domain.exchanges import Direction, ExchangeKind
from circular.domain.visitors import Visitor
from circular.queries import exchanges as queries
from circular.store.connection import Database
from tests.builders.agreements import a_project
from tests.builders.noted_exchanges import an_exchange


def test_a_line_comes_out_typed_and_frozen(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff, holder="Naïma Fictive")
    ((holder_id, name),) = queries.people_of(db, project_id).items()
    exchange_id = an_exchange(db, staff, project_id, holder_id=holder_id)

    line = queries.exchange(db, exchange_id)

    assert line is not None
    assert (line.kind, line.direction) == (ExchangeKind.CALL, Direction.FROM_PERSON)
    assert (line.happened_on, line.holder_name) == (date(2026, 11, 16), name)
    with pytest.raises(FrozenInstanceError):
        line.note = "autre"  # type: ignore[misc]


def test_the_count_is_exact_beyond_the_lines_that_are_shown(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff)
    for day in range(1, 16):
        an_exchange(db, staff, project_id, happened_on=date(2026, 11, day))

    assert len(queries.exchanges_of(db, project_id, limit=10)) == 10
    assert queries.count_for_project(db, project_id) == 15
    assert queries.contact_of(db, project_id).last_on == date(2026, 11, 15)


def test_a_silent_project_has_no_last_day(db: Database, staff: Visitor) -> None:
    contact = queries.contact_of(db, a_project(db, staff))

    assert (contact.total, contact.last_on) == (0, None)
    assert queries.exchange(db, 99) is None
