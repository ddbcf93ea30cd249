"""The allocation on screen: the plan of today or of a trial, drawn, told and ready to be kept."""

from collections.abc import Hashable, Sequence
from functools import partial

import streamlit as st

from circular.charts.allocation_flows import Band, allocation_flows, bands
from circular.charts.allocation_map import Road, allocation_map, roads
from circular.config import settings
from circular.domain import french
from circular.domain.allocation import Scenario
from circular.domain.visitors import Visitor
from circular.queries import accounts, territory
from circular.queries import allocation as queries
from circular.queries.allocation import AllocationQuestion
from circular.queries.allocation_plans import Allocation, ClosedLine
from circular.ui import (
    allocation_lines,
    allocation_runs,
    allocation_trials,
    allocation_words,
    components,
    markup,
    navigation,
    session,
)
from circular.ui.allocation_runs import Run

MOST_CLOSED = 10
MOST_ROADS = 15


def allocation(visitor: Visitor) -> None:
    """Draw the plan of all streams and needs, once it is worked out."""
    components.title("Répartition")
    before = _plan(visitor, Scenario(), name="today")
    if before is None:
        return
    tried = allocation_trials.scenario()
    after = before
    criteria: list[tuple[str, str]] = []
    if not tried.is_today:
        st.info(
            "Vous regardez une simulation\u00a0: rien n\u2019en est enregistré.",
            icon=":material/science:",
        )
        found = _plan(visitor, tried, name="trial")
        if found is None:
            allocation_trials.panel(before)
            return
        after, criteria = found, _compare(tried, before, found)
    _show(visitor, after, criteria)
    allocation_trials.panel(before)


def _compare(tried: Scenario, before: Allocation, after: Allocation) -> list[tuple[str, str]]:
    """Draw what a trial changes, and return what is tried, in words."""
    said = allocation_trials.words(tried, before.names)
    for label, names in said:
        st.markdown(f"**{label}**\u00a0: {markup.plain(names)}")
    allocation_trials.comparison(before, after)
    return said


def _show(visitor: Visitor, plan: Allocation, criteria: Sequence[tuple[str, str]]) -> None:
    """Draw a plan: sentence, tiles, lines, drawings, what stays closed."""
    markup.lead(allocation_words.lead(plan))
    if not plan.lines:
        _nothing(plan)
        return
    _tiles(plan)
    if plan.hit_limit:
        st.warning(plan.gap_sentence, icon=":material/schedule:")
    st.caption(allocation_words.how(plan))
    allocation_lines.lines(visitor, plan, criteria)
    st.space("small")
    with st.container(key="stack_plan"):
        left, right = st.columns(2, gap="large")
        with left:
            _flows(plan)
        with right:
            _map(visitor, plan)
    _closed(plan)


def _plan(visitor: Visitor, scenario: Scenario, *, name: str) -> Allocation | None:
    """Return a plan, or draw how far it is; None while it is not there."""
    key = _key(visitor, scenario)
    run = allocation_runs.run_for(key, partial(_ask, visitor, scenario))
    if run.error is not None:
        allocation_runs.forget(key)
        raise run.error
    if run.answer is not None:
        return run.answer
    _wait(run, key, name=name)
    return None


def _wait(run: Run, key: Hashable, *, name: str) -> None:
    """Draw the bar of a calculation, or the way to begin it again once it was stopped."""
    if not run.is_stopped:
        allocation_runs.waiting(run, name=name)
        return
    components.empty(
        "cancel", "Calcul arrêté", "Rien n\u2019a été enregistré. Vous pouvez le relancer."
    ).button(
        "Relancer le calcul",
        icon=":material/refresh:",
        key=f"restart_{name}",
        on_click=partial(allocation_runs.forget, key),
    )


def _key(visitor: Visitor, scenario: Scenario) -> Hashable:
    """Return what a plan depends on: database, version, day, scenario, who may see."""
    with session.reading() as db:
        version = accounts.data_version(db)
    place, own = str(settings().database), visitor.own_organisation
    sees = visitor.role.value, own
    return place, version, session.today(), scenario, sees


def _ask(visitor: Visitor, scenario: Scenario) -> AllocationQuestion:
    with session.reading() as db:
        return queries.question(db, visitor, scenario, today=session.today())


def _nothing(plan: Allocation) -> None:
    """Say what to note so that a plan is possible."""
    if plan.needs and plan.offered:
        advice = (
            "Regardez dans Rapprochements ce qui les tient à l\u2019écart\u00a0: "
            "distance, code, périodes."
        )
    else:
        advice = (
            "Notez des gisements avec leur tonnage, et dans les fiches des projets "
            "la matière qu\u2019ils cherchent."
        )
    components.empty("account_tree", "Pas encore de plan", advice)
    st.caption(allocation_words.how(plan))
    _closed(plan)


def _tiles(plan: Allocation) -> None:
    components.tiles(
        (
            components.Tile("Tonnes placées", french.number(round(plan.tonnes))),
            components.Tile(
                "Besoins servis",
                f"{french.number(len(plan.open_needs))} / {french.number(plan.needs)}",
            ),
            components.Tile(
                "Besoins fermés",
                french.number(plan.closed_count),
                help="Besoins qui demandent un tonnage minimal que le plan ne leur donne pas.",
            ),
            components.Tile("Gisements pris", french.number(plan.streams)),
        ),
        key="plan",
    )


def _flows(plan: Allocation) -> None:
    """Draw which families go to which projects."""
    found = bands(plan.lines)
    answer = allocation_words.flows_answer(found)
    components.chart(
        "Quelles matières, pour quels projets",
        answer,
        allocation_flows(found),
        key="plan_flows",
        alt=f"Diagramme des familles de matière vers les projets. {answer}".replace("**", ""),
        figures=partial(_bands_table, found),
    )


def _bands_table(found: Sequence[Band]) -> None:
    markup.table(
        (
            markup.TableColumn("Famille"),
            markup.TableColumn("Projet"),
            markup.TableColumn("t par an", numeric=True),
        ),
        [(band.family, band.project, french.number(round(band.tonnes, 1))) for band in found],
        caption="Tonnes par famille et par projet",
    )


def _map(visitor: Visitor, plan: Allocation) -> None:
    """Draw where the tonnes go, over the outlines of the members."""
    found = roads(plan.lines)
    with session.reading() as db:
        places = territory.map_places(db, visitor.only_epcis)
    figure = allocation_map(places, found)
    answer = allocation_words.map_answer(found)
    if figure is None:
        st.header("Où vont les tonnes")
        st.markdown(answer)
        _roads_table(found)
        return
    components.chart(
        "Où vont les tonnes",
        answer,
        figure,
        key="plan_map",
        alt=f"Carte des trajets des gisements vers les projets. {answer}".replace("**", ""),
        figures=partial(_roads_table, found),
        caption="Ronds\u00a0: gisements. Carrés\u00a0: projets, avec leurs tonnes par an.",
    )


def _roads_table(found: Sequence[Road]) -> None:
    markup.table(
        (
            markup.TableColumn("De"),
            markup.TableColumn("À"),
            markup.TableColumn("t par an", numeric=True),
            markup.TableColumn("km", numeric=True),
        ),
        [
            (
                road.start_name,
                road.end_name,
                french.number(round(road.tonnes, 1)),
                french.number(None if road.kilometres is None else round(road.kilometres)),
            )
            for road in found[:MOST_ROADS]
        ],
        caption="Trajets, les plus gros d\u2019abord",
    )
    if len(found) > MOST_ROADS:
        st.caption(f"Et {french.number(len(found) - MOST_ROADS)} autres trajets, plus petits.")


def _closed(plan: Allocation) -> None:
    """Draw the needs that stay closed, and the streams that would open them."""
    if not plan.closed_count:
        return
    st.header("Fermés faute de tonnage, et ce qui les ouvrirait")
    for line in plan.closed[:MOST_CLOSED]:
        _closed_line(line)
    more = plan.closed_count - min(MOST_CLOSED, len(plan.closed))
    if more > 0:
        st.caption(f"Et {french.plural(more, 'autre besoin', 'autres besoins')} plus petits.")


def _closed_line(line: ClosedLine) -> None:
    with st.container(key=f"row_closed_{line.need_id}", gap="xxsmall"):
        st.page_link(
            navigation.path_of("project.py"),
            label=f"{markup.plain(line.project_title)}\u00a0: {markup.plain(line.need_title)}",
            query_params={"id": str(line.project_id)},
        )
        st.markdown(markup.plain(allocation_words.closed_sentence(line)))
        for each in line.neighbours:
            st.caption(markup.plain(allocation_words.neighbour(each)))
        if line.unnamed:
            st.caption(allocation_words.unnamed(line))
