"""The list of deadlines on screen: filters, count, exports, table; a partner's own as cards."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from circular.domain import french
from circular.domain.commitments import CommitmentLight
from circular.domain.deadlines import DeadlineFilters, DeadlineKind, DeadlinePeriod
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.exports.tables import Column, Kind, Table
from circular.queries import deadlines as queries
from circular.queries.commitments import own_commitments
from circular.queries.deadlines import Deadline, DeadlinePage
from circular.ui import commitments, components, markup, session
from circular.ui.exports import export_buttons

TITLE = "Échéances"
KIND, PERIOD, PAGE = "nature", "periode", "page_echeances"
NO_FILTER: Mapping[str, Any] = {KIND: None, PERIOD: None, PAGE: 1}
COLUMNS = (
    Column("day", "Échéance", Kind.DATE),
    Column("nearness", "Où on en est"),
    Column("kind", "Nature"),
    Column("what", "Quoi"),
    Column("who", "Qui"),
    Column("number", "Convention", Kind.CODE),
    Column("type", "Type de convention"),
    Column("project", "Projet"),
    Column("epci", "Intercommunalité"),
)
"""The columns of the files; a partner is not told the project."""


def lead(found: DeadlinePage) -> str:
    """Say how many deadlines are late, and how many come within thirty days."""
    if not found.total:
        return "Aucune échéance n’est à venir."
    soon = french.plural(found.soon, "échéance", "échéances")
    told = f"**{soon}** sous 30\u00a0jours"
    if found.late:
        return f"{told}, **{french.number(found.late)} en retard**."
    return f"{told}, rien n’est en retard."


def page(visitor: Visitor) -> None:
    """Draw the page: the list for who reads agreements, one's own commitments for a partner."""
    components.title(TITLE)
    if visitor.may(Permission.SEE_AGREEMENTS):
        _all(visitor)
    else:
        _own(visitor)


def _own(visitor: Visitor) -> None:
    """Draw what a partner's own organisation promised."""
    today = session.today()
    with session.reading() as db:
        found = queries.deadlines(db, visitor, DeadlineFilters(), today=today)
        own = own_commitments(db, visitor, today=today)
    if not own:
        components.empty(
            "event_upcoming",
            "Aucun engagement",
            "Quand votre organisme s’engagera dans une convention, vous lirez ici ce qu’il a "
            "promis et pour quand.",
        )
        return
    markup.lead(lead(found))
    if found.total:
        export_buttons(visitor, key="echeances", build=partial(table, visitor, DeadlineFilters()))
    commitments.own_cards(visitor, own)


def _all(visitor: Visitor) -> None:
    opening = st.container()
    filters = _filter_bar()
    found = read(visitor, filters)
    with opening:
        markup.lead(lead(found))
    row = st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    )
    with row:
        components.count_row(
            found.shown,
            found.total,
            nouns=("échéance", "échéances"),
            reset=components.clear_filters(NO_FILTER),
        )
        if found.shown:
            export_buttons(visitor, key="echeances", build=partial(table, visitor, filters))
    if not found.shown:
        _nothing(total=found.total)
        return
    _table(found.rows)
    if found.pages > 1:
        st.pagination(found.pages, key=PAGE, bind="query-params")


def _filter_bar() -> DeadlineFilters:
    bar = st.container(horizontal=True, vertical_alignment="bottom", key="noprint_deadline_filters")
    choice = partial(
        components.filter_choice, bar, on_change=_first_page, label_visibility="visible"
    )
    kinds = {kind.value: kind.label for kind in DeadlineKind}
    kind = choice("Nature", kinds, key=KIND, all_of="Toutes", width=280)
    periods = {period.value: period.label for period in DeadlinePeriod}
    period = choice("D’ici", periods, key=PERIOD, all_of="Sans limite", width=160)
    return DeadlineFilters(
        kind=DeadlineKind(kind) if kind else None,
        period=DeadlinePeriod(period) if period else None,
    )


def _first_page() -> None:
    st.session_state[PAGE] = 1


def read(visitor: Visitor, filters: DeadlineFilters) -> DeadlinePage:
    """Return the page of the list that is asked for, the last one when there are fewer."""
    asked, today = components.page_number(PAGE), session.today()
    with session.reading() as db:
        found = queries.deadlines(db, visitor, filters, today=today, page=asked)
        if found.rows or not found.shown:
            return found
        return queries.deadlines(db, visitor, filters, today=today, page=found.pages)


def _nothing(*, total: int) -> None:
    if total:
        st.info("Aucune échéance ne correspond. Retirez un filtre.", icon=":material/info:")
        return
    components.empty(
        "event_upcoming",
        "Aucune échéance",
        "Les fins, préavis, renouvellements et engagements des conventions signées paraîtront ici.",
    )


def _table(found: tuple[Deadline, ...]) -> None:
    columns = [
        markup.TableColumn("Échéance"),
        markup.TableColumn("Quoi"),
        markup.TableColumn("Qui", optional=True),
        markup.TableColumn("Convention", unbroken=True),
        markup.TableColumn("Projet", optional=True),
    ]
    markup.table(
        columns,
        [
            [
                when(each),
                each.what,
                each.who or french.UNKNOWN,
                each.number or french.UNKNOWN,
                each.project or french.UNKNOWN,
            ]
            for each in found
        ],
        caption="Échéances, les plus proches d’abord",
        links=[f"/convention?id={each.agreement_id}" for each in found],
        link_at=3,
    )


def when(found: Deadline) -> str:
    """Write a day and, when it presses, how near it is: under the day on a phone."""
    day = french.day(found.day)
    if found.light is CommitmentLight.ON_TIME:
        return day
    nearness = found.nearness.replace(" ", "\u00a0", 1)
    return f"{day}, {nearness}"


def table(visitor: Visitor, filters: DeadlineFilters) -> Table:
    """Return the whole list as a table to take away."""
    with session.reading() as db:
        found = queries.deadlines(db, visitor, filters, today=session.today(), page=None)
    criteria = []
    if filters.kind:
        criteria.append(("Nature", filters.kind.label))
    if filters.period:
        criteria.append(("D’ici", filters.period.label))
    hidden = () if visitor.may(Permission.SEE_AGREEMENTS) else ("project", "epci")
    return Table(
        title=TITLE,
        columns=tuple(column for column in COLUMNS if column.key not in hidden),
        rows=found.rows,
        criteria=criteria,
        author=visitor.name,
        made_on=session.today(),
    )
