"""« Pour le conseil »: the list with its totals and the register, in four formats each."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from circular.actions.exports import ExportTrace, record_export
from circular.domain import french
from circular.domain.agreement_lists import AgreementFilters
from circular.domain.visitors import Visitor
from circular.exports.agreement_boards import BOARD_COLUMNS, REGISTER_COLUMNS, table_pdf
from circular.exports.tables import Table, file_name
from circular.queries import agreement_boards as queries
from circular.ui import session
from circular.ui.agreement_filters import worded
from circular.ui.agreement_open_data import open_data
from circular.ui.exports import export_buttons

BOARD_TITLE = "Liste des conventions pour le conseil"
REGISTER_TITLE = "Registre des conventions signées"
_NOTE = (
    "Les emplois sont ceux que les conventions promettent, en ETP\u202f; une case vide veut dire "
    "«\u00a0non renseigné\u00a0». Une prestation promise compte comme rendue dès que le projet l’a "
    "reçue une fois depuis le début de la convention."
)


def for_the_board(visitor: Visitor, filters: AgreementFilters) -> None:
    """Draw what a board asks for, made of the agreements that the filters keep."""
    with st.popover("Pour le conseil", icon=":material/groups:"):
        st.markdown(f"**{BOARD_TITLE}**")
        st.caption(
            "Les conventions de la liste, par EPCI, avec leurs totaux. Personne n’y est nommé "
            "et les fiches d’essai n’y sont pas.",
            width=380,
        )
        board = partial(board_table, visitor, filters)
        _formats(visitor, "liste-conseil", board, is_strong=lambda row: row.is_total)
        st.markdown(f"**{REGISTER_TITLE}**")
        st.caption(
            "Toutes celles signées dans la période choisie sous «\u00a0Dates\u00a0», archives "
            "comprises, dans l’ordre des signatures.",
            width=380,
        )
        _formats(visitor, "registre", partial(register_table, visitor, filters))
        open_data(visitor, filters)


def board_table(visitor: Visitor, filters: AgreementFilters) -> Table:
    """Return the list for the board as a table: agreements by EPCI, totals, total of all."""
    with session.reading() as db:
        found = queries.board(db, visitor, filters)
    unknown = found.total.without_jobs
    told = [("Emplois non renseignés", french.plural(unknown, "convention", "conventions"))]
    return Table(
        title=BOARD_TITLE,
        columns=BOARD_COLUMNS,
        rows=found.lines,
        criteria=[*_asked(visitor, filters, "Tri", "Fiches d’essai"), *(told if unknown else [])],
        author=visitor.name,
        made_on=session.today(),
    )


def register_table(visitor: Visitor, filters: AgreementFilters) -> Table:
    """Return the register of the agreements signed in the period as a table."""
    with session.reading() as db:
        rows = queries.register(db, visitor, filters)
    return Table(
        title=REGISTER_TITLE,
        columns=REGISTER_COLUMNS,
        rows=rows,
        criteria=_asked(
            visitor, filters, "Tri", "État", "En vigueur", "Archives", "Fiches d’essai"
        ),
        author=visitor.name,
        made_on=session.today(),
    )


def _asked(visitor: Visitor, filters: AgreementFilters, *aside: str) -> list[tuple[str, str]]:
    """Put into words what was asked, but for what a paper does not follow."""
    return [each for each in worded(visitor, filters) if each[0] not in aside]


def _formats(
    visitor: Visitor,
    key: str,
    build: Callable[[], Table],
    *,
    is_strong: Callable[[Any], bool] | None = None,
) -> None:
    """Draw the buttons of the three spreadsheets and of the PDF."""
    with st.container(horizontal=True, gap="small"):
        export_buttons(visitor, key=key, build=build, caption="")
        st.download_button(
            "PDF",
            data=partial(paper, visitor, build, is_strong),
            file_name=file_name(key, session.today(), "pdf"),
            mime="application/pdf",
            icon=":material/download:",
            on_click="ignore",
            key=f"export_{key}_pdf",
        )


def paper(
    visitor: Visitor, build: Callable[[], Table], is_strong: Callable[[Any], bool] | None
) -> bytes:
    """Write a table as a PDF, leave its trace, and hand it over."""
    table = build()
    content = table_pdf(table, notes=[_NOTE] if is_strong else [], is_strong=is_strong)
    trace = ExportTrace(
        title=table.title,
        form="PDF",
        criteria=table.criteria,
        columns=[column.title for column in table.columns],
        row_count=len(table.rows),
    )
    with session.recording(visitor) as db:
        record_export(db, visitor, trace)
    return content
