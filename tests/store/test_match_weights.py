"""The weights in force are the last version, else the product's own."""

from datetime import datetime

from circular.domain.matches import DEFAULT_WEIGHTS, MatchWeights
from circular.store import match_weights as store
from circular.store.connection import Database, write_tx

NOW = datetime(2026, 11, 22, 9, 0)


def test_the_last_version_is_in_force_and_the_others_remain(db: Database) -> None:
    assert store.current(db) == DEFAULT_WEIGHTS
    assert store.versions(db) == []
    second = MatchWeights(version=2, material=0.7, distance=0.0)
    third = MatchWeights(version=3, material=0.2)
    with write_tx(db):
        store.add(db, second, {"reason": "Essai"}, now=NOW)
        store.add(db, third, {"reason": "Encore", "restored_from": 1}, now=NOW)

    assert store.current(db) == third
    assert [row["version"] for row in store.versions(db)] == [3, 2]
    assert store.version(db, 2) == second
    assert store.version(db, 1) == DEFAULT_WEIGHTS
    assert store.version(db, 4) is None
