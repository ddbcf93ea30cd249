"""The folder of stored documents: random names, nothing half-written, nothing left by a failure.

No address serves this folder. Files are only readable by their owner (600, the folder 700).
"""

import hashlib
import os
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO

from circular.domain.documents import FolderState, MissingDocumentError

PIECE = 1 << 20  # bytes
STRAY_AFTER = timedelta(hours=1)
"""A file younger than this may belong to a transaction that is still open."""

_STORED = re.compile(r"[0-9a-f]{32}")
_PART = ".part"


@dataclass(slots=True)
class Shelf:
    """The folder during one act: what is put there, and what goes once the act went through."""

    folder: Path
    _put: list[Path] = field(default_factory=list)
    _dropped: list[str] = field(default_factory=list)

    def put(self, content: bytes) -> str:
        """Write a file under a random name, whole and on the disk, and return that name."""
        name = secrets.token_hex(16)
        with self._writing(name) as file:
            file.write(content)
        return name

    def put_back(self, name: str, source: IO[bytes]) -> None:
        """Write a file of a take-out under the name that it had.

        Raises:
            FileExistsError: there is a file of that name already.
        """
        if (self.folder / name).exists():
            raise FileExistsError(self.folder / name)
        with self._writing(name) as file:
            while piece := source.read(PIECE):
                file.write(piece)

    def drop(self, *names: str) -> None:
        """Have files deleted when the act has gone through."""
        self._dropped.extend(names)

    @contextmanager
    def _writing(self, name: str) -> Iterator[IO[bytes]]:
        make(self.folder)
        target = self.folder / name
        part = target.with_name(name + _PART)
        self._put += [part, target]
        opened = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(opened, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.rename(target)
        _sync(self.folder)

    def take_back(self) -> None:
        """Delete what was put there: the act failed."""
        for path in self._put:
            path.unlink(missing_ok=True)

    def finish(self) -> None:
        """Delete what goes: the act went through."""
        for name in self._dropped:
            (self.folder / name).unlink(missing_ok=True)


@contextmanager
def shelf(folder: Path) -> Iterator[Shelf]:
    """Open the folder around one transaction: a failure takes back what was put there."""
    opened = Shelf(folder)
    try:
        yield opened
    except BaseException:
        opened.take_back()
        raise
    opened.finish()


def make(folder: Path) -> None:
    """Make the folder when it is not there, open to its owner only."""
    if not folder.is_dir():
        folder.mkdir(parents=True, mode=0o700)
        folder.chmod(0o700)


def read(folder: Path, name: str, *, sha256: str) -> bytes:
    """Return a stored file, which is the one that was stored.

    Raises:
        MissingDocumentError: it is not there, or it was altered since.
    """
    try:
        content = (folder / name).read_bytes()
    except OSError:
        raise MissingDocumentError(
            "Le fichier de ce document manque sur le serveur. Prévenez l’administrateur\u00a0: il "
            "se remet depuis une sauvegarde."
        ) from None
    if hashlib.sha256(content).hexdigest() != sha256:
        raise MissingDocumentError(
            "Le fichier de ce document a été modifié sur le serveur depuis son dépôt\u00a0: il "
            "n\u2019est pas remis. Prévenez l\u2019administrateur."
        )
    return content


def state(folder: Path, known: Mapping[str, str], *, now: datetime) -> FolderState:
    """Compare the folder with what the database knows: stored name → SHA-256."""
    missing, altered = [], []
    for name, seal in known.items():
        found = _seal(folder / name)
        if found is None:
            missing.append(seal)
        elif found != seal:
            altered.append(seal)
    return FolderState(
        sound=len(known) - len(missing) - len(altered),
        missing=tuple(missing),
        altered=tuple(altered),
        strays=tuple(_strays(folder, known, now)),
    )


def delete(folder: Path, names: Iterable[str]) -> None:
    """Delete files of ours, and the folder with the last of them; anything else stays."""
    for name in names:
        if _is_ours(name):
            (folder / name).unlink(missing_ok=True)
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def _strays(folder: Path, known: Mapping[str, str], now: datetime) -> Iterator[str]:
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.name in known or not _is_ours(path.name):
            continue
        if now - datetime.fromtimestamp(path.stat().st_mtime, now.tzinfo) > STRAY_AFTER:
            yield path.name


def _is_ours(name: str) -> bool:
    return _STORED.fullmatch(name.removesuffix(_PART)) is not None


def _seal(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _sync(folder: Path) -> None:
    """Have the disk keep the new name too."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
