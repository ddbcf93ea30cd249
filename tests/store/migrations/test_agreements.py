"""The tables of agreements refuse what no rule should have let through."""

import sqlite3

import pytest

from circular.domain.agreements import AgreementState, PartyKind
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.store.rows import Row, one, value
from tests.builders.agreements import a_draft, signed, to_sign
from tests.builders.straight import accepted, count, force, holds

CHILDREN = ("agreement_party", "agreement_service", "agreement_event")


@pytest.fixture
def signed_id(db: Database, staff: Visitor) -> int:
    """Return an agreement signed on 12 March 2026."""
    return signed(db, staff)


def row_of(db: Database, agreement_id: int) -> Row:
    """Read the agreement as it is stored."""
    found = one(db, "SELECT * FROM agreement WHERE id = ?", [agreement_id])
    assert found is not None
    return found


def test_an_agreement_may_be_in_every_state_of_the_domain_and_no_other(
    db: Database, signed_id: int
) -> None:
    states = [state.value for state in AgreementState]

    assert accepted(db, "agreement", signed_id, "state", [*states, "archived"]) == states


def test_a_party_is_of_a_kind_of_the_domain(db: Database, signed_id: int) -> None:
    party_id = value(db, "SELECT MIN(id) FROM agreement_party")
    kinds = [kind.value for kind in PartyKind]

    assert accepted(db, "agreement_party", party_id, "kind", [*kinds, "state"]) == kinds


@pytest.mark.parametrize("column", ["number", "signed_on", "starts_on"])
@pytest.mark.parametrize("state", ["signed", "ended", "terminated"])
def test_nothing_is_signed_without_a_number_a_day_and_a_beginning(
    db: Database, signed_id: int, state: str, column: str
) -> None:
    force(db, "agreement", signed_id, state=state)

    assert holds(db, "agreement", signed_id, **{column: None})


def test_a_draft_needs_neither_number_nor_dates(db: Database, staff: Visitor) -> None:
    draft = row_of(db, a_draft(db, staff))

    assert (draft["number"], draft["signed_on"], draft["year"], draft["sequence"]) == (None,) * 4


def test_two_agreements_never_share_a_number(db: Database, staff: Visitor, signed_id: int) -> None:
    other_id = a_draft(db, staff)
    to_sign(db, staff, other_id)
    first, other = row_of(db, signed_id), row_of(db, other_id)

    assert first["number"] != other["number"]
    assert holds(db, "agreement", other_id, number=first["number"])
    assert holds(db, "agreement", other_id, year=first["year"], sequence=first["sequence"])


def test_an_agreement_may_last_a_day_but_not_end_before_it_begins(
    db: Database, signed_id: int
) -> None:
    days = ["2026-03-11", "2026-03-12", "2026-03-13", None]

    assert accepted(db, "agreement", signed_id, "ends_on", days) == [*days[1:]]


def test_an_agreement_keeps_a_version_of_its_type_that_exists(db: Database, signed_id: int) -> None:
    known = row_of(db, signed_id)["type_version"]

    assert accepted(db, "agreement", signed_id, "type_version", [known, known + 1]) == [known]
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        db.conn.execute("DELETE FROM agreement_type WHERE key = 'accompagnement'")


def test_jobs_committed_may_be_none_at_all_but_not_fewer(db: Database, signed_id: int) -> None:
    assert accepted(db, "agreement", signed_id, "jobs_committed", [-1, 0, 2.5, None]) == [
        0,
        2.5,
        None,
    ]


def test_two_parties_do_not_stand_in_the_same_place(db: Database, signed_id: int) -> None:
    parties = [
        row[0]
        for row in db.conn.execute(
            "SELECT id FROM agreement_party WHERE agreement_id = ? ORDER BY position", [signed_id]
        )
    ]

    assert len(parties) == 2
    first = value(db, "SELECT position FROM agreement_party WHERE id = ?", [parties[0]])
    assert holds(db, "agreement_party", parties[1], position=first)


def test_a_service_is_promised_once(db: Database, signed_id: int) -> None:
    promise = "INSERT INTO agreement_service (agreement_id, service_type) VALUES (?, 'local')"
    db.conn.execute(promise, [signed_id])

    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        db.conn.execute(promise, [signed_id])


def test_parties_promises_and_events_go_with_their_agreement_only(
    db: Database, staff: Visitor, signed_id: int
) -> None:
    a_draft(db, staff)
    everything = {table: count(db, table) for table in CHILDREN}

    db.conn.execute("DELETE FROM agreement WHERE id = ?", [signed_id])

    orphans = "SELECT COUNT(*) FROM {} WHERE agreement_id = ?"
    assert [value(db, orphans.format(table), [signed_id]) for table in CHILDREN] == [0, 0, 0]
    assert 0 < count(db, "agreement_party") < everything["agreement_party"]
    assert 0 < count(db, "agreement_event") < everything["agreement_event"]


@pytest.mark.parametrize(
    ("column", "values", "kept"),
    [
        ("duration_months", [0, 1, None], [1, None]),
        ("longest_months", [0, 12, None], [12, None]),
        ("renewals", [-1, 0, 2], [0, 2]),
        ("notice_days", [-1, 0], [0]),
        ("origin", ["produit", "association", "ailleurs"], ["produit", "association"]),
    ],
)
def test_the_parameters_of_a_type_stay_within_their_bounds(
    db: Database, column: str, values: list[object], kept: list[object]
) -> None:
    change = f"UPDATE agreement_type SET {column} = ? WHERE key = 'accompagnement'"

    def is_accepted(value: object) -> bool:
        try:
            db.conn.execute(change, [value])
        except sqlite3.IntegrityError:
            return False
        return True

    assert [each for each in values if is_accepted(each)] == kept
