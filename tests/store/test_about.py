"""The counts of the reference data are those of the files."""

from circular.store.about import reference_counts
from circular.store.connection import Database


def test_the_counts_are_those_of_the_files(db: Database) -> None:
    counts = reference_counts(db, today="2026-11-22")
    assert counts["communes"] == 34_969
    assert counts["epcis"] == 1_255
    assert counts["activities"] == 732
    assert counts["waste_codes"] == 880
    assert counts["own_entries"] == 0


def test_waste_codes_are_those_of_the_day(db: Database) -> None:
    assert reference_counts(db, today="2026-11-08")["waste_codes"] == 842


def test_own_entries_are_counted_apart(db: Database) -> None:
    db.conn.execute(
        "INSERT INTO ref_entry (list, key, label, position, origin)"
        " VALUES ('sectors', 'asso_vannerie', 'Vannerie', 99, 'association')"
    )
    assert reference_counts(db, today="2026-11-22")["own_entries"] == 1
