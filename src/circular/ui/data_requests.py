"""The register of requests on screen: what waits for an answer, what was answered, how to serve."""

from datetime import date
from functools import partial

import streamlit as st

from circular.actions import data_requests as actions
from circular.domain import french
from circular.domain.data_requests import (
    HOW_TO_SERVE,
    DataRequestDraft,
    DataRequestKind,
    RequestAnswerDraft,
    RequestOutcome,
    RequestUrgency,
)
from circular.domain.visitors import Visitor
from circular.queries import data_requests as queries
from circular.queries import holders
from circular.queries.data_requests import DataRequestLine, RequestCounts
from circular.ui import components, dialogs, forms, markup, navigation, session
from circular.ui.history import history
from circular.ui.retention import PAGE

BADGES = {
    RequestUrgency.LATE: ":red-badge[:material/priority_high: En retard]",
    RequestUrgency.PRESSING: ":orange-badge[:material/schedule: À répondre vite]",
    RequestUrgency.OPEN: ":blue-badge[:material/inbox: En cours]",
    RequestUrgency.ANSWERED: ":green-badge[:material/check_circle: Répondue]",
}
_KINDS = {kind: kind.label for kind in DataRequestKind}
_OUTCOMES = {outcome: outcome.label for outcome in RequestOutcome}


def lead(counts: RequestCounts) -> str:
    """Write the sentence that opens the register."""
    if not counts.open:
        return "Aucune demande n’attend de réponse."
    word = "demande attend" if counts.open == 1 else "demandes attendent"
    late = f", dont **{french.number(counts.late)} en retard**" if counts.late else ""
    return f"**{french.number(counts.open)} {word}** une réponse{late}."


def register(visitor: Visitor, *, today: date) -> None:
    """Draw the register: the open requests, the most pressing first, then the answered ones."""
    with session.reading() as db:
        counts = queries.request_counts(db, visitor, today=today)
        waiting = queries.open_requests(db, visitor, today=today)
        answered = queries.answered_requests(db, visitor, today=today)
    markup.lead(lead(counts))
    place = st.container()
    if not waiting and not answered:
        place = components.empty(
            "mark_email_unread",
            "Aucune demande notée",
            "Notez ici chaque demande d’accès, de rectification, d’effacement, d’opposition, de "
            "limitation ou de portabilité\u00a0: vous avez un mois pour répondre.",
        )
    place.button(
        "Noter une demande",
        icon=":material/add:",
        key="note_request",
        type="primary",
        on_click=partial(dialogs.ask, PAGE, "request"),
    )
    for line in waiting:
        _card(line)
    if answered:
        st.header(f"Répondues\u00a0· {french.number(counts.answered)}")
        for line in answered:
            _card(line)


def _card(line: DataRequestLine) -> None:
    with st.container(border=True, key=f"card_request_{line.id}"):
        row = st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
        )
        row.markdown(f"**{line.kind.label}**, {markup.plain(line.requester)}", width="content")
        row.markdown(BADGES[line.urgency], width="content")
        markup.facts(facts(line))
        if line.holder_id is not None:
            st.page_link(
                navigation.path_of("holder.py"),
                label=f"Ouvrir la fiche de {markup.plain(line.holder_name or '')}",
                query_params={"id": str(line.holder_id)},
                icon=":material/arrow_forward:",
                icon_position="right",
            )
        if line.answered_on is None:
            st.caption(HOW_TO_SERVE[line.kind])
        acts = st.container(horizontal=True)
        if line.answered_on is None:
            acts.button(
                "Noter la réponse",
                icon=":material/reply:",
                key=f"answer_request_{line.id}",
                on_click=partial(dialogs.ask, PAGE, "answer", line=line),
            )
        acts.button(
            "Historique",
            icon=":material/history:",
            key=f"history_request_{line.id}",
            type="tertiary",
            on_click=partial(dialogs.ask, PAGE, "history", line=line),
        )


def history_dialog(visitor: Visitor, line: DataRequestLine) -> None:
    """Open the drawer that tells who noted a request, who answered it, and when."""

    @st.dialog(
        "Historique",
        position="right",
        width="small",
        icon=":material/history:",
        on_dismiss=dialogs.close,
    )
    def tell() -> None:
        st.caption(markup.plain(f"{line.kind.label}, {line.requester}"))
        history(visitor, "data_request", line.id)

    tell()


def facts(line: DataRequestLine) -> dict[str, str | None]:
    """Return what is known of a request, word by word."""
    told = {
        "Reçue le": french.day(line.received_on),
        "À répondre avant le": french.day(line.due_on),
        "Comment répondre": line.contact,
        "Demande": line.request,
    }
    if line.answered_on is not None and line.outcome is not None:
        told |= {
            "Répondue le": f"{french.day(line.answered_on)}, {line.outcome.label.lower()}",
            "Réponse": line.answer,
        }
    return {word: text for word, text in told.items() if text}


def request_dialog(
    visitor: Visitor, holder_id: int | None = None, requester: str | None = None
) -> None:
    """Open the drawer in which a request is noted."""

    @st.dialog(
        "Noter une demande",
        position="right",
        width="small",
        icon=":material/mark_email_unread:",
        on_dismiss=dialogs.close,
    )
    def ask() -> None:
        form = forms.begin(f"data_request_{holder_id or 'new'}", DataRequestDraft)
        values = {
            "kind": forms.choice(form, "kind", _KINDS),
            "received_on": forms.day(form, "received_on", value=session.today()),
            "requester": forms.line(form, "requester", value=requester),
            "contact": forms.line(form, "contact"),
            "holder_id": forms.choice(form, "holder_id", _people(visitor), value=holder_id),
            "request": forms.paragraph(form, "request"),
        }
        if not forms.submit(form, "Noter la demande", width="stretch"):
            return
        dialogs.save(
            visitor,
            form,
            forms.draft(form, DataRequestDraft, values),
            lambda db, draft: actions.note_request(
                db, visitor, draft, today=session.today(), token=form.token
            ),
            said="Demande notée au registre.",
        )

    ask()


def _people(visitor: Visitor) -> dict[int, str]:
    with session.reading() as db:
        found = holders.holder_list(db, visitor, page=None).rows
    return {row.id: ", ".join(filter(None, [row.name, row.commune_name])) for row in found}


def answer_dialog(visitor: Visitor, line: DataRequestLine) -> None:
    """Open the drawer in which the answer to a request is noted."""

    @st.dialog(
        "Noter la réponse",
        position="right",
        width="small",
        icon=":material/reply:",
        on_dismiss=dialogs.close,
    )
    def ask() -> None:
        st.caption(markup.plain(f"{line.kind.label}, {line.requester}"))
        form = forms.begin(f"data_answer_{line.id}", RequestAnswerDraft)
        values = {
            "outcome": forms.choice(form, "outcome", _OUTCOMES),
            "answered_on": forms.day(form, "answered_on", value=session.today()),
            "answer": forms.paragraph(form, "answer"),
        }
        if not forms.submit(form, "Noter la réponse", width="stretch"):
            return
        dialogs.save(
            visitor,
            form,
            forms.draft(form, RequestAnswerDraft, values),
            lambda db, draft: actions.answer_request(
                db,
                visitor,
                line.id,
                draft,
                version=line.version,
                today=session.today(),
                token=form.token,
            ),
            said="Réponse notée.",
        )

    ask()
