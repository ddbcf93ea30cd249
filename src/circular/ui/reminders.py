"""One's reminders on the page of the day: what comes, and « Vu » to put it away."""

from functools import partial

import streamlit as st

from circular.actions.reminders import see_reminder
from circular.domain import french
from circular.domain.visitors import Visitor
from circular.queries.reminders import Reminder, own_reminders
from circular.ui import markup, navigation, session


def section(visitor: Visitor) -> None:
    """Draw one's reminders, nothing when there is none."""
    with session.reading() as db:
        found = own_reminders(db, visitor, today=session.today())
    if not found.total:
        return
    counted = french.plural(found.total, "rappel", "rappels")
    with st.expander(f"{counted} d’échéance", icon=":material/notifications:", key="reminders"):
        for each in found.rows:
            _row(visitor, each)
        if found.total > len(found.rows):
            rest = french.number(found.total - len(found.rows))
            st.caption(f"et {rest} de plus, dans les échéances")
        st.page_link(
            navigation.path_of("deadlines.py"),
            label="Toutes les échéances",
            icon=":material/arrow_forward:",
        )


def _row(visitor: Visitor, reminder: Reminder) -> None:
    key = f"{reminder.kind.value}_{reminder.agreement_id}_{reminder.commitment_id or 0}"
    row = st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        key=f"row_reminder_{key}",
    )
    with row.container(gap="xxsmall", width="stretch"):
        st.page_link(
            navigation.path_of("agreement.py"),
            label=markup.plain(reminder.project),
            query_params={"id": str(reminder.agreement_id)},
        )
        number = f", convention n°\u00a0{reminder.number}" if reminder.number else ""
        st.caption(markup.plain(f"{french.day(reminder.day)}\u00a0: {reminder.what}{number}"))
    row.button(
        "Vu", icon=":material/check:", key=f"seen_{key}", on_click=partial(_see, visitor, reminder)
    )


def _see(visitor: Visitor, reminder: Reminder) -> None:
    today = session.today()
    session.act(
        visitor,
        "Rappel rangé\u202f; l’échéance reste.",
        lambda db: see_reminder(
            db,
            visitor,
            reminder.agreement_id,
            commitment_id=reminder.commitment_id,
            day=reminder.day,
            today=today,
        ),
    )
