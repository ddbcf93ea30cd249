"""The companies behind the survival figures: under the sentence when a number opens them."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from circular.config import settings
from circular.domain import french
from circular.domain.indicators import Perimeter
from circular.domain.permissions import Permission, Role
from circular.domain.survival import HORIZONS, Cohort, CompanyState
from circular.domain.territory import WHOLE
from circular.domain.visitors import Visitor
from circular.exports import survival_words as words
from circular.exports.tables import Column, Kind, Table
from circular.queries import dashboard
from circular.queries import survival as queries
from circular.queries.survival import Company, Survival
from circular.ui import components, dashboard_filters, markup, opened_rows, session
from circular.ui.exports import export_buttons

COHORT, MONTHS, STATE, PAGE = "entreprises", "apres", "etat", "page_entreprises"
OPENED = "entreprises"
TODAY = "à cette date"
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


def address(perimeter: Perimeter, cohort: Cohort, months: int, state: CompanyState | None) -> str:
    """Return the address of the page with the companies behind a number."""
    asked = {
        **dashboard_filters.address_of(perimeter),
        COHORT: cohort.label,
        MONTHS: _after(str(months)),
        **({STATE: state.label} if state else {}),
        opened_rows.ROWS: OPENED,
    }
    return f"survie?{urlencode(asked)}"


def _after(months: str) -> str:
    return months if months == TODAY else f"après {months}\u00a0mois"


def is_opened() -> bool:
    """Say whether the address asks for the companies of a number, which come first then."""
    return opened_rows.asked() == OPENED


def _close() -> None:
    """Put the companies back under the tables, all of them."""
    opened_rows.close()
    st.session_state.update(NO_CHOICE)


def draw(visitor: Visitor, page: Survival) -> None:
    """Draw the companies behind the numbers, narrowed by what is chosen, with their exports."""
    if not page.of(Cohort.ALL).companies or not visitor.may(Permission.SEE_FIGURE_ROWS):
        return
    st.space("small")
    head = st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    )
    head.header("Les entreprises, une à une", width="content")
    if is_opened():
        head.button(
            "Refermer", type="tertiary", icon=":material/close:", key="close_rows", on_click=_close
        )
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
        "À quel moment",
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
            ("À quel moment", when),
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
