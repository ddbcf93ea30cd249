"""Each reference file is read as rows ready for its table."""

import gzip
from pathlib import Path

import pytest

from circular.config import ROOT
from circular.store import reference_files as files

FOLDER = ROOT / "data" / "reference"


def write(path: Path, *lines: str) -> None:
    """Write a small table."""
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_the_apostrophe_of_the_sources_is_typeset() -> None:
    assert files.typeset("CC de l'Estuaire") == "CC de l’Estuaire"


def test_what_is_not_written_is_unknown_not_zero(tmp_path: Path) -> None:
    write(
        tmp_path / "communes.csv",
        "code,name,department_code,epci_siren,population,latitude,longitude",
        "98411,Île d'essai,984,,,,",
        "55039,Village détruit,55,200033868,0,49.2,5.4",
    )
    unknown, empty = files.communes(tmp_path)
    assert unknown == ("98411", "Île d’essai", "ile d essai", "984", None, None, None, None)
    assert empty[4:] == ("200033868", 0, 49.2, 5.4)


def test_a_contour_is_handed_on_as_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "epci_contours.jsonl.gz"
    geometry = '{"type":"Polygon","coordinates":[[[0,0],[0,1],[1,1],[0,0]]]}'
    path.write_bytes(gzip.compress(f'{{"code":"1","geometry":{geometry}}}\n'.encode()))
    assert list(files.contours(path)) == [("1", geometry)]


def test_a_contour_without_geometry_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "epci_contours.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"code":"1"}\n'))
    with pytest.raises(ValueError, match="no geometry"):
        list(files.contours(path))


def test_a_small_list_is_any_other_table_with_a_key_or_a_code(tmp_path: Path) -> None:
    write(tmp_path / "sectors.csv", "key,label,position", "b,Bois,2", "a,L'art,1")
    write(tmp_path / "operations.csv", "code,kind,label", "R1,R,Brûler", "D1,D,Déposer")
    write(tmp_path / "schemes.csv", "key,label,since,note", "x,Filière,1993,D'abord", "y,Autre,,")
    write(tmp_path / "regions.csv", "code,name", "75,Nouvelle-Aquitaine")
    assert list(files.entries(tmp_path)) == [
        ("operations", "R1", "Brûler", 1, "R", None, None),
        ("operations", "D1", "Déposer", 2, "D", None, None),
        ("schemes", "x", "Filière", 1, None, "D’abord", 1993),
        ("schemes", "y", "Autre", 2, None, None, None),
        ("sectors", "b", "Bois", 2, None, None, None),
        ("sectors", "a", "L’art", 1, None, None, None),
    ]


def test_a_rare_word_weighs_more_than_one_that_every_label_has() -> None:
    found = {(row[0], row[1], row[2]): float(row[4] or 0) for row in files.waste_stems(FOLDER)}
    assert found["palet", "150103", "word"] > 3 * found["dechet", "010101", "label"]


def test_each_stem_keeps_the_word_it_was_read_in() -> None:
    texts = {(row[0], row[1], row[2]): row[3] for row in files.waste_stems(FOLDER)}
    assert texts["palet", "150103", "word"] == "palette"


def test_the_files_are_read_in_full() -> None:
    assert len(list(files.regions(FOLDER))) == 26
    assert len(list(files.departments(FOLDER))) == 109
    assert len(list(files.activities(FOLDER))) == 732
    assert len(list(files.postal_codes(FOLDER))) == 35493
    assert all(row[-1] for row in files.epcis(FOLDER))
    assert {row[0] for row in files.commune_contours(FOLDER)} <= {
        row[0] for row in files.communes(FOLDER)
    }
    assert {row[2] for row in files.waste_words(FOLDER)} <= {
        row[0] for row in files.waste_codes(FOLDER)
    }
    assert {str(row[0])[:4] for row in files.waste_codes(FOLDER)} <= {
        row[0] for row in files.waste_chapters(FOLDER)
    }
    assert len({row[:2] for row in files.agreement_types(FOLDER)}) > 0
    assert files.version_of(FOLDER)
