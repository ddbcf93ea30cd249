"""The lines of a plan with their boxes to tick, the act that keeps them, and their export."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from circular.actions import allocation as actions
from circular.domain import french
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.exports.tables import Column, Kind, Table
from circular.queries import allocation as queries
from circular.queries.allocation_plans import Allocation, Pair, PlanLine
from circular.ui import allocation_words, components, markup, session
from circular.ui.exports import export_buttons

TITLE = "Plan de répartition"
PAGE, CHOSEN = "page_plan", "_plan_chosen"
PAGE_ROWS = 20

COLUMNS = (
    Column("stream_title", "Gisement"),
    Column("commune", "Commune du gisement"),
    Column("family", "Famille"),
    Column("need_title", "Besoin"),
    Column("project_title", "Projet"),
    Column("project_commune", "Commune du projet"),
    Column("tonnes", "Tonnes par an", Kind.TONNES),
    Column("kilometres", "Distance (km, à vol d\u2019oiseau × 1,3)", Kind.KILOMETRES),
    Column("score", "Note", Kind.PERCENT),
    Column("is_kept", "Déjà retenu", Kind.BOOLEAN),
)


def lines(visitor: Visitor, plan: Allocation, criteria: Sequence[tuple[str, str]]) -> None:
    """Draw the lines, a page at a time, with the button that keeps those that are ticked."""
    st.header("Qui reçoit quoi")
    may_accept = visitor.may(Permission.EDIT_MATCHES)
    chosen = _chosen(plan)
    if may_accept:
        st.caption(
            "Rien n\u2019est enregistré tant que vous ne retenez pas de ligne. Une ligne retenue "
            "devient un rapprochement retenu, que vous pourrez annuler\u202f; ses tonnes restent à "
            "convenir avec le producteur."
        )
    row = st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    )
    with row:
        if may_accept:
            _acts(visitor, plan, chosen)
        export_buttons(visitor, key="plan", build=partial(plan_table, visitor, plan, criteria))
    pages = -(-len(plan.lines) // PAGE_ROWS)
    page = min(components.page_number(PAGE), pages)
    for line in plan.lines[(page - 1) * PAGE_ROWS : page * PAGE_ROWS]:
        _line(line, may_accept=may_accept, is_chosen=line.pair in chosen)
    if pages > 1:
        st.pagination(pages, key=PAGE, bind="query-params")


def plan_table(visitor: Visitor, plan: Allocation, criteria: Sequence[tuple[str, str]]) -> Table:
    """Return every line of a plan, all pages together, for a file."""
    return Table(
        title=TITLE,
        columns=COLUMNS,
        rows=plan.lines,
        criteria=[*criteria, ("Calcul", allocation_words.how(plan))],
        author=visitor.name,
        made_on=session.today(),
    )


def _chosen(plan: Allocation) -> set[Pair]:
    """Return the pairs that are ticked and still in the plan, not kept yet."""
    offered = {line.pair for line in plan.lines if not line.is_kept}
    kept: set[Pair] = st.session_state.setdefault(CHOSEN, set())
    kept &= offered
    return kept


def _acts(visitor: Visitor, plan: Allocation, chosen: set[Pair]) -> None:
    """Draw « Retenir » and the way to tick or untick all lines."""
    with st.container(horizontal=True, vertical_alignment="center", width="content"):
        label = french.plural(len(chosen), "ligne", "lignes") if chosen else "les lignes cochées"
        if st.button(
            f"Retenir {label}",
            type="primary",
            icon=":material/check:",
            key="accept_lines",
            disabled=not chosen,
        ):
            _accept(visitor, sorted(chosen))
        open_lines = [line.pair for line in plan.lines if not line.is_kept]
        if chosen:
            st.button("Tout décocher", type="tertiary", key="untick_all", on_click=_untick)
        elif 0 < len(open_lines) <= actions.MOST_AT_ONCE:
            st.button(
                f"Cocher les {french.number(len(open_lines))}",
                type="tertiary",
                key="tick_all",
                on_click=partial(_tick, open_lines),
            )


def _accept(visitor: Visitor, pairs: Sequence[Pair]) -> None:
    """Keep the pairs that are ticked, as the data of now scores them."""
    today = session.today()
    with session.writing(visitor) as door:
        drafts = queries.decision_drafts(door.db, visitor, pairs, today=today)
        count = actions.accept_lines(door.db, visitor, drafts, today=today)
        kept = french.plural(count, "rapprochement retenu", "rapprochements retenus")
        door.done(f"{kept}\u00a0: vous les retrouvez dans Rapprochements.")
    if door.went_through:
        _untick()
        st.rerun()


def _tick(pairs: Sequence[Pair]) -> None:
    for pair in pairs:
        st.session_state[CHOSEN].add(pair)
        st.session_state[_box(pair)] = True


def _untick() -> None:
    for pair in st.session_state.get(CHOSEN, ()):
        st.session_state.pop(_box(pair), None)
    st.session_state[CHOSEN] = set()


def _box(pair: Pair) -> str:
    """Return the key of the box of a line."""
    return f"plan_line_{pair[0]}_{pair[1]}"


def _toggled(pair: Pair) -> None:
    """Note that a box was ticked or unticked: the other pages forget their boxes."""
    if st.session_state.get(_box(pair)):
        st.session_state[CHOSEN].add(pair)
    else:
        st.session_state[CHOSEN].discard(pair)


def _line(line: PlanLine, *, may_accept: bool, is_chosen: bool) -> None:
    """Draw one line: from which stream, to which project, how much, how far."""
    title = f"**{markup.plain(line.stream_title)}** pour **{markup.plain(line.project_title)}**"
    with st.container(key=f"row_plan_{line.stream_id}_{line.need_id}", gap="xxsmall"):
        if line.is_kept:
            st.markdown(f"{title} :green-badge[:material/check: Déjà retenu]")
        elif may_accept:
            key = _box(line.pair)
            st.session_state.setdefault(key, is_chosen)
            st.checkbox(title, key=key, on_change=_toggled, args=(line.pair,))
        else:
            st.markdown(title)
        st.caption(markup.plain(f"{line.need_title} · {allocation_words.line_facts(line)}"))
