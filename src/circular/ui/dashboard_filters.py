"""What the elected page is asked: a territory and a day, in words, put back in one click."""

from collections.abc import Collection, Mapping
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from circular.domain import french
from circular.domain.indicators import Perimeter
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.queries import dashboard as queries
from circular.ui import navigation, scripts, session

WHOLE = "Tout le territoire"
EARLIEST = date(2000, 1, 1)
PLACE, DAY = "epci", "au"
_REFUSED = "_refused_address"


def controls(visitor: Visitor, place: DeltaGenerator) -> Perimeter:
    """Draw the territory, the day and « Imprimer », and return what was asked for.

    Whoever is limited to some EPCI chooses among these, and never reads the whole.
    """
    only = visitor.only_epcis
    with session.reading() as db:
        members = queries.member_epcis(db, only)
    refused = _refused(members)
    adopt_code(PLACE, members)
    bar = place.container(horizontal=True, vertical_alignment="bottom", key="noprint_controls")
    siren = bar.selectbox(
        "Territoire",
        [*members] if only else ["", *members],
        format_func=lambda each: members.get(each, WHOLE),
        key=PLACE,
        width=250,
        label_visibility="collapsed",
        bind="query-params",
    )
    day = bar.date_input(
        "Situation au",
        value=session.today(),
        min_value=EARLIEST,
        max_value=session.today(),
        format="DD/MM/YYYY",
        key=DAY,
        width=150,
        label_visibility="collapsed",
        bind="query-params",
    )
    if bar.button("Imprimer", icon=":material/print:", key="print"):
        _print()
    asked = Perimeter(
        as_of=day if isinstance(day, date) else session.today(),
        epci_siren=siren or next(iter(only), None),
    )
    _state(visitor, asked, members)
    for sentence in refused:
        st.warning(sentence, icon=":material/info:")
    return asked


def adopt_code(key: str, codes: Collection[str]) -> None:
    """Let an address name a choice by its code, where the platform only knows its label."""
    asked = st.query_params.get(key, "")
    if key not in st.session_state and asked in codes:
        st.session_state[key] = asked


def _state(visitor: Visitor, asked: Perimeter, members: Mapping[str, str]) -> None:
    """Write what the figures are about and, when it is not the whole today, the way back."""
    name, whole = members.get(asked.epci_siren or "", WHOLE), next(iter(visitor.only_epcis), None)
    with st.container(horizontal=True, vertical_alignment="center", key="foot_state"):
        st.caption(f"Situation au **{french.day(asked.as_of)}**, {name}.", width="content")
        _ways_on(visitor, asked)
        if (asked.epci_siren, asked.as_of) != (whole, session.today()):
            st.button(
                "Revenir à aujourd\u2019hui et à l\u2019ensemble",
                type="tertiary",
                icon=":material/close:",
                key="noprint_reset",
                on_click=_reset,
                args=(whole,),
            )
        with st.container(key="noprint_day_hint", width="content"):
            st.caption("Une date tapée s\u2019applique en quittant le champ.", width="content")


def _ways_on(visitor: Visitor, asked: Perimeter) -> None:
    """Draw the ways to freeze what is seen, for the team, and to compare it with a year's end."""
    if visitor.may(Permission.FREEZE_FIGURES):
        st.page_link(
            navigation.path_of("snapshots.py"),
            label="Figer cette situation",
            width="content",
            query_params=freezing(asked),
        )
    year_end = date(asked.as_of.year - 1, 12, 31)
    if year_end >= EARLIEST:
        st.page_link(
            navigation.path_of("indicators.py"),
            label=f"Comparer au {french.day(year_end)}",
            width="content",
            query_params=comparing(asked, year_end),
        )


def freezing(asked: Perimeter) -> dict[str, str]:
    """Return what the address of the frozen situations says to open the form filled in."""
    place = {PLACE: asked.epci_siren} if asked.epci_siren else {}
    return {"figer": asked.as_of.isoformat(), **place}


def comparing(asked: Perimeter, before: date) -> dict[str, str]:
    """Return what the address of the indicators says to compare two days of one territory."""
    place = {PLACE: asked.epci_siren} if asked.epci_siren else {}
    return {DAY: asked.as_of.isoformat(), "face": "date", "au2": before.isoformat(), **place}


def _reset(whole: str | None) -> None:
    """Put the filters back to the day and the whole of what may be read."""
    st.session_state[PLACE] = whole or ""
    st.session_state[DAY] = session.today()


def _refused(members: Mapping[str, str]) -> list[str]:
    """Say what the address asked for and cannot be shown.

    The platform takes it out of the address on the first run: it is remembered for that visit.
    """
    if PLACE in st.session_state or DAY in st.session_state:
        return [] if _touched() else list(st.session_state.get(_REFUSED, ()))
    found = []
    asked = st.query_params.get(PLACE, "")
    if asked and asked not in {*members, *members.values()}:
        found.append(
            "Le territoire demandé n\u2019est pas membre, ou ne l\u2019est plus, ou n\u2019est pas "
            "parmi ceux que vous pouvez lire\u00a0: voici ce que vous pouvez lire."
        )
    if (day := st.query_params.get(DAY, "")) and not _is_readable(day):
        found.append(
            f"La date demandée est à venir, trop ancienne ou illisible\u00a0: "
            f"voici la situation au {french.day(session.today())}."
        )
    st.session_state[_REFUSED] = tuple(found)
    return found


def _touched() -> bool:
    """Say whether somebody has chosen a territory or a day since the page was opened."""
    return bool(st.session_state.get(PLACE)) or st.session_state.get(DAY) != session.today()


def _is_readable(text: str) -> bool:
    try:
        return EARLIEST <= date.fromisoformat(text) <= session.today()
    except ValueError:
        return False


def _print() -> None:
    """Open the browser's print window, once a click: the count makes each script a new one."""
    count = st.session_state["_prints"] = st.session_state.get("_prints", 0) + 1
    scripts.run("print.js", turn=count)
