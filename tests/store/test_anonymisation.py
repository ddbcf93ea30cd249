"""Erasing a batch at once, each table once, whatever its size."""

import time

from circular.domain.visitors import Visitor
from circular.store import anonymisation as store
from circular.store.connection import Database, write_tx
from circular.store.rows import rows, value
from tests.builders.holders import a_contact, a_holder
from tests.conftest import NOW


def test_a_person_is_known_by_their_contacts_and_their_namesakes(
    db: Database, staff: Visitor
) -> None:
    one = a_holder(db, staff, "Ida Lacoste", email="ida@exemple.fr", phone="07 11 22 33 44")
    other = a_holder(db, staff, "IDA LACOSTE")

    (known,) = store.identities(db, [one])
    assert (known.email, known.phone, known.has_namesake) == (
        "ida@exemple.fr",
        "07 11 22 33 44",
        True,
    )
    assert not any(each.has_namesake for each in store.identities(db, [one, other]))


def test_texts_elsewhere_that_name_the_person_are_mended_too(db: Database, staff: Visitor) -> None:
    project_id = a_contact(db, staff, "Bruno Castagnet", reach=None, idea="Recyclage.")
    one = a_holder(db, staff, "Ida Lacoste")
    with write_tx(db):
        db.conn.execute("UPDATE project SET origin_note = 'Envoyé par ida lacoste, de Coutras'")
        store.anonymise_holders(db, [one], now=NOW)

    row = rows(db, "SELECT origin_note, title FROM project WHERE id = ?", [project_id])[0]
    assert row == {"origin_note": "Envoyé par [anonymisé], de Coutras", "title": "Recyclage"}


def test_two_thousand_people_go_in_one_transaction_of_seconds(db: Database, staff: Visitor) -> None:
    project_id = a_contact(db, staff)
    with write_tx(db):
        db.conn.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)"
            " INSERT INTO holder (name, folded_name, email, created_at, updated_at)"
            " SELECT 'Prenom' || i || ' Nom' || i, 'prenom' || i || ' nom' || i,"
            " 'p' || i || '@exemple.fr', '2020-01-01', '2020-01-01' FROM n"
        )
        db.conn.execute(
            "INSERT INTO exchange (project_id, holder_id, happened_on, kind, direction, note,"
            " created_at) SELECT ?, id, '2020-01-01', 'call', 'from_person', 'Dit à ' || name, ''"
            " FROM holder WHERE email LIKE 'p%'",
            [project_id],
        )
    leaving = [row["id"] for row in rows(db, "SELECT id FROM holder WHERE email LIKE 'p%'")]
    started = time.perf_counter()
    with write_tx(db):
        store.anonymise_holders(db, leaving, now=NOW)

    assert time.perf_counter() - started < 10
    assert value(db, "SELECT COUNT(*) FROM holder WHERE anonymised_at IS NOT NULL") == 2000
    assert value(db, "SELECT COUNT(*) FROM exchange WHERE note IS NOT NULL") == 0
