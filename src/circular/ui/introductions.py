"""Introductions on screen: of a match, all those that the team sent, those a partner received."""

from functools import partial

import streamlit as st

from circular.actions import introductions as actions
from circular.domain import french
from circular.domain.exchanges import ExchangeKind
from circular.domain.introductions import (
    ANSWER_SIGNS,
    Answer,
    AnswerDraft,
    IntroductionDraft,
    MatchSide,
)
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.queries import introductions as queries
from circular.queries.introductions import IntroductionLine, ReadyLetter, ReceivedIntroduction
from circular.queries.tracked_matches import TrackedMatch
from circular.ui import components, dialogs, forms, markup, navigation, session, versions

PAGE = "introductions"
TITLE = "Mises en relation"
SEND, ANSWER = "send_introduction", "answer_introduction"
_WAITING = "a_relancer"


def match_section(visitor: Visitor, record: TrackedMatch) -> None:
    """Draw, in the record of a match, what was sent to each side and what it answered."""
    st.header(TITLE)
    with session.reading() as db:
        found = queries.introductions_of(db, visitor, record.id)
    may_edit = visitor.may(Permission.EDIT_MATCHES) and record.stage.is_live
    sent = {line.side: line for line in found}
    for side in MatchSide:
        line = sent.get(side)
        if line is not None:
            _sent(visitor, line, may_edit=may_edit)
        elif may_edit:
            st.button(
                f"Écrire {side.addressed}",
                icon=":material/outgoing_mail:",
                key=f"send_{side.value}",
                on_click=partial(dialogs.ask, "tracked_match", SEND, side=side),
            )
    if not sent and not may_edit:
        st.caption("Aucune mise en relation n\u2019a été envoyée.")


def badge(answer: Answer | None, said: str) -> str:
    """Return the badge of an answer, its words beside its icon."""
    icon, colour = ANSWER_SIGNS[answer]
    return f":{colour}-badge[:material/{icon}: {said}]"


def _sent(visitor: Visitor, line: IntroductionLine, *, may_edit: bool) -> None:
    """Draw what was sent to one side, its answer, and the acts that make sense."""
    with st.container(border=True, key=f"card_introduction_{line.id}", gap="xsmall"):
        who = f"{line.side.label}{f' ({line.organisation})' if line.organisation else ''}"
        st.markdown(f"**{markup.plain(who)}** {badge(line.answer, line.said)}")
        st.caption(markup.plain(_sending(line)))
        if line.answer_note:
            markup.prose(line.answer_note)
        if may_edit:
            with st.container(horizontal=True, vertical_alignment="center"):
                _acts(visitor, line, page="tracked_match")


def _sending(line: IntroductionLine) -> str:
    """Say how and when it was sent, sent again, and who noted the answer."""
    said = [f"Envoyée le {french.day(line.sent_on)} ({line.means.label.lower()})"]
    if line.reminded_on is not None:
        said.append(f"relancée le {french.day(line.reminded_on)}")
    if line.answered_by:
        said.append(f"réponse notée par {line.answered_by}")
    return ", ".join(said)


def _acts(visitor: Visitor, line: IntroductionLine, *, page: str) -> None:
    st.button(
        "Noter la réponse" if line.answer is None else "Changer la réponse",
        type="secondary" if line.answer is None else "tertiary",
        icon=":material/reply:",
        key=f"answer_{line.id}",
        on_click=partial(dialogs.ask, page, ANSWER, introduction_id=line.id, version=line.version),
    )
    if line.answer is None and st.button(
        "Relancée aujourd\u2019hui",
        type="tertiary",
        icon=":material/notification_important:",
        key=f"remind_{line.id}",
    ):
        today = session.today()
        if session.act(
            visitor,
            "Relance notée.",
            lambda db: actions.remind(db, visitor, line.id, version=line.version, today=today),
        ):
            st.rerun()


def send_dialog(visitor: Visitor, match_id: int, side: MatchSide) -> None:
    """Show the letter, ready to copy or to open, then note that it was sent."""

    @st.dialog(
        f"Écrire {side.addressed}",
        icon=":material/outgoing_mail:",
        width="medium",
        on_dismiss=dialogs.close,
    )
    def ask() -> None:
        today = session.today()
        with session.reading() as db:
            ready = queries.ready_letter(db, visitor, match_id, side, today=today)
        if ready is None:
            return
        _letter(ready)
        form = forms.begin(f"introduce_{match_id}_{side.value}", IntroductionDraft)
        means = {kind: kind.label for kind in ExchangeKind}
        typed = {
            "side": side,
            "means": forms.pills(form, "means", means, value=ExchangeKind.EMAIL),
            "sent_on": forms.day(form, "sent_on", value=today),
        }
        if side is MatchSide.PROJECT:
            st.caption("L\u2019envoi et sa réponse paraîtront aussi dans les échanges du projet.")
        if forms.submit(form, "C\u2019est envoyé", width="stretch"):
            dialogs.save(
                visitor,
                form,
                forms.draft(form, IntroductionDraft, typed),
                lambda db, draft: actions.send_introduction(
                    db, visitor, match_id, draft, today=today, token=form.token
                ),
                said="Mise en relation notée\u00a0: la réponse est attendue.",
            )

    ask()


def _letter(ready: ReadyLetter) -> None:
    """Show a letter, ready to copy, and the link that opens it in a mail program."""
    st.code(ready.letter.body, language=None, wrap_lines=True)
    st.link_button(
        "Ouvrir dans la messagerie",
        ready.letter.mailto(ready.address),
        icon=":material/mail:",
        help=ready.address or "Aucune adresse n\u2019est notée\u00a0: ajoutez-la.",
    )


def answer_dialog(visitor: Visitor, introduction_id: int, version: int) -> None:
    """Ask what was answered, and the day to call back when that is the answer."""

    @st.dialog("Noter la réponse", icon=":material/reply:", on_dismiss=dialogs.close)
    def ask() -> None:
        form = forms.begin(f"answer_{introduction_id}", AnswerDraft)
        seen = versions.opened(form, version)
        today = session.today()
        answers = {each: each.label for each in Answer}
        answer = forms.pills(form, "answer", answers)
        typed = {"answer": answer, "answered_on": forms.day(form, "answered_on", value=today)}
        if answer is Answer.CALL_BACK:
            typed["call_back_on"] = forms.day(form, "call_back_on")
        typed["answer_note"] = forms.paragraph(form, "answer_note", height=80)
        if not forms.submit(form, "Enregistrer la réponse", width="stretch"):
            return
        draft = forms.draft(form, AnswerDraft, typed)
        if draft is None:
            return
        with session.writing(visitor, form) as door:
            actions.answer_introduction(
                door.db,
                visitor,
                introduction_id,
                draft,
                version=seen,
                today=today,
                token=form.token,
            )
            door.done("Réponse enregistrée.")
        versions.settle(form, door, version)
        if door.went_through:
            dialogs.close_and_rerun()

    ask()


def page(visitor: Visitor) -> None:
    """Draw the introductions: all of them for the team, those received for a partner."""
    components.title(TITLE)
    if visitor.own_organisation is not None or not visitor.may(Permission.SEE_MATCHES):
        _received(visitor)
    else:
        _all(visitor)
    dialogs.open_asked(PAGE, {ANSWER: partial(answer_dialog, visitor)})


def _all(visitor: Visitor) -> None:
    """Draw every introduction of the team, those to remind first."""
    with session.reading() as db:
        every = queries.introduction_list(db, visitor, today=session.today())
    waiting = [line for line in every if line.is_waiting]
    markup.lead(team_lead(len(every), len(waiting)))
    if not every:
        components.empty(
            "outgoing_mail",
            "Aucune mise en relation",
            "Ouvrez un rapprochement retenu\u00a0: la lettre au producteur et celle au projet y "
            "sont prêtes.",
        ).page_link(navigation.path_of("tracked_matches.py"), label="Voir le suivi")
        return
    only = st.toggle("Seulement celles à relancer", key=_WAITING, bind="query-params")
    shown = waiting if only else every
    components.count_row(
        len(shown),
        len(every),
        nouns=("mise en relation", "mises en relation"),
        reset=components.clear_filters({_WAITING: False}),
    )
    for line in shown:
        _row(visitor, line)


def team_lead(total: int, waiting: int) -> str:
    """Say how many introductions were sent, and how many wait for us."""
    sent = french.plural(total, "mise en relation envoyée", "mises en relation envoyées")
    if not waiting:
        return f"{sent}, rien à relancer."
    return f"{sent}, dont **{french.number(waiting)} à relancer**."


def _row(visitor: Visitor, line: IntroductionLine) -> None:
    """Draw one introduction of the team: both sides, its answer, the acts."""
    with st.container(border=True, key=f"card_introduction_{line.id}", gap="xsmall"):
        st.page_link(
            navigation.path_of("tracked_match.py"),
            label=markup.plain(f"{line.stream_title} → {line.project_title}"),
            query_params={"id": str(line.match_id)},
        )
        who = f"{line.side.label}{f' ({line.organisation})' if line.organisation else ''}"
        late = " :orange-badge[:material/notification_important: À relancer]"
        st.markdown(
            f"{markup.plain(who)} {badge(line.answer, line.said)}{late if line.is_waiting else ''}"
        )
        st.caption(markup.plain(_sending(line)))
        if visitor.may(Permission.EDIT_MATCHES):
            with st.container(horizontal=True, vertical_alignment="center"):
                _acts(visitor, line, page=PAGE)


def _received(visitor: Visitor) -> None:
    """Draw what a partner is asked of its own streams, those without an answer first."""
    with session.reading() as db:
        found = queries.received(db, visitor, today=session.today())
    waiting = sum(line.answer is None and line.is_live for line in found)
    if not found:
        components.empty(
            "outgoing_mail",
            "Aucune mise en relation",
            "Quand un projet pourra prendre une de vos matières, l\u2019équipe vous écrira et vous "
            "répondrez ici.",
        )
        return
    asked = french.plural(waiting, "attend votre réponse", "attendent votre réponse")
    markup.lead(f"**{asked}**." if waiting else "Vous avez répondu à tout.")
    for line in found:
        _received_card(line)


def _received_card(line: ReceivedIntroduction) -> None:
    """Draw one question to a partner: which stream, what is sought, where, and the answer."""
    with st.container(border=True, key=f"card_received_{line.id}", gap="xsmall"):
        st.page_link(
            navigation.path_of("stream.py"),
            label=markup.plain(line.stream_title),
            icon=":material/recycling:",
            query_params={"id": str(line.stream_id)},
        )
        st.markdown(markup.plain(sought(line)))
        if line.remaining is not None:
            left = french.tonnes(round(line.remaining, 3))
            st.caption(f"Il reste {left} par an de votre gisement.")
        st.markdown(badge(line.answer, line.said))
        if line.answer_note:
            markup.prose(line.answer_note)
        if not line.is_live:
            st.caption("Ce rapprochement est clos.")
            return
        st.button(
            "Répondre" if line.answer is None else "Changer ma réponse",
            type="primary" if line.answer is None else "tertiary",
            icon=":material/reply:",
            key=f"answer_{line.id}",
            on_click=partial(
                dialogs.ask, PAGE, ANSWER, introduction_id=line.id, version=line.version
            ),
        )


def sought(line: ReceivedIntroduction) -> str:
    """Say what is sought, how much and where, and nothing else of the project."""
    wanted = f", {line.wanted}" if line.wanted else ""
    place = f" ({line.epci})" if line.epci else ""
    return (
        f"Un projet en cours{place} cherche\u00a0: {line.material}{wanted}. "
        f"Reçue le {french.day(line.sent_on)}."
    )
