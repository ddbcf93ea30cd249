"""The table of limits refuses an EPCI that does not exist, and the same one twice."""

import sqlite3

import pytest

from circular.domain.visitors import Visitor
from circular.store.connection import Database
from tests.builders.territory import LIBOURNAIS


@pytest.mark.parametrize("siren", ["000000000", None])
def test_an_epci_that_does_not_exist_is_refused(
    db: Database, elected: Visitor, siren: str | None
) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        db.conn.execute("INSERT INTO account_epci VALUES (?, ?)", [elected.account_id, siren])


def test_the_same_limit_is_written_once(db: Database, elected: Visitor) -> None:
    db.conn.execute("INSERT INTO account_epci VALUES (?, ?)", [elected.account_id, LIBOURNAIS])

    with pytest.raises(sqlite3.IntegrityError):
        db.conn.execute("INSERT INTO account_epci VALUES (?, ?)", [elected.account_id, LIBOURNAIS])
