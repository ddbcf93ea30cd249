"""The staff's day on screen: what is late, what the week holds, what comes soon, what was done."""

from collections.abc import Callable
from datetime import date
from functools import partial

import streamlit as st

from circular.actions import next_actions as actions
from circular.domain import french
from circular.domain.visitors import Visitor
from circular.queries import my_day as queries
from circular.queries.my_day import DayCounts, DayDone
from circular.queries.next_actions import ActionLine
from circular.ui import markup, my_day_soon, navigation, next_actions, session

MINE = "Les miennes"
TEAM = "Toute l’équipe"
_SHOWN = "_day_shown_"
_LAST = "_day_last_done"

Lines = Callable[..., tuple[ActionLine, ...]]


def heading(today: date) -> str:
    """Write the day as the title of the page, « Dimanche 22 novembre »."""
    words = french.long_day(today).rsplit(" ", 1)[0]
    return words[0].upper() + words[1:]


def whose(visitor: Visitor) -> int | None:
    """Draw the filter and return the account whose day it is, None for the whole team."""
    chosen = st.segmented_control(
        "Les actions à montrer",
        [MINE, TEAM],
        default=MINE,
        required=True,
        label_visibility="collapsed",
        key="day_whose",
        persist_state="session",
    )
    return visitor.account_id if chosen == MINE else None


def lead(counts: DayCounts) -> str:
    """Write the sentence that opens the page."""
    total = counts.late + counts.week
    if not total:
        later = french.plural(counts.later, "action", "actions")
        rest = f" {later} plus tard." if counts.later else ""
        return f"Rien ne vous attend cette semaine.{rest}"
    things = french.plural(total, "chose", "choses")
    verb = "vous attend" if total == 1 else "vous attendent"
    if not counts.late:
        return f"**{things}** {verb} cette semaine, rien n’est en retard."
    return f"**{things}** {verb}, dont **{french.number(counts.late)} en retard**."


def actions_columns(visitor: Visitor, *, owner: int | None, today: date) -> None:
    """Draw the late actions, then those of the week, twenty at a time."""
    with session.reading() as db:
        counts = queries.day_counts(db, owner=owner, today=today)
    markup.lead(lead(counts))
    _undo_row(visitor)
    with st.container(key="stack_day"):
        left, right = st.columns([3, 2], gap="large")
    with left:
        if counts.late:
            _section(
                visitor,
                "En retard",
                counts.late,
                partial(queries.late_actions, owner=owner, today=today),
                today=today,
            )
        if counts.week:
            _section(
                visitor,
                "Cette semaine",
                counts.week,
                partial(queries.week_actions, owner=owner, today=today),
                today=today,
            )
        if not counts.late and not counts.week:
            _nothing_to_do()
    with right:
        my_day_soon.soon(owner=owner, today=today)
        yesterday(owner=owner, today=today)


def _nothing_to_do() -> None:
    with st.container(border=True, key="card_nothing"):
        st.markdown("Aucune action n’est prévue d’ici sept jours.")
        st.page_link(
            navigation.path_of("projects.py"),
            label="Voir les projets",
            icon=":material/arrow_forward:",
            icon_position="right",
        )


def _section(visitor: Visitor, word: str, total: int, read: Lines, *, today: date) -> None:
    key = f"{_SHOWN}{word}"
    limit = st.session_state.get(key, queries.PAGE)
    with session.reading() as db:
        lines = read(db, limit=limit)
    st.header(f"{word}\u00a0· {french.number(total)}")
    for line in lines:
        _card(visitor, line, today=today)
    if total > len(lines):
        st.button(
            f"Voir la suite ({french.number(total - len(lines))})",
            key=f"more_{word}",
            on_click=partial(_show_more, key, limit),
        )


def _show_more(key: str, limit: int) -> None:
    st.session_state[key] = limit + queries.PAGE


def _card(visitor: Visitor, line: ActionLine, *, today: date) -> None:
    with st.container(
        border=True,
        key=f"card_action_{line.id}",
        horizontal=True,
        wrap=False,
        vertical_alignment="center",
        horizontal_alignment="distribute",
    ):
        with st.container(gap="xxsmall"):
            st.page_link(
                navigation.path_of("project.py"),
                label=markup.plain(line.project_title),
                query_params={"id": str(line.project_id)},
            )
            st.markdown(_words(line, today=today))
        st.button(
            "Fait",
            icon=":material/check:",
            key=f"day_done_{line.id}",
            on_click=partial(_done, visitor, line),
        )


def _words(line: ActionLine, *, today: date) -> str:
    """Write the act in its badge, orange when late, and its day."""
    late = line.due_on < today
    icon = "schedule" if late else next_actions.ICONS[line.kind]
    colour = "orange" if late else "gray"
    badge = f":{colour}-badge[:material/{icon}: {markup.plain(line.label)}]"
    return f"{badge} :small[{_when(line.due_on, today=today)}]"


def _when(due_on: date, *, today: date) -> str:
    if due_on < today:
        return f"prévu le {french.short_day(due_on)}, {french.since_days((today - due_on).days)}"
    if due_on == today:
        return "aujourd’hui"
    return f"{french.WEEKDAYS[due_on.weekday()]}\u00a0{french.short_day(due_on)}"


def _done(visitor: Visitor, line: ActionLine) -> None:
    next_actions.mark_done(visitor, line)
    st.session_state[_LAST] = (line.id, line.label, line.project_title)


def _undo_row(visitor: Visitor) -> None:
    """Keep « Annuler » beside the list after a click, until the next one or another page."""
    last = st.session_state.get(_LAST)
    if last is None:
        return
    action_id, label, title = last
    with st.container(horizontal=True, vertical_alignment="center", key="undo_done"):
        st.markdown(
            f":green[:material/check_circle:] Fait\u00a0: **{markup.plain(label)}**, "
            f"{markup.plain(title)}",
            width="content",
        )
        st.button(
            "Annuler", type="tertiary", key="undo", on_click=partial(_undo, visitor, action_id)
        )


def _undo(visitor: Visitor, action_id: int) -> None:
    session.act(
        visitor,
        "L’action est de nouveau à faire.",
        lambda db: actions.undo_done(db, visitor, action_id),
    )
    st.session_state.pop(_LAST, None)


def yesterday(*, owner: int | None, today: date) -> None:
    """Say in one sentence what was entered the day before."""
    with session.reading() as db:
        done = queries.done_yesterday(db, owner=owner, today=today)
    st.header("Hier")
    st.caption(yesterday_words(done, mine=owner is not None))


def yesterday_words(done: DayDone, *, mine: bool) -> str:
    """Write what was entered the day before, « Vous avez noté 3 échanges et … »."""
    exchanges = french.plural(done.exchanges, "échange", "échanges")
    projects = french.plural(done.moves, "projet", "projets")
    things = french.plural(done.actions, "action", "actions")
    said = [
        f"noté {exchanges}" if done.exchanges else "",
        f"fait avancer {projects}" if done.moves else "",
        f"terminé {things}" if done.actions else "",
    ]
    known = [each for each in said if each]
    if not known:
        return "Rien n’a été noté hier."
    return f"{'Vous avez' if mine else 'L’équipe a'} {french.join(known)}."
