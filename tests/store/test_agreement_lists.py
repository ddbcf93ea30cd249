"""The scope that every list and count of agreements shares."""

from datetime import date

from circular.domain.agreement_lists import AgreementColumn
from circular.domain.visitors import Visitor
from circular.store import agreement_lists as lists
from circular.store.connection import Database
from tests.builders.agreements import a_draft, a_project, signed


def test_every_column_of_the_list_has_its_order() -> None:
    assert set(lists.SORTS) == {column.value for column in AgreementColumn}


def test_lists_and_counts_share_their_scope(db: Database, staff: Visitor) -> None:
    signed(db, staff)
    a_draft(db, staff, a_project(db, staff, "Insectes de l’Isle"))
    scope = lists.Scope(words=["insectes"])
    listed = lists.listed(db, scope, sort="number", descending=True)
    assert len(listed) == lists.count(db, scope) == 1
    assert lists.by_state(db, scope) == [{"state": "draft", "count": 1}]


def test_names_are_read_and_searched_only_when_they_may_be(db: Database, staff: Visitor) -> None:
    signed(db, staff)
    named = lists.Scope(words=["naima"], with_people=True)
    nameless = lists.Scope(words=["naima"])
    assert lists.count(db, named) == 1
    assert lists.count(db, nameless) == 0
    (row,) = lists.listed(db, lists.Scope(), sort="number", descending=True)
    assert (row["holders"], row["signatories"]) == (None, None)


def test_a_project_set_up_elsewhere_counts_where_it_is_set_up(db: Database, staff: Visitor) -> None:
    project = a_project(db, staff)
    signed(db, staff, project)
    db.conn.execute(
        "INSERT INTO implantation (project_id, commune_code, created_at, updated_at)"
        " VALUES (?, '33366', '2026', '2026')",
        [project],
    )
    (row,) = lists.listed(db, lists.Scope(), sort="number", descending=True)
    assert (row["commune"], row["epci"]) == ("Saint-André-de-Cubzac", "CC du Grand Cubzaguais")


def test_an_agreement_without_an_end_stays_in_force(db: Database, staff: Visitor) -> None:
    agreement = signed(db, staff)
    db.conn.execute("UPDATE agreement SET ends_on = NULL WHERE id = ?", [agreement])
    assert [row["id"] for row in lists.in_force(db, date(2090, 1, 1))] == [agreement]
