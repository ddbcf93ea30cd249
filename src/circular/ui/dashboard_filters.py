"""The territory and the day that dashboards are about, kept from page to page of a visit."""

from collections.abc import Mapping
from datetime import date
from typing import Literal, TypeAlias

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from circular.domain import french
from circular.domain.indicators import Perimeter
from circular.domain.permissions import Permission
from circular.domain.territory import WHOLE
from circular.domain.visitors import Visitor
from circular.queries import dashboard as queries
from circular.ui import navigation, scripts, session
from circular.ui.indicator_words import Against

EARLIEST = date(2000, 1, 1)
PLACE, DAY = "territoire", "jour"
"""Names in the address, which no widget of another page is bound to: we could not write them."""
FREEZE, AGAINST, DAY_2 = "figer", "face", "au2"
_VISIT, _PAGE, _BEGUN = "_territory_and_day", "_page", "_page_has_begun"
_REFUSED, _FOLLOWED = "_refused_address", "_followed_address"
Asked: TypeAlias = tuple[str, date | None]
"""A territory, empty for the whole, and a day, none for today."""


def turn_to(page: str) -> None:
    """Note which page a run is of: on another one, the fields begin anew.

    The frame calls it before each page, so that `begin` can tell the first run of a page.
    """
    if st.session_state.get(_PAGE) != page:
        st.session_state[_PAGE] = page
        st.session_state.pop(_BEGUN, None)


def controls(visitor: Visitor, place: DeltaGenerator) -> Perimeter:
    """Draw the territory, the day and « Imprimer », and return what was asked for.

    Whoever is limited to some EPCI chooses among these, and never reads the whole.
    """
    members = members_of(visitor)
    refused = begin(visitor, members)
    bar = place.container(horizontal=True, vertical_alignment="bottom", key="noprint_controls")
    asked = Perimeter(
        epci_siren=choose_place(visitor, bar, members, label_visibility="collapsed"),
        as_of=choose_day(bar, label_visibility="collapsed"),
    )
    if bar.button("Imprimer", icon=":material/print:", key="print"):
        _print()
    _state(visitor, asked, members)
    for sentence in refused:
        st.warning(sentence, icon=":material/info:")
    return asked


def members_of(visitor: Visitor) -> dict[str, str]:
    """Return the EPCI that a visitor may choose, SIREN to name."""
    with session.reading() as db:
        return queries.member_epcis(db, visitor.only_epcis)


def choose_territory(
    visitor: Visitor, bar: DeltaGenerator, members: Mapping[str, str]
) -> str | None:
    """Draw the territory alone, that of the visit first, for a page that has days of its own."""
    refused = begin(visitor, members)
    siren = choose_place(visitor, bar, members, width="stretch")
    _follow()
    for sentence in refused:
        bar.warning(sentence, icon=":material/info:")
    return siren


def begin(visitor: Visitor, members: Mapping[str, str]) -> list[str]:
    """Take up the territory and the day of the visit, or those of the address when it gives one.

    Called by a page before it draws them. On a page already begun, what is chosen in the fields is
    followed; an address that changed without them (« Précédent », a link) is taken up again. What
    it asked and cannot be shown is returned in sentences, kept until a choice is made.
    """
    place, day = address = _address()
    if st.session_state.get(_BEGUN):
        chosen = _chosen()
        if chosen != _kept() or address == st.session_state[_FOLLOWED]:
            sentences, began_with = st.session_state[_REFUSED]
            return list(sentences) if began_with == chosen else []
    st.session_state[_BEGUN], st.session_state[_FOLLOWED] = True, address
    siren, since = (_siren(place, members), _readable(day)) if place or day else _kept()
    st.session_state[PLACE] = siren if siren in members else _whole(visitor)
    st.session_state[DAY] = since or session.today()
    st.session_state[_VISIT] = _chosen()
    refused = _refused(place, day, members)
    st.session_state[_REFUSED] = (tuple(refused), _chosen())
    return refused


def _kept() -> Asked:
    """Return the territory and the day of the visit."""
    found: Asked = st.session_state.get(_VISIT, ("", None))
    return found


def _chosen() -> Asked:
    """Return the territory and the day that stand in the fields, or in the visit when undrawn."""
    place, day = st.session_state.get(PLACE, _kept()[0]), st.session_state.get(DAY)
    return place or "", _past(day if isinstance(day, date) else None)


def _past(day: date | None) -> date | None:
    """Return a day as the visit keeps it: no day is today, whatever today becomes."""
    return None if day == session.today() else day


def _whole(visitor: Visitor) -> str:
    """Return what stands for everything that a visitor may read: nothing, or their first EPCI."""
    return next(iter(visitor.only_epcis), "")


def _address() -> tuple[str, str]:
    """Return the territory and the day as the address writes them."""
    return st.query_params.get(PLACE, ""), st.query_params.get(DAY, "")


def _follow() -> None:
    """Keep for the other pages of the visit what stands in the fields, and have the address say it.

    The platform writes a choice by its label and forgets one that a page began with: the territory
    is written here, by its SIREN. An address that gives the day of today is left as it is.
    """
    st.session_state[_VISIT] = (siren, day) = _chosen()
    place, written = _address()
    if siren != place or day != _past(_readable(written)) or (written and not _readable(written)):
        told = {PLACE: siren, DAY: day.isoformat() if day else ""}
        st.query_params.update({name: text for name, text in told.items() if text})
        for name in (each for each, text in told.items() if not text):
            st.query_params.pop(name, None)
    st.session_state[_FOLLOWED] = _address()


def choose_place(
    visitor: Visitor,
    bar: DeltaGenerator,
    members: Mapping[str, str],
    *,
    width: int | Literal["stretch"] = 250,
    label_visibility: Literal["visible", "collapsed"] = "visible",
) -> str | None:
    """Draw the territory and return its SIREN, None for the whole.

    Whoever is limited to some EPCI reads the first before they choose.
    """
    only = visitor.only_epcis
    siren = bar.selectbox(
        "Territoire",
        [*members] if only else ["", *members],
        format_func=lambda each: members.get(each, WHOLE),
        key=PLACE,
        width=width,
        label_visibility=label_visibility,
    )
    return siren or _whole(visitor) or None


def choose_day(
    bar: DeltaGenerator, *, label_visibility: Literal["visible", "collapsed"] = "visible"
) -> date:
    """Draw the day, after the territory, keep both for the visit and its address; return it."""
    today = session.today()
    day = bar.date_input(
        "Situation au",
        value=today,
        min_value=EARLIEST,
        max_value=today,
        format="DD/MM/YYYY",
        key=DAY,
        width=170,
        label_visibility=label_visibility,
    )
    _follow()
    return day if isinstance(day, date) else today


def _state(visitor: Visitor, asked: Perimeter, members: Mapping[str, str]) -> None:
    """Write what the figures are about and, when it is not the whole today, the way back."""
    with st.container(horizontal=True, vertical_alignment="center", key="foot_state"):
        st.caption(
            f"Situation au **{french.day(asked.as_of)}**, {_name(asked, members)}.",
            width="content",
        )
        _ways_on(visitor, asked)
        _way_back(visitor, asked)
        with st.container(key="noprint_day_hint", width="content"):
            st.caption("Une date tapée s\u2019applique en quittant le champ.", width="content")


def reminder(visitor: Visitor, asked: Perimeter, members: Mapping[str, str]) -> None:
    """Say, when it is not the whole today, what a page is about, with the way back to it."""
    if not _is_filtered(visitor, asked):
        return
    with st.container(horizontal=True, vertical_alignment="center", key="foot_state"):
        st.caption(
            f"Situation au **{french.day(asked.as_of)}**, **{_name(asked, members)}**.",
            width="content",
        )
        _way_back(visitor, asked)


def _is_filtered(visitor: Visitor, asked: Perimeter) -> bool:
    """Say whether a page is about less than everything that a visitor may read, or another day."""
    return (asked.epci_siren or "", asked.as_of) != (_whole(visitor), session.today())


def _name(asked: Perimeter, members: Mapping[str, str]) -> str:
    return members.get(asked.epci_siren or "", WHOLE)


def _way_back(visitor: Visitor, asked: Perimeter) -> None:
    """Draw the way back to everything that a visitor may read, today."""
    if not _is_filtered(visitor, asked):
        return
    st.button(
        "Revenir à aujourd\u2019hui" if visitor.only_epcis else f"{WHOLE}, aujourd\u2019hui",
        type="tertiary",
        icon=":material/filter_alt_off:",
        key="noprint_reset",
        on_click=_reset,
        args=(_whole(visitor),),
    )


def _ways_on(visitor: Visitor, asked: Perimeter) -> None:
    """Draw the ways to freeze what is seen, for the team, and to compare it with a year's end."""
    if visitor.may(Permission.FREEZE_FIGURES):
        navigation.link("snapshots.py", "Figer cette situation", asked=freezing(asked))
    year_end = date(asked.as_of.year - 1, 12, 31)
    if year_end >= EARLIEST:
        navigation.link(
            "indicators.py",
            f"Comparer au {french.day(year_end)}",
            asked=comparing(asked, year_end),
        )


def freezing(asked: Perimeter) -> dict[str, str]:
    """Return what the address of the frozen situations says to open the form filled in."""
    return {FREEZE: asked.as_of.isoformat(), **_place(asked)}


def comparing(asked: Perimeter, before: date) -> dict[str, str]:
    """Return what the address of the indicators says to compare two days of one territory."""
    return {**address_of(asked), AGAINST: Against.DAY.label, DAY_2: before.isoformat()}


def address_of(asked: Perimeter) -> dict[str, str]:
    """Return a territory and a day as the address of a dashboard writes them."""
    return {DAY: asked.as_of.isoformat(), **_place(asked)}


def address_on(day: date) -> dict[str, str]:
    """Return a day and the territory of the visit, for a page that draws no territory."""
    return address_of(Perimeter(day, _kept()[0] or None))


def _place(asked: Perimeter) -> dict[str, str]:
    return {PLACE: asked.epci_siren} if asked.epci_siren else {}


def _reset(whole: str) -> None:
    """Put the fields back to the day and the whole of what may be read."""
    st.session_state[PLACE] = whole
    st.session_state[DAY] = session.today()


def _refused(place: str, day: str, members: Mapping[str, str]) -> list[str]:
    """Say what the address asked for and cannot be shown."""
    found = []
    if place and place != WHOLE and not _siren(place, members):
        found.append(
            "Le territoire demandé n\u2019est pas membre, ou ne l\u2019est plus, ou n\u2019est pas "
            "parmi ceux que vous pouvez lire\u00a0: voici ce que vous pouvez lire."
        )
    if day and _readable(day) is None:
        found.append(
            f"La date demandée est à venir, trop ancienne ou illisible\u00a0: "
            f"voici la situation au {french.day(session.today())}."
        )
    return found


def _siren(asked: str, members: Mapping[str, str]) -> str:
    """Return the SIREN of an EPCI that an address names by it or by its name; none is empty."""
    by_name = {name: siren for siren, name in members.items()}
    return asked if asked in members else by_name.get(asked, "")


def _readable(text: str) -> date | None:
    """Return the day that an address gives, None when it cannot be shown."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if EARLIEST <= day <= session.today() else None


def _print() -> None:
    """Open the browser's print window, once a click: the count makes each script a new one."""
    count = st.session_state["_prints"] = st.session_state.get("_prints", 0) + 1
    scripts.run("print.js", turn=count)
