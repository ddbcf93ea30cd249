"""What the journal keeps of an export."""

import json
from typing import Any

import pytest

from circular.actions.exports import ExportTrace, record_export
from circular.domain.errors import NotAllowedError
from circular.domain.permissions import PERMISSIONS, Permission, Role
from circular.domain.visitors import Visitor
from circular.store import journal
from circular.store.connection import Database
from circular.store.rows import one, value
from tests.conftest import visitor_of

TRACE = ExportTrace(
    title="Conventions",
    form="XLSX",
    criteria=[("État", "Signée"), ("EPCI", "CA du Libournais")],
    columns=["N°", "Projet"],
    row_count=1234,
)


def exported(db: Database) -> dict[str, Any]:
    """Return the line of the journal, with the filters that are held apart in their place."""
    row = one(db, f"{journal.LINES} WHERE j.entity = 'export'")
    assert row is not None
    whole = journal.whole(row)
    return {**whole, "changes": json.loads(whole["changes"])}


def test_the_journal_tells_who_took_what_and_how_many_rows(db: Database, staff: Visitor) -> None:
    record_export(db, staff, TRACE)
    line = exported(db)
    assert line["account_name"] == staff.name
    assert line["sentence"] == (
        "Export «\u00a0Conventions\u00a0» en XLSX\u00a0: 1\u202f234\u00a0lignes."
    )
    changes = line["changes"]
    assert changes["Filtres"] == [
        None,
        "État\u00a0: Signée, EPCI\u00a0: CA du Libournais",
    ]
    assert changes["Colonnes"] == [None, "N°, Projet"]


def test_an_export_without_filter_says_so(db: Database, staff: Visitor) -> None:
    trace = ExportTrace(title="Conventions", form="CSV", criteria=[], columns=["N°"], row_count=1)
    record_export(db, staff, trace)
    assert exported(db)["changes"]["Filtres"] == [None, "aucun"]


@pytest.mark.parametrize("role", list(Role))
def test_every_role_leaves_the_trace_of_its_own_exports(db: Database, role: Role) -> None:
    record_export(db, visitor_of(db, role), TRACE)
    assert value(db, "SELECT count(*) FROM journal WHERE entity = 'export'") == 1


def test_a_role_that_may_not_export_leaves_nothing(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = PERMISSIONS[Role.STAFF] - {Permission.EXPORT_LISTS}
    monkeypatch.setitem(PERMISSIONS, Role.STAFF, kept)
    with pytest.raises(NotAllowedError):
        record_export(db, staff, TRACE)
    assert value(db, "SELECT count(*) FROM journal WHERE entity = 'export'") == 0
