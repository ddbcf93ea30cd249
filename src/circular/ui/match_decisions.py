"""Keeping a match, setting it aside with its reason, and taking a decision back."""

from datetime import timedelta
from functools import partial

import streamlit as st

from circular.actions import matches as actions
from circular.actions.match_questions import ask_question
from circular.domain import french
from circular.domain.introductions import MatchQuestionDraft, MatchSide
from circular.domain.match_decisions import Decision, DecisionDraft
from circular.domain.matches import MatchWeights
from circular.domain.visitors import Visitor
from circular.queries import reference
from circular.queries.proposals import Proposal
from circular.ui import dialogs, forms, markup, match_replays, session
from circular.ui.forms import Form

PAGE = "matches"
_DISMISS = "dismiss"
_ASK = "ask_precision"
USUAL_DAYS = 7


def keep_button(
    visitor: Visitor, proposal: Proposal, weights: MatchWeights, *, is_first: bool
) -> None:
    """Draw « Retenir », the primary act of the first card only."""
    if st.button(
        "Retenir",
        icon=":material/check:",
        type="primary" if is_first else "secondary",
        key=f"keep_{proposal.stream_id}_{proposal.need_id}",
        help="Le rapprochement entre au suivi\u202f; rien n\u2019est encore envoyé ni promis.",
    ):
        draft = _draft(proposal, weights, Decision.KEPT)
        today = session.today()
        if session.act(
            visitor,
            "Gisement retenu\u202f; la suite est dans «\u00a0Suivi\u00a0».",
            lambda db: actions.decide(db, visitor, draft, today=today),
        ):
            st.rerun()


def dismiss_button(proposal: Proposal, weights: MatchWeights) -> None:
    """Draw « Écarter », which asks why."""
    st.button(
        "Écarter",
        type="tertiary",
        key=f"dismiss_{proposal.stream_id}_{proposal.need_id}",
        on_click=partial(dialogs.ask, PAGE, _DISMISS, proposal=proposal, weights=weights),
    )


def ask_button(proposal: Proposal, weights: MatchWeights) -> None:
    """Draw « Demander une précision », which asks what is missing, and whom to ask."""
    st.button(
        "Demander une précision",
        type="tertiary",
        key=f"ask_{proposal.stream_id}_{proposal.need_id}",
        on_click=partial(dialogs.ask, PAGE, _ASK, proposal=proposal, weights=weights),
    )


def undo_button(visitor: Visitor, proposal: Proposal) -> None:
    """Draw the way back from a decision."""
    if st.button(
        "Annuler cette décision",
        type="tertiary",
        icon=":material/undo:",
        key=f"undo_{proposal.stream_id}_{proposal.need_id}",
    ) and session.act(
        visitor,
        "Décision annulée\u00a0: le rapprochement est de nouveau proposé.",
        lambda db: actions.undo_decision(db, visitor, proposal.stream_id, proposal.need_id),
    ):
        st.rerun()


def open_dialogs(visitor: Visitor) -> None:
    """Open the question that a card asked for."""
    dialogs.open_asked(
        PAGE,
        {
            _DISMISS: partial(_ask_why, visitor),
            _ASK: partial(_ask_precision, visitor),
            match_replays.REPLAY: match_replays.replay_dialog,
        },
    )


def _ask_precision(visitor: Visitor, proposal: Proposal, weights: MatchWeights) -> None:
    """Ask what is missing, from whom and by when; the project gets the action to do."""

    @st.dialog("Demander une précision", icon=":material/help:", on_dismiss=dialogs.close)
    def ask() -> None:
        st.markdown(
            f"**{markup.plain(proposal.stream_title)}**, pour "
            f"**{markup.plain(proposal.project_title)}**."
        )
        form = forms.begin(f"ask_{proposal.stream_id}_{proposal.need_id}", MatchQuestionDraft)
        today = session.today()
        sides = {side: side.label for side in MatchSide}
        typed = {
            "question": forms.line(form, "question", value=missing_words(proposal, weights)),
            "side": forms.pills(form, "side", sides, value=MatchSide.PRODUCER),
            "due_on": forms.day(form, "due_on", value=today + timedelta(days=USUAL_DAYS)),
        }
        st.caption("Une action à faire paraîtra dans le projet et dans votre journée.")
        if forms.submit(form, "Ajouter cette demande", icon=":material/help:", width="stretch"):
            pair = (proposal.stream_id, proposal.need_id)
            dialogs.save(
                visitor,
                form,
                forms.draft(form, MatchQuestionDraft, typed),
                lambda db, draft: ask_question(
                    db, visitor, pair, draft, today=today, token=form.token
                ),
                said="Demande ajoutée aux actions à faire.",
            )

    ask()


def missing_words(proposal: Proposal, weights: MatchWeights) -> str:
    """Write what is not known of a pair, as a first wording of what to ask."""
    unknown = [
        part.component.label.lower()
        for part in proposal.components
        if part.value is None and weights.of(part.component) > 0
    ]
    return f"{french.join(unknown)} à préciser".capitalize() if unknown else ""


def _ask_why(visitor: Visitor, proposal: Proposal, weights: MatchWeights) -> None:
    """Ask for the reason in a dialog; the stream then leaves the proposals of this project."""
    form = forms.begin(f"dismiss_{proposal.stream_id}_{proposal.need_id}", DecisionDraft)
    with session.reading() as db:
        reasons = {entry.key: entry.label for entry in reference.entries(db, "dismissal_reasons")}

    @st.dialog("Pourquoi l\u2019écarter\u202f?", icon=":material/close:", on_dismiss=dialogs.close)
    def ask() -> None:
        if st.session_state.pop(f"{form.key}_done", False):
            dialogs.close_and_rerun()
        st.markdown(
            f"**{markup.plain(proposal.stream_title)}**, pour "
            f"**{markup.plain(proposal.project_title)}**. Vous pourrez revenir sur ce choix."
        )
        forms.pills(form, "reason", reasons)
        forms.submit(
            form,
            "Écarter",
            icon=":material/close:",
            on_click=partial(_dismiss, visitor, proposal, weights, form),
        )

    ask()


def _dismiss(visitor: Visitor, proposal: Proposal, weights: MatchWeights, form: Form) -> None:
    """Write the decision with the reason chosen; without one, say so under the choices."""
    reason = st.session_state.get(form.widget("reason"))
    if reason is None:
        forms.draft(form, DecisionDraft, _values(proposal, weights, Decision.DISMISSED))
        return
    draft = _draft(proposal, weights, Decision.DISMISSED, reason=reason)
    with session.writing(visitor, form) as door:
        actions.decide(door.db, visitor, draft, today=session.today(), token=form.token)
        door.done("Gisement écarté.")
    if door.went_through:
        st.session_state[f"{form.key}_done"] = True


def _draft(
    proposal: Proposal, weights: MatchWeights, decision: Decision, *, reason: str | None = None
) -> DecisionDraft:
    """Return a decision with the proposal as it is on screen."""
    values = _values(proposal, weights, decision)
    return DecisionDraft.model_validate({**values, "reason": reason})


def _values(proposal: Proposal, weights: MatchWeights, decision: Decision) -> dict[str, object]:
    """Return what a decision keeps of the proposal shown."""
    return {
        "stream_id": proposal.stream_id,
        "need_id": proposal.need_id,
        "decision": decision,
        "score": proposal.score,
        "components": {part.component: part.value for part in proposal.components},
        "weights": weights,
    }
