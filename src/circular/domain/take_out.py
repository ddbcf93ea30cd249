r"""The full take-out: the dialect of its tables, its manifest, and what may be wrong with one.

Dialect of the tables: CSV in UTF-8 without a mark, comma, lines ended by CR LF, quotation marks
doubled. Nothing is lost: `\N` is an unknown value (NULL) and an empty cell an empty text; a text
that begins with a backslash gets one more. Whole numbers are digits, others have a decimal point
and every figure that counts, days are aaaa-mm-jj and moments ISO 8601, bytes are base64.
"""

import base64
import re
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from circular.domain.errors import DomainError

FORMAT = 1
NULL = "\\N"
MANIFEST = "manifeste.json"
README = "LISEZMOI.txt"
DICTIONARY = "dictionnaire.csv"
LARGEST_MANIFEST = 16_000_000  # bytes

_TABLE_NAME = re.compile(r"^[a-z_][a-z0-9_]*\Z")
_FILE_NAME = re.compile(
    r"^documents/(?:[A-Za-z0-9][A-Za-z0-9_-]*/){0,4}[A-Za-z0-9][A-Za-z0-9._-]*\Z"
)


class DamagedTakeOutError(DomainError):
    """The file is not a take-out, or not the one that was made: nothing is restored from it."""


class TableColumn(BaseModel):
    """A column of a table: its name and its SQLite type."""

    model_config = ConfigDict(frozen=True)

    name: str
    type: str


class TakenTable(BaseModel):
    """A table in the take-out, with what proves that it is whole."""

    model_config = ConfigDict(frozen=True)

    name: str = Field(pattern=_TABLE_NAME)
    columns: tuple[TableColumn, ...]
    rows: int = Field(ge=0)
    size: int = Field(ge=0)
    sha256: str

    @property
    def path(self) -> str:
        """Where it lies in the file."""
        return table_path(self.name)


class TakenFile(BaseModel):
    """A document in the take-out, with what proves that it is whole."""

    model_config = ConfigDict(frozen=True)

    path: str = Field(pattern=_FILE_NAME)
    size: int = Field(ge=0)
    sha256: str


class Manifest(BaseModel):
    """What a take-out holds, made by which version, when; `steps` is the shape of its tables.

    `missing` holds the documents of which the file was not there, by the name of the file.
    `journal_head` is the head of the journal at that moment: kept elsewhere, it tells whether the
    end of the journal was cut later.
    """

    model_config = ConfigDict(frozen=True)

    format: int
    product: str
    version: str
    made_at: datetime
    steps: tuple[str, ...]
    tables: tuple[TakenTable, ...]
    files: tuple[TakenFile, ...] = ()
    missing: tuple[str, ...] = ()
    journal_head: str | None = None

    @property
    def row_count(self) -> int:
        """How many rows all tables hold."""
        return sum(table.rows for table in self.tables)


def table_path(table: str) -> str:
    """Return where a table lies in the file."""
    return f"tables/{table}.csv"


def document_path(name: str) -> str:
    """Return where a document lies in the file."""
    return f"documents/{name}"


def written(value: Any) -> str:
    """Write one stored value as a cell."""
    if value is None:
        return NULL
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, str):
        return f"\\{value}" if value.startswith("\\") else value
    return repr(value)


def read(cell: str, kind: str) -> Any:
    """Read one cell back, given the SQLite type of its column.

    Raises:
        ValueError: the cell is not of that type.
    """
    if cell == NULL:
        return None
    if kind == "INTEGER":
        return int(cell)
    if kind == "REAL":
        return float(cell)
    if kind == "BLOB":
        return base64.b64decode(cell, validate=True)
    return cell.removeprefix("\\")


def check_steps(steps: tuple[str, ...], known: tuple[str, ...]) -> None:
    """Refuse a take-out made by a later version of the product.

    Raises:
        DamagedTakeOutError: its tables have a shape that this version does not know.
    """
    if not steps or steps != known[: len(steps)]:
        raise DamagedTakeOutError(
            "Ce fichier vient d’une version plus récente de Circular, ou d’une autre\u00a0: mettez "
            "Circular à jour, puis recommencez. Rien n’a été restauré."
        )
