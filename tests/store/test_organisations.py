"""The store finds organisations by what people know of them."""

from datetime import datetime
from typing import Any

from circular.domain.words import fold
from circular.store import organisations as store
from circular.store.connection import Database
from tests.builders.territory import LIBOURNAIS, LIBOURNE

NOW = datetime(2026, 11, 22, 9, 0)
OF_THE_TEMPLATE = "Syndicat d’essai"


def register(db: Database, name: str, **fields: Any) -> int:
    """Write an organisation."""
    record = {"name": name, "folded_name": fold(name), "kind": "entreprise", **fields}
    return store.register(db, record, now=NOW)


def names(db: Database, **asked: Any) -> list[str]:
    """Return the names that the directory answers, but the one of every test."""
    found = store.directory(db, store.Asked(**asked))
    assert len(found) == store.directory_count(db, store.Asked(**asked))
    return [row["name"] for row in found if row["name"] != OF_THE_TEMPLATE]


def test_an_organisation_is_found_again_by_its_name_accents_aside(db: Database) -> None:
    number = store.add(db, name="Usine végétale", kind="association", now=NOW)
    assert store.find(db, "USINE VEGETALE") == number
    assert store.find(db, "Usine minérale") is None
    assert store.exists(db, number)
    assert not store.exists(db, 9999)


def test_the_choices_leave_the_archives_out_and_narrow_to_ones_own(db: Database) -> None:
    kept, gone = register(db, "Kept"), register(db, "Gone")
    assert store.set_archived(db, gone, "2026-11-22T09:00:00", version=1)
    assert {row["id"] for row in store.choices(db)} >= {kept}
    assert gone not in {row["id"] for row in store.choices(db)}
    assert [row["id"] for row in store.choices(db, own=kept)] == [kept]


def test_the_directory_shows_partners_unless_asked_for_everybody(db: Database) -> None:
    register(db, "Partenaire", partner_role="financeur")
    register(db, "Producteur")
    assert names(db) == ["Partenaire"]
    assert names(db, partners_only=False) == ["Partenaire", "Producteur"]
    assert names(db, role="financeur") == ["Partenaire"]
    assert names(db, role="technique") == []


def test_the_directory_is_searched_by_name_commune_epci_or_number(db: Database) -> None:
    register(
        db, "Arrêt Minute", partner_role="tiers_lieu", commune_code=LIBOURNE, siren="732829320"
    )
    for words in (["arret"], ["minu"], ["libourne"], ["libournais"], ["732829320"]):
        assert names(db, words=words) == ["Arrêt Minute"], words
    assert names(db, words=["arret", "bordeaux"]) == []
    assert names(db, epci_siren=LIBOURNAIS) == ["Arrêt Minute"]
    assert names(db, epci_siren="243301223") == []


def test_an_epci_itself_counts_in_the_epci_that_it_is(db: Database) -> None:
    number = register(db, "CALi", partner_role="membre", epci_siren=LIBOURNAIS)
    row = store.organisation(db, number)
    assert row is not None
    assert row["place_name"] == "CA du Libournais"
    assert names(db, epci_siren=LIBOURNAIS) == ["CALi"]


def test_a_change_needs_the_version_that_was_read(db: Database) -> None:
    number = register(db, "EDF")
    assert store.amend(db, number, {"phone": "01 02 03 04 05"}, version=1, now=NOW)
    assert not store.amend(db, number, {"phone": "09 09 09 09 09"}, version=1, now=NOW)
    row = store.organisation(db, number)
    assert row is not None
    assert (row["phone"], row["version"]) == ("01 02 03 04 05", 2)


def test_likely_ones_share_every_word_or_the_number(db: Database) -> None:
    wanted = register(db, "Usine végétale", siren="732829320")
    register(db, "Usine minérale")

    def likely(words: list[str], folded: str, siren: str | None = None) -> list[int]:
        found = store.likely(
            db, words=words, folded_name=folded, siren=siren, but_not=None, limit=3
        )
        return [row["id"] for row in found]

    assert likely(["usine", "veg"], "usine veg") == [wanted]
    assert likely(["ancienne", "usine"], "ancienne usine vegetale") == [wanted]
    assert likely([], "", "732829320") == [wanted]
    assert likely(["zzz"], "zzz") == []


def test_uses_count_what_refers_to_it(db: Database) -> None:
    number = register(db, "EDF")
    db.conn.execute(
        "INSERT INTO waste_stream (title, folded_title, organisation_id, created_at, updated_at)"
        " VALUES ('Bois', 'bois', ?, '2026-01-01', '2026-01-01')",
        [number],
    )
    assert store.uses(db, number) == {
        "accounts": 0,
        "streams": 1,
        "facilities": 0,
        "memberships": 0,
        "services": 0,
    }
