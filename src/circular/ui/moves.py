"""Moving a project on screen: advance, back, exit, return, and the correction of a wrong move."""

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from circular.actions import moves as actions
from circular.domain import french
from circular.domain.dates import parse_day
from circular.domain.moves import CorrectionDraft, MoveDraft
from circular.domain.permissions import Permission
from circular.domain.stages import ExitKind, MoveKind, Stage, missing_for
from circular.domain.visitors import Visitor
from circular.queries import moves as queries
from circular.queries import reference
from circular.queries.moves import MoveLine
from circular.queries.projects import ProjectRecord
from circular.ui import dialogs, forms, markup, session
from circular.ui.forms import Form

_PAGE = "project"
_KEEP = "keep"
_CANCEL = "cancel"


def possible_kinds(record: ProjectRecord) -> tuple[MoveKind, ...]:
    """Return the kinds of move that make sense where a project stands."""
    if record.is_archived:
        return ()
    if record.has_left:
        return (MoveKind.RETURN,)
    forward = (MoveKind.ADVANCE,) if record.stage.next else ()
    back = (MoveKind.BACK,) if record.stage.rank else ()
    return (*forward, *back, MoveKind.EXIT)


def move_dialog(visitor: Visitor, record: ProjectRecord, kind: MoveKind) -> None:
    """Open the dialog of a kind of move."""
    {
        MoveKind.ADVANCE: advance_dialog,
        MoveKind.BACK: back_dialog,
        MoveKind.EXIT: exit_dialog,
        MoveKind.RETURN: return_dialog,
    }[kind](visitor, record)


def advance_dialog(visitor: Visitor, record: ProjectRecord) -> None:
    """Ask for the stage to pass to, and say beforehand everything that is missing for it."""

    @st.dialog("Faire avancer le projet", icon=":material/arrow_forward:", on_dismiss=dialogs.close)
    def ask() -> None:
        form = forms.begin(f"advance_{record.id}", MoveDraft)
        later = {stage: stage.label for stage in Stage if stage.rank > record.stage.rank}
        target = forms.choice(form, "to_stage", later, value=record.stage.next)
        day = forms.day(form, "effective_on", value=session.today())
        if target is not None:
            _say_what_is_missing(record, target, day)
        reason = forms.paragraph(form, "reason")
        label = f"Passer {target.reached}" if target else "Faire avancer"
        if forms.submit(form, label, width="stretch"):
            typed = {"kind": MoveKind.ADVANCE, "to_stage": target, "effective_on": day}
            _move(visitor, record.id, form, typed | {"reason": reason}, said="Le projet a avancé.")

    ask()


def _say_what_is_missing(record: ProjectRecord, target: Stage, day: str | None) -> None:
    """List what the table of stages still asks for at the effective day, before any refusal."""
    with session.reading() as db:
        facts = queries.stage_facts(db, record.id, day=_day_or_today(day))
    missing = missing_for(target, facts, after=record.stage)
    if not missing:
        st.markdown(":green[:material/check_circle:] Rien ne manque.")
        return
    things = french.plural(len(missing), "chose", "choses")
    lines = [f"- {line.missing}" for line in missing]
    st.warning(
        "\n".join([f"Il manque {things} pour passer {target.reached}\u00a0:", "", *lines]),
        icon=":material/radio_button_unchecked:",
    )


def _day_or_today(typed: str | None) -> date:
    try:
        return parse_day(typed or "")
    except ValueError:
        return session.today()


def back_dialog(visitor: Visitor, record: ProjectRecord) -> None:
    """Ask for the earlier stage to go back to."""

    @st.dialog("Revenir à une étape", icon=":material/undo:", on_dismiss=dialogs.close)
    def ask() -> None:
        form = forms.begin(f"back_{record.id}", MoveDraft)
        earlier = {stage: stage.label for stage in Stage if stage.rank < record.stage.rank}
        typed = {
            "kind": MoveKind.BACK,
            "to_stage": forms.choice(form, "to_stage", earlier),
            "effective_on": forms.day(form, "effective_on", value=session.today()),
            "reason": forms.paragraph(form, "reason"),
        }
        if forms.submit(form, "Revenir à cette étape", width="stretch"):
            _move(visitor, record.id, form, typed, said="Le projet est revenu en arrière.")

    ask()


def exit_dialog(visitor: Visitor, record: ProjectRecord) -> None:
    """Ask how, why and when a project leaves the journey."""

    @st.dialog("Noter une sortie du parcours", icon=":material/logout:", on_dismiss=dialogs.close)
    def ask() -> None:
        form = forms.begin(f"exit_{record.id}", MoveDraft)
        st.markdown("Le projet reste consultable, et pourra être repris.")
        typed = {
            "kind": MoveKind.EXIT,
            **_exit_fields(form),
            "effective_on": forms.day(form, "effective_on", value=session.today()),
            "reason": forms.paragraph(form, "reason"),
        }
        if forms.submit(form, "Noter la sortie", width="stretch"):
            _move(visitor, record.id, form, typed, said="Sortie notée.")

    ask()


def _exit_fields(form: Form, line: MoveLine | None = None) -> dict[str, object]:
    """Draw the kind of an exit and the reasons that go with it."""
    kinds = {kind: kind.label for kind in ExitKind}
    kind = forms.pills(form, "exit_kind", kinds, value=line.exit_kind if line else None)
    with session.reading() as db:
        entries = reference.entries(db, "exit_reasons", parent=kind.value) if kind else ()
    reasons = {entry.key: entry.label for entry in entries}
    hint = "À choisir" if kind else "Choisissez d’abord le type de sortie"
    reason = forms.choice(
        form,
        "exit_reason",
        reasons,
        value=line.exit_reason if line else None,
        placeholder=hint,
        disabled=kind is None,
    )
    return {"exit_kind": kind, "exit_reason": reason}


def return_dialog(visitor: Visitor, record: ProjectRecord) -> None:
    """Ask at which stage a project that left comes back: where it left, or earlier."""

    @st.dialog("Reprendre le projet", icon=":material/restart_alt:", on_dismiss=dialogs.close)
    def ask() -> None:
        form = forms.begin(f"return_{record.id}", MoveDraft)
        stages = {stage: stage.label for stage in Stage if stage.rank <= record.stage.rank}
        typed = {
            "kind": MoveKind.RETURN,
            "to_stage": forms.choice(form, "to_stage", stages, value=record.stage),
            "effective_on": forms.day(form, "effective_on", value=session.today()),
            "reason": forms.paragraph(form, "reason"),
        }
        if forms.submit(form, "Reprendre le projet", width="stretch"):
            _move(visitor, record.id, form, typed, said="Le projet est repris.")

    ask()


def _move(
    visitor: Visitor, project_id: int, form: Form, typed: dict[str, object], *, said: str
) -> None:
    today = session.today()
    dialogs.save(
        visitor,
        form,
        forms.draft(form, MoveDraft, typed),
        lambda db, draft: actions.move_project(
            db, visitor, project_id, draft, today=today, token=form.token
        ),
        said=said,
    )


def correct_dialog(visitor: Visitor, record: ProjectRecord, move_id: int) -> None:
    """Put a wrong move right: another day or coding, or none when it never happened."""

    @st.dialog("Corriger ce passage", icon=":material/edit:", on_dismiss=dialogs.close)
    def ask() -> None:
        with session.reading() as db:
            lines = queries.history(db, visitor, record.id)
        line = next((each for each in lines if each.id == move_id), None)
        if line is None:
            st.info("Ce mouvement n’existe plus.", icon=":material/info:")
            return
        st.markdown(f"**{line.sentence}**, le {french.day(line.effective_on)}")
        form = forms.begin(f"correct_move_{move_id}", CorrectionDraft)
        exact = forms.begin(f"correct_move_{move_id}_exact", MoveDraft)
        ways = {_KEEP: "Il s’est passé autrement", _CANCEL: "Il n’a jamais eu lieu"}
        way = st.radio(
            "Ce passage", list(ways), format_func=lambda each: ways[each], key=exact.widget("way")
        )
        typed = _exact_fields(exact, line) if way == _KEEP else None
        why = forms.line(form, "why")
        if forms.submit(form, "Corriger", width="stretch"):
            _correct(visitor, move_id, form, exact, typed=typed, why=why)

    ask()


def _exact_fields(form: Form, line: MoveLine) -> dict[str, object]:
    """Draw the fields of a move as it should have been written."""
    typed: dict[str, object] = {"kind": line.kind}
    if line.kind is MoveKind.EXIT:
        typed |= _exit_fields(form, line)
    else:
        stages = {stage: stage.label for stage in Stage}
        typed["to_stage"] = forms.choice(form, "to_stage", stages, value=line.to_stage)
    return typed | {
        "effective_on": forms.day(form, "effective_on", value=line.effective_on),
        "reason": forms.paragraph(form, "reason", value=line.reason),
    }


def _correct(
    visitor: Visitor,
    move_id: int,
    form: Form,
    exact: Form,
    *,
    typed: dict[str, object] | None,
    why: str | None,
) -> None:
    replacement = None if typed is None else forms.draft(exact, MoveDraft, typed)
    draft = forms.draft(form, CorrectionDraft, {"why": why, "replacement": replacement})
    if typed is not None and replacement is None:
        return
    today = session.today()
    dialogs.save(
        visitor,
        form,
        draft,
        lambda db, each: actions.correct_move(
            db, visitor, move_id, each, today=today, token=form.token
        ),
        said="Passage corrigé\u202f; l’historique garde les deux.",
    )


def project_tab(visitor: Visitor, project_id: int) -> None:
    """Draw the stage history of a project, newest first, corrected lines struck out."""
    with session.reading() as db:
        lines = queries.history(db, visitor, project_id)
    for line in lines:
        _line(line, may_edit=visitor.may(Permission.EDIT_PIPELINE))


def _line(line: MoveLine, *, may_edit: bool) -> None:
    row = st.container(horizontal=True, wrap=False, key=f"row_move_{line.id}")
    left = row.container(width=130, gap="xxsmall")
    left.markdown(f"**{french.day(line.effective_on)}**")
    left.caption("date d’effet")
    right = row.container(gap="xxsmall")
    right.markdown(f"~~{line.sentence}~~" if line.is_corrected else f"**{line.sentence}**")
    details = [text for text in (line.exit_reason_label, line.reason) if text]
    if details:
        markup.prose("\n".join(details), right)
    right.caption("\u00a0· ".join(_notes(line)))
    if may_edit and not line.is_corrected:
        right.button(
            "Corriger ce passage",
            type="tertiary",
            icon=":material/edit:",
            key=f"correct_move_{line.id}",
            on_click=partial(dialogs.ask, _PAGE, "correct_move", move_id=line.id),
        )


def _notes(line: MoveLine) -> Sequence[str]:
    entered = date.fromisoformat(line.entered_at[:10])
    author = f" par {markup.plain(line.author_name)}" if line.author_name else ""
    notes = [f"noté le {french.day(entered)}{author}"]
    if line.corrected_at is not None:
        corrected = date.fromisoformat(line.corrected_at[:10])
        notes.append(f"corrigé le {french.day(corrected)}, ne compte plus")
    if line.corrects_id is not None:
        notes.append("remplace une ligne corrigée")
    return notes
