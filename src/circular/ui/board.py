"""The board of projects by stage: five columns, the most urgent cards of each, exact counts."""

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from circular.domain import french
from circular.domain.projects import ProjectFilters, Scope
from circular.domain.stages import Health, Stage
from circular.domain.visitors import Visitor
from circular.queries import projects as queries
from circular.queries.projects import CARDS_AT_FIRST, BoardColumn, ProjectRow
from circular.ui import components, markup, navigation, project_filters, session, trials

NARROWEST = 165
_MORE = "_board_cards_{}"


def draw(visitor: Visitor, filters: ProjectFilters, counts: DeltaGenerator) -> None:
    """Draw the five columns; on a phone they stack in the order of the stages."""
    limits = {
        stage: int(st.session_state.get(_MORE.format(stage.value), CARDS_AT_FIRST))
        for stage in Stage
    }
    with session.reading() as db:
        board = queries.board(db, visitor, filters, today=session.today(), limits=limits)
    project_filters.counts(counts, filters, shown=board.shown, total=board.total)
    if not board.shown:
        project_filters.nothing(visitor, total=board.total)
        return
    grid = st.grid(len(Stage), min_column_width=NARROWEST, gap="small")
    for column in board.columns:
        with grid.container(key=f"col_{column.stage.rank}", gap="small"):
            _column(column, filters.scope)


def _column(column: BoardColumn, scope: Scope) -> None:
    markup.column_header(column.stage, column_caption(column, scope))
    for row in column.cards:
        _card(row)
    left = column.count - len(column.cards)
    if left > 0:
        st.button(
            f"Voir la suite ({french.number(left)})",
            type="tertiary",
            icon=":material/expand_more:",
            key=f"more_{column.stage.value}",
            on_click=partial(_show_more, column.stage, len(column.cards)),
        )


def column_caption(column: BoardColumn, scope: Scope = Scope.CURRENT) -> str:
    """Write what a column holds: « 3 projets · 12 emplois », jobs being those planned.

    The jobs of trials are added up nowhere.
    """
    if scope is Scope.TRIALS:
        return french.plural(column.count, "fiche d’essai", "fiches d’essai")
    count = french.plural(column.count, "projet", "projets")
    if column.jobs_planned is None:
        return count
    return f"{count}\u00a0· {french.plural(column.jobs_planned, 'emploi', 'emplois')}"


def _card(row: ProjectRow) -> None:
    box: DeltaGenerator = st.container(border=True, key=f"card_{row.id}")
    box.page_link(
        navigation.path_of("project.py"),
        label=markup.plain(row.title),
        query_params={"id": str(row.id)},
    )
    box.markdown(card_text(row))


def card_text(row: ProjectRow) -> str:
    """Write what a card says under its title: place and jobs, health, then what comes next."""
    jobs = (
        None if row.jobs_planned is None else french.plural(row.jobs_planned, "emploi", "emplois")
    )
    where = "\u00a0· ".join(filter(None, [row.commune_name, jobs])) or "Commune à préciser"
    badges = [_badge(row), trials.BADGE if row.is_trial else ""]
    badges += [":gray-badge[Fictif]" if row.is_fictitious else ""]
    lines = [f":small[:gray[{markup.plain(where)}]]", " ".join(filter(None, badges))]
    if row.next_action is not None:
        label = markup.plain(row.next_action)
        lines.append(f":small[**{french.short_day(row.due_on)}** {label}]")
    return "  \n".join(filter(None, lines))


def _badge(row: ProjectRow) -> str:
    if not row.is_current:
        return f":gray-badge[:material/logout: {row.standing}]"
    if row.health is None or row.health is Health.ACTIVE:
        return ""
    return components.HEALTH_BADGES[row.health]


def _show_more(stage: Stage, shown: int) -> None:
    st.session_state[_MORE.format(stage.value)] = shown + CARDS_AT_FIRST
