"""The list of projects: sorted and paged in the store, opened by a click, exported as it is."""

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from circular.domain import french
from circular.domain.projects import Order, ProjectFilters
from circular.domain.visitors import Visitor
from circular.exports.tables import Column, Kind, Table
from circular.queries import projects as queries
from circular.queries.projects import ProjectPage, ProjectRow
from circular.ui import navigation, project_filters, session
from circular.ui.exports import export_buttons

TITLE = "Projets"
COLUMNS = (
    Column("shown_title", "Projet"),
    Column("standing", "Étape"),
    Column("health", "Santé"),
    Column("shown_commune", "Commune"),
    Column("jobs_planned", "Emplois", Kind.NUMBER),
    Column("next_action", "Prochaine action"),
    Column("due_on", "Échéance", Kind.DATE),
)
"""The columns of the files: those of the screen, in their order."""

_WIDTHS = {"Projet": 192, "Étape": 145, "Santé": 100, "Commune": 140, "Prochaine action": 155}


def draw(
    visitor: Visitor, filters: ProjectFilters, counts: DeltaGenerator, choices: DeltaGenerator
) -> None:
    """Draw the order, the counts, the exports, a page of the grid and the way to the others."""
    order = project_filters.order_choice(choices)
    found = _read(visitor, filters, order)
    project_filters.counts(counts, filters, shown=found.shown, total=found.total)
    if not found.shown:
        project_filters.nothing(visitor, total=found.total)
        return
    export_buttons(visitor, key="projets", build=partial(table, visitor, filters, order))
    _grid(found.rows)
    st.caption(
        "Un clic sur une ligne ouvre la fiche. L’export contient exactement ces lignes, toutes "
        "pages comprises, et ces colonnes. Les emplois sont ceux que le projet prévoit, en ETP."
    )
    if found.pages > 1:
        st.pagination(found.pages, key=project_filters.PAGE, bind="query-params")


def _read(visitor: Visitor, filters: ProjectFilters, order: Order) -> ProjectPage:
    """Return the page of the list that is asked for, the last one when there are fewer."""
    page = int(st.session_state.get(project_filters.PAGE) or 1)
    ask = partial(
        queries.project_list, visitor=visitor, filters=filters, today=session.today(), order=order
    )
    with session.reading() as db:
        found = ask(db, page=page)
        return found if found.rows or not found.shown else ask(db, page=found.pages)


def table(visitor: Visitor, filters: ProjectFilters, order: Order) -> Table:
    """Return the whole list as a table to take away."""
    with session.reading() as db:
        found = queries.project_list(
            db, visitor, filters, today=session.today(), order=order, page=None
        )
    return Table(
        title=TITLE,
        columns=COLUMNS,
        rows=found.rows,
        criteria=[*project_filters.criteria(filters), ("Tri", order.label)],
        author=visitor.name,
        made_on=session.today(),
    )


def _grid(rows: tuple[ProjectRow, ...]) -> None:
    chosen = st.dataframe(
        {
            "Projet": [row.shown_title for row in rows],
            "Étape": [row.shown_stage for row in rows],
            "Santé": [row.shown_health for row in rows],
            "Commune": [row.shown_commune for row in rows],
            "Emplois": [row.jobs_planned for row in rows],
            "Prochaine action": [row.next_action for row in rows],
            "Échéance": [row.due_on for row in rows],
        },
        hide_index=True,
        row_height=40,
        height="content",
        placeholder=french.UNKNOWN,
        column_config={
            **{name: st.column_config.TextColumn(width=width) for name, width in _WIDTHS.items()},
            "Emplois": st.column_config.NumberColumn(width=74, format="localized"),
            "Échéance": st.column_config.DateColumn(width=100, format="DD/MM/YYYY"),
        },
        on_select="rerun",
        selection_mode="single-row",
        key="project_grid",
        alt="Liste des projets\u00a0: titre, étape, santé, commune, emplois, prochaine action",
    )
    for position in chosen.selection.rows:
        project = {"id": str(rows[position].id)}
        st.switch_page(navigation.path_of("project.py"), query_params=project)
