"""Moving an agreement on screen: the next act, the others, and the questions before a loss."""

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from circular.actions import agreement_moves as actions
from circular.actions import agreements
from circular.domain.agreements import (
    AgreementMove,
    AgreementState,
    ClosingDraft,
    EndingDraft,
    SigningDraft,
    allowed_moves,
)
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.queries.agreement_records import AgreementRecord, agreement_record
from circular.ui import dialogs, forms, navigation, session, versions
from circular.ui.agreements import carry_out
from circular.ui.forms import Form

PAGE = "agreement"
CHANGE, ARCHIVE, RESTORE, DELETE = "change", "archive", "restore", "delete"
_MORE = "agreement_more"
_ICONS = {
    AgreementMove.SEND_TO_REVIEW: "rate_review",
    AgreementMove.SEND_TO_SIGN: "signature",
    AgreementMove.SIGN: "task_alt",
    AgreementMove.END: "flag",
    AgreementMove.RENEW: "autorenew",
    AgreementMove.ADD_AMENDMENT: "difference",
    AgreementMove.BACK_TO_DRAFT: "undo",
    AgreementMove.TERMINATE: "cancel",
    AgreementMove.ABANDON: "remove_circle",
}
_AT_ONCE = {
    AgreementMove.SEND_TO_REVIEW: actions.send_to_review,
    AgreementMove.SEND_TO_SIGN: actions.send_to_sign,
    AgreementMove.BACK_TO_DRAFT: actions.back_to_draft,
}
_SAID = {
    AgreementMove.SEND_TO_REVIEW: "Convention envoyée en relecture.",
    AgreementMove.SEND_TO_SIGN: "Convention envoyée à la signature.",
    AgreementMove.BACK_TO_DRAFT: "Convention reprise en préparation.",
}


def acts(visitor: Visitor, record: AgreementRecord, place: DeltaGenerator) -> None:
    """Draw the next act as the one primary button, and the other ones under « Plus »."""
    moves = list(allowed_moves(record.state, visitor))
    following = _next_act(record, moves)
    if following is not None:
        moves.remove(following)
        place.button(
            following.label,
            type="primary",
            icon=f":material/{_ICONS[following]}:",
            key=f"move_{following.value}",
            on_click=partial(_start, visitor, record, following.value),
        )
    others = _others(visitor, record, moves)
    if others:
        place.menu_button(
            "Plus",
            list(others),
            format_func=lambda code: others[code],
            icon=":material/more_horiz:",
            key=_MORE,
            on_click=partial(_chosen, visitor, record),
        )


def _next_act(record: AgreementRecord, moves: list[AgreementMove]) -> AgreementMove | None:
    """Return what is to be done next: the end of a signed agreement waits for its last day."""
    if record.is_archived or not moves:
        return None
    first = moves[0]
    is_over = record.ends_on is not None and record.ends_on <= session.today()
    return None if first is AgreementMove.END and not is_over else first


def _others(
    visitor: Visitor, record: AgreementRecord, moves: list[AgreementMove]
) -> dict[str, str]:
    """Return what else may be done: code → words."""
    if not visitor.may(Permission.EDIT_AGREEMENTS):
        return {}
    if record.is_archived:
        return {RESTORE: "Sortir des archives"}
    change = {CHANGE: "Modifier la convention"} if record.state.is_unsigned else {}
    others = {move.value: move.label for move in moves}
    may_go = record.state.is_unsigned and record.number is None
    delete = {DELETE: "Supprimer la convention"} if may_go else {}
    return {**change, **others, ARCHIVE: "Archiver la convention", **delete}


def _chosen(visitor: Visitor, record: AgreementRecord) -> None:
    code = st.session_state.get(_MORE)
    if code:
        _start(visitor, record, code)


def _start(visitor: Visitor, record: AgreementRecord, code: str) -> None:
    """Carry out what asks nothing more; open the question of the rest.

    `record` is the one that the page showed, so its version tells whether somebody else moved it.
    """
    if code in {ARCHIVE, RESTORE}:
        _archive(visitor, record, archived=code == ARCHIVE)
    elif code in _AT_ONCE:
        move = AgreementMove(code)
        session.act(
            visitor,
            _SAID[move],
            lambda db: _AT_ONCE[move](
                db, visitor, record.id, version=record.version, today=session.today()
            ),
        )
    else:
        dialogs.ask(PAGE, code, agreement_id=record.id)


def _archive(visitor: Visitor, record: AgreementRecord, *, archived: bool) -> None:
    said = "Convention archivée." if archived else "Convention sortie des archives."
    session.act(
        visitor,
        said,
        lambda db: agreements.archive_agreement(
            db, visitor, record.id, version=record.version, archived=archived
        ),
    )


def sign_dialog(visitor: Visitor, agreement_id: int) -> None:
    """Ask for the day of the signature and the period that the agreement covers."""

    @st.dialog("Enregistrer la signature", icon=":material/task_alt:", on_dismiss=dialogs.close)
    def ask() -> None:
        record = _read(visitor, agreement_id)
        form = forms.begin(f"sign_agreement_{agreement_id}", SigningDraft)
        version = versions.opened(form, record.version)
        typed = {
            "signed_on": forms.day(form, "signed_on", value=session.today()),
            "starts_on": forms.day(
                form,
                "starts_on",
                value=record.starts_on,
                placeholder="jj/mm/aaaa, sinon le jour de la signature",
            ),
            "ends_on": forms.day(
                form, "ends_on", value=record.ends_on, placeholder=_usual_end(record)
            ),
        }
        if forms.submit(form, "Enregistrer la signature", width="stretch"):
            carry_out(
                visitor,
                form,
                forms.draft(form, SigningDraft, typed),
                lambda db, draft: actions.sign_agreement(
                    db,
                    visitor,
                    agreement_id,
                    draft,
                    version=version,
                    today=session.today(),
                    token=form.token,
                ),
                said="Signature enregistrée.",
                current=record.version,
            )

    ask()


def _usual_end(record: AgreementRecord) -> str:
    months = record.type.duration_months
    return f"jj/mm/aaaa, sinon {months} mois après le début" if months else "jj/mm/aaaa"


def end_dialog(visitor: Visitor, agreement_id: int) -> None:
    """Ask for the last day of an agreement that came to its end."""

    @st.dialog("Terminer la convention\u202f?", icon=":material/flag:", on_dismiss=dialogs.close)
    def ask() -> None:
        record = _read(visitor, agreement_id)
        st.markdown("Elle restera consultable et comptera dans les bilans.")
        form = forms.begin(f"end_agreement_{agreement_id}", EndingDraft)
        version = versions.opened(form, record.version)
        today = session.today()
        due = record.ends_on if record.ends_on and record.ends_on <= today else today
        typed = {
            "effective_on": forms.day(form, "effective_on", value=due),
            "reason": forms.paragraph(form, "reason"),
        }
        if _confirmed(form, "Terminer", icon=":material/flag:"):
            carry_out(
                visitor,
                form,
                forms.draft(form, EndingDraft, typed),
                lambda db, draft: actions.end_agreement(
                    db,
                    visitor,
                    agreement_id,
                    draft,
                    version=version,
                    today=today,
                    token=form.token,
                ),
                said="Convention terminée.",
                current=record.version,
            )

    ask()


def terminate_dialog(visitor: Visitor, agreement_id: int) -> None:
    """Ask why and from when a signed agreement is terminated: what is lost, what stays."""
    _closing_dialog(
        visitor,
        agreement_id,
        AgreementMove.TERMINATE,
        heading="Résilier la convention\u202f?",
        text="Elle restera consultable\u202f; les emplois déjà comptés ne changent pas.",
        verb="Résilier",
    )


def abandon_dialog(visitor: Visitor, agreement_id: int) -> None:
    """Ask why an agreement is given up before its signature."""
    _closing_dialog(
        visitor,
        agreement_id,
        AgreementMove.ABANDON,
        heading="Abandonner la convention\u202f?",
        text="Elle restera consultable\u202f; son numéro, si elle en a un, ne resservira pas.",
        verb="Abandonner",
    )


def delete_dialog(visitor: Visitor, agreement_id: int) -> None:
    """Ask before a draft without number is deleted: nothing of it is kept."""

    @st.dialog("Supprimer la convention\u202f?", icon=":material/delete:", on_dismiss=dialogs.close)
    def ask() -> None:
        record = _read(visitor, agreement_id)
        st.markdown(
            "Son texte, ses parties et ses prestations sont perdus. Pour en garder la trace, "
            "abandonnez-la plutôt."
        )
        row = st.container(horizontal=True, horizontal_alignment="right")
        row.button("Garder la convention", key="keep_agreement", on_click=dialogs.close)
        if row.button("Supprimer", type="primary", key="confirm_deletion"):
            _delete(visitor, record)

    ask()


def _delete(visitor: Visitor, record: AgreementRecord) -> None:
    gone = session.act(
        visitor,
        "Convention supprimée.",
        lambda db: agreements.delete_agreement(db, visitor, record.id, version=record.version),
    )
    dialogs.close()
    if gone:
        st.switch_page(navigation.path_of("agreements.py"))
    st.rerun()


def _closing_dialog(
    visitor: Visitor,
    agreement_id: int,
    move: AgreementMove,
    *,
    heading: str,
    text: str,
    verb: str,
) -> None:
    icon = f":material/{_ICONS[move]}:"
    act = (
        actions.terminate_agreement
        if move is AgreementMove.TERMINATE
        else actions.abandon_agreement
    )

    @st.dialog(heading, icon=icon, on_dismiss=dialogs.close)
    def ask() -> None:
        record = _read(visitor, agreement_id)
        st.markdown(text)
        _say_notice(record)
        form = forms.begin(f"{move.value}_agreement_{agreement_id}", ClosingDraft)
        version = versions.opened(form, record.version)
        typed = {
            "effective_on": forms.day(form, "effective_on", value=session.today()),
            "reason": forms.paragraph(form, "reason"),
        }
        if _confirmed(form, verb, icon=icon):
            carry_out(
                visitor,
                form,
                forms.draft(form, ClosingDraft, typed),
                lambda db, draft: act(
                    db, visitor, agreement_id, draft, version=version, token=form.token
                ),
                said=f"Convention {MOVED[move]}.",
                current=record.version,
            )

    ask()


MOVED = {AgreementMove.TERMINATE: "résiliée", AgreementMove.ABANDON: "abandonnée"}


def _say_notice(record: AgreementRecord) -> None:
    """Recall the notice of the type: a reminder, never a verdict."""
    if record.state is AgreementState.SIGNED and record.type.notice_days:
        st.caption(f"Préavis habituel de ce type\u00a0: {record.type.notice_days}\u00a0jours.")


def _confirmed(form: Form, verb: str, *, icon: str) -> bool:
    """Draw « Garder la convention » then the verb, on the right; True when the verb is chosen."""
    forms.end(form)
    row = st.container(horizontal=True, horizontal_alignment="right")
    row.button("Garder la convention", key=form.widget("keep"), on_click=dialogs.close)
    return bool(row.button(verb, type="primary", icon=icon, key=form.widget("submit")))


def _read(visitor: Visitor, agreement_id: int) -> AgreementRecord:
    with session.reading() as db:
        return agreement_record(db, visitor, agreement_id)
