"""The month of a facility as a table: each day open or closed, free, asked for or booked."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from html import escape

import streamlit as st

from circular.domain import french
from circular.domain.facilities import FacilityOpening
from circular.domain.facility_bookings import BookingState
from circular.domain.visitors import Visitor
from circular.queries import facility_bookings as queries
from circular.queries.facility_bookings import CalendarDay
from circular.ui import session

LEGEND = "■ réservé · ◫ demandé · × fermé · rien\u00a0: libre"
_LETTERS = ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim.")


def month(visitor: Visitor, facility_id: int, opening: FacilityOpening) -> None:
    """Draw one month with the way to those before and after; it opens where a booking comes."""
    today = session.today()
    key = f"_month_{facility_id}"
    with session.reading() as db:
        coming = queries.next_booked_day(db, visitor, today=today, facility_id=facility_id)
        first: date = st.session_state.get(key, (coming or today).replace(day=1))
        days = queries.month_of(db, visitor, facility_id, opening, first=first, today=today)
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        wrap=False,
        key=f"noprint_month_{facility_id}",
    ):
        before, after = first - timedelta(days=1), first + timedelta(days=31)
        _turn("Précédent", "chevron_left", key, before.replace(day=1))
        st.markdown(f"**{french.month(first).capitalize()}**", width="content")
        _turn("Suivant", "chevron_right", key, after.replace(day=1))
    st.markdown(" ".join(filter(None, (sentence(days), _coming(coming, first)))))
    st.html(month_html(days, today=today))
    st.caption(LEGEND)


def _coming(coming: date | None, first: date) -> str:
    """Say when the next booking comes, when the month on screen does not show it."""
    if coming is None:
        return "Aucune réservation à venir."
    is_shown = (coming.year, coming.month) == (first.year, first.month)
    return "" if is_shown else f"Prochaine réservation\u00a0: {french.day(coming)}."


def _turn(label: str, icon: str, key: str, to: date) -> None:
    st.button(
        label,
        type="tertiary",
        icon=f":material/{icon}:",
        key=f"{icon}{key}",
        on_click=partial(st.session_state.__setitem__, key, to),
    )


def sentence(days: Sequence[CalendarDay]) -> str:
    """Say how many open days the month has, and how many of them are booked."""
    opened = [day for day in days if day.is_open]
    booked = sum(_state(day) == "taken" for day in opened)
    counted = french.plural(len(opened), "jour d’ouverture", "jours d’ouverture")
    if not booked:
        return f"{counted}, aucun réservé."
    return f"{counted}, dont {french.number(booked)} avec une réservation confirmée."


def month_html(days: Sequence[CalendarDay], *, today: date) -> str:
    """Return the table of a month, from Monday to Sunday."""
    first = days[0].day
    blanks = [""] * first.weekday()
    cells = [*("<td></td>" for _ in blanks), *(_cell(day, today=today) for day in days)]
    cells += ["<td></td>"] * (-len(cells) % 7)
    weeks = "".join(
        f"<tr>{''.join(cells[start : start + 7])}</tr>" for start in range(0, len(cells), 7)
    )
    head = "".join(
        f'<th scope="col"><abbr title="{name}">{letters}</abbr></th>'
        for name, letters in zip(french.WEEKDAYS, _LETTERS, strict=True)
    )
    return (
        f'<table class="nr nr-month"><caption class="nr-ear">{escape(french.month(first))}'
        f"</caption><thead><tr>{head}</tr></thead><tbody>{weeks}</tbody></table>"
    )


def _state(day: CalendarDay) -> str:
    if not day.is_open:
        return "closed"
    if any(each.state is BookingState.CONFIRMED for each in day.bookings):
        return "taken"
    return "asked" if day.bookings else "free"


def _cell(day: CalendarDay, *, today: date) -> str:
    """Draw one day: its number, a mark that a phone shows, words that a wide screen shows."""
    state = _state(day)
    mark = {"closed": "×", "taken": "■", "asked": "◫", "free": ""}[state]
    who = french.join([each.who for each in day.bookings]) if day.bookings else ""
    words = "Fermé" if state == "closed" else who
    if state == "asked":
        words = f"Demandé\u00a0: {who}"
    current = ' aria-current="date"' if day.day == today else ""
    title = f' title="{escape(words, quote=True)}"' if words else ""
    return (
        f'<td class="{state}"{current}{title}><b>{day.day.day}</b>'
        f'<i aria-hidden="true">{mark}</i><small>{escape(words)}</small></td>'
    )
