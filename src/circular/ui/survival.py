"""The page of survival: how long companies last after opening, and the companies behind it."""

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from circular.charts.settled import settled
from circular.charts.survival import survival_curve
from circular.config import settings
from circular.domain import french
from circular.domain.indicators import Perimeter
from circular.domain.permissions import Permission, Role
from circular.domain.survival import Cohort, CompanyState, SurvivalReference
from circular.domain.visitors import Visitor
from circular.exports import survival_words as words
from circular.queries import survival as queries
from circular.queries.survival import CohortSurvival, Survival, SurvivalHorizon
from circular.ui import components, dashboard_filters, markup, session, survival_rows
from circular.ui.markup import Link

KEPT = 64


def controls(visitor: Visitor, place: DeltaGenerator) -> Perimeter:
    """Draw the territory and the day, and return what was asked for.

    Whoever is limited to some EPCI chooses among these, and never reads the whole.
    """
    members = dashboard_filters.members_of(visitor)
    dashboard_filters.begin(visitor, members)
    bar = place.container(horizontal=True, vertical_alignment="bottom", key="noprint_controls")
    asked = Perimeter(
        epci_siren=dashboard_filters.choose_place(
            visitor, bar, members, label_visibility="collapsed"
        ),
        as_of=dashboard_filters.choose_day(bar, label_visibility="collapsed"),
    )
    dashboard_filters.reminder(visitor, asked, members)
    return asked


def read(visitor: Visitor, perimeter: Perimeter) -> Survival:
    """Return the figures of the page, from memory while the data have not changed."""
    version = session.data_version()
    return _read(str(settings().database), version, visitor.role, visitor.only_epcis, perimeter)


@st.cache_resource(max_entries=KEPT, show_spinner=False, hash_funcs={Perimeter: repr})
def _read(
    path: str, version: int, role: Role, only: tuple[str, ...], perimeter: Perimeter
) -> Survival:
    """Read the page of whoever has a role and a limit; a change of the data asks anew.

    All that is kept is frozen: all visitors of a role may be given the same object.
    """
    del path, version
    reader = Visitor(account_id=None, name="", role=role, epci_sirens=only)
    with session.reading() as db:
        return queries.survival(db, reader, perimeter)


@lru_cache(maxsize=KEPT)
def _figure(cohorts: tuple[CohortSurvival, ...], references: tuple[SurvivalReference, ...]) -> Any:
    """Draw the curves, once for the same figures."""
    return settled(survival_curve(cohorts, references))


def curves(page: Survival) -> None:
    """Draw the curves with their exact figures, or what to do when no company has opened."""
    whole = page.of(Cohort.ALL)
    if not whole.companies:
        components.empty(
            "storefront",
            "Aucune entreprise à cette date",
            "L\u2019ouverture se note sur la fiche du projet, à l\u2019étape «\u00a0Suivi\u00a0»"
            "\u202f; choisissez sinon une date plus récente.",
        )
        return
    shown = tuple(
        each for each in page.cohorts if each.cohort is not Cohort.ELSEWHERE and not each.is_masked
    )
    components.chart(
        "Combien durent, mois après mois",
        words.cohort(whole),
        _figure(shown, page.references),
        key="survival",
        alt=f"Part des entreprises encore ouvertes. {words.cohort(whole)}".replace("**", ""),
        figures=partial(_steps_table, whole),
        caption=words.DEFINITION,
    )
    with st.expander("Comment le taux est calculé", type="compact"):
        st.markdown(words.METHOD)
    st.caption(
        "Losanges\u00a0: taux publiés. "
        + " ".join(markup.plain(words.reference(each)) for each in page.references)
    )


def _steps_table(found: CohortSurvival) -> None:
    """Draw every step of the curve of all companies."""
    bounds = {month: (low, high) for month, low, high in found.bands}
    markup.table(
        (
            markup.TableColumn("Mois après l\u2019ouverture"),
            markup.TableColumn("Encore ouvertes", numeric=True),
            markup.TableColumn("Au moins", numeric=True),
            markup.TableColumn("Au plus", numeric=True),
        ),
        [
            (
                french.number(month, decimals=1),
                french.percent(share),
                french.percent(bounds.get(month, (None, None))[0]),
                french.percent(bounds.get(month, (None, None))[1]),
            )
            for month, share in [(0.0, 1.0), *found.steps]
        ],
        caption="La courbe, marche après marche",
    )


def horizons(visitor: Visitor, page: Survival) -> None:
    """Draw the table of each cohort by horizon; each line opens its companies."""
    if not page.of(Cohort.ALL).companies:
        return
    if visitor.may(Permission.SEE_FIGURE_ROWS):
        st.caption("Dans ces tableaux, un chiffre ouvre ses entreprises, en haut de la page.")
    for found in page.cohorts:
        if found.cohort is Cohort.ELSEWHERE and found.is_masked:
            continue
        st.header(found.cohort.label)
        if found.is_masked or not found.companies:
            st.markdown(words.cohort(found))
            continue
        if found.cohort is not Cohort.ALL:
            st.markdown(words.cohort(found))
        _horizon_table(page.perimeter, found, opens=visitor.may(Permission.SEE_FIGURE_ROWS))
    for said in words.left_out(page):
        st.caption(said)


def _horizon_table(perimeter: Perimeter, found: CohortSurvival, *, opens: bool) -> None:
    markup.table(
        (
            markup.TableColumn("Après"),
            markup.TableColumn("Suivies", numeric=True),
            markup.TableColumn("Fermées", numeric=True),
            markup.TableColumn("Sans nouvelles", numeric=True, optional=True),
            markup.TableColumn("Trop récentes", numeric=True, optional=True),
            markup.TableColumn("Taux", numeric=True),
            markup.TableColumn("Intervalle", numeric=True, optional=True),
            markup.TableColumn("Référence", numeric=True),
        ),
        [
            _cells(
                each,
                partial(survival_rows.address, perimeter, found.cohort, each.months)
                if opens
                else None,
            )
            for each in found.horizons
        ],
        caption=f"{found.cohort.label}, par durée\u202f; chaque chiffre ouvre ses entreprises",
    )


def _cells(
    each: SurvivalHorizon, way: Callable[[CompanyState | None], str] | None
) -> tuple[str | Link, ...]:
    """Write a line; each number opens the companies that it counts, the rate all of them."""

    def opening(text: str, state: CompanyState | None = None) -> str | Link:
        is_bare = way is None or text in {french.UNKNOWN, french.number(0)}
        return text if is_bare or way is None else Link(text, way(state))

    return (
        opening(f"{each.months}\u00a0mois"),
        opening(french.number(each.at_risk), CompanyState.OPEN),
        opening(french.number(each.closed), CompanyState.CLOSED),
        opening(french.number(each.unknown), CompanyState.UNKNOWN),
        opening(french.number(each.recent), CompanyState.RECENT),
        opening(words.rate(each)),
        words.interval(each),
        french.percent(each.reference.share if each.reference else None),
    )
