"""The journal as people read it: sentences, names, moments, and values before and after."""

from datetime import datetime

from circular.domain.visitors import Visitor
from circular.queries.journal import Change, count_of, history_of
from circular.store import journal
from circular.store.connection import Database


def write(db: Database, author: Visitor, sentence: str, **changes: tuple[object, object]) -> None:
    """Write a line about stream 7."""
    journal.add(
        db,
        at=datetime(2026, 11, 22, 14, 32),
        account_id=author.account_id,
        account_name=author.name,
        entity="stream",
        entity_id=7,
        act="changed",
        sentence=sentence,
        changes=changes,
    )


def test_values_are_written_in_french_and_the_unknown_is_a_dash(
    db: Database, staff: Visitor
) -> None:
    write(
        db,
        staff,
        "Gisement modifié.",
        tonnes=(None, 1234.5),
        dangereux=(False, True),
        jusquau=("2026-11-22", None),
        mois=(["mai"], ["mai", "juin"]),
        nom=("", "Déchets verts"),
    )

    (line,) = history_of(db, "stream", 7)

    assert (line.sentence, line.account_name) == ("Gisement modifié.", staff.name)
    assert line.at == datetime(2026, 11, 22, 14, 32)
    assert line.changes == (
        Change("tonnes", "–", "1\u202f234,5"),
        Change("dangereux", "non", "oui"),
        Change("jusquau", "22/11/2026", "–"),
        Change("mois", "mai", "mai et juin"),
        Change("nom", "–", "Déchets verts"),
    )


def test_the_newest_line_comes_first_and_the_count_is_exact(db: Database, staff: Visitor) -> None:
    for number in range(5):
        write(db, staff, f"Acte {number}.")

    assert [line.sentence for line in history_of(db, "stream", 7, limit=2)] == [
        "Acte 4.",
        "Acte 3.",
    ]
    assert count_of(db, "stream", 7) == 5
    assert count_of(db, "stream", 8) == 0
