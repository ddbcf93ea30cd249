"""Reading a full take-out back: checked whole before anything is given, and never in memory."""

import csv
import hashlib
import io
import json
import sys
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from pydantic import ValidationError

from circular.adapters.documents import Shelf
from circular.domain.errors import DomainError
from circular.domain.french import quoted
from circular.domain.take_out import (
    FORMAT,
    LARGEST_MANIFEST,
    MANIFEST,
    DamagedTakeOutError,
    Manifest,
    TakenFile,
    TakenTable,
    read,
)

PIECE = 1 << 20  # bytes
_NOTHING = "Rien n’a été restauré."


@dataclass(frozen=True, slots=True)
class TakeOut:
    """A take-out that was checked: what it says it holds is what it holds."""

    manifest: Manifest
    archive: zipfile.ZipFile

    def rows(self, table: TakenTable) -> Iterator[Sequence[Any]]:
        """Yield the rows of a table one by one, as they were stored.

        Raises:
            DamagedTakeOutError: a line has not the cells that its columns announce.
        """
        kinds = [column.type for column in table.columns]
        with self.archive.open(table.path) as opened:
            lines = csv.reader(io.TextIOWrapper(opened, encoding="utf-8", newline=""), strict=True)
            try:
                _check_head(next(lines, []), table)
                for line in lines:
                    yield [read(cell, kind) for cell, kind in zip(line, kinds, strict=True)]
            except (ValueError, csv.Error) as error:
                raise _damaged(f"la table {quoted(table.name)} est illisible") from error

    def copy_files(self, shelf: Shelf) -> None:
        """Write the documents into their folder, under the names that they had.

        Raises:
            DomainError: the folder has a file of such a name already.
        """
        for file in self.manifest.files:
            with self.archive.open(file.path) as source:
                try:
                    shelf.put_back(Path(file.path).name, source)
                except FileExistsError:
                    raise DomainError(
                        f"Le dossier {shelf.folder} contient déjà des documents de cette "
                        f"sortie\u00a0: restaurez dans un dossier vide. {_NOTHING}"
                    ) from None


@contextmanager
def open_take_out(path: Path) -> Iterator[TakeOut]:
    """Open a take-out after checking that it is one and that every byte is as it was written.

    Raises:
        DamagedTakeOutError: it is not there, not a zip, not ours, incomplete, or altered.
    """
    csv.field_size_limit(sys.maxsize)
    try:
        archive = zipfile.ZipFile(path)
    except FileNotFoundError:
        raise DamagedTakeOutError(f"Le fichier {path} n’existe pas. {_NOTHING}") from None
    except (OSError, zipfile.BadZipFile):
        raise _damaged("ce n’est pas un fichier zip, ou il est coupé") from None
    with archive:
        manifest = _manifest(archive)
        _check(archive, manifest)
        yield TakeOut(manifest, archive)


def _check_head(head: Sequence[str], table: TakenTable) -> None:
    if list(head) != [column.name for column in table.columns]:
        raise ValueError(f"{table.name}: the columns are not those announced")


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    try:
        entry = archive.getinfo(MANIFEST)
        if entry.file_size > LARGEST_MANIFEST:
            raise _damaged("son manifeste est démesuré")
        content = json.loads(archive.read(entry))
    except KeyError:
        raise _damaged(f"il y manque {quoted(MANIFEST)}\u00a0: ce n’est pas une sortie") from None
    except (ValueError, zipfile.BadZipFile, zlib.error, RuntimeError):
        raise _damaged("son manifeste est illisible") from None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise _damaged("son format n’est pas celui que cette version connaît")
    try:
        return Manifest.model_validate(content)
    except ValidationError:
        raise _damaged("son manifeste est incomplet ou inattendu") from None


def _check(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Read every byte once: size and seal of each file must be those of the manifest."""
    everything: list[TakenTable | TakenFile] = [*manifest.tables, *manifest.files]
    for taken in everything:
        try:
            entry = archive.getinfo(taken.path)
        except KeyError:
            raise _damaged(f"il y manque {quoted(taken.path)}") from None
        if entry.file_size != taken.size:
            raise _damaged(f"{quoted(taken.path)} n’a pas la taille annoncée")
        if _seal(archive, taken) != taken.sha256:
            raise _damaged(f"{quoted(taken.path)} a été modifié depuis la sortie")


def _seal(archive: zipfile.ZipFile, taken: TakenTable | TakenFile) -> str:
    seal = hashlib.sha256()
    try:
        with archive.open(taken.path) as opened:
            for piece in _pieces(opened):
                seal.update(piece)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError):
        raise _damaged(f"{quoted(taken.path)} est abîmé") from None
    return seal.hexdigest()


def _pieces(opened: IO[bytes]) -> Iterator[bytes]:
    while piece := opened.read(PIECE):
        yield piece


def _damaged(what: str) -> DamagedTakeOutError:
    return DamagedTakeOutError(f"Ce fichier ne peut pas être restauré\u00a0: {what}. {_NOTHING}")
