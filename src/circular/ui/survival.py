"""The page of survival: how long companies last after opening, and the companies behind it."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from circular.charts.settled import settled
from circular.charts.survival import survival_curve
from circular.config import settings
from circular.domain import french
from circular.domain.indicators import Perimeter
from circular.domain.permissions import Permission, Role
from circular.domain.survival import HORIZONS, Cohort, CompanyState, SurvivalReference
from circular.domain.visitors import Visitor
from circular.exports import survival_words as words
from circular.exports.tables import Column, Kind, Table
from circular.queries import dashboard
from circular.queries import survival as queries
from circular.queries.survival import CohortSurvival, Company, Survival, SurvivalHorizon
from circular.ui import components, dashboard_filters, markup, session
from circular.ui.exports import export_buttons
from circular.ui.markup import Link

COHORT, MONTHS, STATE, PAGE = "entreprises", "apres", "etat", "page_entreprises"
TODAY = "à cette date"
WHOLE = "Tout le territoire"
KEPT = 64
PAGE_SIZE = 50
TITLE_HIDDEN = "Projet sans titre public"
NO_CHOICE: Mapping[str, Any] = {COHORT: Cohort.ALL.value, MONTHS: TODAY, STATE: None, PAGE: 1}
COLUMNS = (
    Column("title", "Entreprise"),
    Column("place", "Intercommunalité"),
    Column("opened_on", "Ouverte le", Kind.DATE),
    Column("state", "État"),
    Column("closed_on", "Fermée le", Kind.DATE),
    Column("last_sign_on", "Dernier signe de vie", Kind.DATE),
    Column("months", "Mois de suivi", Kind.INTEGER),
)


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


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _companies(
    key: tuple[str, int, Role, tuple[str, ...]],
    _visitor: Visitor,
    perimeter: Perimeter,
    chosen: tuple[Cohort, int | None, CompanyState | None],
) -> Sequence[Company]:
    """Read the companies that a choice keeps, once for the same data, role and limit."""
    del key
    cohort, months, state = chosen
    with session.reading() as db:
        return queries.companies(db, _visitor, perimeter, cohort=cohort, months=months, state=state)


@lru_cache(maxsize=KEPT)
def _figure(cohorts: tuple[CohortSurvival, ...], references: tuple[SurvivalReference, ...]) -> Any:
    """Draw the curves, once for the same figures."""
    return settled(survival_curve(cohorts, references))


def summary(page: Survival) -> None:
    """Draw the sentence that opens the page, then the curves with their exact figures."""
    markup.lead(words.lead(page))
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
    if visitor.may(Permission.SEE_FIGURE_ROWS):
        st.caption("Un chiffre ouvre ses entreprises, au bas de la page.")
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
            _cells(each, partial(_address, perimeter, found.cohort, each.months) if opens else None)
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
        opening(french.percent(each.share)),
        words.interval(each),
        french.percent(each.reference.share if each.reference else None),
    )


def _address(perimeter: Perimeter, cohort: Cohort, months: int, state: CompanyState | None) -> str:
    """Return the address of the page with the companies behind a number."""
    asked = {
        **dashboard_filters.address_of(perimeter),
        COHORT: cohort.label,
        MONTHS: _after(str(months)),
        **({STATE: state.label} if state else {}),
    }
    return f"survie?{urlencode(asked)}"


def _after(months: str) -> str:
    return months if months == TODAY else f"après {months}\u00a0mois"


def rows(visitor: Visitor, page: Survival) -> None:
    """Draw the companies behind the numbers, narrowed by what is chosen, with their exports."""
    if not page.of(Cohort.ALL).companies or not visitor.may(Permission.SEE_FIGURE_ROWS):
        return
    st.space("small")
    st.header("Les entreprises, une à une")
    cohort, months, state = _choices(page)
    version = session.data_version()
    key = (str(settings().database), version, visitor.role, visitor.only_epcis)
    found = _companies(key, visitor, page.perimeter, (cohort, months, state))
    total = page.of(cohort).companies
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        components.count_row(
            len(found),
            total,
            nouns=("entreprise", "entreprises"),
            reset=components.clear_filters(NO_CHOICE),
        )
        export_buttons(
            visitor,
            key="survie",
            build=partial(survival_table, visitor, page.perimeter, found, months=months),
        )
    _table(visitor, found, months)


def _choices(page: Survival) -> tuple[Cohort, int | None, CompanyState | None]:
    """Draw the cohort, the time after opening and the state asked for."""
    bar = st.container(horizontal=True, vertical_alignment="bottom", key="noprint_survival_filters")
    cohorts = [each.cohort.value for each in page.cohorts if not each.is_masked]
    cohort = bar.selectbox(
        "Entreprises",
        cohorts,
        format_func=lambda each: Cohort(each).label,
        key=COHORT,
        width=280,
        bind="query-params",
        on_change=_first_page,
    )
    months = bar.selectbox(
        "Leur état",
        [TODAY, *map(str, HORIZONS)],
        format_func=_after,
        key=MONTHS,
        width=170,
        bind="query-params",
        on_change=_first_page,
    )
    state = components.filter_choice(
        bar,
        "État",
        {
            each.value: each.label
            for each in CompanyState
            if months != TODAY or each is not CompanyState.RECENT
        },
        key=STATE,
        all_of="Tous",
        width=180,
        label_visibility="visible",
        on_change=_first_page,
    )
    return (
        Cohort(cohort or Cohort.ALL),
        None if months in (None, TODAY) else int(months),
        CompanyState(state) if state else None,
    )


def _first_page() -> None:
    st.session_state[PAGE] = 1


def _table(visitor: Visitor, found: Sequence[Company], months: int | None) -> None:
    """Draw a page of the companies; their record opens for those who read projects."""
    if not found:
        st.markdown("Aucune entreprise ne correspond. Changez l\u2019état ou la durée.")
        return
    pages = -(-len(found) // PAGE_SIZE)
    page = min(components.page_number(PAGE), pages)
    shown = found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    markup.table(
        (
            markup.TableColumn("Entreprise"),
            markup.TableColumn("Intercommunalité", optional=True),
            markup.TableColumn("Ouverte le"),
            markup.TableColumn("État"),
            markup.TableColumn("Dernier signe de vie", optional=True),
            markup.TableColumn("Mois suivis", numeric=True, optional=True),
        ),
        [
            (
                each.title or TITLE_HIDDEN,
                each.epci_name or french.UNKNOWN,
                french.day(each.life.opened_on),
                _state_words(each, months),
                french.day(each.life.last_sign_on),
                french.number(each.life.months, decimals=1),
            )
            for each in shown
        ],
        caption="Entreprises, la dernière ouverte en premier",
        links=[f"projet?id={each.project_id}" for each in shown]
        if visitor.may(Permission.SEE_PIPELINE)
        else (),
    )
    if pages > 1:
        st.pagination(pages, key=PAGE, bind="query-params")


def _state_words(each: Company, months: int | None) -> str:
    state = queries.state_of(each, months)
    word = state.of_one
    if state is CompanyState.CLOSED:
        return f"{word} le {french.day(each.life.closed_on)}"
    return word


def survival_table(
    visitor: Visitor, perimeter: Perimeter, found: Sequence[Company], *, months: int | None
) -> Table:
    """Return the companies behind the numbers as a file takes them."""
    with session.reading() as db:
        members = dashboard.member_epcis(db)
    when = TODAY if months is None else f"{months} mois après l\u2019ouverture"
    return Table(
        title="Survie des entreprises",
        columns=COLUMNS,
        rows=[_row(each, months) for each in found],
        criteria=[
            ("Territoire", members.get(perimeter.epci_siren or "", WHOLE)),
            ("Situation au", french.day(perimeter.as_of)),
            ("État", when),
            ("Définition", f"{words.DEFINITION} {words.METHOD}"),
        ],
        author=visitor.name,
        made_on=session.today(),
    )


def _row(each: Company, months: int | None) -> dict[str, object]:
    return {
        "title": each.title or TITLE_HIDDEN,
        "place": each.epci_name,
        "opened_on": each.life.opened_on,
        "state": queries.state_of(each, months).of_one,
        "closed_on": each.life.closed_on,
        "last_sign_on": each.life.last_sign_on,
        "months": int(each.life.months),
    }
