"""The filters of the projects: kept in the address, counted, and put back with one click."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from circular.domain import french
from circular.domain.projects import Order, ProjectFilters, Scope
from circular.domain.stages import Health
from circular.domain.visitors import Visitor
from circular.queries import accounts
from circular.queries import projects as queries
from circular.queries.projects import ScopeCounts
from circular.ui import components, quick_capture, session, trials

BOARD, LIST = "Étapes", "Liste"
SEARCH, EPCI, HEALTHS, ADVISER = "chercher", "intercommunalite", "sante", "suivi_par"
SCOPE, ORDER, VIEW, PAGE = "perimetre", "tri_projets", "vue", "page_projets"
NO_FILTER: Mapping[str, Any] = {SEARCH: "", EPCI: None, HEALTHS: [], ADVISER: None, PAGE: 1}
"""The names of the filters in the address of the page, and what each is when nothing is asked."""

_WORTH_ASKING = (Health.LATE, Health.DORMANT, Health.BLOCKED)
_NOUNS = {
    Scope.CURRENT: ("projet en cours", "projets en cours"),
    Scope.EXITED: ("projet sorti", "projets sortis"),
    Scope.ARCHIVED: ("projet archivé", "projets archivés"),
    Scope.ALL: ("projet", "projets"),
    Scope.TRIALS: ("projet d’essai", "projets d’essai"),
}


def filter_bar() -> ProjectFilters:
    """Draw the bar of filters and return what is asked."""
    with session.reading() as db:
        epcis, team = queries.epcis_with_projects(db), accounts.advisers(db)
    bar = st.container(horizontal=True, vertical_alignment="center", key="noprint_filters")
    text = components.search_box(
        bar,
        "Chercher",
        placeholder="Nom, commune, porteur",
        width=260,
        key=SEARCH,
        on_change=first_page,
    )
    epci = components.filter_choice(
        bar, "Intercommunalité", epcis, key=EPCI, all_of="Tous les EPCI", on_change=first_page
    )
    healths = bar.pills(
        "Santé",
        [health.value for health in _WORTH_ASKING],
        selection_mode="multi",
        format_func=lambda code: Health(code).label,
        label_visibility="collapsed",
        key=HEALTHS,
        bind="query-params",
        on_change=first_page,
        width="content",
    )
    with bar.popover("Autres filtres", icon=":material/tune:"):
        adviser, scope = _more(team)
    return ProjectFilters(
        text=text or "",
        epci_siren=epci,
        healths=tuple(Health(code) for code in healths),
        adviser_id=adviser,
        scope=scope,
    )


def _more(team: Mapping[int, str]) -> tuple[int | None, Scope]:
    names = {str(each): name for each, name in team.items()}
    adviser = components.filter_choice(
        st, "Suivi par", names, key=ADVISER, all_of="Toute l’équipe", on_change=first_page
    )
    scope = st.radio(
        "Projets",
        [scope.value for scope in Scope],
        format_func=lambda code: Scope(code).label,
        key=SCOPE,
        bind="query-params",
        on_change=first_page,
    )
    return None if adviser is None else int(adviser), Scope(scope)


def head() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Open the row under the filters: counts go to its left, views to its right."""
    row = st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    )
    left = row.container(horizontal=True, vertical_alignment="center", width="content")
    return left, row.container(horizontal=True, vertical_alignment="center", width="content")


def counts(place: DeltaGenerator, filters: ProjectFilters, *, shown: int, total: int) -> None:
    """Write « n sur N » and what the scope leaves out."""
    with place:
        components.count_row(
            shown,
            total,
            nouns=_NOUNS[filters.scope],
            reset=components.clear_filters(NO_FILTER),
        )
        with session.reading() as db:
            _left_out(filters.scope, queries.scope_counts(db))


def nothing(visitor: Visitor, *, total: int) -> None:
    """Say that no project is there to show, and what to do."""
    if total:
        components.empty(
            "filter_alt_off",
            "Aucun projet ne correspond",
            "Retirez un filtre, ou notez un nouveau contact.",
        )
        return
    box = components.empty(
        "view_kanban",
        "Aucun projet pour l’instant",
        "Notez un contact\u00a0: son projet apparaît ici, en détection.",
    )
    quick_capture.button(visitor, box, key="first_project", primary=False)


def _left_out(scope: Scope, counts: ScopeCounts) -> None:
    """Say what the scope leaves out, with the button that shows it."""
    others = counts.exited + counts.archived
    if scope is Scope.CURRENT and others:
        st.button(
            f"Voir aussi {french.plural(others, 'sorti ou archivé', 'sortis ou archivés')}",
            type="tertiary",
            key="show_all_projects",
            on_click=_set_scope,
            args=(Scope.ALL,),
        )
    elif scope is not Scope.CURRENT:
        st.button(
            "Seulement les projets en cours",
            type="tertiary",
            icon=":material/close:",
            key="show_current_projects",
            on_click=_set_scope,
            args=(Scope.CURRENT,),
        )
    if scope is not Scope.TRIALS:
        trials.left_out_button(
            counts.trials, key="show_trials", on_click=_set_scope, args=(Scope.TRIALS,)
        )


def view_switch(place: DeltaGenerator) -> str:
    """Draw the choice between the board and the list; return BOARD or LIST."""
    chosen = place.segmented_control(
        "Présentation",
        [BOARD, LIST],
        default=BOARD,
        required=True,
        label_visibility="collapsed",
        key=VIEW,
        bind="query-params",
    )
    return str(chosen or BOARD)


def order_choice(place: DeltaGenerator) -> Order:
    """Draw the choice of the order of the list."""
    chosen = place.selectbox(
        "Trier par",
        [order.value for order in Order],
        format_func=lambda code: Order(code).label,
        icon=":material/sort:",
        label_visibility="collapsed",
        width=180,
        key=ORDER,
        bind="query-params",
        on_change=first_page,
    )
    return Order(chosen)


def criteria(filters: ProjectFilters) -> Sequence[tuple[str, str]]:
    """Return the filters as people read them, for the sheet « Critères » of an export."""
    with session.reading() as db:
        epcis, team = queries.epcis_with_projects(db), accounts.advisers(db)
    found = [("Projets", filters.scope.label)]
    if filters.text:
        found.append(("Recherche", filters.text))
    if filters.epci_siren:
        found.append(("Intercommunalité", epcis.get(filters.epci_siren, filters.epci_siren)))
    if filters.healths:
        found.append(("Santé", french.join([health.label for health in filters.healths])))
    if filters.adviser_id is not None:
        found.append(("Suivi par", team.get(filters.adviser_id, french.UNKNOWN)))
    return found


def first_page() -> None:
    """Go back to the first page: what is asked has changed."""
    st.session_state[PAGE] = 1


def _set_scope(scope: Scope) -> None:
    st.session_state[SCOPE] = scope.value
    first_page()
