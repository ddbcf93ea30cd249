"""The tables of the page « Parcours »: each number opens the projects behind it."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from circular.domain import french
from circular.domain import journeys as definitions
from circular.domain.journeys import JourneyFilters, JourneyPart, JourneyRows, Outcome
from circular.domain.stages import FEWEST_STAYS, MoveKind, Stage
from circular.domain.visitors import Visitor
from circular.exports.tables import Column, Kind, Table
from circular.queries import journeys as queries
from circular.queries.journeys import Exits, JourneyPage, Journeys
from circular.ui import journey_words, markup, session
from circular.ui.markup import TableColumn
from circular.ui.opened_rows import Opened, Way

MOST_WAITING = 10
COLUMNS = (
    Column("title", "Projet"),
    Column("stage", "Étape"),
    Column("since", "Depuis le", Kind.DATE),
    Column("until", "Jusqu’au", Kind.DATE),
    Column("days", "Jours", Kind.INTEGER),
    Column("told", "Ce qu’il est devenu"),
    Column("adviser", "Suivi par"),
    Column("epci", "Intercommunalité"),
    Column("project_id", "N° du projet", Kind.CODE),
)


_SINCE = {
    JourneyPart.COHORT: "Arrivé le",
    JourneyPart.ENDED: "Entrée le",
    JourneyPart.OPEN: "Entrée le",
    JourneyPart.MOVES: "Passage le",
    JourneyPart.EXITS: "Sortie le",
    JourneyPart.WAITING: "Depuis le",
}


def flows(found: Journeys, way: Way) -> None:
    """Draw every kind of move between two stages, with its count."""
    if not found.flows:
        st.markdown("Aucun mouvement pendant la période.")
        return
    lines = sorted(found.flows, key=lambda each: (list(MoveKind).index(each.kind), each.stage.rank))
    markup.table(
        (
            TableColumn("Mouvement", optional=True),
            TableColumn("De"),
            TableColumn("Vers"),
            _number("Nombre"),
        ),
        [
            (
                flow.kind.label,
                flow.origin.label if flow.origin else french.UNKNOWN,
                flow.stage.label,
                way.number(
                    flow.count,
                    JourneyRows(
                        JourneyPart.MOVES, flow.stage, move=flow.kind, origin=flow.origin
                    ).code,
                ),
            )
            for flow in lines
        ],
        caption="Mouvements de la période, par étape de départ et d’arrivée",
    )


def cohort(found: Journeys, way: Way) -> None:
    """Draw, of the projects that arrived in each stage, what became of them."""
    st.header("Que deviennent ceux qui arrivent\u202f?")
    shown = [each for each in Outcome if any(one.outcomes.get(each) for one in found.stages)]
    if not shown:
        st.markdown("Aucun projet n’est arrivé dans une étape pendant la période.")
        return
    markup.table(
        (
            TableColumn("Étape"),
            _number("Arrivés"),
            *(_number(each.label, optional=each in _SIDE) for each in shown),
            _number("Part allée plus loin", optional=True),
        ),
        [
            (
                each.stage.label,
                way.number(each.arrived, JourneyRows(JourneyPart.COHORT, each.stage).code),
                *(
                    way.number(
                        each.outcomes.get(outcome, 0),
                        JourneyRows(JourneyPart.COHORT, each.stage, outcome).code,
                    )
                    for outcome in shown
                ),
                french.UNKNOWN
                if each.stage is Stage.FOLLOW_UP
                else way.word(
                    french.percent(each.conversion),
                    JourneyRows(JourneyPart.COHORT, each.stage).code,
                ),
            )
            for each in found.stages
        ],
        caption="Projets arrivés dans chaque étape pendant la période, et ce qu’ils sont devenus",
    )
    st.caption(f"{definitions.COHORT} {definitions.CONVERSION}")


def stays(found: Journeys, way: Way) -> None:
    """Draw how long projects stay in each stage, and how long those still there have been."""
    st.header("Combien de temps dans chaque étape\u202f?")
    few = [each.stage.reached for each in found.stages if 0 < each.ended.count < FEWEST_STAYS]
    markup.table(
        (
            TableColumn("Étape"),
            _number("Séjours finis"),
            _number("Médiane (jours)"),
            _number("1 sur 4", optional=True),
            _number("3 sur 4", optional=True),
            _number("9 sur 10", optional=True),
            _number("Encore là"),
            _number("Depuis (médiane)", optional=True),
            _number("Depuis (9 sur 10)", optional=True),
        ),
        [
            (
                each.stage.label,
                way.number(each.ended.count, JourneyRows(JourneyPart.ENDED, each.stage).code),
                *(
                    way.word(_whole(days), JourneyRows(JourneyPart.ENDED, each.stage).code)
                    for days in each.ended.shares
                ),
                way.number(each.still.count, JourneyRows(JourneyPart.OPEN, each.stage).code),
                *(
                    way.word(_whole(days), JourneyRows(JourneyPart.OPEN, each.stage).code)
                    for days in (each.still.median, each.still.nine_tenths)
                ),
            )
            for each in found.stages
        ],
        caption="Durée des séjours finis, et âge des séjours en cours, par étape, en jours",
    )
    scant = f" Moins de cinq cas {french.join(few)}\u00a0: trop peu pour conclure." if few else ""
    st.caption(f"{definitions.STAYS} Encore là\u00a0: {definitions.OPEN.lower()}{scant}")


def exits(found: Journeys, way: Way) -> None:
    """Draw the exits of the period by stage, kind and reason."""
    st.header("Pourquoi sort-on\u202f?")
    if not found.exits:
        st.markdown("Aucune sortie pendant la période.")
        return
    st.markdown(journey_words.exits(found))
    markup.table(
        (
            TableColumn("Étape quittée"),
            TableColumn("Sortie", optional=True),
            TableColumn("Motif"),
            _number("Nombre"),
            _number("Repris", optional=True),
        ),
        [
            (
                each.stage.label,
                each.kind.label,
                each.reason_label,
                way.number(each.count, _exit_code(each)),
                way.number(each.taken_up, _exit_code(each, MoveKind.RETURN)),
            )
            for each in found.exits
        ],
        caption="Sorties de la période par étape, type et motif",
    )
    st.caption(definitions.EXITS)


def _exit_code(each: Exits, followed_by: MoveKind | None = None) -> str:
    return JourneyRows(
        JourneyPart.EXITS,
        each.stage,
        move=followed_by,
        exit_kind=each.kind,
        reason=each.reason,
    ).code


def waiting(found: JourneyPage, way: Way) -> None:
    """Draw the projects that have stood longest in their stage, each with its link."""
    st.header("Qui attend depuis le plus longtemps\u202f?")
    if not found.rows:
        st.markdown("Aucun projet en cours avant le suivi.")
        return
    markup.table(
        (
            TableColumn("Projet"),
            TableColumn("Étape"),
            TableColumn("Suivi par", optional=True),
            TableColumn("Depuis le", optional=True, unbroken=True),
            _number("Jours"),
        ),
        [
            (
                line.title,
                line.stage.label,
                line.adviser or french.UNKNOWN,
                french.day(line.since),
                french.number(line.days),
            )
            for line in found.rows
        ],
        caption="Projets qui sont depuis le plus longtemps dans leur étape",
        links=[f"projet?id={line.project_id}" for line in found.rows],
    )
    st.caption(definitions.WAITING)
    if found.total > len(found.rows):
        code = JourneyRows(JourneyPart.WAITING).code
        every = f"Voir les {french.number(found.total)} projets qui attendent"
        markup.view_link(way.to(code), every, st.container())


def opened(asked: JourneyRows, found: JourneyPage, whole: Journeys) -> Opened:
    """Return the rows of a number as the screen shows them, and what they make."""
    has_days = any(line.days is not None for line in found.rows)
    has_told = any(line.told for line in found.rows)
    return Opened(
        title=asked.title,
        columns=(
            TableColumn("Projet"),
            TableColumn("Étape", optional=True),
            TableColumn("Suivi par", optional=True),
            *((TableColumn("Ce qu’il est devenu"),) if has_told else ()),
            TableColumn(_SINCE[asked.part], unbroken=True),
            *((_number("Jours"),) if has_days else ()),
        ),
        rows=[
            (
                line.title,
                line.stage.label,
                line.adviser or french.UNKNOWN,
                *((line.told or french.UNKNOWN,) if has_told else ()),
                french.day(line.since),
                *((french.number(line.days),) if has_days else ()),
            )
            for line in found.rows
        ],
        links=[f"projet?id={line.project_id}" for line in found.rows],
        total=found.total,
        pages=-(-found.total // queries.PAGE_ROWS),
        made_of=journey_words.made_of(asked, whole),
    )


def rows_table(
    visitor: Visitor,
    filters: JourneyFilters,
    asked: JourneyRows,
    criteria: Sequence[tuple[str, str]],
) -> Table:
    """Return every row behind a number as a table to take away."""
    with session.reading() as db:
        found = queries.journey_rows(db, visitor, filters, asked, page=None)
    return Table(
        title="Parcours",
        columns=[
            replace(each, title=_SINCE[asked.part]) if each.key == "since" else each
            for each in COLUMNS
        ],
        rows=found.rows,
        criteria=[("Nombre ouvert", asked.title), *criteria],
        author=visitor.name,
        made_on=session.today(),
    )


def _number(title: str, *, optional: bool = False) -> TableColumn:
    return TableColumn(title, numeric=True, optional=optional)


def _whole(days: float | None) -> str:
    return french.number(days, decimals=0)


_SIDE = frozenset({Outcome.WENT_BACK, Outcome.ARCHIVED})
