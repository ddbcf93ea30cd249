"""The tiles of the elected page: their values, their changes, their words."""

from datetime import date

import pytest

from circular.domain.indicators import Figure, Perimeter
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.queries.dashboard import Reading
from circular.store.connection import Database
from circular.ui import dashboard
from tests.builders.agreements import signed

NOW = Perimeter(date(2026, 11, 22))


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        (Reading("jobs_net", Figure(31.5), Figure(28)), ("+3,5", "depuis mai")),
        (Reading("jobs_net", Figure(28), Figure(31)), ("-3", "depuis mai")),
        (Reading("jobs_net", Figure(28), Figure(28)), ("0", "depuis mai")),
        (Reading("projects_followed", Figure(None), Figure(2)), (None, None)),
        (Reading("stream_tonnes", Figure(36_676, records=60), Figure(0)), ("60\u00a0fiches", None)),
        (Reading("stream_tonnes", Figure(0, records=0), Figure(0)), ("aucune fiche", None)),
        (Reading("signature_delay", Figure(210, records=3), Figure(200)), ("peu de recul", None)),
        (Reading("signature_delay", Figure(210, records=9), Figure(200)), ("+10", "depuis mai")),
    ],
)
def test_a_change_is_told_only_where_it_means_something(
    reading: Reading, expected: tuple[str | None, str | None]
) -> None:
    assert dashboard._change(reading, "depuis mai") == expected


def test_what_a_role_may_not_read_is_not_in_its_memory(db: Database, staff: Visitor) -> None:
    signed(db, staff)

    elected = dashboard.read(Visitor(account_id=None, name="", role=Role.ELECTED), NOW)
    partner = dashboard.read(Visitor(account_id=None, name="", role=Role.PARTNER), NOW)

    assert len(elected.agreements.rows) == 1
    assert partner.agreements.rows == ()
    assert partner.agreements.in_force == elected.agreements.in_force == 1


def test_months_are_short_enough_for_a_tile() -> None:
    assert len(dashboard.SHORT_MONTHS) == 12
    assert max(map(len, dashboard.SHORT_MONTHS)) <= 5
