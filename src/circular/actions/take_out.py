"""Taking everything out, which the journal keeps, and filling a new installation from it."""

from pathlib import Path

from circular.actions.work import work
from circular.adapters.take_out import TakeOut
from circular.domain import french
from circular.domain.errors import DomainError
from circular.domain.permissions import Permission
from circular.domain.take_out import DamagedTakeOutError, Manifest, check_steps
from circular.domain.visitors import Visitor
from circular.store import take_out as store
from circular.store.connection import Database, open_for


def record_take_out(db: Database, author: Visitor, manifest: Manifest) -> None:
    """Write that everything was taken out, by whom, and how much.

    Raises:
        NotAllowedError: the author may not take everything out.
    """
    with work(db, author, Permission.TAKE_EVERYTHING_OUT) as unit:
        tables = french.plural(len(manifest.tables), "table", "tables")
        rows = french.plural(manifest.row_count, "ligne", "lignes")
        sentence = f"Sortie complète des données\u00a0: {tables}, {rows}."
        unit.note("export", None, "taken_out", sentence)


def check_place(path: Path) -> None:
    """Refuse to restore over a database that serves somebody.

    Raises:
        DomainError: the file holds records, or is something else than an empty database of ours.
    """
    if not path.exists() or path.stat().st_size == 0:
        return
    try:
        holds = store.serves_somebody(path)
    except store.NOT_A_DATABASE as error:
        raise DomainError(
            f"{path} n’est pas une base de Circular. Rien n’a été restauré."
        ) from error
    if holds:
        raise DomainError(
            f"La base {path} contient déjà des données\u00a0: donnez l’adresse d’une base neuve. "
            "Rien n’a été restauré."
        )


def restore_take_out(path: Path, taken: TakeOut) -> None:
    """Make a new database at `path`, equal table by table to the one that was taken out.

    A take-out of an earlier version is restored in its own shape, then brought to the present one.

    Raises:
        DamagedTakeOutError: the version is unknown, or the rows do not hold together.
    """
    manifest = taken.manifest
    check_steps(manifest.steps, store.known_steps())
    with open_for(path) as db:
        store.take_shape(db, manifest.steps)
        _check_shape(db, manifest)
        try:
            with store.filling(db):
                for table in manifest.tables:
                    names = [column.name for column in table.columns]
                    store.fill(db, table.name, names, taken.rows(table))
        except store.BROKEN as error:
            raise DamagedTakeOutError(
                "Ce fichier ne peut pas être restauré\u00a0: ses lignes se contredisent. "
                "Rien n’a été restauré."
            ) from error
        store.reach_present_shape(db)
        store.finish(db)


def _check_shape(db: Database, manifest: Manifest) -> None:
    """Refuse tables or columns that the shape announced does not have."""
    announced = {
        table.name: [(column.name, column.type) for column in table.columns]
        for table in manifest.tables
    }
    if announced != {table: store.columns(db, table) for table in store.tables(db)}:
        raise DamagedTakeOutError(
            "Ce fichier ne peut pas être restauré\u00a0: ses tables ne sont pas celles de sa "
            "version. Rien n’a été restauré."
        )
