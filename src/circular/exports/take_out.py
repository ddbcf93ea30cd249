"""Writing the full take-out: one zip, table after table, never a whole table in memory."""

import csv
import hashlib
import io
import os
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

from circular.domain.take_out import (
    DICTIONARY,
    FORMAT,
    MANIFEST,
    README,
    Manifest,
    TakenFile,
    TakenTable,
    document_path,
    table_path,
    written,
)
from circular.exports.data_dictionary import meaning_of, table_meaning
from circular.queries.take_out import Snapshot

PIECE = 1 << 20  # bytes
_TEXT = """\
Sortie complète des données de Circular {version}, faite le {made_at}.

Ce fichier contient TOUT, données personnelles et empreintes des mots de passe comprises : gardez-le
comme vous gardez la base, et effacez les copies qui ne servent plus.

tables/          une table par fichier
documents/       les documents déposés, s’il y en a
dictionnaire.csv table, colonne, type et sens de chaque donnée
manifeste.json   version, nombre de lignes et empreinte SHA-256 de chaque fichier

Dialecte des tables : CSV en UTF-8 sans marque, séparateur virgule, guillemets doublés, fins de
ligne CR LF, première ligne = noms des colonnes. \\N est une valeur inconnue ; une cellule vide est
un texte vide ; un texte qui commence par une barre oblique inverse en porte une de plus. Nombres
à point décimal, jours aaaa-mm-jj, moments ISO 8601. Ces tables ne sont pas faites pour un tableur
(aucune formule n’y est neutralisée) : servez-vous pour cela des exports de chaque page.

Pour tout remettre dans une installation neuve :  circular restore CE_FICHIER.zip --into BASE
La clé de l’installation (fichier circular.key) n’est pas ici : sauvegardez-la à part. Sans elle,
les seconds facteurs d’authentification sont à refaire.
"""


class _Counted:
    """A stream that counts and seals what goes through it."""

    def __init__(self, target: IO[bytes]) -> None:
        self.size = 0
        self._target, self._seal = target, hashlib.sha256()

    def write(self, data: bytes) -> None:
        """Pass bytes on."""
        self._seal.update(data)
        self.size += len(data)
        self._target.write(data)

    @property
    def sha256(self) -> str:
        """The seal of what went through."""
        return self._seal.hexdigest()


class _Lines:
    """What a writer of CSV writes to: lines are gathered, then passed on together."""

    def __init__(self, counted: _Counted) -> None:
        self._counted, self._held, self._length = counted, list[str](), 0

    def write(self, text: str) -> None:
        """Gather one line."""
        self._held.append(text)
        self._length += len(text)
        if self._length >= PIECE:
            self.flush()

    def flush(self) -> None:
        """Pass on what was gathered."""
        self._counted.write("".join(self._held).encode("utf-8"))
        self._held, self._length = [], 0


def write_take_out(
    target: Path, taken: Snapshot, *, made_at: datetime, documents: Path
) -> Manifest:
    """Write the whole database, and its documents, into one zip that only its owner can read.

    `documents` is their folder: what the database does not know stays out, and what it knows but
    is not there is told in the manifest.
    The file appears whole or not at all: it is written beside its place, then moved there.

    Raises:
        FileExistsError: something is at `target` already.
    """
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    if target.exists():
        raise FileExistsError(target)
    opened = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with (
            os.fdopen(opened, "wb") as file,
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
        ):
            manifest = _written(archive, taken, made_at=made_at, documents=documents)
        part.rename(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return manifest


def _written(
    archive: zipfile.ZipFile, taken: Snapshot, *, made_at: datetime, documents: Path
) -> Manifest:
    names = taken.documents
    present = tuple(name for name in names if (documents / name).is_file())
    day = made_at.astimezone().strftime("%d/%m/%Y à %H:%M")
    archive.writestr(README, _TEXT.format(version=taken.version, made_at=day))
    archive.writestr(DICTIONARY, dictionary(taken))
    manifest = Manifest(
        format=FORMAT,
        product="Circular",
        version=taken.version,
        made_at=made_at,
        steps=taken.steps,
        tables=tuple(_table(archive, taken, table) for table in taken.tables),
        files=tuple(_documents(archive, documents, present)),
        missing=tuple(name for name in names if name not in present),
        journal_head=taken.journal_head,
    )
    archive.writestr(MANIFEST, manifest.model_dump_json(indent=1))
    return manifest


def dictionary(taken: Snapshot) -> str:
    """Return the data dictionary: table, column, type and French meaning."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["table", "sens de la table", "colonne", "type", "sens de la colonne"])
    for table in taken.tables:
        for column in taken.columns(table):
            meaning = meaning_of(table, column.name)
            writer.writerow([table, table_meaning(table), column.name, column.type, meaning])
    return text.getvalue()


def _table(archive: zipfile.ZipFile, taken: Snapshot, table: str) -> TakenTable:
    columns, count = taken.columns(table), 0
    with _entry(archive, table_path(table)) as counted:
        lines = _Lines(counted)
        writer = csv.writer(lines)
        writer.writerow([column.name for column in columns])
        for row in taken.rows(table):
            writer.writerow([written(value) for value in row])
            count += 1
        lines.flush()
    return TakenTable(
        name=table, columns=columns, rows=count, size=counted.size, sha256=counted.sha256
    )


def _documents(archive: zipfile.ZipFile, folder: Path, names: Sequence[str]) -> Iterator[TakenFile]:
    for name in names:
        path = document_path(name)
        with _entry(archive, path) as counted, (folder / name).open("rb") as source:
            for piece in iter(_pieces(source), b""):
                counted.write(piece)
        yield TakenFile(path=path, size=counted.size, sha256=counted.sha256)


def _pieces(source: IO[bytes]) -> Callable[[], bytes]:
    return lambda: source.read(PIECE)


@contextmanager
def _entry(archive: zipfile.ZipFile, name: str) -> Iterator[_Counted]:
    with archive.open(name, "w", force_zip64=True) as opened:
        yield _Counted(opened)
