"""The page of all jobs: its filters, the sums of the day by kind, the list and its exports."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from circular.domain import french
from circular.domain.indicators import Perimeter
from circular.domain.jobs import Evidence, JobKind
from circular.domain.visitors import Visitor
from circular.exports.tables import Column, Kind, Table
from circular.queries import jobs as queries
from circular.queries.dashboard import member_epcis
from circular.queries.jobs import JobFigures, JobFilters, JobLine, JobPage
from circular.ui import components, markup, navigation, session
from circular.ui.exports import export_buttons

KIND, EPCI, SURE, ENDED = "nature", "intercommunalite", "preuve", "termines"
DAY, PAGE = "au", "page_emplois"
NO_FILTER: Mapping[str, Any] = {KIND: None, EPCI: None, SURE: None, ENDED: False, PAGE: 1}
COLUMNS = (
    Column("project_title", "Projet"),
    Column("kind", "Nature"),
    Column("full_time_equivalent", "ETP", Kind.NUMBER),
    Column("heads", "Personnes", Kind.INTEGER),
    Column("women", "Dont femmes", Kind.INTEGER),
    Column("contract_label", "Contrat"),
    Column("starts_on", "Début", Kind.DATE),
    Column("ends_on", "Fin", Kind.DATE),
    Column("how_sure", "Preuve"),
    Column("verified_on", "Vérifié le", Kind.DATE),
    Column("evidence", "Justificatif"),
    Column("epci_name", "Intercommunalité"),
)
"""The columns of the files: those of the screen and what a line holds besides."""


def filter_bar() -> JobFilters:
    """Draw the bar of filters and return what is asked."""
    with session.reading() as db:
        members = member_epcis(db)
    bar = st.container(horizontal=True, vertical_alignment="bottom", key="noprint_job_filters")
    day = bar.date_input(
        "Situation au",
        value=session.today(),
        max_value=session.today(),
        format="DD/MM/YYYY",
        key=DAY,
        width=150,
        bind="query-params",
        on_change=_first_page,
    )
    choice = partial(
        components.filter_choice,
        bar,
        on_change=_first_page,
        width=210,
        label_visibility="visible",
    )
    kinds = {kind.value: kind.label for kind in JobKind}
    kind = choice("Nature", kinds, key=KIND, all_of="Toutes")
    siren = choice("Intercommunalité", members, key=EPCI, all_of="Toutes")
    sure = {each.value: each.label for each in Evidence}
    how_sure = choice("Preuve", sure, key=SURE, all_of="Déclarés et vérifiés")
    with_ended = bar.toggle(
        "Avec les terminés", key=ENDED, bind="query-params", on_change=_first_page
    )
    return JobFilters(
        with_ended=with_ended,
        as_of=day if isinstance(day, date) else session.today(),
        kind=JobKind(kind) if kind else None,
        epci_siren=siren,
        how_sure=Evidence(how_sure) if how_sure else None,
    )


def _first_page() -> None:
    st.session_state[PAGE] = 1


def sums(filters: JobFilters) -> None:
    """Draw the sums of the day by kind, for the EPCI asked for; they are never added together."""
    perimeter = Perimeter(as_of=filters.as_of, epci_siren=filters.epci_siren)
    with session.reading() as db:
        figures = queries.figures(db, perimeter)
    markup.table(
        (
            markup.TableColumn("Emplois"),
            markup.TableColumn("ETP", numeric=True),
            markup.TableColumn("Dont vérifiés", numeric=True),
            markup.TableColumn("Personnes", numeric=True),
            markup.TableColumn("Dont femmes", numeric=True, optional=True),
        ),
        sum_rows(figures),
        caption=f"Sommes des emplois au {french.day(filters.as_of)}",
    )
    st.caption(
        "Créés\u00a0: commencés à cette date, y compris ceux qui se sont terminés depuis. "
        "Nets\u00a0: les mêmes, encore en place. Sauvegardés et prévus sont à part et ne "
        "s\u2019ajoutent jamais."
    )


def sum_rows(figures: JobFigures) -> list[tuple[str, str, str, str, str]]:
    """Return the cells of the sums; heads and women say how much of them is known."""
    named = {
        "Nets": figures.net,
        "Créés depuis le début": figures.created,
        "Sauvegardés": figures.safeguarded,
        "Prévus": figures.planned,
    }
    return [
        (
            name,
            french.number(total.fte),
            french.UNKNOWN if name == "Prévus" else french.number(total.verified_fte),
            _least(total.known_heads, total.lines_without_heads),
            f"{total.women} sur {total.heads_of_known_sex}"
            if total.heads_of_known_sex
            else french.UNKNOWN,
        )
        for name, total in named.items()
    ]


def _least(count: int | None, without: int) -> str:
    """Write a count that some lines do not tell: « 12 au moins »."""
    return french.number(count) + (" au moins" if without and count is not None else "")


def read(filters: JobFilters) -> JobPage:
    """Return the page of the list that is asked for, the last one when there are fewer."""
    page = int(st.session_state.get(PAGE) or 1)
    with session.reading() as db:
        found = queries.job_lines(db, filters, page=page)
        if found.rows or not found.shown:
            return found
        return queries.job_lines(db, filters, page=found.pages)


def draw(visitor: Visitor, filters: JobFilters) -> None:
    """Draw the count, the exports, the list and the way to its other pages."""
    found = read(filters)
    row = st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    )
    with row:
        components.count_row(
            found.shown,
            found.total,
            nouns=("ligne d\u2019emplois", "lignes d\u2019emplois"),
            reset=components.clear_filters(NO_FILTER),
        )
        if found.shown:
            export_buttons(visitor, key="emplois", build=partial(table, visitor, filters))
    if not found.shown:
        _nothing(total=found.total)
        return
    _grid(found.rows)
    st.caption(
        "Un clic sur une ligne ouvre la fiche du projet. L\u2019export contient exactement "
        "ces lignes, toutes pages comprises."
    )
    if found.pages > 1:
        st.pagination(found.pages, key=PAGE, bind="query-params")


def _nothing(*, total: int) -> None:
    if total:
        st.info("Aucune ligne ne correspond. Retirez un filtre.", icon=":material/filter_alt_off:")
        return
    components.empty(
        "work",
        "Aucun emploi à cette date",
        "Notez ceux qu\u2019un projet crée, garde ou prévoit\u00a0: ici, ou dans sa fiche, "
        "onglet «\u00a0Emplois\u00a0».",
    )


def table(visitor: Visitor, filters: JobFilters) -> Table:
    """Return the whole list as a table to take away."""
    with session.reading() as db:
        found = queries.job_lines(db, filters, page=None)
        members = member_epcis(db)
    criteria = [("Situation au", french.day(filters.as_of))]
    if filters.kind:
        criteria.append(("Nature", filters.kind.label))
    if filters.epci_siren:
        criteria.append(("Intercommunalité", members.get(filters.epci_siren, filters.epci_siren)))
    if filters.how_sure:
        criteria.append(("Preuve", filters.how_sure.label))
    if filters.with_ended:
        criteria.append(("Emplois terminés", "inclus"))
    return Table(
        title="Emplois",
        columns=COLUMNS,
        rows=found.rows,
        criteria=criteria,
        author=visitor.name,
        made_on=session.today(),
    )


def _grid(lines: tuple[JobLine, ...]) -> None:
    chosen = st.dataframe(
        {
            "Projet": [line.project_title for line in lines],
            "Nature": [line.kind.label for line in lines],
            "ETP": [line.full_time_equivalent for line in lines],
            "Personnes": [line.heads for line in lines],
            "Contrat": [line.contract_label for line in lines],
            "Début": [line.starts_on for line in lines],
            "Fin": [line.ends_on for line in lines],
            "Preuve": [line.how_sure.label for line in lines],
        },
        hide_index=True,
        row_height=40,
        height="content",
        placeholder=french.UNKNOWN,
        column_config={
            "Projet": st.column_config.TextColumn(width=180),
            "Nature": st.column_config.TextColumn(width=110),
            "ETP": st.column_config.NumberColumn(width=65, format="localized"),
            "Personnes": st.column_config.NumberColumn(width=90, format="localized"),
            "Contrat": st.column_config.TextColumn(width=170),
            "Début": st.column_config.DateColumn(width=102, format="DD/MM/YYYY"),
            "Fin": st.column_config.DateColumn(width=102, format="DD/MM/YYYY"),
            "Preuve": st.column_config.TextColumn(width=95),
        },
        on_select="rerun",
        selection_mode="single-row",
        key="job_grid",
        alt="Lignes d\u2019emplois\u00a0: projet, nature, ETP, personnes, contrat, dates, preuve",
    )
    for position in chosen.selection.rows:
        project = {"id": str(lines[position].project_id)}
        st.switch_page(navigation.path_of("project.py"), query_params=project)
