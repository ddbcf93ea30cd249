"""The forecast, block by block; it is computed once per version of the data and rights."""

from functools import lru_cache, partial
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from circular.charts.forecast import fan
from circular.charts.settled import settled
from circular.config import ROOT, settings
from circular.domain import french
from circular.domain.indicators import Perimeter
from circular.domain.permissions import Permission, Role
from circular.domain.territory import WHOLE
from circular.domain.visitors import Visitor
from circular.exports import forecast_tables
from circular.exports import forecast_words as words
from circular.exports.tables import Table
from circular.queries import dashboard, past_forecasts
from circular.queries import forecast as queries
from circular.queries.forecast import Forecast
from circular.queries.forecast_facts import SHOWN_PROJECTS, ProjectBehind, projects_behind
from circular.queries.past_forecasts import BackTest
from circular.ui import components, markup, session
from circular.ui.exports import export_buttons

KEPT = 64
METHOD = ROOT / "docs" / "prevision.md"


def read(visitor: Visitor, perimeter: Perimeter) -> Forecast:
    """Return the forecast, from memory while the data have not changed."""
    with st.spinner("Calcul de la prévision…"):
        return _read(*_key(visitor, perimeter))


def read_back_test(visitor: Visitor, perimeter: Perimeter) -> BackTest:
    """Return the past forecasts, from memory while the data have not changed."""
    return _read_back_test(*_key(visitor, perimeter))


def _key(
    visitor: Visitor, perimeter: Perimeter
) -> tuple[str, int, Role, Perimeter, tuple[str, ...]]:
    version = session.data_version()
    return str(settings().database), version, visitor.role, perimeter, visitor.only_epcis


@st.cache_resource(max_entries=KEPT, show_spinner=False, hash_funcs={Perimeter: repr})
def _read(
    path: str, version: int, role: Role, perimeter: Perimeter, only: tuple[str, ...]
) -> Forecast:
    del path, version, role
    with session.reading() as db:
        return queries.forecast(db, perimeter, only=only)


@st.cache_resource(
    max_entries=KEPT,
    show_spinner="Comparaison avec les prévisions passées…",
    hash_funcs={Perimeter: repr},
)
def _read_back_test(
    path: str, version: int, role: Role, perimeter: Perimeter, only: tuple[str, ...]
) -> BackTest:
    del path, version, role
    with session.reading() as db:
        return past_forecasts.back_test(db, perimeter, only=only)


def opening(visitor: Visitor, page: Forecast) -> DeltaGenerator:
    """Write the sentence of the page and its warning; return the place of what is to be doubted."""
    markup.lead(words.lead(page))
    if page.quarters and page.is_too_few:
        st.info(words.warning(page, with_counts=not visitor.only_epcis), icon=":material/info:")
    return st.container(key="forecast_reserve")


def nothing_yet(page: Forecast) -> None:
    """Say what to do when nothing was noted by the day asked for."""
    components.empty(
        "hourglass_empty",
        "Rien à prévoir à cette date",
        f"Aucun projet n’était noté au {french.day(page.perimeter.as_of)}. Choisissez une date "
        "plus récente, ou notez un premier contact.",
    )


def range_ahead(visitor: Visitor, page: Forecast) -> None:
    """Draw the fan with its exact table and the files of it."""
    components.chart(
        "Combien d’emplois, et quand\u202f?",
        words.chart(page),
        _figure(page),
        key="forecast",
        alt=f"Emplois nets à venir, fourchette par trimestre. {words.chart(page)}".replace(
            "**", ""
        ),
        figures=lambda: _quarters(page),
        caption=f"{words.DEFINITION} Situation au {french.day(page.perimeter.as_of)}.",
    )
    export_buttons(visitor, key="prevision", build=partial(table, visitor, page))


@lru_cache(maxsize=KEPT)
def _figure(page: Forecast) -> Any:
    """Draw the fan, once for the same forecast."""
    path = page.target.path if page.target else None
    return settled(fan(page.past, page.perimeter.as_of, page.net_fte, page.quarters, path))


def _quarters(page: Forecast) -> None:
    path = page.target.path if page.target else None
    markup.table(
        (
            markup.TableColumn("Au", unbroken=True),
            markup.TableColumn("Bas", numeric=True),
            markup.TableColumn("Milieu", numeric=True),
            markup.TableColumn("Haut", numeric=True),
            markup.TableColumn("Milieu sans nouveaux", numeric=True, optional=True),
            markup.TableColumn("Trajectoire", numeric=True),
        ),
        [
            (
                french.day(each.day),
                *(_whole(value) for value in (each.jobs.low, each.jobs.middle, each.jobs.high)),
                _whole(each.without_arrivals.middle),
                _whole(path.at(each.day) if path else None),
            )
            for each in page.quarters
        ],
        caption="Emplois nets prévus par trimestre, en ETP",
    )


def table(visitor: Visitor, page: Forecast) -> Table:
    """Return the range by quarter as a table to take away, the figures of the screen."""
    with session.reading() as db:
        members = dashboard.member_epcis(db, visitor.only_epcis)
    few = [("Avertissement", words.TOO_FEW)] if page.is_too_few else []
    return Table(
        title="Prévision des emplois nets",
        columns=forecast_tables.QUARTERS,
        rows=forecast_tables.quarters(page),
        criteria=[
            ("Territoire", members.get(page.perimeter.epci_siren or "", WHOLE)),
            ("Situation au", french.day(page.perimeter.as_of)),
            ("Définition", words.DEFINITION),
            ("En une phrase", words.lead(page).replace("**", "")),
            *few,
        ],
        author=visitor.name,
        made_on=session.today(),
    )


def stages(visitor: Visitor, page: Forecast) -> None:
    """Draw what each stage should bring, and the projects behind."""
    with st.container(key="keep_forecast_stages"):
        st.header("D’où viendraient-ils\u202f?")
        st.markdown(words.stages(page))
        rows = [
            (
                each.stage.written,
                french.number(each.projects),
                _owed(each.owed, each.unknown, each.projects),
                words.set_up(each),
                _one_decimal(each.expected),
            )
            for each in page.stages
        ]
        markup.table(
            (
                markup.TableColumn("Étape", unbroken=True),
                markup.TableColumn("Projets", numeric=True),
                markup.TableColumn("Emplois restant à créer", numeric=True, optional=True),
                markup.TableColumn("S’implanter à temps"),
                markup.TableColumn("Emplois attendus", numeric=True),
            ),
            [
                *rows,
                ("Porteurs à venir", *[french.UNKNOWN] * 3, _one_decimal(page.arrivals_fte)),
                ("Emplois déjà là", *[french.UNKNOWN] * 3, _one_decimal(page.kept_fte)),
                ("En tout, en moyenne", *[french.UNKNOWN] * 3, _one_decimal(page.mean_fte)),
            ],
            caption="Projets en cours par étape, chance de s’implanter et emplois attendus",
        )
        st.caption(words.counted(page))
        if visitor.may(Permission.SEE_AGREEMENTS):
            with st.expander("Voir les projets derrière ces chiffres", type="compact"):
                _behind(visitor, page)


def _behind(visitor: Visitor, page: Forecast) -> None:
    found = _projects(*_key(visitor, page.perimeter))
    if not found:
        st.caption("Aucun projet en cours à cette date.")
        return
    may_open = visitor.may(Permission.SEE_PIPELINE)
    markup.table(
        (
            markup.TableColumn("Projet"),
            markup.TableColumn("Étape"),
            markup.TableColumn("Promis (ETP)", numeric=True),
            markup.TableColumn("Créés", numeric=True),
        ),
        [
            (
                each.title,
                each.stage.written,
                french.number(each.promised),
                french.number(each.created),
            )
            for each in found
        ],
        caption="Projets en cours, les plus avancés d’abord",
        links=[f"/projet?id={each.project_id}" for each in found] if may_open else (),
    )
    if page.projects > len(found):
        st.caption(
            f"Les {french.number(SHOWN_PROJECTS)} plus avancés, sur {french.number(page.projects)}."
        )


@st.cache_resource(max_entries=KEPT, show_spinner=False, hash_funcs={Perimeter: repr})
def _projects(
    path: str, version: int, role: Role, perimeter: Perimeter, only: tuple[str, ...]
) -> tuple[ProjectBehind, ...]:
    del path, version, role
    with session.reading() as db:
        return projects_behind(db, perimeter, only=only)


def needed(visitor: Visitor, page: Forecast) -> None:
    """Draw how many more agreements would keep the promise, beside the pace so far.

    The pace is that of the whole association: not for whoever is limited to some EPCI.
    """
    with st.container(key="keep_forecast_needed"):
        st.header("Combien de conventions de plus\u202f?")
        st.markdown(words.needed(page))
        if page.needed:
            pace = "" if visitor.only_epcis else words.usual_pace(page)
            st.caption(f"{pace} {words.MORE_AGREEMENTS}".strip())


def hypotheses(visitor: Visitor, page: Forecast) -> None:
    """Draw what is supposed, its weight, what was observed and what is kept of both.

    Whoever is limited to some EPCI is not told what was observed in the others.
    """
    with st.container(key="keep_forecast_hypotheses"):
        st.header("Ce que nous supposons, ce que vous avez vécu")
        st.markdown(words.SUPPOSED)
        told = not visitor.only_epcis
        columns = [
            markup.TableColumn("Hypothèse"),
            markup.TableColumn("Supposé"),
            markup.TableColumn("Poids", optional=True),
        ]
        if told:
            columns += [
                markup.TableColumn("Observé"),
                markup.TableColumn("Sur", optional=True),
            ]
        markup.table(
            [*columns, markup.TableColumn("Retenu")],
            [
                (
                    each.key.label,
                    words.supposed(each),
                    words.weight(each),
                    *((words.observed(each), words.count(each)) if told else ()),
                    words.kept(each),
                )
                for each in page.hypotheses
            ],
            caption="Hypothèses de la prévision, avec leur poids et ce qui fut observé",
        )
        st.caption(words.of_whom(page))


def back_test(visitor: Visitor, page: Forecast, reserve: DeltaGenerator) -> None:
    """Draw the forecasts made again as of past days, beside what happened.

    When most of them missed, the page says so in `reserve`, near its first sentence.
    """
    with st.container(key="keep_forecast_past"):
        st.header("Aurions-nous vu juste\u202f?")
        found = read_back_test(visitor, page.perimeter)
        st.markdown(words.back_test(found))
        doubt = words.doubt(found)
        if doubt:
            reserve.warning(doubt, icon=":material/warning:")
        if not found.forecasts:
            return
        markup.table(
            (
                markup.TableColumn("Prévu le", unbroken=True),
                markup.TableColumn("Bas", numeric=True),
                markup.TableColumn("Milieu", numeric=True),
                markup.TableColumn("Haut", numeric=True),
                markup.TableColumn("Réel", numeric=True),
                markup.TableColumn("Dedans"),
            ),
            [
                (
                    french.day(each.made_on),
                    *(_one_decimal(one) for one in (each.jobs.low, each.jobs.middle)),
                    _one_decimal(each.jobs.high),
                    french.number(each.actual),
                    french.yes_no(each.is_inside),
                )
                for each in found.forecasts
            ],
            caption="Prévisions refaites à des dates passées et emplois nets constatés",
        )
        st.caption(words.made_again(page))


def method() -> None:
    """Offer the method, formula by formula."""
    with st.expander("La méthode, formule par formule", type="compact"):
        text = METHOD.read_text(encoding="utf-8") if METHOD.exists() else ""
        st.markdown(text.partition("\n")[2] or "La méthode n’est pas sur cette machine.")


def _whole(value: float | None) -> str:
    return french.number(value, decimals=0)


def _one_decimal(value: float | None) -> str:
    return french.number(value, decimals=1)


def _owed(owed: float, unknown: int, projects: int) -> str:
    """Write what is still owed, and for how many projects nothing is known."""
    if projects and projects == unknown:
        return french.UNKNOWN
    written = french.number(owed)
    return f"{written} (+\u00a0{french.number(unknown)} sans promesse)" if unknown else written
