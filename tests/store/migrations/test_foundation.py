"""The tables that every other one leans on refuse what no rule should have let through."""

import sqlite3

import pytest

from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store import meta
from circular.store.connection import Database
from circular.store.migrations import migrations
from circular.store.migrations.foundation import statements
from circular.store.rows import value
from tests.builders.holders import a_holder
from tests.builders.organisations import a_partner
from tests.builders.straight import accepted, count, holds
from tests.builders.territory import LIBOURNAIS, LIBOURNE, a_territory

LORMONT = "33249"  # of no member


def test_every_table_of_the_store_checks_the_types_of_its_columns(db: Database) -> None:
    loose = {table.name for table in db.tables if not table.strict}

    assert loose == {migrations.migrations_table}


def test_nothing_in_a_new_store_refers_to_what_does_not_exist(db: Database) -> None:
    assert db.conn.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_new_store_is_no_demonstration_and_begins_at_its_first_version() -> None:
    bare = Database(memory=True)
    migrations.apply(bare)

    assert not meta.is_demonstration(bare)
    assert meta.data_version(bare) == 1


def test_every_role_has_its_place_in_the_table_and_no_other(db: Database, staff: Visitor) -> None:
    assert staff.account_id is not None
    written = [*(role.value for role in Role if role is not Role.PARTNER), "visitor", ""]

    found = accepted(db, "account", staff.account_id, "role", written)

    assert found == ["staff", "elected", "administrator"]


def test_a_partner_without_an_organisation_is_refused(db: Database, partner: Visitor) -> None:
    assert partner.account_id is not None

    assert holds(db, "account", partner.account_id, organisation_id=None)
    assert holds(db, "account", partner.account_id, organisation_id=999_999)


def test_an_organisation_has_a_name_of_at_most_two_hundred_signs(
    db: Database, staff: Visitor
) -> None:
    organisation_id = a_partner(db, staff)
    names = ["", "a", "a" * 200, "a" * 201]

    found = accepted(db, "organisation", organisation_id, "name", names)

    assert [len(name) for name in found] == [1, 200]


@pytest.mark.parametrize(("column", "length"), [("siren", 9), ("siret", 14)])
def test_a_number_of_an_organisation_has_its_length_or_is_unknown(
    db: Database, staff: Visitor, column: str, length: int
) -> None:
    organisation_id = a_partner(db, staff)
    numbers = ["1" * (length - 1), "1" * length, "1" * (length + 1), None]

    found = accepted(db, "organisation", organisation_id, column, numbers)

    assert found == ["1" * length, None]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET sentence = 'Autre chose.'",
        "UPDATE journal SET account_id = NULL",
        "DELETE FROM journal",
        "DELETE FROM journal WHERE id = (SELECT MAX(id) FROM journal)",
        (
            "INSERT OR REPLACE INTO journal (id, at, account_name, entity, act, sentence)"
            " SELECT id, at, account_name, entity, act, 'Autre chose.' FROM journal"
        ),
    ],
)
def test_a_line_of_the_journal_can_neither_be_changed_nor_taken_out(
    db: Database, staff: Visitor, statement: str
) -> None:
    a_holder(db, staff)
    before = count(db, "journal")

    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        db.conn.execute(statement)

    assert count(db, "journal") == before > 0


def test_a_commune_counts_under_one_member_only_and_leaves_with_it(
    db: Database, staff: Visitor
) -> None:
    a_territory(db, staff)
    of_member = "SELECT COUNT(*) FROM territory_commune WHERE epci_siren = ?"
    counted = value(db, of_member, [LIBOURNAIS])
    others = count(db, "territory_commune") - counted

    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        db.conn.execute("INSERT INTO territory_commune VALUES (?, ?)", [LIBOURNE, LIBOURNAIS])
    db.conn.execute("DELETE FROM territory_epci WHERE epci_siren = ?", [LIBOURNAIS])

    assert counted == 45
    assert count(db, "territory_commune") == others > 0


def test_a_commune_is_not_counted_under_an_epci_that_is_no_member(db: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        db.conn.execute("INSERT INTO territory_commune VALUES (?, ?)", [LORMONT, LIBOURNAIS])


def test_a_script_is_cut_into_statements_and_a_trigger_stays_whole() -> None:
    script = """
CREATE TABLE one (id INTEGER); -- a comment; with a semicolon
CREATE TRIGGER guard BEFORE DELETE ON one
BEGIN
    SELECT RAISE(ABORT, 'first; second');
    SELECT 1;
END;
INSERT INTO one VALUES (1);
"""
    db = Database(memory=True)

    cut = statements(script)
    for statement in cut:
        db.conn.execute(statement)

    assert len(cut) == 3
    with pytest.raises(sqlite3.IntegrityError, match="first; second"):
        db.conn.execute("DELETE FROM one")
