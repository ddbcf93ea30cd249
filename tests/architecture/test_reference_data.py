"""The reference files are sealed, explained and light."""

import csv
import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest

from circular.config import ROOT

FOLDER = ROOT / "data" / "reference"
FILES = sorted(path for path in FOLDER.iterdir() if path.suffix in {".csv", ".gz"})
MOST_BYTES = 20_000_000


def rows_in(path: Path) -> int:
    """Count the records of a file."""
    if path.suffix == ".gz":
        return len(gzip.decompress(path.read_bytes()).splitlines())
    with path.open(encoding="utf-8", newline="") as stream:
        return len(list(csv.DictReader(stream)))


def test_the_version_is_that_of_the_files() -> None:
    sealed = json.loads((FOLDER / "version.json").read_text(encoding="utf-8"))["files"]
    real = {
        path.name: {
            "rows": rows_in(path),
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }
        for path in FILES
    }
    differing = sorted(name for name in {*sealed, *real} if sealed.get(name) != real.get(name))
    assert differing == [], "run: python data/reference/build_reference.py --seal"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_sources_give_the_origin_and_the_count_of_each_file(path: Path) -> None:
    text = (FOLDER / "SOURCES.md").read_text(encoding="utf-8")
    line = next((line for line in text.splitlines() if line.startswith(f"| `{path.name}`")), "")
    figures = {re.sub(r"\s", "", figure) for figure in re.findall(r"\d[\d\s]*", line)}
    assert line, f"{path.name} is not in SOURCES.md"
    assert str(rows_in(path)) in figures


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.suffix == ".csv"], ids=lambda path: path.name
)
def test_a_table_is_utf_8_without_mark_with_unix_line_ends(path: Path) -> None:
    data = path.read_bytes()
    data.decode("utf-8")
    assert not data.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in data
    assert data.endswith(b"\n")


def test_the_reference_data_stay_light() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir() if path.is_file()) < MOST_BYTES


def test_the_builder_names_no_host() -> None:
    text = (FOLDER / "build_reference.py").read_text(encoding="utf-8")
    assert "http" not in text
