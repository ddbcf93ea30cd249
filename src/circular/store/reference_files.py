"""Reading the files of `data/reference` as rows ready for their tables.

Names keep the typography of the product: the typewriter apostrophe of the sources becomes ’.
"""

import csv
import gzip
import json
import math
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from circular.domain.words import fold, stems

Value = str | int | float | None
Row = tuple[Value, ...]
Record = dict[str, str]

SPECIAL_FILES = frozenset(
    """
    regions departments epcis communes postal_codes naf_rev2
    waste_chapters waste_codes waste_words agreement_types co2_factors job_factors
    survival_references
    """.split()  # noqa: SIM905 - names read better side by side
)
PARENT_COLUMNS = ("parent", "exit_kind", "kind")

# What a word of each source says of a code, before rarity; found by trying searches.
SOURCE_WEIGHTS = {"word": 3.0, "everyday": 2.0, "label": 1.0}
_WORD = re.compile(r"[^\W_]+")
_GEOMETRY = '","geometry":'


def version_of(folder: Path) -> str:
    """Return the version of the reference data in this folder."""
    version: str = json.loads((folder / "version.json").read_text(encoding="utf-8"))["version"]
    return version


def records(path: Path) -> list[Record]:
    """Read one table of the folder."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def typeset(text: str) -> str:
    """Write the apostrophe as the product does."""
    return text.replace("'", "\u2019")


def regions(folder: Path) -> Iterator[Row]:
    """Give code and name of each region."""
    for row in records(folder / "regions.csv"):
        yield row["code"], typeset(row["name"])


def departments(folder: Path) -> Iterator[Row]:
    """Give code, name, folded name and region of each department."""
    for row in records(folder / "departments.csv"):
        yield row["code"], typeset(row["name"]), fold(row["name"]), row["region_code"]


def epcis(folder: Path) -> Iterator[Row]:
    """Give SIREN, name, folded name, kind, population and contour of each EPCI."""
    outlines = dict(contours(folder / "epci_contours.jsonl.gz"))
    for row in records(folder / "epcis.csv"):
        siren, name = row["siren"], typeset(row["name"])
        people = _whole(row["population"])
        yield siren, name, fold(name), row["kind"], people, outlines.get(siren)


def communes(folder: Path) -> Iterator[Row]:
    """Give the columns of `ref_commune` but the last for each commune."""
    for row in records(folder / "communes.csv"):
        name = typeset(row["name"])
        yield (
            *(row["code"], name, fold(name), row["department_code"], row["epci_siren"] or None),
            *(_whole(row["population"]), _real(row["latitude"]), _real(row["longitude"])),
        )


def contours(path: Path) -> Iterator[tuple[str, str]]:
    """Give code and GeoJSON geometry of each line, without parsing what is only handed on."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            head, found, geometry = line.partition(_GEOMETRY)
            if not found:
                raise ValueError(f"{path.name}: a line has no geometry")
            yield head[len('{"code":"') :], geometry.rstrip()[:-1]


def commune_contours(folder: Path) -> Iterator[Row]:
    """Give code and contour of each commune that has one."""
    yield from contours(folder / "commune_contours.jsonl.gz")


def postal_codes(folder: Path) -> Iterator[Row]:
    """Give each pair of postal code and commune."""
    for row in records(folder / "postal_codes.csv"):
        yield row["postal_code"], row["commune_code"]


def activities(folder: Path) -> Iterator[Row]:
    """Give code, version, label, stems and section of each NAF sub-class."""
    for path in sorted(folder.glob("naf_*.csv")):
        for row in records(path):
            words = " ".join(stems(row["label"]))
            yield row["code"], row["version"], typeset(row["label"]), f" {words} ", row["section"]


def waste_chapters(folder: Path) -> Iterator[Row]:
    """Give code, validity and label of each chapter and sub-chapter of the waste list."""
    for row in records(folder / "waste_chapters.csv"):
        yield row["code"], row["valid_from"], row["valid_to"] or None, typeset(row["label"])


def waste_codes(folder: Path) -> Iterator[Row]:
    """Give the columns of `ref_waste_code` but the last for each dated waste code."""
    for row in records(folder / "waste_codes.csv"):
        yield (
            *(row["code"], row["valid_from"], row["valid_to"] or None, int(row["hazardous"])),
            *(typeset(row["label"]), typeset(row["everyday_label"]), row["material_family"]),
            *(int(row["verified"]), row["replaced_by"] or None),
        )


def waste_words(folder: Path) -> Iterator[Row]:
    """Give word, folded word, code and weight of each everyday word."""
    for row in records(folder / "waste_words.csv"):
        word = typeset(row["word"])
        yield word, fold(word), row["code"], float(row["weight"] or 1)


def waste_stems(folder: Path) -> list[Row]:
    """Give what each code can be found by: stem, code, source, text read, weight.

    The weight falls with the number of codes that share the stem (« déchets » says little) and
    with the number of words around it.
    """
    found = {
        (stem, code, source): (text, weight) for stem, code, source, text, weight in _said(folder)
    }
    sharing: dict[str, set[str]] = defaultdict(set)
    for stem, code, _ in found:
        sharing[stem].add(code)
    total = len({code for _, code, _ in found})
    return [
        (stem, code, source, text, weight * math.log1p(total / len(sharing[stem])))
        for (stem, code, source), (text, weight) in found.items()
    ]


def _said(folder: Path) -> Iterator[tuple[str, str, str, str, float]]:
    """Give every stem of every word and label, the heaviest reading of a triple last."""
    said: list[tuple[str, str, str, str, float]] = []
    for row in records(folder / "waste_words.csv"):
        weight = SOURCE_WEIGHTS["word"] * float(row["weight"] or 1)
        found = stems(row["word"])
        share = weight / math.sqrt(max(1, len(found)))
        said += [(stem, row["code"], "word", typeset(row["word"]), share) for stem in found]
    for row in records(folder / "waste_codes.csv"):
        for source, text in (("everyday", row["everyday_label"]), ("label", row["label"])):
            words = [(stem, word) for word in _WORD.findall(text) for stem in stems(word)]
            share = SOURCE_WEIGHTS[source] / math.sqrt(max(1, len(words)))
            said += [(stem, row["code"], source, word, share) for stem, word in words]
    yield from sorted(said, key=lambda one: one[-1])


def agreement_types(folder: Path) -> Iterator[Row]:
    """Give the columns of `agreement_type` that the product's files know."""
    for row in records(folder / "agreement_types.csv"):
        clauses = [{"title": typeset(each), "text": ""} for each in _titles(row["clauses"])]
        yield (
            *(row["key"], int(row["version"]), typeset(row["label"])),
            *(_whole(row["duration_months"]), _whole(row["longest_months"])),
            *(_whole(row["renewals"]) or 0, _whole(row["notice_days"]) or 0, int(row["position"])),
            *(int(row["fewest_parties"]), json.dumps(clauses)),
            json.dumps([typeset(each) for each in _titles(row["annexes"])]),
            *(_whole(row["yearly_threshold"]), int(row["is_financial"])),
            *(row["since"], typeset(row["reason"])),
        )


def _titles(cell: str) -> list[str]:
    return [each for each in cell.split("|") if each]


def survival_references(folder: Path) -> Iterator[Row]:
    """Give key, cohort, months, rate, label and source of each published rate of survival."""
    for row in records(folder / "survival_references.csv"):
        yield (
            *(row["key"], row["cohort"], int(row["months"]), float(row["rate"])),
            *(typeset(row["label"]), typeset(row["source"])),
        )


def benefit_factors(folder: Path) -> Iterator[Record]:
    """Give each factor of CO2e, then of jobs, as its file writes it, with its kind."""
    for kind, name in (("co2", "co2_factors.csv"), ("jobs", "job_factors.csv")):
        for row in records(folder / name):
            yield {"activity": "", **row, "kind": kind}


def entries(folder: Path) -> Iterator[Row]:
    """Give list, key, label, position, parent, note and year of each choice of each small list.

    A small list is any other table of the folder: a key (or a code) and a label; the order of the
    file counts where no position is given.
    """
    for path in sorted(folder.glob("*.csv")):
        rows = [] if path.stem in SPECIAL_FILES else records(path)
        for rank, row in enumerate(rows, start=1):
            place = int(row.get("position") or rank)
            key = row.get("key") or row["code"]
            note = typeset(row.get("note") or "") or None
            since = _whole(row.get("since") or "")
            yield path.stem, key, typeset(row["label"]), place, _parent(row), note, since


def _parent(row: Record) -> str | None:
    """Find under what a choice is filed, whatever its column is called."""
    return next((row[name] for name in PARENT_COLUMNS if row.get(name)), None)


def _whole(text: str) -> int | None:
    """Read a whole number; nothing written is unknown."""
    return int(text) if text else None


def _real(text: str) -> float | None:
    """Read a number; nothing written is unknown."""
    return float(text) if text else None
