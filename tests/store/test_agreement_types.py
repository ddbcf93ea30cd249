"""Types of agreement in the store: versions add up, what is used never moves."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from circular.config import ROOT
from circular.domain.agreement_types import LEGAL_THRESHOLD, AgreementType
from circular.store import agreement_types as store
from circular.store.connection import Database
from circular.store.rows import insert, value

HEAD = (
    "key,version,label,duration_months,longest_months,renewals,notice_days,position,"
    "fewest_parties,clauses,annexes,yearly_threshold,is_financial,since,reason\n"
)
REST = ",2,Aide apportée|Programme,Devis,23000,0,2026-11-29,Essai\n"
CAPE = f"cape,1,CAPE,12,12,2,15,1{REST}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of reference files that a test may change."""
    made = tmp_path / "reference"
    made.mkdir()
    shutil.copy(ROOT / "data" / "reference" / "agreement_types.csv", made)
    return made


def write(folder: Path, *lines: str) -> None:
    (folder / "agreement_types.csv").write_text(HEAD + "".join(lines), encoding="utf-8")


def use(db: Database, key: str, version: int) -> None:
    """Draft an agreement of this version of a type."""
    project = insert(
        db,
        "project",
        {
            "title": "Couches en compost",
            "folded_title": "couches en compost",
            "stage": "qualification",
            "stage_since": "2026-01-08",
            "detected_on": "2026-01-08",
            "origin": "direct",
            "created_at": "2026-01-08",
            "updated_at": "2026-01-08",
        },
    )
    insert(
        db,
        "agreement",
        {
            "type_key": key,
            "type_version": version,
            "project_id": project,
            "state": "draft",
            "drafted_on": "2026-01-08",
            "created_at": "2026-01-08",
            "updated_at": "2026-01-08",
        },
    )


def test_the_files_of_the_product_are_offered_in_their_order(db: Database) -> None:
    keys = [row["key"] for row in store.offered(db)]
    assert keys == [
        "accompagnement",
        "cape",
        "partenariat",
        "tripartite",
        "mise_a_disposition",
        "financiere",
    ]


def test_the_cape_lasts_twelve_months_at_most_and_renews_twice(db: Database) -> None:
    row = store.offered_version(db, "cape")
    assert row is not None
    assert (row["longest_months"], row["renewals"]) == (12, 2)


def test_a_new_version_adds_a_row_and_is_the_one_offered(db: Database, folder: Path) -> None:
    write(folder, CAPE, f"cape,2,CAPE,18,18,1,15,1{REST}")
    store.load(db, folder)
    offered = store.offered_version(db, "cape")
    assert offered is not None
    assert (offered["version"], offered["longest_months"]) == (2, 18)
    old = store.version(db, "cape", 1)
    assert old is not None
    assert old["longest_months"] == 12
    assert [row["key"] for row in store.offered(db)] == ["cape"]


def test_a_version_in_use_stays_as_it_was_even_when_the_file_changes(
    db: Database, folder: Path
) -> None:
    use(db, "cape", 1)
    write(folder, f"cape,1,Autre nom,24,24,0,0,1{REST}")
    store.load(db, folder)
    row = store.version(db, "cape", 1)
    assert row is not None
    assert row["longest_months"] == 12
    assert row["label"] != "Autre nom"


def test_a_version_that_nobody_uses_is_mended(db: Database, folder: Path) -> None:
    write(folder, f"cape,1,CAPE,12,12,2,30,1{REST}")
    store.load(db, folder)
    row = store.version(db, "cape", 1)
    assert row is not None
    assert row["notice_days"] == 30


def test_a_type_that_vanished_is_kept_and_no_longer_offered(db: Database, folder: Path) -> None:
    write(folder, CAPE)
    store.load(db, folder)
    assert store.offered_version(db, "tripartite") is None
    assert store.version(db, "tripartite", 1) is not None


def test_the_association_s_own_type_is_left_alone(db: Database, folder: Path) -> None:
    insert(
        db,
        "agreement_type",
        {"key": "asso_stage", "version": 1, "label": "Stage", "origin": "association"},
    )
    write(folder, CAPE, f"asso_stage,1,Pris par le produit,1,1,0,0,9{REST}")
    store.load(db, folder)
    row = store.version(db, "asso_stage", 1)
    assert row is not None
    assert row["label"] == "Stage"
    assert value(db, "SELECT active FROM agreement_type WHERE key = 'asso_stage'") == 1


def test_the_association_s_own_rules_prevail_over_those_of_the_product(
    db: Database, folder: Path
) -> None:
    row = store.offered_version(db, "cape")
    assert row is not None
    own = AgreementType.model_validate(row).model_copy(update={"version": 3, "renewals": 1})
    store.add(db, own, since=date(2026, 11, 29), reason="Bureau", author_id=None)
    write(folder, CAPE, f"cape,4,CAPE,6,6,0,0,1{REST}")
    store.load(db, folder)
    offered = store.offered_version(db, "cape")
    assert offered is not None
    assert AgreementType.model_validate(offered) == own
    assert store.last_version(db, "cape") == 4
    found = [row["version"] for row in store.versions(db) if row["key"] == "cape"]
    assert found == [4, 3, 2, 1]


def test_clauses_annexes_and_the_threshold_come_from_the_file(db: Database) -> None:
    row = store.offered_version(db, "mise_a_disposition")
    assert row is not None
    assert row["annexes"] == ["État des lieux", "Attestation d’assurance"]
    assert row["yearly_threshold"] == LEGAL_THRESHOLD
    assert row["clauses"] == []
