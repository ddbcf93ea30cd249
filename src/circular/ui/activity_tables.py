"""The tables of the page « Activité »: each number opens its rows."""

from collections.abc import Sequence

import streamlit as st

from circular.domain import activity as definitions
from circular.domain import french
from circular.domain.activity import ActivityFilters, ActivityRows, Charge, Deed
from circular.domain.exchanges import Direction, ExchangeKind
from circular.domain.stages import Stage
from circular.domain.visitors import Visitor
from circular.exports.tables import Column, Kind, Table
from circular.queries import activity as queries
from circular.queries.activity import Activity, ActivityPage
from circular.ui import markup, session
from circular.ui.markup import TableColumn
from circular.ui.opened_rows import Opened, Way

EXCHANGES = "Échanges"
ON_A_PHONE = frozenset({Deed.EXCHANGE, Deed.VISIT, Deed.SIGNATURE})
NARROW = frozenset({Charge.PROJECTS, Charge.ACTIONS, Charge.OVERDUE})
COLUMNS = (
    Column("day", "Jour", Kind.DATE),
    Column("what", "Nature"),
    Column("title", "Projet"),
    Column("who", "Personne"),
    Column("project_id", "N° du projet", Kind.CODE),
)
_HEADS = {
    Deed.SERVICE_ASKED: "Prestations demandées",
    Deed.SERVICE_GIVEN: "Prestations rendues",
    Deed.SIGNATURE: "Signatures",
    Deed.ACTION: "Actions faites",
}
_CHARGES = {
    Charge.PROJECTS: "Projets",
    Charge.LATE: "En retard",
    Charge.DORMANT: "Dormants",
    Charge.BLOCKED: "Bloqués",
    Charge.ACTIONS: "Actions à faire",
    Charge.OVERDUE: "Dont dépassées",
    Charge.RECENT: "Échanges",
}


def exchanges(found: Activity, way: Way) -> None:
    """Draw the exchanges of the period by kind and side."""
    markup.table(
        (
            TableColumn("Moyen"),
            *(_number(side.label) for side in Direction),
            _number("Total"),
        ),
        [
            (
                kind.label,
                *(
                    way.number(
                        found.count(Deed.EXCHANGE, detail=kind.value, side=side.value),
                        ActivityRows(Deed.EXCHANGE, kind.value, side.value).code,
                    )
                    for side in Direction
                ),
                way.number(
                    found.count(Deed.EXCHANGE, detail=kind.value),
                    ActivityRows(Deed.EXCHANGE, kind.value).code,
                ),
            )
            for kind in ExchangeKind
        ],
        caption="Échanges de la période par moyen et par sens",
    )


def deeds(found: Activity, way: Way) -> None:
    """Draw every deed step by step, the last step first, then the whole period and the one before.

    The first and the last step may be cut by the period.
    """
    st.header("Période par période")
    heads = tuple(
        _number(_HEADS.get(deed, deed.label), optional=deed not in ON_A_PHONE) for deed in Deed
    )
    lines = [
        (
            found.filters.step.called(day).capitalize(),
            *(
                way.number(found.count(deed, step_on=day), ActivityRows(deed, step_on=day).code)
                for deed in Deed
            ),
        )
        for day in reversed(found.filters.steps)
    ]
    whole = [way.number(found.count(deed), ActivityRows(deed).code) for deed in Deed]
    before = [
        way.number(found.before.get(deed, 0), ActivityRows(deed, is_before=True).code)
        for deed in Deed
    ]
    markup.table(
        (TableColumn("Période"), *heads),
        [*lines, ("Toute la période", *whole), ("Période d’avant", *before)],
        caption="Ce qui a été fait, période par période",
    )
    since, last = found.filters.before
    st.caption(
        f"Période d’avant\u00a0: du {french.day(since)} au {french.day(last)}. {definitions.WHO}"
    )


def services(found: Activity, way: Way) -> None:
    """Draw the services asked for and given by type."""
    kinds = [
        (key, label)
        for key, label in found.services.items()
        if found.count(Deed.SERVICE_ASKED, detail=key)
        or found.count(Deed.SERVICE_GIVEN, detail=key)
    ]
    st.header("Prestations")
    if not kinds:
        st.markdown("Aucune prestation demandée ni rendue pendant la période.")
        return
    st.markdown(
        f"{french.plural(found.count(Deed.SERVICE_ASKED), 'demandée', 'demandées')} et "
        f"{french.plural(found.count(Deed.SERVICE_GIVEN), 'rendue', 'rendues')} pendant la période."
    )
    markup.table(
        (TableColumn("Prestation"), _number("Demandées"), _number("Rendues")),
        [
            (
                label,
                *(
                    way.number(found.count(deed, detail=key), ActivityRows(deed, key).code)
                    for deed in (Deed.SERVICE_ASKED, Deed.SERVICE_GIVEN)
                ),
            )
            for key, label in kinds
        ],
        caption="Prestations demandées et rendues pendant la période, par type",
    )


def workload(found: Activity, way: Way) -> None:
    """Draw what each person has in hand at the last day, by name."""
    st.header(f"Qui a quoi en main au {french.day(found.filters.as_of)}\u202f?")
    if not found.workloads:
        st.markdown("Personne n’a de projet ni d’action en cours ici.")
        return
    markup.table(
        (
            TableColumn("Personne"),
            *(_number(_CHARGES[each], optional=each not in NARROW) for each in Charge),
        ),
        [
            (
                each.name,
                *(
                    way.number(
                        each.charges.get(charge, 0),
                        ActivityRows(charge=charge, account_id=each.account_id).code,
                    )
                    for charge in Charge
                ),
            )
            for each in found.workloads
        ],
        caption="Projets, actions et échanges récents de chaque personne",
    )
    with st.expander("Voir par étape", type="compact"):
        _by_stage(found, way)
    st.caption(
        f"Échanges\u00a0: ceux des {definitions.RECENT_DAYS} derniers jours. {definitions.WORKLOAD}"
    )


def _by_stage(found: Activity, way: Way) -> None:
    markup.table(
        (
            TableColumn("Personne"),
            *(_number(each.label, optional=each.rank > Stage.SUPPORT.rank) for each in Stage),
        ),
        [
            (
                each.name,
                *(
                    way.number(
                        each.stages.get(stage, 0),
                        ActivityRows(
                            charge=Charge.PROJECTS, account_id=each.account_id, stage=stage.value
                        ).code,
                    )
                    for stage in Stage
                ),
            )
            for each in found.workloads
        ],
        caption="Projets suivis par chaque personne, par étape",
    )


def opened(title: str, found: ActivityPage) -> Opened:
    """Return the rows of a number as the screen shows them."""
    return Opened(
        title=title,
        columns=(
            TableColumn("Projet"),
            TableColumn("Nature"),
            TableColumn("Jour", unbroken=True),
            TableColumn("Personne", optional=True),
        ),
        rows=[
            (line.title, line.what, french.day(line.day), line.who or french.UNKNOWN)
            for line in found.rows
        ],
        links=[f"projet?id={line.project_id}" for line in found.rows],
        total=found.total,
        pages=-(-found.total // queries.PAGE_ROWS),
    )


def rows_table(
    visitor: Visitor,
    filters: ActivityFilters,
    asked: ActivityRows,
    criteria: Sequence[tuple[str, str]],
) -> Table:
    """Return every row behind a number as a table to take away."""
    with session.reading() as db:
        found = queries.activity_rows(db, visitor, filters, asked, page=None)
    label = (asked.charge or asked.deed or Deed.EXCHANGE).label
    return Table(
        title="Activité",
        columns=COLUMNS,
        rows=found.rows,
        criteria=[("Nombre ouvert", label), *criteria],
        author=visitor.name,
        made_on=session.today(),
    )


def _number(title: str, *, optional: bool = False) -> TableColumn:
    return TableColumn(title, numeric=True, optional=optional)
