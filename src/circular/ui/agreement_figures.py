"""The figures of the agreements on screen: sentence, definition, and the way to their rows."""

from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from circular.domain import agreement_figures as definitions
from circular.domain import french
from circular.domain.agreement_lists import AgreementColumn
from circular.domain.agreements import EVER_SIGNED, AgreementState
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.queries.agreement_figures import (
    MOST_ROWS,
    AgreementFigures,
    YearOfDelays,
    agreement_figures,
)
from circular.ui import components, dashboard_filters, markup, session
from circular.ui.agreement_filters import (
    ARCHIVED,
    COLUMNS,
    IN_FORCE,
    ON,
    SIGNED_FROM,
    SIGNED_TO,
    STATES,
)
from circular.ui.components import Tile

TITLE = "Chiffres des conventions"
FEW_CASES = 5


def asked_day(visitor: Visitor, place: DeltaGenerator) -> date:
    """Draw the day of the figures, that of the visit first, and return it."""
    members = dashboard_filters.members_of(visitor)
    dashboard_filters.begin(visitor, members)
    return dashboard_filters.choose_day(place)


def figures(visitor: Visitor, day: date) -> None:
    """Draw every figure of a day."""
    with session.reading() as db:
        found = agreement_figures(db, visitor, day)
    markup.lead(lead(found))
    _tiles(found)
    _delays(found)
    _renewals(found)
    _services(found)
    _jobs(visitor, found)


def lead(found: AgreementFigures) -> str:
    """Say how many agreements are in force, and how long a signature takes."""
    count = french.plural(found.in_force, "convention en vigueur", "conventions en vigueur")
    first = f"**{count if found.in_force else 'Aucune convention en vigueur'}**"
    first += f" au {french.day(found.day)}"
    whole = found.all_delays
    if whole.median is None:
        return f"{first}. Aucun délai de signature connu."
    days = french.plural(round(whole.median), "jour", "jours")
    cases = french.plural(whole.cases, "convention", "conventions")
    return (
        f"{first}\u202f; il a fallu {days} du premier contact à la signature "
        f"(médiane depuis l’origine, {cases})."
    )


def _tiles(found: AgreementFigures) -> None:
    whole, jobs = found.all_delays, found.jobs
    promised = sum(each.promised for each in found.services)
    given = sum(each.given for each in found.services)
    terms = len(found.terms)
    components.tiles(
        [
            Tile("En vigueur", french.number(found.in_force), help=definitions.IN_FORCE),
            Tile(
                "Délai médian",
                french.UNKNOWN if whole.median is None else f"{whole.median:.0f}\u00a0j",
                delta="peu de recul" if 0 < whole.cases < FEW_CASES else None,
                help=definitions.DELAY,
            ),
            Tile(
                "Renouvelées",
                f"{found.renewed} / {terms}" if terms else french.UNKNOWN,
                help=definitions.RENEWAL,
            ),
            Tile(
                "Prestations",
                f"{given} / {promised}" if promised else french.UNKNOWN,
                help=definitions.SERVICES,
            ),
            Tile(
                "Emplois promis",
                french.number(jobs.promised),
                help=definitions.JOBS,
            ),
        ],
        key="agreement_figures",
    )
    _way(
        "Voir les conventions en vigueur ce jour-là",
        {ON: [found.day.isoformat()], IN_FORCE: ["true"], ARCHIVED: ["true"]},
    )


def _delays(found: AgreementFigures) -> None:
    st.header("Du premier contact à la signature")
    st.caption(definitions.DELAY)
    if not found.delays:
        st.markdown("Aucune convention signée à cette date.")
        return
    markup.table(
        [
            markup.TableColumn("Signées en"),
            markup.TableColumn("Délai médian (jours)", numeric=True),
            markup.TableColumn("Cas", numeric=True),
            markup.TableColumn("Délai inconnu", numeric=True),
        ],
        [
            (
                str(each.year or "Toutes les années"),
                french.number(each.median),
                french.number(each.cases),
                french.number(each.unknown),
            )
            for each in found.delays
        ],
        caption="Délai médian par année de signature\u202f; chaque année ouvre ses conventions",
        links=[_address(_period(each, found.day)) for each in found.delays],
    )
    if found.all_delays.cases < FEW_CASES:
        st.caption("Moins de cinq cas\u00a0: une médiane ne dit encore rien de solide.")


def _period(each: YearOfDelays, day: date) -> Mapping[str, Sequence[str]]:
    """Return what the list is asked for to show the agreements of a line of delays."""
    columns = [AgreementColumn.NUMBER, AgreementColumn.PROJECT, AgreementColumn.SIGNED]
    asked = {
        **_signed_then(day),
        COLUMNS: [column.label for column in (*columns, AgreementColumn.DELAY)],
    }
    if each.year is not None:
        last = min(date(each.year, 12, 31), day)
        asked[SIGNED_FROM] = [date(each.year, 1, 1).isoformat()]
        asked[SIGNED_TO] = [last.isoformat()]
    return asked


def _renewals(found: AgreementFigures) -> None:
    st.header("Renouvellements")
    st.caption(definitions.RENEWAL)
    if not found.terms:
        st.markdown("Aucune convention renouvelable n’est encore arrivée à son terme.")
        return
    rate = french.percent(found.renewal_rate)
    renewed = french.plural(found.renewed, "renouvelée", "renouvelées")
    over = french.plural(len(found.terms), "arrivée", "arrivées")
    st.markdown(f"**{renewed} sur {over} au premier terme** ({rate}).")
    with st.expander("Voir ces conventions", type="compact"):
        markup.table(
            [
                markup.TableColumn("N°", unbroken=True),
                markup.TableColumn("Projet"),
                markup.TableColumn("Premier terme", unbroken=True),
                markup.TableColumn("Renouvelée"),
            ],
            [
                (
                    each.number or french.UNKNOWN,
                    each.project,
                    french.day(each.first_end),
                    french.yes_no(each.is_renewed),
                )
                for each in found.terms[:MOST_ROWS]
            ],
            caption="Conventions arrivées à leur premier terme",
            links=[f"convention?id={each.id}" for each in found.terms[:MOST_ROWS]],
        )
        _cut(len(found.terms))


def _services(found: AgreementFigures) -> None:
    st.header("Prestations promises et rendues")
    st.caption(definitions.SERVICES)
    if not found.services:
        st.markdown("Aucune convention signée ne promet de prestation.")
        return
    promised = sum(each.promised for each in found.services)
    given = sum(each.given for each in found.services)
    markup.table(
        [
            markup.TableColumn("Prestation"),
            markup.TableColumn("Promises", numeric=True),
            markup.TableColumn("Rendues", numeric=True),
        ],
        [
            *((one.label, str(one.promised), str(one.given)) for one in found.services),
            ("Total", str(promised), str(given)),
        ],
        caption="Prestations que les conventions signées promettent, et celles rendues",
    )
    columns = [AgreementColumn.NUMBER, AgreementColumn.PROJECT, AgreementColumn.PROMISED]
    _way(
        "Voir convention par convention",
        {
            **_signed_then(found.day),
            COLUMNS: [column.label for column in (*columns, AgreementColumn.GIVEN)],
        },
    )


def _jobs(visitor: Visitor, found: AgreementFigures) -> None:
    st.header("Emplois par convention")
    st.caption(definitions.JOBS)
    st.markdown(jobs_sentence(found))
    if not found.job_rows:
        return
    with_net = visitor.may(Permission.SEE_JOBS)
    heads = [
        markup.TableColumn("N°", unbroken=True),
        markup.TableColumn("Projet"),
        markup.TableColumn("Promis (ETP)", numeric=True),
        *([markup.TableColumn("Nets du projet (ETP)", numeric=True)] if with_net else []),
    ]
    with st.expander("Voir convention par convention", type="compact"):
        markup.table(
            heads,
            [
                (
                    row.number or french.UNKNOWN,
                    row.project,
                    french.number(row.promised),
                    *((french.number(row.net),) if with_net else ()),
                )
                for row in found.job_rows
            ],
            caption="Emplois promis par convention signée",
            links=[f"convention?id={row.id}" for row in found.job_rows],
        )
        _cut(found.jobs.agreements)
        if not with_net:
            st.caption("Les emplois créés, projet par projet, sont réservés à l’équipe.")


def jobs_sentence(found: AgreementFigures) -> str:
    """Say the jobs promised by signed agreements, and the net ones of their projects."""
    jobs = found.jobs
    if not jobs.agreements:
        return "Aucune convention signée à cette date."
    count = french.plural(jobs.agreements, "convention signée", "conventions signées")
    promised = french.full_time_equivalents(jobs.promised)
    net = french.full_time_equivalents(jobs.net)
    told = f"{count}\u00a0: **{promised} promis**, {net} nets créés par leurs projets."
    if not jobs.without_jobs:
        return told
    silent = french.plural(jobs.without_jobs, "convention ne dit", "conventions ne disent")
    return f"{told} {silent} rien des emplois."


def _cut(total: int) -> None:
    if total > MOST_ROWS:
        st.caption(f"Les {MOST_ROWS} premières lignes sur {french.number(total)}.")


def _signed_then(day: date) -> dict[str, list[str]]:
    signed = [state.label for state in AgreementState if state in EVER_SIGNED]
    return {ON: [day.isoformat()], STATES: signed, ARCHIVED: ["true"]}


def _way(label: str, asked: Mapping[str, Sequence[str]]) -> None:
    """Draw the link to the rows that a figure rests upon."""
    markup.view_link(_address(asked), label, st.container())


def _address(asked: Mapping[str, Sequence[str]]) -> str:
    return f"conventions?{urlencode(asked, doseq=True)}"
