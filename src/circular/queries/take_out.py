"""All tables of the database, read at one moment, for the full take-out."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from circular.domain.take_out import TableColumn
from circular.queries import journal_chain
from circular.queries.documents import stored_files
from circular.store import take_out as store
from circular.store.connection import Database


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The database at one moment: its tables, and the rows of each, one by one."""

    db: Database
    version: str
    steps: tuple[str, ...]
    tables: tuple[str, ...]

    @property
    def journal_head(self) -> str | None:
        """The head of the journal, None where nothing was written yet."""
        if "journal_chain" not in self.tables:
            return None
        found = journal_chain.head(self.db)
        return None if found is None else found.written

    @property
    def documents(self) -> tuple[str, ...]:
        """The names of the files of the stored documents."""
        if "document" not in self.tables:
            return ()
        return tuple(stored_files(self.db, with_templates="agreement_template" in self.tables))

    def columns(self, table: str) -> tuple[TableColumn, ...]:
        """Return the columns of a table."""
        found = store.columns(self.db, table)
        return tuple(TableColumn(name=name, type=kind) for name, kind in found)

    def rows(self, table: str) -> Iterator[Sequence[Any]]:
        """Yield the rows of a table, never held together in memory."""
        return store.stream(self.db, table)


@contextmanager
def snapshot(db: Database) -> Iterator[Snapshot]:
    """Open the database at one moment: what is written meanwhile is not in it."""
    with store.one_moment(db):
        yield Snapshot(
            db=db,
            version=version("circular"),
            steps=store.applied_steps(db),
            tables=tuple(store.tables(db)),
        )
