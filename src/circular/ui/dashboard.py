"""The elected page, block by block; its figures are read once per version of the data."""

from functools import lru_cache
from typing import Any

import streamlit as st

from circular.charts.jobs_path import jobs_path
from circular.charts.settled import settled
from circular.charts.territory_map import territory_map
from circular.config import settings
from circular.domain import french
from circular.domain.indicators import KEPT_BACK_MEANING, Perimeter
from circular.domain.permissions import Permission, Role
from circular.domain.targets import Path, by_when
from circular.domain.territory import short_name
from circular.domain.visitors import Visitor
from circular.exports import dashboard_words, forecast_words
from circular.queries import dashboard as queries
from circular.queries.dashboard import Dashboard, Place, Reading
from circular.queries.funnel import StageFigures
from circular.queries.indicators import indicator
from circular.queries.jobs import MonthOfJobs
from circular.ui import agreement_filters, components, indicators, markup, navigation, session
from circular.ui import forecast as forecasts
from circular.ui.components import Tile
from circular.ui.figure_links import figure_link

FEW = 5
SHORT_MONTHS = (
    *("janv.", "févr.", "mars", "avril", "mai", "juin"),
    *("juil.", "août", "sept.", "oct.", "nov.", "déc."),
)
KEPT = 64
TILE_LINKS = {
    "jobs_net": "Voir les emplois",
    "projects_followed": "Voir les projets",
    "agreements_in_force": "Voir les conventions",
    "stream_tonnes": "Voir les gisements",
    "signature_delay": "Voir les délais",
}
JOBS_QUESTION = "Les emplois face à la promesse"


def read(visitor: Visitor, perimeter: Perimeter) -> Dashboard:
    """Return the figures of the page, from memory while the data have not changed."""
    version = session.data_version()
    return _read(str(settings().database), version, visitor.role, perimeter, visitor.only_epcis)


@st.cache_resource(max_entries=KEPT, show_spinner=False, hash_funcs={Perimeter: repr})
def _read(
    path: str, version: int, role: Role, perimeter: Perimeter, only: tuple[str, ...]
) -> Dashboard:
    """Read the page; what a role may not see is left out here, so it is never in its memory.

    Everything in it is frozen: all visitors may be given the same object.
    """
    del path, version
    may = Visitor(account_id=None, name="", role=role).may(Permission.SEE_AGREEMENTS)
    with session.reading() as db:
        return queries.dashboard(db, perimeter, with_agreements=may, only=only)


@lru_cache(maxsize=KEPT)
def _jobs_figure(months: tuple[MonthOfJobs, ...], path: Path | None) -> Any:
    """Draw the jobs, once for the same months and the same path."""
    return settled(jobs_path(months, path))


@lru_cache(maxsize=KEPT)
def _map_figure(places: tuple[Place, ...], chosen: str | None) -> Any:
    """Draw the map, once for the same places."""
    return settled(territory_map(places, chosen=chosen))


def why(page: Dashboard) -> None:
    """Say in a sentence what weighs on the jobs, when they are behind the path."""
    sentence = dashboard_words.why(page)
    if sentence:
        st.markdown(sentence)


def tiles(visitor: Visitor, page: Dashboard) -> None:
    """Draw the five figures, each with its definition, its day and its change in six months."""
    since = f"depuis {SHORT_MONTHS[page.compared_on.month - 1]}"
    components.tiles(
        [_tile(page, reading, since) for reading in page.readings],
        key="dashboard",
        narrowest=130,
        below=lambda at, place: figure_link(
            visitor,
            page.perimeter,
            page.readings[at].key,
            TILE_LINKS[page.readings[at].key],
            place=place,
        ),
    )


def _tile(page: Dashboard, reading: Reading, since: str) -> Tile:
    declared = indicator(reading.key)
    value, missing = french.number(reading.now.value, decimals=0), ""
    if reading.key == "jobs_net":
        value = french.number(reading.now.value)
        if page.target is not None:
            value = f"{value} / {french.number(page.target.value)}"
    elif reading.key == "stream_tonnes" and reading.now.value is not None:
        value = f"{value}\u00a0t" if reading.now.records else french.UNKNOWN
        if reading.now.missing:
            missing = f" Sans tonnage connu\u00a0: {reading.now.missing}."
    elif reading.key == "signature_delay" and reading.now.value is not None:
        value = f"{value}\u00a0j"
    delta, words = _change(reading, since)
    return Tile(
        label=declared.label,
        value=value,
        delta=delta,
        since=words,
        help=declared.help(page.perimeter) + missing,
        more_is_better=declared.more_is_better,
    )


def _change(reading: Reading, since: str) -> tuple[str | None, str | None]:
    """Return what stands under a figure: its change, or a word where a change would mislead.

    A stream is noted once for years, so that its count says more than what was noted lately; few
    signatures say too little for a change of delay.
    """
    records = reading.now.records or 0
    if reading.key == "stream_tonnes":
        return french.plural(records, "fiche", "fiches") if records else "aucune fiche", None
    if reading.key == "signature_delay" and records < FEW:
        return "peu de recul", None
    change = reading.change
    if change is None:
        return None, None
    shown = french.number(abs(change), decimals=0 if reading.key != "jobs_net" else None)
    sign = "" if shown == "0" else "+" if change > 0 else "-"
    return f"{sign}{shown}", since


def jobs(visitor: Visitor, page: Dashboard) -> None:
    """Draw the net jobs against the promise, with their sentence and their exact table."""
    if not page.months:
        with st.container(key="keep_jobs"):
            st.header(JOBS_QUESTION)
            st.markdown(dashboard_words.pace(page))
            components.empty(
                "flag",
                "Aucun emploi et aucun objectif à cette date",
                "L\u2019équipe fixe l\u2019objectif à la page «\u00a0Objectifs\u00a0»\u202f; "
                "la trajectoire apparaîtra ici.",
            )
            st.caption(dashboard_words.jobs_apart(page))
        return
    target = page.target
    toward = (
        f" et trajectoire vers {french.number(target.value)} d\u2019ici {by_when(target.due_on)}"
        if target
        else ""
    )
    components.chart(
        JOBS_QUESTION,
        dashboard_words.pace(page),
        _jobs_figure(page.months, target.path if target else None),
        key="jobs",
        alt=f"Emplois nets par mois{toward}. {dashboard_words.pace(page)}".replace("**", ""),
        figures=lambda: _jobs_figures(visitor, page),
        caption=f"{dashboard_words.jobs_apart(page)} {dashboard_words.revised(page)}".rstrip(),
    )
    with st.container(key="paper_jobs"):
        st.caption(french.FTE_MEANING)


def forecast(visitor: Visitor, page: Dashboard) -> None:
    """Write the forecast in short, with the way to its page; drawn last, as it takes longest."""
    with st.container(horizontal=True, vertical_alignment="center", key="flow_forecast"):
        st.caption(forecast_words.in_short(forecasts.read(visitor, page.perimeter)))
        navigation.link(
            "forecast.py", "Voir la prévision", asked=indicators.parameters(page.perimeter)
        )


def _jobs_figures(visitor: Visitor, page: Dashboard) -> None:
    markup.table(
        (markup.TableColumn("Emplois nets, de quoi\u202f?"), markup.TableColumn("", numeric=True)),
        dashboard_words.net_jobs_told_apart(page),
        caption="Ce que l\u2019on sait des emplois nets à cette date",
    )
    st.caption(
        f"{french.FTE_MEANING} "
        "«\u00a0–\u00a0»\u00a0: inconnu, ou trop peu d\u2019emplois pour être montré. "
        f"{KEPT_BACK_MEANING}"
    )
    figure_link(visitor, page.perimeter, "jobs_net", "Voir les lignes de ces emplois")
    _jobs_table(page)


def _jobs_table(page: Dashboard) -> None:
    markup.table(
        (
            markup.TableColumn("Au"),
            markup.TableColumn("Nets (ETP)", numeric=True),
            markup.TableColumn("Vérifiés", numeric=True),
            markup.TableColumn("Trajectoire", numeric=True),
            markup.TableColumn("Écart", numeric=True),
        ),
        _jobs_rows(page.months, page.target.path if page.target else None),
        caption="Emplois nets et trajectoire, mois par mois, le dernier en premier",
    )


@lru_cache(maxsize=KEPT)
def _jobs_rows(months: tuple[MonthOfJobs, ...], path: Path | None) -> tuple[tuple[str, ...], ...]:
    """Write the table of the jobs, once for the same months and the same path."""
    return tuple(
        (
            french.day(month.day),
            french.number(month.net_fte),
            french.number(month.net_verified_fte),
            french.number(expected, decimals=1),
            french.number(None if expected is None else month.net_fte - expected, decimals=1),
        )
        for month in reversed(months)
        for expected in [path.expected(month.day) if path else None]
    )


def funnel(visitor: Visitor, page: Dashboard) -> None:
    """Draw where projects stand, how long they stay, who left this year."""
    with st.container(key="keep_funnel"):
        st.header("Du premier contact à l\u2019installation")
        st.markdown(dashboard_words.funnel(page.funnel))
        markup.funnel(
            [
                markup.FunnelLine(each.stage, each.projects, _stay(each))
                for each in page.funnel.stages
            ],
            note_title="durée (cas)",
        )
        with st.container(horizontal=True, key="flow_funnel"):
            st.caption(
                dashboard_words.exits(page.funnel, year=page.perimeter.as_of.year), width="content"
            )
            figure_link(visitor, page.perimeter, "projects_followed", "Voir les projets par étape")


def _stay(stage: StageFigures) -> str:
    """Write the median stay in a stage and on how many stays it rests."""
    if stage.median_days is None:
        return french.UNKNOWN
    days = f"{french.number(stage.median_days, decimals=0)}\u00a0j"
    return f"{days} ({french.number(stage.stays)})"


def agreements(visitor: Visitor, page: Dashboard) -> None:
    """Draw the agreements in force and to come, then the tonnes.

    Who may not read agreements gets their counts only.
    """
    found = page.agreements
    with st.container(key="keep_agreements"):
        st.header("Conventions")
        st.markdown(dashboard_words.agreements(found))
        if found.rows:
            _agreements_table(page)
        elif found.total:
            _agreements_counts(page)
        else:
            components.empty(
                "signature",
                "Aucune convention",
                "Les conventions apparaîtront ici dès leur préparation.",
            )
        with st.container(horizontal=True, vertical_alignment="center", key="foot_agreements"):
            if visitor.may(Permission.SEE_AGREEMENTS) and found.total:
                _agreements_link(page)
            if found.to_come:
                figure_link(visitor, page.perimeter, "agreements_to_come", "Voir celles à venir")
            if any(row.is_fictitious for row in found.rows):
                st.caption("Démonstration\u00a0: ces projets sont fictifs.", width="content")
        st.caption(dashboard_words.materials(page))
        left_out = dashboard_words.kept_back(page)
        if left_out and visitor.may(Permission.SEE_CONFIDENTIAL):
            with st.container(key="noprint_kept_back"):
                st.caption(left_out)


def _agreements_link(page: Dashboard) -> None:
    """Draw the way to the list of agreements, of the same territory and the same day."""
    day = page.perimeter.as_of
    is_past = day < session.today()
    asked = {agreement_filters.ON: day.isoformat()} if is_past else {}
    if page.epci_name:
        asked[agreement_filters.EPCI] = page.epci_name
    many = french.plural(page.agreements.total, "convention", "conventions")
    navigation.link(
        "agreements.py",
        f"Voir les conventions au {french.day(day)}" if is_past else f"Voir {many}",
        icon="arrow_forward",
        asked=asked,
    )


def _agreements_table(page: Dashboard) -> None:
    markup.table(
        (
            markup.TableColumn("N°", optional=True, unbroken=True),
            markup.TableColumn("Projet"),
            markup.TableColumn("État"),
            markup.TableColumn("Emplois", numeric=True),
        ),
        [
            (
                row.number or french.UNKNOWN,
                row.project_title or f"Projet n° {row.project_id}",
                dashboard_words.standing(row, page.perimeter.as_of),
                dashboard_words.promised_jobs(row),
            )
            for row in page.agreements.rows
        ],
        caption="Conventions en vigueur, puis à venir\u202f; emplois promis en ETP",
    )


def _agreements_counts(page: Dashboard) -> None:
    """Draw the counts alone, for who may not read the agreements one by one."""
    found = page.agreements
    markup.table(
        (markup.TableColumn("Conventions"), markup.TableColumn("Nombre", numeric=True)),
        [
            ("En vigueur", french.number(found.in_force)),
            ("Signées, pas encore commencées", french.number(found.to_begin)),
            ("À signer", french.number(found.to_sign)),
            ("En préparation ou en relecture", french.number(found.to_come - found.to_sign)),
            ("Signées depuis l\u2019origine", french.number(found.signed)),
        ],
        caption="Nombre de conventions par état",
    )


def places(visitor: Visitor, page: Dashboard) -> None:
    """Draw where the net jobs are, on the map and in a table."""
    total = sum(place.net_fte for place in page.places)
    sentence = dashboard_words.places(page.places, total)
    figure = _map_figure(page.places, page.perimeter.epci_siren)
    if figure is None:
        with st.container(key="keep_places"):
            st.header("Où sont les emplois")
            st.markdown(sentence)
            if page.places:
                _places_table(page)
        return
    components.chart(
        "Où sont les emplois",
        sentence,
        figure,
        key="places",
        alt=f"Carte des intercommunalités membres. {sentence}".replace("**", ""),
        figures=lambda: _places_figures(visitor, page),
    )


def _places_figures(visitor: Visitor, page: Dashboard) -> None:
    _places_table(page)
    figure_link(visitor, page.perimeter, "jobs_net", "Voir les lignes de ces emplois")


def _places_table(page: Dashboard) -> None:
    markup.table(
        (
            markup.TableColumn("Intercommunalité"),
            markup.TableColumn("Emplois nets (ETP)", numeric=True),
        ),
        [
            (short_name(place.name) if place.siren else place.name, french.number(place.net_fte))
            for place in page.places
        ],
        caption="Emplois nets par intercommunalité membre",
    )
