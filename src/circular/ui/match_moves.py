"""Moving a match on screen: the next act, the others, the correction of a wrong move."""

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from circular.actions import tracked_matches as actions
from circular.domain import french
from circular.domain.permissions import Permission
from circular.domain.quantities import TONNES, measured
from circular.domain.tracked_matches import (
    MATCH_MOVES,
    MatchCorrectionDraft,
    MatchMove,
    MatchMoveDraft,
    MatchStage,
    moves_from,
)
from circular.domain.visitors import Visitor
from circular.queries import reference
from circular.queries import tracked_matches as queries
from circular.queries.tracked_matches import MatchMoveLine, TrackedMatch
from circular.ui import dialogs, forms, markup, session, versions
from circular.ui.forms import Form

PAGE = "tracked_match"
MOVE, CORRECT = "move_match", "correct_match_move"
_MORE = "match_more"
_KEEP, _CANCEL = "keep", "cancel"
_WITH_NEXT = frozenset(MatchStage) - {MatchStage.RUNNING, MatchStage.ENDED, MatchStage.REFUSED}
_ICONS = {
    MatchMove.ENTER: "join_inner",
    MatchMove.CONTACT: "call",
    MatchMove.TRY_OUT: "science",
    MatchMove.AGREE: "handshake",
    MatchMove.START: "sync_alt",
    MatchMove.AMEND: "edit",
    MatchMove.END: "flag",
    MatchMove.REFUSE: "block",
    MatchMove.REOPEN: "restart_alt",
}


def badge(stage: MatchStage) -> str:
    """Return the badge of a stage, its word beside its icon."""
    return f":{stage.colour}-badge[:material/{stage.icon}: {stage.label}]"


def acts(visitor: Visitor, record: TrackedMatch, place: DeltaGenerator) -> None:
    """Draw the next act, primary until the exchange runs, and the other ones under « Plus »."""
    if not visitor.may(Permission.EDIT_MATCHES):
        return
    first, *others = moves_from(record.stage)
    place.button(
        first.act,
        type="primary" if record.stage in _WITH_NEXT else "secondary",
        icon=f":material/{_ICONS[first]}:",
        key=f"match_{first.value}",
        on_click=partial(dialogs.ask, PAGE, MOVE, kind=first),
    )
    if others:
        place.menu_button(
            "Plus",
            [each.value for each in others],
            format_func=lambda code: MatchMove(code).act,
            icon=":material/more_horiz:",
            key=_MORE,
            on_click=_chosen,
        )


def _chosen() -> None:
    code = st.session_state.get(_MORE)
    if code:
        dialogs.ask(PAGE, MOVE, kind=MatchMove(code))


def move_dialog(visitor: Visitor, record: TrackedMatch, kind: MatchMove) -> None:
    """Ask what a move needs: its day always, terms or a reason when it gives them."""

    @st.dialog(kind.act, icon=f":material/{_ICONS[kind]}:", on_dismiss=dialogs.close)
    def ask() -> None:
        st.markdown(
            f"**{markup.plain(record.stream_title)}**, pour "
            f"**{markup.plain(record.project_title)}**."
        )
        form = forms.begin(f"move_match_{record.id}_{kind.value}", MatchMoveDraft)
        version = versions.opened(form, record.version)
        typed = {"kind": kind, **_fields(form, kind, record)}
        if forms.submit(form, kind.act, icon=f":material/{_ICONS[kind]}:", width="stretch"):
            draft = forms.draft(form, MatchMoveDraft, typed)
            if draft is None:
                return
            with session.writing(visitor, form) as door:
                actions.move_match(
                    door.db,
                    visitor,
                    record.id,
                    draft,
                    version=version,
                    today=session.today(),
                    token=form.token,
                )
                door.done(f"{kind.label}\u00a0: c\u2019est noté.")
            versions.settle(form, door, record.version)
            if door.went_through:
                dialogs.close_and_rerun()

    ask()


def _fields(form: Form, kind: MatchMove, record: TrackedMatch | MatchMoveLine) -> dict[str, object]:
    """Draw the fields that a kind of move asks for; `record` gives what they start with."""
    typed: dict[str, object] = {}
    if kind is MatchMove.REFUSE:
        with session.reading() as db:
            entries = reference.entries(db, "dismissal_reasons")
        reasons = {entry.key: entry.label for entry in entries}
        stored = record.refusal_reason if isinstance(record, MatchMoveLine) else None
        typed["refusal_reason"] = forms.pills(form, "refusal_reason", reasons, value=stored)
    if kind.gives_terms:
        typed |= _terms(form, record)
    day = record.effective_on if isinstance(record, MatchMoveLine) else session.today()
    typed["effective_on"] = forms.day(form, "effective_on", value=day)
    note = record.note if isinstance(record, MatchMoveLine) else None
    typed["note"] = forms.paragraph(form, "note", value=note, height=80)
    return typed


def _terms(form: Form, record: TrackedMatch | MatchMoveLine) -> dict[str, object]:
    """Draw tonnes, price, period and where the paper is; say what remains of the stream."""
    tonnes = record.tonnes if isinstance(record, MatchMoveLine) else record.agreed
    if isinstance(record, TrackedMatch) and record.remaining is not None:
        st.caption(
            f"Il reste {french.tonnes(round(record.remaining, 3))} par an à promettre de ce "
            "gisement."
        )
    left, right = st.columns(2)
    with left:
        typed: dict[str, object] = {
            "tonnes": forms.amount(form, "tonnes", value=tonnes, unit="t"),
            "starts_on": forms.day(form, "starts_on", value=record.starts_on),
        }
    with right:
        typed |= {
            "price": forms.amount(
                form,
                "price",
                value=record.price,
                unit="€",
                help="Ce que le projet paie pour une tonne\u202f; négatif s\u2019il est payé.",
            ),
            "ends_on": forms.day(form, "ends_on", value=record.ends_on),
        }
    typed["document"] = forms.line(
        form,
        "document",
        value=record.document,
        placeholder="Par exemple\u00a0: classeur Conventions 2026, pièce 14",
        help="La copie numérisée se dépose dans la fiche, sous «\u00a0Documents\u00a0».",
    )
    if _is_too_much(typed["tonnes"], record) or form.problems.get("over_promise"):
        typed["over_promise"] = forms.tick(form, "over_promise")
    else:
        forms.slot(form, "over_promise")
    return typed


def _is_too_much(typed: object, record: TrackedMatch | MatchMoveLine) -> bool:
    """Tell, while one types, whether more is promised than is left: the box then shows itself."""
    if isinstance(record, MatchMoveLine) or record.remaining is None:
        return isinstance(record, MatchMoveLine)
    try:
        tonnes = float(measured(typed, TONNES))
    except ValueError:
        return False
    return tonnes > record.remaining + (record.agreed or 0)


def correct_dialog(visitor: Visitor, match_id: int, move_id: int) -> None:
    """Put a wrong move right: another day or other terms, or none when it never happened."""

    @st.dialog("Corriger ce passage", icon=":material/edit:", on_dismiss=dialogs.close)
    def ask() -> None:
        with session.reading() as db:
            lines = queries.match_history(db, visitor, match_id)
        line = next((each for each in lines if each.id == move_id), None)
        if line is None:
            st.info("Ce passage n\u2019existe plus.", icon=":material/info:")
            return
        st.markdown(f"**{line.kind.label}**, le {french.day(line.effective_on)}")
        form = forms.begin(f"correct_match_move_{move_id}", MatchCorrectionDraft)
        exact = forms.begin(f"correct_match_move_{move_id}_exact", MatchMoveDraft)
        ways = {_KEEP: "Il s\u2019est passé autrement", _CANCEL: "Il n\u2019a jamais eu lieu"}
        way = st.radio(
            "Ce passage", list(ways), format_func=lambda each: ways[each], key=exact.widget("way")
        )
        typed = {"kind": line.kind, **_fields(exact, line.kind, line)} if way == _KEEP else None
        why = forms.line(form, "why")
        if forms.submit(form, "Corriger", width="stretch"):
            _correct(visitor, move_id, form, exact, typed=typed, why=why)

    ask()


def _correct(
    visitor: Visitor,
    move_id: int,
    form: Form,
    exact: Form,
    *,
    typed: dict[str, object] | None,
    why: str | None,
) -> None:
    replacement = None if typed is None else forms.draft(exact, MatchMoveDraft, typed)
    draft = forms.draft(form, MatchCorrectionDraft, {"why": why, "replacement": replacement})
    if typed is not None and replacement is None:
        return
    today = session.today()
    dialogs.save(
        visitor,
        form,
        draft,
        lambda db, each: actions.correct_match_move(
            db, visitor, move_id, each, today=today, token=form.token
        ),
        said="Passage corrigé\u202f; l\u2019histoire garde les deux.",
    )


def moves_table() -> None:
    """Draw the one table of allowed moves, stage by stage, folded away."""
    with st.expander("Les passages possibles, étape par étape", type="compact"):
        markup.table(
            [markup.TableColumn("À l\u2019étape", unbroken=True), markup.TableColumn("On peut")],
            [
                (stage.written, french.join([_way(stage, move) for move in moves_from(stage)]))
                for stage in MatchStage
            ],
            caption="Table des passages d\u2019un rapprochement",
        )


def _way(stage: MatchStage, move: MatchMove) -> str:
    """Write one allowed move: « noter le contact (→ Contact pris) »."""
    target = MATCH_MOVES[move].target or stage
    words = move.act[:1].lower() + move.act[1:]
    return words if target is stage else f"{words} (→\u00a0{target.label})"
