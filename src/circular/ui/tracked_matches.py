"""The list of tracked matches: filters, counts by stage, exports, pages; and short, in a record."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from circular.domain import french
from circular.domain.tracked_matches import MatchFilters, MatchOrder, MatchStage
from circular.domain.visitors import Visitor
from circular.exports.tables import Column, Kind, Table
from circular.queries import reference
from circular.queries import tracked_matches as queries
from circular.queries.tracked_matches import ALL_ROWS, MatchMoveLine, TrackedMatch, TrackedPage
from circular.queries.trials import trial_matches
from circular.ui import components, markup, match_moves, navigation, session
from circular.ui.exports import export_buttons

TITLE = "Suivi des rapprochements"
NOUNS = ("rapprochement", "rapprochements")
_OF_TRIALS = (
    "rapprochement d\u2019une fiche d\u2019essai",
    "rapprochements de fiches d\u2019essai",
)
PAGE_ROWS = 50
TEXT, STAGE, FAMILY = "suivi", "etape_suivi", "famille_suivi"
LIVE, SORT, PAGE, TRIALS = "vivants", "tri_suivi", "page_suivi", "essais_suivi"
NO_FILTER: Mapping[str, Any] = {
    TEXT: "",
    STAGE: None,
    FAMILY: None,
    LIVE: False,
    TRIALS: False,
    PAGE: 1,
}
"""The names of the filters in the address of the page, and what each is when nothing is asked."""

COLUMNS = (
    Column("stage_label", "Étape"),
    Column("since", "Depuis le", Kind.DATE),
    Column("stream_title", "Gisement"),
    Column("producer", "Producteur"),
    Column("commune", "Commune"),
    Column("family", "Famille"),
    Column("project_title", "Projet"),
    Column("need_title", "Besoin"),
    Column("agreed", "Promises (t/an)", Kind.NUMBER),
    Column("price", "Prix (€/t)", Kind.NUMBER),
    Column("starts_on", "Du", Kind.DATE),
    Column("ends_on", "Au", Kind.DATE),
    Column("measured_year", "Dernier relevé", Kind.CODE),
    Column("measured", "Réelles (t)", Kind.NUMBER),
    Column("remaining", "Reste du gisement (t/an)", Kind.NUMBER),
    Column("introductions", "Mises en relation", Kind.INTEGER),
    Column("reason", "Raison du refus"),
    Column("document", "Original signé"),
)
_ON_SCREEN = ("stream_title", "stage_label", "project_title", "since", "agreed", "measured")
_ON_A_PHONE = ("stream_title", "stage_label", "agreed")


def tracked_list(visitor: Visitor) -> None:
    """Draw filters, counts, tonnes, exports, the list and its pages."""
    filters, order = _filters(visitor)
    page = components.page_number(PAGE)
    found = _found(visitor, filters, order, page=page)
    if found.shown and not found.rows:
        found = _found(visitor, filters, order, page=1)
    if found.shown:
        markup.lead(lead(found))
    _head(visitor, filters, order, found)
    if not found.rows:
        _nothing(found)
        return
    _table(found.rows)
    pages = -(-found.shown // PAGE_ROWS)
    if pages > 1:
        st.pagination(pages, key=PAGE, bind="query-params")
    match_moves.moves_table()


def lead(found: TrackedPage) -> str:
    """Say how many matches there are, what they promise today and what was measured."""
    counted = french.plural(found.shown, *NOUNS)
    agreed = f"**{french.tonnes(round(found.agreed, 1))} par an promises** aujourd\u2019hui"
    if found.measured is None:
        return f"{counted}, {agreed}, aucun relevé."
    return f"{counted}, {agreed}, {french.tonnes(round(found.measured, 1))} au dernier relevé."


def tracked_table(visitor: Visitor, filters: MatchFilters, order: MatchOrder) -> Table:
    """Return every match that the filters keep, in the order of the screen."""
    today = session.today()
    with session.reading() as db:
        rows = queries.tracked_list(
            db, visitor, filters, today=today, order=order, limit=ALL_ROWS
        ).rows
        families = {entry.key: entry.label for entry in reference.entries(db, "material_families")}
    asked = (
        ("Recherche", filters.text),
        ("Étape", filters.stage.label if filters.stage else ""),
        ("Famille", families.get(filters.family or "", "")),
        ("Clos", "sans" if filters.only_live else ""),
        ("Fiches d\u2019essai", "comprises" if filters.with_trials else ""),
        ("Tri", order.label),
    )
    return Table(
        title=TITLE,
        columns=COLUMNS,
        rows=rows,
        criteria=[(label, value) for label, value in asked if value],
        author=visitor.name,
        made_on=today,
    )


def of_stream(visitor: Visitor, stream_id: int) -> None:
    """Draw, in the record of a stream, the matches it has, with their stage and terms."""
    with session.reading() as db:
        found = queries.matches_of(db, visitor, today=session.today(), stream_id=stream_id)
    _few(found, by_project=True)


def steps_of_stream(visitor: Visitor, stream_id: int) -> None:
    """Draw the steps of every match of a stream, the latest first: its journal names no project."""
    with session.reading() as db:
        found = queries.matches_of(db, visitor, today=session.today(), stream_id=stream_id)
        steps = [
            (line, match)
            for match in found
            for line in queries.match_history(db, visitor, match.id)
            if not line.is_corrected
        ]
    if not steps:
        return
    with st.expander(f"Étapes de ses rapprochements · {len(steps)}", type="compact"):
        for line, match in sorted(steps, key=lambda step: step[0].effective_on, reverse=True):
            _step(line, match)


def _step(line: MatchMoveLine, match: TrackedMatch) -> None:
    row = st.container(horizontal=True, wrap=False, key=f"row_stream_step_{line.id}")
    row.container(width=130).markdown(f"**{french.day(line.effective_on)}**")
    right = row.container(gap="xxsmall")
    right.page_link(
        navigation.path_of("tracked_match.py"),
        label=f"{line.kind.label}, {markup.plain(match.project_title)}",
        query_params={"id": str(match.id)},
        width="content",
    )
    if line.terms or line.reason_label:
        right.caption(markup.plain(line.terms or line.reason_label or ""))


def of_project(visitor: Visitor, project_id: int) -> None:
    """Draw, in the record of a project, the matches it has, with their stage and terms."""
    with session.reading() as db:
        found = queries.matches_of(db, visitor, today=session.today(), project_id=project_id)
    _few(found, by_project=False)


def _few(found: Sequence[TrackedMatch], *, by_project: bool) -> None:
    if not found:
        return
    st.header("Rapprochements suivis")
    for match in found:
        with st.container(border=True, key=f"card_tracked_{match.id}", gap="xxsmall"):
            name = match.project_title if by_project else match.stream_title
            st.page_link(
                navigation.path_of("tracked_match.py"),
                label=markup.plain(name),
                icon=":material/arrow_forward:",
                icon_position="right",
                query_params={"id": str(match.id)},
            )
            said = match.terms or match.reason
            details = f" :small[{markup.plain(said)}]" if said else ""
            st.markdown(f"{match_moves.badge(match.stage)}{details}")
            st.caption(f"depuis le {french.day(match.since)}")


def _found(visitor: Visitor, filters: MatchFilters, order: MatchOrder, *, page: int) -> TrackedPage:
    with session.reading() as db:
        return queries.tracked_list(
            db,
            visitor,
            filters,
            today=session.today(),
            order=order,
            limit=PAGE_ROWS,
            offset=(page - 1) * PAGE_ROWS,
        )


def _filters(visitor: Visitor) -> tuple[MatchFilters, MatchOrder]:
    """Draw the bar of filters and return what is asked, and in which order."""
    with session.reading() as db:
        families = {entry.key: entry.label for entry in reference.entries(db, "material_families")}
    bar = st.container(horizontal=True, vertical_alignment="center", key="noprint_filters")
    text = components.search_box(
        bar,
        "Chercher",
        placeholder="Gisement ou projet",
        width=260,
        key=TEXT,
        on_change=_first_page,
    )
    family = components.filter_choice(
        bar, "Famille", families, key=FAMILY, all_of="Toutes les familles", on_change=_first_page
    )
    order = bar.selectbox(
        "Trier par",
        list(MatchOrder),
        format_func=lambda each: f"Tri\u00a0: {each.label}",
        label_visibility="collapsed",
        width=220,
        key=SORT,
        bind="query-params",
    )
    live = bar.toggle("Sans les clos", key=LIVE, bind="query-params", on_change=_first_page)
    with_trials = _trials(visitor, bar)
    asked = MatchFilters(text=text, family=family, only_live=bool(live), with_trials=with_trials)
    filters = replace(asked, stage=_stages(visitor, asked))
    return filters, order or MatchOrder.STAGE


def _trials(visitor: Visitor, bar: DeltaGenerator) -> bool:
    """Draw the choice to see trials too, when there are any; their tonnes are never added."""
    with session.reading() as db:
        count = trial_matches(db, visitor)
    return count > 0 and bar.toggle(
        f"Avec {french.plural(count, *_OF_TRIALS)}, hors des chiffres",
        key=TRIALS,
        bind="query-params",
        on_change=_first_page,
    )


def _stages(visitor: Visitor, asked: MatchFilters) -> MatchStage | None:
    """Draw the choice of a stage, with the count of each."""
    with session.reading() as db:
        counts = queries.counts_by_stage(db, visitor, asked)
    return st.pills(
        "Étape",
        list(MatchStage),
        format_func=lambda each: f"{each.written}\u00a0· {counts[each]}",
        label_visibility="collapsed",
        key=STAGE,
        bind="query-params",
        on_change=_first_page,
    )


def _first_page() -> None:
    st.session_state[PAGE] = 1


def _head(visitor: Visitor, filters: MatchFilters, order: MatchOrder, found: TrackedPage) -> None:
    """Draw « n sur N » on the left and the exports on the right."""
    row = st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    )
    with row:
        components.count_row(
            found.shown, found.total, nouns=NOUNS, reset=components.clear_filters(NO_FILTER)
        )
        if found.shown:
            export_buttons(
                visitor,
                key="rapprochements",
                build=partial(tracked_table, visitor, filters, order),
            )


def _nothing(found: TrackedPage) -> None:
    if found.total:
        components.empty(
            "filter_alt_off",
            "Aucun rapprochement ne correspond",
            "Retirez un filtre, ou choisissez «\u00a0Tout afficher\u00a0».",
        )
        return
    components.empty(
        "join_inner",
        "Aucun rapprochement suivi",
        "Retenez un gisement pour un projet\u00a0: il sera suivi ici, du contact à l\u2019échange.",
    ).page_link(navigation.path_of("matches.py"), label="Voir les rapprochements proposés")


def _table(rows: Sequence[TrackedMatch]) -> None:
    """Draw the list as a real table: a row opens its record."""
    shown = [column for key in _ON_SCREEN for column in COLUMNS if column.key == key]
    markup.table(
        [
            markup.TableColumn(
                column.title,
                numeric=column.kind.is_numeric,
                optional=column.key not in _ON_A_PHONE,
                unbroken=column.key == "stage_label",
            )
            for column in shown
        ],
        [[column.shown(row) for column in shown] for row in rows],
        caption=TITLE,
        links=[f"rapprochement?id={row.id}" for row in rows],
    )
