"""Keeping a trace of what leaves the product: who took which rows, under which filters."""

from collections.abc import Sequence
from dataclasses import dataclass

from circular.actions.work import work
from circular.domain.french import number, plural, quoted
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.store.connection import Database

NO_FILTER = "aucun"


@dataclass(frozen=True, slots=True)
class ExportTrace:
    """What the journal keeps of an export: its title, format, filters, columns and row count."""

    title: str
    form: str
    criteria: Sequence[tuple[str, str]]
    columns: Sequence[str]
    row_count: int


def record_export(db: Database, author: Visitor, trace: ExportTrace) -> None:
    """Write the line of the journal that every export leaves, whatever the role.

    Raises:
        NotAllowedError: the author's role may not take lists away.
    """
    filters = ", ".join(f"{label}\u00a0: {value}" for label, value in trace.criteria)
    with work(db, author, Permission.EXPORT_LISTS) as unit:
        unit.note(
            "export",
            None,
            "exported",
            f"Export {quoted(trace.title)} en {trace.form}\u00a0: "
            f"{plural(trace.row_count, 'ligne', 'lignes')}.",
            {
                "Filtres": (None, filters or NO_FILTER),
                "Colonnes": (None, ", ".join(trace.columns)),
                "Nombre de lignes": (None, number(trace.row_count)),
            },
        )
